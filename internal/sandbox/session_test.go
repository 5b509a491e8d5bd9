package sandbox

import (
	"encoding/base64"
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"kycspec/internal/spec"
)

// widgetOf reads what a started KYC gives the widget.
func (r *rig) widgetOf(a answered) widget {
	r.t.Helper()
	var body struct {
		Data struct {
			WidgetData string `json:"widget_data"`
		}
	}
	var have widget
	if err := json.Unmarshal([]byte(a.text), &body); err != nil {
		r.t.Fatal(err)
	}
	decoded, err := base64.StdEncoding.DecodeString(body.Data.WidgetData)
	if err != nil {
		r.t.Fatalf("widget data %q: %v", body.Data.WidgetData, err)
	}
	if err := json.Unmarshal(decoded, &have); err != nil {
		r.t.Fatalf("widget data %s: %v", decoded, err)
	}
	return have
}

func (r *rig) session(q question) string {
	r.t.Helper()
	return r.widgetOf(r.honest(q, 201)).KYCSession.String()
}

func TestWidgetDataIsLikeTheContractsExample(t *testing.T) {
	r := newRig(t, Options{})
	q := r.ask(wanted{}.String())
	a := r.honest(q, 201)
	for _, v := range r.sandbox.contract.LikeExample(r.exchange(q, a), spec.RoleWidgetData) {
		t.Error(v)
	}
	have := r.widgetOf(a)
	if diff := cmp.Diff([]string{"NAME", "ADDRESS", "DOB", "PHONE_NUMBER"}, have.KYCAttributes); diff != "" {
		t.Error(diff)
	}
	claims := jwt.MapClaims{}
	_, err := jwt.NewParser(jwt.WithValidMethods([]string{"HS256"}), jwt.WithTimeFunc(r.clock.Now), jwt.WithExpirationRequired(),
		jwt.WithIssuer("forte_auth_svc")).ParseWithClaims(have.AccessToken, claims, func(*jwt.Token) (any, error) { return r.sandbox.sessions.key, nil })
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for name := range claims {
		names = append(names, name)
	}
	slices.Sort(names)
	want := []string{"app_id", "customer_id", "email_address", "email_verified", "exp", "iss", "merchant_id", "token_type"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
	for _, name := range []string{"app_id", "customer_id", "merchant_id"} {
		if _, err := uuid.Parse(claims[name].(string)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if claims["token_type"] != "external_token" || claims["exp"] != float64(start.Add(time.Hour).Unix()) {
		t.Errorf("claims %v", claims)
	}
}

func TestSessionsAreResumed(t *testing.T) {
	r := newRig(t, Options{})
	base := wanted{level: 2, address: "0xAb5801a7D398351b8bE11C439e05C5B3259aeC9B", blockchain: "ethereum"}
	session := r.session(r.ask(base.String()))
	tests := map[string]struct {
		change func(*wanted)
		same   bool
	}{
		"asked again":                  {func(*wanted) {}, true},
		"another spelling of the case": {func(w *wanted) { w.address = "0xab5801a7d398351b8be11c439e05c5b3259aec9b" }, true},
		"another external id":          {func(w *wanted) { w.externalID = "customer-2" }, true},
		"another level":                {func(w *wanted) { w.level = 3 }, false},
		"another address":              {func(w *wanted) { w.address = "0xAb5801a7D398351b8bE11C439e05C5B3259aeC9C" }, false},
		"another blockchain":           {func(w *wanted) { w.blockchain = "polygon" }, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := &rig{t: t, sandbox: r.sandbox, clock: r.clock}
			w := base
			test.change(&w)
			if have := r.session(r.ask(w.String())); (have == session) != test.same {
				t.Errorf("session %s after %s, want the same: %v", have, session, test.same)
			}
		})
	}
	if other := newRig(t, Options{}); other.session(other.ask(base.String())) == session {
		t.Error("another sandbox has the same session")
	}
}

func TestALevelIsTheSameHoweverItIsWritten(t *testing.T) {
	r := newRig(t, Options{})
	one := r.ask(wanted{}.String())
	if a, b := r.session(one), r.session(withBody(one, `{"action":{"type":"OCC_RULES_ENGINE","level":1.0},"customer":{"external_id":"c",
		"wallet":{"blockchain":"sepolia","address":"0xaac17f958d2ee523a2206206994597c13d831ec2"}}}`)); a != b {
		t.Errorf("1 is %s, 1.0 is %s", a, b)
	}
}

func TestTheCaseOfASolanaAddressCounts(t *testing.T) {
	r := newRig(t, Options{})
	a := r.session(r.ask(wanted{address: "7EqQdEUaxzPm", blockchain: "solana"}.String()))
	b := r.session(r.ask(wanted{address: "7eqqdeuaxzpm", blockchain: "solana"}.String()))
	if a == b {
		t.Errorf("both are %s", a)
	}
}
