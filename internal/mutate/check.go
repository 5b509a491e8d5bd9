package mutate

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"kycspec/internal/contract"
	"kycspec/internal/sandbox"
	"kycspec/internal/spec"
	"kycspec/internal/wallet"
)

// skippedChecks leaves out each check that is made beside those of the body's clauses.
func (m *maker) skippedChecks() {
	for _, check := range sandbox.RequestChecks() {
		if reason := implied(check); reason != "" {
			m.equivalent(SkippedChecks, string(check), reason)
			continue
		}
		clause, noticedBy := m.enforced(check)
		m.add(Mutant{
			ID: string(check), Kind: SkippedChecks, Clause: clause, Says: fmt.Sprintf("The check %q is not made.", check),
			Faults:    sandbox.Faults{SkipChecks: map[sandbox.RequestCheck]bool{check: true}},
			noticedBy: noticedBy, tryAll: true, hint: fmt.Sprintf("a scenario that only the check %q stops", check),
		})
	}
	m.partly()
	m.otherMedia()
	started := m.statusOf(http.StatusCreated)
	m.add(Mutant{ID: "ban-everybody", Kind: SkippedChecks, Clause: started, Says: "Every customer is reported as banned.",
		Faults: sandbox.Faults{BanEverybody: true}, hint: "a scenario that starts KYC"})
	session := m.widgetClause()
	m.add(Mutant{ID: "same-session", Kind: SkippedChecks, Clause: session, Says: "Every customer is given the same session.",
		Faults: sandbox.Faults{SameSession: true}, hint: "a scenario in which two customers start KYC"})
	m.add(Mutant{ID: "fresh-session", Kind: SkippedChecks, Clause: session, Says: "A customer who comes back is given a new session.",
		Faults: sandbox.Faults{FreshSession: true}, hint: "a scenario in which a customer comes back"})
}

// partly leaves out the checks of who the customer is for one level, one rules
// engine or, of signatures, one blockchain with a chain id alone.
func (m *maker) partly() {
	names := m.contract.Names()
	for _, clause := range m.manifest.Clauses {
		if clause.Part != spec.RequestPart {
			continue
		}
		path := spec.SplitPlace(clause.Place)
		switch place := clause.Place; {
		case place == names.Place(spec.RoleLevel) && clause.Keyword == spec.KeywordType:
			low, hasLow := m.bound(place, contract.Lowest)
			high, hasHigh := m.bound(place, contract.Highest)
			for n := low; hasLow && hasHigh && n <= high && high-low <= mostValues; n++ {
				m.skipFor(path, json.Number(fmt.Sprint(n)), sandbox.CheckSIWERequired, sandbox.CheckForbid, sandbox.CheckBan)
			}
		case place == names.Place(spec.RoleEngine) && isValue(clause):
			m.skipFor(path, clause.Value, sandbox.CheckSIWERequired, sandbox.CheckForbid, sandbox.CheckBan)
		case place == names.Place(spec.RoleBlockchain) && isValue(clause):
			if chain, _ := wallet.Lookup(fmt.Sprint(clause.Value)); chain.ChainID != 0 {
				m.skipFor(path, clause.Value, sandbox.CheckSIWERequired)
			}
		}
	}
}

// isValue says whether a clause is one value of a list.
func isValue(c spec.Clause) bool {
	_, isText := c.Value.(string)
	return c.Keyword == spec.KeywordEnum && isText
}

// skipFor leaves out checks of requests that have a value at a path.
func (m *maker) skipFor(path []string, value any, checks ...sandbox.RequestCheck) {
	for _, check := range checks {
		clause, noticedBy := m.enforced(check)
		what := fmt.Sprintf("%s %v", strings.Join(path, "."), value)
		m.add(Mutant{
			ID: string(check) + "/" + strings.ReplaceAll(what, " ", "/"), Kind: SkippedChecks, Clause: clause,
			Says: fmt.Sprintf("The check %q is not made of requests with %s.", check, what),
			Faults: sandbox.Faults{SkipChecks: map[sandbox.RequestCheck]bool{check: true},
				SkipOnly: func(body any) bool { return hasThat(body, path, value) }},
			noticedBy: noticedBy, tryAll: true,
			hint: fmt.Sprintf("a scenario that only the check %q stops, with %s", check, what),
		})
	}
}

