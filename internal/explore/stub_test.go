package explore

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/jsonpointer"
	"kycspec/internal/redact"
)

// stub is a target that answers as the contract's examples do, with a status
// that it is told: 0 is the honest one.
type stub struct {
	contract *contract.Contract
	status   func(q Question, honest int) int
	asked    atomic.Int32
}

func (s *stub) ask(ctx context.Context, q Question) (*exchange.Exchange, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.asked.Add(1)
	honest := http.StatusCreated
	worth := exchange.Granted
	switch {
	case q.Anonymous:
		honest, worth = http.StatusUnauthorized, exchange.Worthless
	case q.ContentType != "application/json":
		honest = http.StatusUnsupportedMediaType
	case s.contract.JudgeRequest(q.Body) != nil, q.SIWERequired && !hasSignIn(q.Body):
		honest = http.StatusUnprocessableEntity
	}
	status := honest
	if s.status != nil {
		status = s.status(q, honest)
	}
	body, err := json.Marshal(s.contract.Sample(status))
	if err != nil {
		return nil, err
	}
	return exchange.New(exchange.Request{Method: http.MethodPost, URL: "http://target/", Body: q.Body, Credential: worth, SIWERequired: q.SIWERequired,
		Header: http.Header{"Content-Type": {q.ContentType}}},
		exchange.Answer{Status: status, Header: http.Header{"Content-Type": {"application/json"}}, Body: body}, time.Now(), 0, redact.New()), nil
}

func hasSignIn(body []byte) bool {
	v, _ := parse(body)
	_, found := jsonpointer.Find(v, pointer{"customer", "wallet", "siwe"})
	return found
}

func (s *stub) options(requests int) Options {
	return Options{Contract: s.contract, Requests: requests, Seed: 1, Concurrency: 2, Ask: s.ask, SIWE: true,
		Sign: Signer{Domain: "kycspec.example", URI: "https://kycspec.example", Now: time.Now}.Sign}
}

func eachText(v any, visit func(string)) {
	switch v := v.(type) {
	case string:
		visit(v)
	case map[string]any:
		for name, inner := range v {
			visit(name)
			eachText(inner, visit)
		}
	case []any:
		for _, inner := range v {
			eachText(inner, visit)
		}
	}
}

func has(body []byte, what string) bool {
	found := false
	if v, err := parse(body); err == nil {
		eachText(v, func(text string) { found = found || strings.Contains(text, what) })
	}
	return found
}

// smallest is the body of a failure without what is new each time.
func smallest(t *testing.T, f Failure) string {
	t.Helper()
	v, err := parse(f.Exchange.RequestBody())
	if err != nil {
		return string(f.Exchange.RequestBody())
	}
	for place, stand := range map[string]string{"customer.external_id": "ID", "customer.wallet.address": "ADDRESS"} {
		at := pointer(strings.Split(place, "."))
		if text, found := jsonpointer.Find(v, at); found && (strings.HasPrefix(asText(text), "kycspec-") || strings.HasPrefix(asText(text), "0x")) {
			v = with(v, at, stand)
		}
	}
	return string(write(v, nil))
}

