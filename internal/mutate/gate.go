package mutate

import (
	"fmt"
	"net/http"
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
			found:  found, hint: fmt.Sprintf("a scenario that only the check %q stops", gate),
		})
	}
	started := m.statusOf(http.StatusCreated)
	m.add(Mutant{ID: "ban-everybody", Kind: Gates, Clause: started, Says: "Every customer is reported as banned.",
		Faults: sandbox.Faults{BanEverybody: true}, hint: "a scenario that starts KYC"})
	session := m.widgetClause()
	m.add(Mutant{ID: "same-session", Kind: Gates, Clause: session, Says: "Every customer is given the same session.",
		Faults: sandbox.Faults{SameSession: true}, hint: "a scenario in which two customers start KYC"})
	m.add(Mutant{ID: "fresh-session", Kind: Gates, Clause: session, Says: "A customer who comes back is given a new session.",
		Faults: sandbox.Faults{FreshSession: true}, hint: "a scenario in which a customer comes back"})
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
		return clause, []contract.Exercise{{Clause: clause, Evidence: spec.Defended}}
	case gate == sandbox.GateAccept:
		clause = m.statusOf(http.StatusNotAcceptable)
	case gate == sandbox.GateRateLimit:
		clause = m.statusOf(http.StatusTooManyRequests)
	case gate == sandbox.GateForbid:
		clause = m.statusOf(http.StatusForbidden)
	case gate == sandbox.GateBan:
		clause = m.statusOf(http.StatusOK)
	case gate == sandbox.GateSIWE || gate == sandbox.GateSIWERequired || strings.HasPrefix(string(gate), string(sandbox.GateSIWE)+"-"):
		return m.first(func(c spec.Clause) bool { return c.Keyword == spec.KeywordSIWE }), nil
	default:
		clause = m.first(func(c spec.Clause) bool { return c.Part == spec.SecurityPart })
		return clause, []contract.Exercise{{Clause: clause, Evidence: spec.Defended}}
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
