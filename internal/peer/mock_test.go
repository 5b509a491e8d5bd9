//go:build peers

package peer

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	godiff "github.com/google/go-cmp/cmp"

	"kycspec/internal/outcome"
	"kycspec/internal/report"
	"kycspec/internal/sandbox"
)

// mockTable is what the suite finds in Prism's mock, as the README has it.
const mockTable = "testdata/prism/mock.md"

// kept is why some scenarios hold.
const kept = "It answers every allowed request with the example of the first success, which is that of a banned customer."

const (
	anExample  = "Refused with the right status; the body is the example of the schema, which says 404 Not Found whatever the status is."
	noParser   = "Its parser refuses what is no JSON with 400, which the contract does not document."
	notUTF8    = "A body that is not UTF-8 is taken for a good one."
	manyAtOnce = "Many requests of one scenario, each ruled out in its own way: see what it does with each alone."
	noWallets  = "It knows nothing of wallets and applications: signatures are neither required nor checked."
	ownProblem = "Its own errors are application/problem+json."
)

// whys are what Prism's mock does, by the clauses that this breaks.
var whys = map[string]string{
	"status/201": kept + " None is 201.",
	"semantic/401/error.reason/http-reason semantic/401/error.status/http-status":                                                                             anExample,
	"semantic/415/error.reason/http-reason semantic/415/error.status/http-status":                                                                             anExample,
	"semantic/422/error.reason/http-reason semantic/422/error.status/http-status":                                                                             anExample,
	"semantic/500/error.reason/http-reason semantic/500/error.status/http-status":                                                                             anExample,
	"semantic/415/error.reason/http-reason semantic/415/error.status/http-status semantic/422/error.reason/http-reason semantic/422/error.status/http-status": anExample,
	"security/authorization": "Any bearer token will do.",
	"semantic/401/error.reason/http-reason semantic/401/error.status/http-status status/201": "It knows the scheme by the spelling Bearer alone.",
	"status/403": "It forbids nobody anything.",
	"media/406/application/json response/406/$/additionalProperties response/406/$/required/error": ownProblem,
	"media/200/application/json response/200/$/json status/406":                                    "JSON of weight 0 beside */* is answered 200, with nothing in it.",
	"media/request/application/json":                                                               "It takes every media type that ends in +json for the contract's.",
	"status":                                                                                       noParser,
	"request/$/json":                                                                               notUTF8,
	"semantic/422/error.reason/http-reason semantic/422/error.status/http-status status":                                              manyAtOnce,
	"semantic/422/error.reason/http-reason semantic/422/error.status/http-status semantic/request/customer.wallet.siwe/siwe-required": manyAtOnce,
	"status/429": "It has no limit.",
	"semantic/request/customer.wallet.siwe/siwe-required":      noWallets,
	"semantic/request/customer.wallet.siwe/eip-4361-form":      noWallets,
	"semantic/request/customer.wallet.siwe/eip-4361-domain":    noWallets,
	"semantic/request/customer.wallet.siwe/eip-4361-address":   noWallets,
	"semantic/request/customer.wallet.siwe/eip-4361-uri":       noWallets,
	"semantic/request/customer.wallet.siwe/eip-4361-chain-id":  noWallets,
	"semantic/request/customer.wallet.siwe/eip-4361-nonce":     noWallets,
	"semantic/request/customer.wallet.siwe/eip-4361-times":     noWallets,
	"semantic/request/customer.wallet.siwe/eip-4361-validity":  noWallets,
	"semantic/request/customer.wallet.siwe/eip-4361-signature": noWallets,
}

func TestPrismsMockBreaksWhatAMockCannotKeep(t *testing.T) {
	t.Parallel()
	box := sandbox.New(sandbox.Options{Contract: published})
	f := &front{box: box, prism: startPrism(t, "mock")}
	run, printed, code := runAgainst(t, f, box.Fixtures())
	if judged := run.Count(outcome.Passed) + run.Count(outcome.Broken); code != 1 || judged != len(run.Scenarios) {
		t.Errorf("exit code %d, %d of %d scenarios judged:\n%s", code, judged, len(run.Scenarios), printed)
	}
	table := newTable(t, run).String()
	if *update {
		if err := os.WriteFile(mockTable, []byte(table), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(mockTable)
	if err != nil {
		t.Fatal(err)
	}
	if diff := godiff.Diff(string(want), table); diff != "" {
		t.Errorf("%s (-want +got):\n%s", mockTable, diff)
	}
}

// row is one thing that Prism's mock does.
type row struct {
	holds     bool
	scenarios int
	areas     map[string]bool
	clauses   map[string]bool
	why       string
}

type table []*row

// newTable groups a run by why scenarios end as they do. One of which nobody has said why fails the test.
func newTable(t *testing.T, run *report.Run) table {
	t.Helper()
	rows := map[string]*row{}
	for _, o := range run.Scenarios {
		clauses := map[string]bool{}
		for _, v := range o.Violations {
			clauses[v.Clause] = true
		}
		holds, key := o.Verdict == outcome.Passed, strings.Join(slices.Sorted(maps.Keys(clauses)), " ")
		why, known := whys[key]
		switch {
		case holds:
			why = kept
		case !known:
			t.Errorf("%s: nobody has said why %s breaks", o.Label(), key)
			continue
		}
		if rows[why] == nil {
			rows[why] = &row{holds: holds, areas: map[string]bool{}, clauses: map[string]bool{}, why: why}
		}
		r := rows[why]
		r.scenarios++
		r.areas[path.Base(path.Dir(o.Path))] = true
		maps.Copy(r.clauses, clauses)
	}
	list := slices.Collect(maps.Values(rows))
	slices.SortFunc(list, func(a, b *row) int {
		if a.holds != b.holds {
			return map[bool]int{true: -1, false: 1}[a.holds]
		}
		return cmp.Or(b.scenarios-a.scenarios, strings.Compare(a.why, b.why))
	})
	return list
}

// String is the table in Markdown.
func (list table) String() string {
	var b strings.Builder
	b.WriteString("| | scenarios | in | what Prism's mock does | clauses that break |\n| --- | ---: | --- | --- | --- |\n")
	for _, r := range list {
		word, clauses := "breaks", []string{}
		if r.holds {
			word = "holds"
		}
		for _, clause := range slices.Sorted(maps.Keys(r.clauses)) {
			clauses = append(clauses, "`"+clause+"`")
		}
		fmt.Fprintf(&b, "| %s | %d | %s | %s | %s |\n", word, r.scenarios,
			strings.ReplaceAll(strings.Join(slices.Sorted(maps.Keys(r.areas)), ", "), "_", " "), r.why, strings.Join(clauses, ", "))
	}
	return b.String()
}