func TestWhatFailsIsMadeSmall(t *testing.T) {
	plain := `{"action":{"level":1,"type":"OCC_RULES_ENGINE"},"customer":{"external_id":"ID","wallet":{"address":"ADDRESS","blockchain":"sepolia"}}}`
	failing := func(status int, when func(q Question) bool) func(Question, int) int {
		return func(q Question, honest int) int {
			if when(q) {
				return status
			}
			return honest
		}
	}
	level := func(q Question, n json.Number) bool {
		v, _ := parse(q.Body)
		have, _ := jsonpointer.Find(v, pointer{"action", "level"})
		return have == n
	}
	tests := map[string]struct {
		status func(Question, int) int
		what   string
		clause string
		body   []string // the smallest; one of these
	}{
		"an API that fails at NUL": {
			failing(500, func(q Question) bool { return has(q.Body, "\x00") }), "a request that the contract allows is refused", "",
			[]string{strings.Replace(plain, `"ID"`, `"\u0000"`, 1), strings.Replace(plain, `"ADDRESS"`, `"\u0000"`, 1),
				strings.Replace(plain, `"level"`, `"\u0000":false,"level"`, 1)},
		},
		"an API that knows no character beyond the basic plane": {
			failing(422, func(q Question) bool { return has(q.Body, "😀") }), "a request that the contract allows is refused", "",
			[]string{strings.Replace(plain, `"ID"`, `"😀"`, 1), strings.Replace(plain, `"ADDRESS"`, `"😀"`, 1),
				strings.Replace(plain, `"OCC_RULES_ENGINE"`, `"OCC_RULES_ENGINE","😀":false`, 1)},
		},
		"an API that refuses two things together": {
			failing(422, func(q Question) bool { return level(q, "4") && has(q.Body, "OCC_RULES_ENGINE_V2") }),
			"a request that the contract allows is refused", "request/action.level/maximum",
			[]string{strings.NewReplacer(`"level":1`, `"level":4`, `ENGINE"`, `ENGINE_V2"`).Replace(plain)},
		},
		"an API that fails at a level that is too high": {
			failing(500, func(q Question) bool { return level(q, "5") }),
			"a request that breaks the contract is not refused as documented", "request/action.level/maximum",
			[]string{strings.Replace(plain, `"level":1`, `"level":5`, 1)},
		},
		"an API that reads no escapes": {
			failing(422, func(q Question) bool { return bytes.Contains(q.Body, []byte(`\u006`)) }),
			"a request that the contract allows is refused", "", []string{plain},
		},
		"an API that redirects without a token": {
			failing(302, func(q Question) bool { return q.Anonymous }), "an answer to a request that breaks the contract is not as documented", "status",
			[]string{plain},
		},
	}
	for name, test := range some(tests) {
		t.Run(name, func(t *testing.T) {
			s := &stub{contract: published(), status: test.status}
			r := run(t, s.options(500))
			at := slices.IndexFunc(r.Failures, func(f Failure) bool { return f.What == test.what })
			if at < 0 {
				t.Fatalf("it was not found: %s", rendered(r))
			}
			f := r.Failures[at]
			if got := smallest(t, f); !slices.Contains(test.body, got) {
				t.Errorf("%s: %s", f.What, got)
			}
			if test.clause != "" && !slices.Contains(f.Clauses, test.clause) {
				t.Errorf("clauses %v, want %s among them", f.Clauses, test.clause)
			}
			if written := strings.Contains(name, "escapes"); f.Written != written {
				t.Errorf("fails as it is written: %v, want %v", f.Written, written)
			}
			if f.Unsettled || f.Cases[0] < 1 {
				t.Errorf("unsettled %v, cases %v", f.Unsettled, f.Cases)
			}
			for _, number := range f.Cases[:min(len(f.Cases), 2)] {
				o := s.options(1)
				o.Case = number
				if again := run(t, o); len(again.Failures) == 0 || again.Asked != 1 {
					t.Errorf("number %d alone does not fail", number)
				}
			}
		})
	}
}

func TestAFailureThatDoesNotComeBack(t *testing.T) {
	var once sync.Once
	s := &stub{contract: published(), status: func(_ Question, honest int) int {
		once.Do(func() { honest = 404 })
		return honest
	}}
	o := s.options(50)
	o.Concurrency = 1
	r := run(t, o)
	if len(r.Failures) != 1 || !r.Failures[0].Unsettled || !slices.Equal(r.Failures[0].Clauses, []string{"status"}) {
		t.Errorf("%+v %s", r, rendered(r))
	}
	if n := s.asked.Load(); n != 51 {
		t.Errorf("asked %d times, want 50 and once again", n)
	}
}

func TestTheSameSeedAsksTheSame(t *testing.T) {
	fixed := func(wanted Signing) (string, string, bool) {
		if wanted.Length == 0 {
			wanted.Length = 200
		}
		return strings.Repeat("m", wanted.Length), nobodys, true
	}
	asked := func(concurrency int, seed uint64, status func(Question, int) int) []string {
		s := &stub{contract: published(), status: status}
		o := s.options(150)
		o.Concurrency, o.Sign, o.Seed = concurrency, fixed, seed
		o.Ask = func(ctx context.Context, q Question) (*exchange.Exchange, error) { return s.ask(ctx, q) }
		bodies := make([]string, 150)
		o.Asked = func(asked CaseResult) { bodies[asked.Case-1] = string(asked.Exchange.RequestBody()) }
		run(t, o)
		return bodies
	}
	first := asked(1, 7, nil)
	for name, again := range map[string][]string{
		"many at a time": asked(16, 7, nil),
		"other answers":  asked(4, 7, func(q Question, _ int) int { return []int{201, 422, 500}[len(q.Body)%3] }),
	} {
		if diff := cmp.Diff(first, again); diff != "" {
			t.Errorf("%s: other requests (-first +again):\n%.2000s", name, diff)
		}
	}
	same := 0
	for i, body := range asked(1, 8, nil) {
		if body == first[i] {
			same++
		}
	}
	if same > 10 {
		t.Errorf("another seed asks the same %d times of 150", same)
	}
	x := explorerOf(t, Options{Contract: published(), Seed: 7, Sign: fixed, SIWE: true})
	for _, number := range []int{150, 17, 1} {
		if _, q := written(t, x, number); string(q.Body) != first[number-1] {
			t.Errorf("number %d alone is %s", number, q.Body)
		}
	}
}

