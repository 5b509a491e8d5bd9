package outcome

import (
	"encoding/json"
	"fmt"
)

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
	Obstacle   Obstacle    `json:"cause,omitzero"`
	Known      *KnownBreak `json:"known,omitempty"` // the break is expected
}

// Empty says that there is nothing in it.
func (p Proof) Empty() bool {
	return p.Known == nil && p.Obstacle == Obstacle{} && len(p.Violations) == 0
}

// UnmarshalJSON reads a proof; an earlier kycspec wrote the list of violations alone.
func (p *Proof) UnmarshalJSON(data []byte) error {
	type plain Proof // without this method
	if len(data) > 0 && data[0] == '[' {
		return json.Unmarshal(data, &p.Violations)
	}
	return json.Unmarshal(data, (*plain)(p))
}
