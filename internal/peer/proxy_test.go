//go:build peers

package peer

import (
	"fmt"
	"maps"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/jsonpointer"
	"kycspec/internal/outcome"
	"kycspec/internal/sandbox"
)

func TestPrismSeesNothingThatTheSuiteDoesNot(t *testing.T) {
	t.Parallel()
	box := sandbox.New(sandbox.Options{Contract: published})
	upstream := httptest.NewServer(box)
	defer upstream.Close()
	f := &front{box: box, prism: startPrism(t, "proxy", upstream.URL), around: true}
	run, printed, code := runAgainst(t, f, box.Fixtures())
	if code != 0 || run.Count(outcome.Passed) != len(run.Scenarios) || len(run.Scenarios) == 0 {
		t.Errorf("exit code %d, %d of %d scenarios passed:\n%s", code, run.Count(outcome.Passed), len(run.Scenarios), printed)
	}
	found := map[string]int{}
	for _, q := range f.asked {
		kind := q.opinion(t)
		found[kind]++
	}
	for _, kind := range []string{agreed, allowed, noToken, otherMedia, noMedia, nothing, malformed} {
		if found[kind] == 0 {
			t.Errorf("no request of %d is one of %q: the comparison says less than it did", len(f.asked), kind)
		}
	}
	t.Logf("%d requests: %v", len(f.asked), found)
}

// What Prism and the suite make of a request. Where it is JSON and says so with
// a token, they break the same keywords at the same places; everything else is
// accounted for here.
const (
	agreed     = "the same violations"
	allowed    = "no violation"
	noToken    = "Prism: no bearer token; the suite: a worthless credential"
	otherMedia = "Prism: another media type, and no look at the body"
	noMedia    = "Prism: a text, for want of a Content-Type; the suite: what is wrong in it"
	nothing    = "Prism: nothing wrong with no body, or null, for none is required"
	malformed  = "Prism: no JSON, and so not passed on"
	garbled    = "Prism: letters of its own in place of bytes that are not UTF-8"
	wordless   = "Prism: no answer, for want of words for a property's name"
)

// opinion compares what Prism said of a request with what the suite says, and
// names the kind of it.
func (q proxied) opinion(t *testing.T) string {
	t.Helper()
	theirs, others := q.keywords(t)
	ours := keywords(q.body)
	scheme, token, _ := strings.Cut(q.header.Get("Authorization"), " ")
	unauthorised := len(others) == 1 && others[0] == "401"
	unsupported := len(others) == 1 && others[0] == "415"
	text := strings.TrimSpace(string(q.body))
	switch {
	case q.unparsed && slices.Contains(ours, " json"):
		return malformed
	case !utf8.Valid(q.body) && slices.Contains(ours, " json"):
		return garbled
	case q.unanswered && nameless(q.body) && len(ours) > 0:
		return wordless
	case unauthorised && (scheme != "Bearer" || token == ""):
		return noToken
	case unsupported && !strings.HasPrefix(strings.ToLower(q.header.Get("Content-Type")), "application/json"):
		return otherMedia
	case q.header.Get("Content-Type") == "" && cmp.Equal(theirs, []string{" type"}) && len(ours) > 0:
		return noMedia
	case (text == "" || text == "null") && len(theirs) == 0 && len(ours) > 0:
		return nothing
	case !cmp.Equal(theirs, ours) || len(others) > 0:
		t.Errorf("%s\n  Prism: %v %v\n  suite: %v", q.body, theirs, others, ours)
	case len(ours) == 0:
		return allowed
	}
	return agreed
}

// keywords lists what Prism says breaks in the request's body, each as the
// place and the keyword; and apart from these statuses. It fails the test on
// what Prism says of the answer.
func (q proxied) keywords(t *testing.T) (broken, others []string) {
	t.Helper()
	found := map[string]bool{}
	for _, v := range q.violations {
		if len(v.Location) > 1 && v.Location[0] == "request" && v.Location[1] == "body" {
			found[jsonpointer.Join(v.Location[2:])+" "+fmt.Sprint(v.Code)] = true
			continue
		}
		if len(v.Location) != 1 || v.Location[0] != "request" {
			t.Errorf("of the answer to %s, Prism says %v", q.body, v)
		}
		others = append(others, fmt.Sprint(v.Code))
	}
	return slices.Sorted(maps.Keys(found)), others
}

// keywords lists what the suite says breaks in a body, each as the place and the keyword.
func keywords(body []byte) []string {
	found := map[string]bool{}
	for _, v := range published.JudgeRequest(body) {
		clause, _ := published.Clause(v.Clause)
		found[v.Pointer+" "+clause.Keyword] = true
	}
	return slices.Sorted(maps.Keys(found))
}