var errGone = errors.New("nobody is there")

func TestATargetThatDies(t *testing.T) {
	s := &stub{contract: published(), status: func(q Question, honest int) int {
		if has(q.Body, "sepolia") && honest == 201 {
			return 500
		}
		return honest
	}}
	o := s.options(200)
	o.Ask = func(ctx context.Context, q Question) (*exchange.Exchange, error) {
		if s.asked.Load() >= 100 {
			return nil, errGone
		}
		return s.ask(ctx, q)
	}
	r := run(t, o)
	if r.Asked < 100 || r.Asked > 125 || r.Inconclusive != r.Asked-100 || !errors.Is(r.Why, errGone) {
		t.Errorf("asked %d, %d inconclusive: %v", r.Asked, r.Inconclusive, r.Why)
	}
	if want := "11 of the last 20 could not be judged"; r.Stopped != want {
		t.Errorf("stopped: %q, want %q", r.Stopped, want)
	}
	if len(r.Failures) == 0 || r.Failures[0].Unsettled {
		t.Errorf("what was found before is lost: %s", rendered(r))
	}
	if n := s.asked.Load(); n != 100 {
		t.Errorf("asked %d times", n)
	}
}

func TestATargetThatIsGoneWhenItIsAskedAgain(t *testing.T) {
	tests := map[string]struct {
		after int32 // requests until it is gone
		again int   // how often it is asked then
	}{
		"at once":   {20, 1},
		"by and by": {21, mostUnjudged},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := &stub{contract: published(), status: func(_ Question, honest int) int {
				if honest == 201 {
					return 500
				}
				return honest
			}}
			o := s.options(20)
			again := 0
			o.Ask = func(ctx context.Context, q Question) (*exchange.Exchange, error) {
				if s.asked.Load() >= test.after {
					again++
					return nil, errGone
				}
				return s.ask(ctx, q)
			}
			r := run(t, o)
			if len(r.Failures) == 0 || r.Failures[0].Unsettled || again != test.again {
				t.Errorf("asked %d times when it was gone: %s", again, rendered(r))
			}
		})
	}
}

func TestOneUnjudgedInFourDoesNotFail(t *testing.T) {
	s := &stub{contract: published()}
	o := s.options(100)
	var n atomic.Int32
	o.Ask = func(ctx context.Context, q Question) (*exchange.Exchange, error) {
		if n.Add(1)%4 == 0 {
			return nil, errGone
		}
		return s.ask(ctx, q)
	}
	if r := run(t, o); r.Asked != 100 || r.Inconclusive != 25 || r.Stopped != "" || len(r.Failures) > 0 {
		t.Errorf("%+v", r)
	}
}

func TestStoppingKeepsWhatWasFound(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	s := &stub{contract: published(), status: func(_ Question, honest int) int {
		if honest == 201 {
			return 500
		}
		return honest
	}}
	o := s.options(1000)
	o.Asked = func(asked CaseResult) {
		if asked.Case == 30 {
			stop()
		}
	}
	r, err := Run(ctx, o)
	if err != nil || r.Stopped != "interrupted" || r.Asked < 25 || r.Asked > 40 || r.Inconclusive > 0 {
		t.Errorf("%v %+v", err, r)
	}
	if len(r.Failures) != 1 || r.Failures[0].Unsettled || len(r.Failures[0].Cases) < 12 {
		t.Errorf("%s", rendered(r))
	}
}

func TestShrinkingHasAnEnd(t *testing.T) {
	var mu sync.Mutex
	seen := map[string]bool{}
	// Each new body fails in a way of its own, so that nothing is ever explained.
	s := &stub{contract: published(), status: func(q Question, honest int) int {
		mu.Lock()
		defer mu.Unlock()
		if seen[string(q.Body)] = true; honest == 201 && len(seen)%2 == 0 {
			return []int{401, 403, 406, 415, 422, 429, 500}[len(seen)%7]
		}
		return honest
	}}
	r := run(t, s.options(300))
	if n := int(s.asked.Load()); n > 300+mostAsksAll {
		t.Errorf("asked %d times", n)
	}
	if len(r.Failures) == 0 {
		t.Error("nothing was found")
	}
}

func TestKnownCustomersAreAvoided(t *testing.T) {
	s := &stub{contract: published()}
	o := s.options(100)
	o.Avoid = []string{"", "KYCSPEC-1-4"}
	o.Ask = func(ctx context.Context, q Question) (*exchange.Exchange, error) {
		v, _ := parse(q.Body)
		id, found := jsonpointer.Find(v, pointer{"customer", "external_id"})
		if found && (id == "" || id == "kycspec-1-4") {
			t.Errorf("asked for %q", id)
		}
		return s.ask(ctx, q)
	}
	run(t, o)
}