// jsonLike are media types that servers take for JSON, or that forms are sent in.
var jsonLike = []string{"text/json", "application/vnd.api+json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"}

// otherMedia takes one media type more than the contract has.
func (m *maker) otherMedia() {
	documented := m.manifest.Request.MediaTypes
	if strings.Contains(strings.Join(documented, " "), "*") {
		return
	}
	clause, noticedBy := m.enforced(sandbox.CheckContentType)
	for _, name := range jsonLike {
		if slices.Contains(documented, name) {
			continue
		}
		m.add(Mutant{
			ID: string(sandbox.CheckContentType) + "/" + name, Kind: SkippedChecks, Clause: clause,
			Says:   fmt.Sprintf("A body in %s is taken for JSON.", name),
			Faults: sandbox.Faults{Takes: []string{name}}, noticedBy: noticedBy, tryAll: true,
			hint: fmt.Sprintf("a scenario that asks in %s, and is refused", name),
		})
	}
}

// implied says why leaving a check out changes nothing; empty where it does.
func implied(check sandbox.RequestCheck) string {
	switch check {
	case sandbox.SIWECheck(wallet.CheckSignatureForm), sandbox.SIWECheck(wallet.CheckSignatureLength):
		return "the contract's pattern of a signature refuses before it what it would refuse"
	}
	return ""
}

// enforced is the clause that a check enforces, and what a scenario exercises that only the check stops.
func (m *maker) enforced(check sandbox.RequestCheck) (clause string, noticedBy []contract.Exercise) {
	switch {
	case check == sandbox.CheckContentType:
		clause = "media/request/" + m.manifest.Request.MediaTypes[0]
		return clause, []contract.Exercise{{Clause: clause, Evidence: spec.ViolationRejected}}
	case check == sandbox.CheckAccept:
		clause = m.statusOf(http.StatusNotAcceptable)
	case check == sandbox.CheckRateLimit:
		clause = m.statusOf(http.StatusTooManyRequests)
	case check == sandbox.CheckForbid:
		clause = m.statusOf(http.StatusForbidden)
	case check == sandbox.CheckBan:
		clause = m.statusOf(http.StatusOK)
	case check == sandbox.CheckSIWERequired:
		return m.rejects(spec.KeywordSIWE)
	case check.OfSIWE():
		return m.rejects(check.Demand())
	default:
		clause = m.first(func(c spec.Clause) bool { return c.Part == spec.SecurityPart })
		return clause, []contract.Exercise{{Clause: clause, Evidence: spec.ViolationRejected}}
	}
	return clause, []contract.Exercise{observed(clause)}
}

// rejects is the clause of a keyword, with the evidence of a request that was refused for that alone.
func (m *maker) rejects(keyword string) (clause string, noticedBy []contract.Exercise) {
	clause = m.first(func(c spec.Clause) bool { return c.Keyword == keyword })
	return clause, []contract.Exercise{{Clause: clause, Evidence: spec.ViolationRejected}}
}

func (m *maker) statusOf(status int) string {
	if key, documented := m.contract.Documented(status); documented {
		return "status/" + key
	}
	return spec.StatusClause
}

// first is the id of the first clause that is wanted.
func (m *maker) first(wanted func(spec.Clause) bool) string {
	for _, clause := range m.manifest.Clauses {
		if wanted(clause) {
			return clause.ID
		}
	}
	return spec.StatusClause
}

// widgetClause is what a description promises of the widget's data in a started answer.
func (m *maker) widgetClause() string {
	place := m.contract.Names().Place(spec.RoleWidgetData)
	return m.first(func(c spec.Clause) bool { return c.Keyword == spec.KeywordBase64 && c.Place == place })
}
