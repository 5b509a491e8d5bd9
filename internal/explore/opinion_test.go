package explore

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"

	"kycspec/internal/contract"
	"kycspec/internal/spec"
)

// opinion is a second judge of the same document, which knows nothing of the first.
type opinion struct{ route *routers.Route }

func secondOpinion(t testing.TB, document string) opinion {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromData([]byte(document))
	if err != nil {
		t.Fatal(err)
	}
	doc.Servers = nil
	const path = "/compliance/v2/kyc"
	item := doc.Paths.Find(path)
	return opinion{&routers.Route{Spec: doc, Path: path, PathItem: item, Method: http.MethodPost, Operation: item.Post}}
}

func (o opinion) request(t testing.TB, body string) error {
	t.Helper()
	request, err := http.NewRequest(http.MethodPost, "/compliance/v2/kyc", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	return openapi3filter.ValidateRequest(context.Background(), &openapi3filter.RequestValidationInput{
		Request: request, Route: o.route, Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc}})
}

// passesTrailing are breaks that the second judge does not see: it stops
// reading after the first document.
func passesTrailing(breaks []string) bool { return len(breaks) == 1 && breaks[0] == "request/$/json" }

func TestWhatIsAskedIsWhatItIsSaidToBe(t *testing.T) {
	other := secondOpinion(t, read(t, spec.DocumentFile))
	for _, seed := range []uint64{1, 2} {
		x := explorerOf(t, Options{Contract: published(), Seed: seed})
		for number := 1; number <= many(1000); number++ {
			made, q := written(t, x, number)
			if !x.asIntended(made, q.Body) {
				t.Fatalf("seed %d, number %d, which is to break %v, breaks %v: %s", seed, number, made.breaks, x.breaks(q.Body), q.Body)
			}
			err := other.request(t, string(q.Body))
			breaksBody := len(x.breaks(q.Body)) > 0
			if !breaksBody && err != nil {
				t.Errorf("seed %d, number %d: the second judge refuses %q: %v", seed, number, q.Body, err)
			}
			if breaksBody && err == nil && !passesTrailing(made.breaks) {
				t.Errorf("seed %d, number %d: the second judge sees nothing of %v in %q", seed, number, made.breaks, q.Body)
			}
		}
	}
}

func TestValidRequestsOfAnEditedContract(t *testing.T) {
	replacements := otherContract
	c := edited(t, replacements...)
	other := secondOpinion(t, strings.NewReplacer(replacements...).Replace(read(t, spec.DocumentFile)))
	x := explorerOf(t, Options{Contract: c})
	for number := 1; number <= many(1000); number++ {
		made, q := written(t, x, number)
		if err := other.request(t, string(q.Body)); len(made.breaks) == 0 && err != nil {
			t.Errorf("number %d: the second judge refuses %q: %v", number, q.Body, err)
		}
	}
}

// otherContract replaces names, values, bounds and shapes of the published one.
var otherContract = []string{
	"external_id", "customer_reference", "blockchain", "network", "level", "tier", "siwe", "sign_in", "wallet", "purse",
	"maximum: 4", "maximum: 40", "minimum: 1", "minimum: 17",
	"- OCC_RULES_ENGINE_V2", "- OCC_RULES_ENGINE_V3\n                - '🙂'",
	"- soneium_minato", "- soneium_minato\n                    - moonbase",
	"maxLength: 400", "maxLength: 300",
	"level: 1", "tier: 17",
	"              maxLength: 1000\n              type: string\n              x-pnc-external: true\n              x-struct: null\n              x-validate: null\n            wallet:",
	"              maxLength: 40\n              minLength: 3\n              type: string\n            labels:\n              type: array\n              minItems: 1\n              maxItems: 4\n              uniqueItems: true\n              items: {type: string, pattern: '^[a-c]{2,5}$'}\n            purse:",
}

func TestEveryClauseIsAimedAt(t *testing.T) {
	contracts := map[string]*contract.Contract{"published": published(), "edited": edited(t, otherContract...)}
	for name, c := range contracts {
		t.Run(name, func(t *testing.T) {
			x := explorerOf(t, Options{Contract: c})
			broken, alone, held := map[string]bool{}, map[string]bool{}, map[string]bool{}
			for number := 1; number <= 400; number++ {
				made, q := written(t, x, number)
				for _, id := range made.breaks {
					broken[id] = true
					alone[id] = alone[id] || len(made.breaks) == 1
				}
				for _, id := range c.Boundaries(q.Body) {
					held[id] = true
				}
			}
			for _, clause := range c.Clauses() {
				for _, need := range clause.Needs {
					switch {
					case clause.Status != "" || clause.ID == spec.StatusClause:
					case clause.Standard != "": // what standards demand, the features hold the API to
					case need == spec.ViolationRejected && !alone[clause.ID]:
						t.Errorf("no request breaks %s alone", clause.ID)
					case need == spec.BoundaryAccepted && clause.Part == spec.RequestPart && !held[clause.ID]:
						t.Errorf("no request is at the boundary of %s", clause.ID)
					}
				}
			}
			if len(broken) == 0 {
				t.Error("nothing is broken")
			}
		})
	}
}
