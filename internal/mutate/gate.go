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

// gates leaves out each check that is made beside the body's schema.
func (m *maker) gates() {
	for _, gate := range sandbox.Gates() {
		if reason := implied(gate); reason != "" {
			m.equivalent(Gates, string(gate), reason)
			continue
		}
		clause, found := m.guards(gate)
		m.add(Mutant{
			ID: string(gate), Kind: Gates, Clause: clause, Says: fmt.Sprintf("The check %q is not made.", gate),
			Faults: sandbox.Faults{SkipGates: map[sandbox.Gate]bool{gate: true}},
			found:  found, every: true, hint: fmt.Sprintf("a scenario that only the check %q stops", gate),
		})
	}
	m.partly()
	m.otherMedia()
	started := m.statusOf(http.StatusCreated)
	m.add(Mutant{ID: "ban-everybody", Kind: Gates, Clause: started, Says: "Every customer is reported as banned.",
		Faults: sandbox.Faults{BanEverybody: true}, hint: "a scenario that starts KYC"})
	session := m.widgetClause()
	m.add(Mutant{ID: "same-session", Kind: Gates, Clause: session, Says: "Every customer is given the same session.",
		Faults: sandbox.Faults{SameSession: true}, hint: "a scenario in which two customers start KYC"})
	m.add(Mutant{ID: "fresh-session", Kind: Gates, Clause: session, Says: "A customer who comes back is given a new session.",
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
		case place == names.Place(spec.RoleLevel) && clause.Keyword == "type":
			low, hasLow := m.bound(place, contract.Lowest)
			high, hasHigh := m.bound(place, contract.Highest)
			for n := low; hasLow && hasHigh && n <= high && high-low <= mostValues; n++ {
				m.skipFor(path, json.Number(fmt.Sprint(n)), sandbox.GateSIWERequired, sandbox.GateForbid, sandbox.GateBan)
			}
		case place == names.Place(spec.RoleEngine) && isValue(clause):
			m.skipFor(path, clause.Value, sandbox.GateSIWERequired, sandbox.GateForbid, sandbox.GateBan)
		case place == names.Place(spec.RoleBlockchain) && isValue(clause):
			if chain, _ := wallet.Lookup(fmt.Sprint(clause.Value)); chain.ChainID != 0 {
				m.skipFor(path, clause.Value, sandbox.GateSIWERequired)
			}
		}
	}
}

// isValue says whether a clause is one value of a list.
func isValue(c spec.Clause) bool {
	_, isText := c.Value.(string)
	return c.Keyword == "enum" && isText
}

// skipFor leaves out checks of requests that have a value at a path.
func (m *maker) skipFor(path []string, value any, gates ...sandbox.Gate) {
	for _, gate := range gates {
		clause, found := m.guards(gate)
		what := fmt.Sprintf("%s %v", strings.Join(path, "."), value)
		m.add(Mutant{
			ID: string(gate) + "/" + strings.ReplaceAll(what, " ", "/"), Kind: Gates, Clause: clause,
			Says: fmt.Sprintf("The check %q is not made of requests with %s.", gate, what),
			Faults: sandbox.Faults{SkipGates: map[sandbox.Gate]bool{gate: true},
				SkipOnly: func(body any) bool { return hasThat(body, path, value) }},
			found: found, every: true,
			hint: fmt.Sprintf("a scenario that only the check %q stops, with %s", gate, what),
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
	clause, found := m.guards(sandbox.GateContentType)
	for _, name := range jsonLike {
		if slices.Contains(documented, name) {
			continue
		}
		m.add(Mutant{
			ID: string(sandbox.GateContentType) + "/" + name, Kind: Gates, Clause: clause,
			Says:   fmt.Sprintf("A body in %s is taken for JSON.", name),
			Faults: sandbox.Faults{Takes: []string{name}}, found: found, every: true,
			hint: fmt.Sprintf("a scenario that asks in %s, and is refused", name),
		})
	}
}

// implied says why leaving a gate out changes nothing.
func implied(gate sandbox.Gate) string {
	switch gate {
	case sandbox.SIWEGate(wallet.CheckSignatureForm), sandbox.SIWEGate(wallet.CheckSignatureLength):
		return "the contract's pattern of a signature refuses before it what it would refuse"
	}
	return ""
}

// guards is the clause that a gate enforces, and what the scenarios exercise that it stops.
func (m *maker) guards(gate sandbox.Gate) (clause string, found []contract.Exercise) {
	switch {
	case gate == sandbox.GateContentType:
		clause = "media/request/" + m.manifest.Request.MediaTypes[0]
		return clause, []contract.Exercise{{Clause: clause, Evidence: spec.ViolationRejected}}
	case gate == sandbox.GateAccept:
		clause = m.statusOf(http.StatusNotAcceptable)
	case gate == sandbox.GateRateLimit:
		clause = m.statusOf(http.StatusTooManyRequests)
	case gate == sandbox.GateForbid:
		clause = m.statusOf(http.StatusForbidden)
	case gate == sandbox.GateBan:
		clause = m.statusOf(http.StatusOK)
	case gate == sandbox.GateSIWE || gate == sandbox.GateSIWERequired || strings.HasPrefix(string(gate), string(sandbox.GateSIWE)+"-"):
		clause = m.first(func(c spec.Clause) bool { return c.Keyword == spec.KeywordSIWE })
		return clause, []contract.Exercise{seen(m.statusOf(http.StatusUnprocessableEntity))}
	default:
		clause = m.first(func(c spec.Clause) bool { return c.Part == spec.SecurityPart })
		return clause, []contract.Exercise{{Clause: clause, Evidence: spec.ViolationRejected}}
	}
	return clause, []contract.Exercise{seen(clause)}
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
