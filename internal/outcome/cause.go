package outcome

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// CauseKind says what kept a promise from being verified, or what made a
// scenario what it is, where that is no violation of the contract.
type CauseKind string

// The kinds that the program itself knows. Those of failures to reach or to
// understand the API are the client's.
const (
	NothingRan   CauseKind = "nothing-ran"   // the scenario has no step that ran
	StepsLeft    CauseKind = "steps-left"    // not every step ran
	UnknownStep  CauseKind = "unknown-step"  // a step has no definition, or its status is unknown
	RunEnded     CauseKind = "run-ended"     // the run was stopped before
	KeptLater    CauseKind = "kept-later"    // broken first, kept when asked again
	Defect       CauseKind = "defect"        // a mistake in kycspec
	NotThere     CauseKind = "not-there"     // Subject: what the scenario needs and is not configured
	NotSupported CauseKind = "not-supported" // Subject: what this target cannot do
)

// Cause is what is the same of all scenarios that one mend would mend, where
// none of them broke the contract. Causes are compared, never read.
type Cause struct {
	Kind    CauseKind `json:"kind"`
	Subject string    `json:"subject,omitempty"` // what tells two of a kind apart; nothing that differs from one request to the next
}

// causes say each kind of cause of which no step says more.
var causes = map[CauseKind]string{
	NothingRan:  "nothing ran",
	StepsLeft:   "not every step ran",
	UnknownStep: "a step has no definition, or its status is unknown",
	RunEnded:    RunStopped,
	KeptLater:   "broken first, kept when asked again",
}

// String says the cause to people, if nobody else does.
func (c Cause) String() string { return causes[c.Kind] }

// Skip is the error of a scenario that cannot be asked, for a cause of the kind
// [NotThere] or [NotSupported].
type Skip struct {
	Cause  Cause
	Reason string // a phrase for people
}

// Error is the reason.
func (s *Skip) Error() string { return s.Reason }

// Verdict is that of the scenario.
func (s *Skip) Verdict() Verdict { return Skipped }

// Proof is the cause.
func (s *Skip) Proof() Proof { return Proof{Cause: s.Cause} }

// KnownBreak is a break that is expected, for as long as that is accepted.
type KnownBreak struct {
	Ticket   string `json:"ticket"`
	Until    string `json:"until"`     // the last day on which it is accepted, as 2006-01-02
	DaysLeft int    `json:"days_left"` // 0 on that day
}

// String is the ticket, and how long the break is still accepted.
func (k KnownBreak) String() string {
	days := "the last day"
	switch k.DaysLeft {
	case 0:
	case 1:
		days = "1 day left"
	default:
		days = fmt.Sprintf("%d days left", k.DaysLeft)
	}
	return fmt.Sprintf("%s, %s (until %s)", k.Ticket, days, k.Until)
}

// ProofMediaType is the media type under which a [Proof] is stored in a run's
// log, beside the step that it is of.
const ProofMediaType = "application/vnd.kycspec.verdict+json"

// Proof is what a step's verdict rests on, as data.
type Proof struct {
	Violations []Violation `json:"violations,omitempty"`
	Cause      Cause       `json:"cause,omitzero"`
	Known      *KnownBreak `json:"known,omitempty"` // the break is expected
}

// Empty says that there is nothing in it.
func (p Proof) Empty() bool { return p.Known == nil && p.Cause == Cause{} && len(p.Violations) == 0 }

// UnmarshalJSON reads a proof; an earlier kycspec wrote the list of violations alone.
func (p *Proof) UnmarshalJSON(data []byte) error {
	type plain Proof // without this method
	if len(data) > 0 && data[0] == '[' {
		return json.Unmarshal(data, &p.Violations)
	}
	return json.Unmarshal(data, (*plain)(p))
}

// OfBreaks is the same for violations that one mend would mend: the same place
// of the document broken in the same way, whatever the status that leads there,
// or what the contract allows refused for one reason, whichever of its clauses
// allows it. It is empty for none.
//
// So a body without its "error", which is one line of the document for 401 and
// 406, is one cause under both; and a wallet on solana and one on aleo that are
// both refused with "only EVM wallets" are one cause, though two clauses allow
// them.
func OfBreaks(violations []Violation) string {
	var parts []string
	for _, v := range violations {
		if part := v.cause(); !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "\x01")
}

// ofStatus is how the ids of clauses begin that each status has of its own.
var ofStatus = regexp.MustCompile(`^(response|semantic)/[1-5][0-9]{2}/`)

func (v Violation) cause() string {
	if reason := v.refusal(); reason != "" {
		return reason
	}
	clause, want := v.Clause, v.Want
	if prefix := ofStatus.FindStringSubmatch(clause); prefix != nil && v.Line > 0 {
		clause = fmt.Sprintf("%s/%s %s:%d", prefix[1], clause[len(prefix[0]):], v.Document, v.Line)
		want.Status = 0
	}
	return strings.Join([]string{clause, want.encoded(), v.Got.Class()}, "\x00")
}

// tellingReason is how many characters of a reason tell it from another: further
// on it may quote what it refuses, which differs from one request to the next.
const tellingReason = 40

// varies are the words of a reason that differ from one request to the next.
var varies = regexp.MustCompile(`\S*[0-9]\S*`)

// refusal is the status and the reason with which the API refused what the
// contract allows; empty if it gave none but the status once more (RFC 9110
// section 15.5.21 calls 422 by two names), for then only the clauses tell one
// cause from another.
func (v Violation) refusal() string {
	reason := v.Got.Text
	if v.Fault != FaultRefused || v.Got.Kind != GotStatus || reason == "" ||
		strings.EqualFold(statusText(v.Got.Status), fmt.Sprint(v.Got.Status, " ", reason)) || strings.EqualFold(reason, "Unprocessable Content") {
		return ""
	}
	if runes := []rune(reason); len(runes) > tellingReason {
		reason = string(runes[:tellingReason])
	}
	return strconv.Itoa(v.Got.Status) + "\x00" + varies.ReplaceAllString(reason, "0")
}
