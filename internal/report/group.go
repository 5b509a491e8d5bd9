package report

import (
	"regexp"
	"strings"

	"kycspec/internal/outcome"
)

// Grouped puts the outcomes that have the verdict and one cause together, in
// the order in which the causes first come up.
func (r *Run) Grouped(verdict outcome.Verdict) [][]Outcome {
	var groups [][]Outcome
	places := map[string]int{}
	for _, o := range r.Scenarios {
		if o.Verdict != verdict {
			continue
		}
		cause := o.cause()
		place, ok := places[cause]
		if !ok {
			place = len(groups)
			places[cause] = place
			groups = append(groups, nil)
		}
		groups[place] = append(groups[place], o)
	}
	return groups
}

// digits are what differs between two causes in the words of a log of which no
// step says its cause as data, as another Cucumber implementation writes it.
var digits = regexp.MustCompile(`[0-9]+`)

// cause is the same for outcomes that one mend would mend: the same clauses,
// broken in the same way, or the same cause.
func (o Outcome) cause() string {
	switch o.Verdict {
	case outcome.Flaky:
		return o.said() + "\x02" + o.BrokenFirst().cause()
	case outcome.Known:
		return o.ticket() + "\x02" + o.breaks()
	case outcome.Broken:
		return o.breaks() + "\x02" + strings.Join(o.Also, "\x01")
	}
	return o.said()
}

// breaks is [outcome.OfBreaks], or what is said where no clause is named.
func (o Outcome) breaks() string {
	if len(o.Violations) == 0 {
		return o.said()
	}
	return outcome.OfBreaks(o.Violations)
}

// said is the cause that the step tells as data, or else its words.
func (o Outcome) said() string {
	switch {
	case o.Obstacle != outcome.Obstacle{}:
		return string(o.Obstacle.Kind) + "\x00" + o.Obstacle.Subject
	case o.Verdict == outcome.Inconclusive:
		return digits.ReplaceAllString(o.Reason, "0")
	}
	return o.Reason
}

// ticket is that of a known break with its last day, or the first words of a log that does not say it as data.
func (o Outcome) ticket() string {
	if o.Proof.Known != nil {
		return o.Proof.Known.Ticket + "\x00" + o.Proof.Known.Until
	}
	first, _, _ := strings.Cut(o.Reason, "\n")
	return first
}

// Likewise lists the clauses that the outcomes of one cause break beside those of the first.
func Likewise(group []Outcome) []string {
	var list []string
	named := map[string]bool{}
	for i, o := range group {
		for _, v := range o.Violations {
			if i > 0 && !named[v.Clause] {
				list = append(list, v.Clause)
			}
			named[v.Clause] = true
		}
	}
	return list
}

// BrokenFirst is the attempt that makes an outcome flaky; where that is not
// told, the outcome itself.
func (o Outcome) BrokenFirst() Outcome {
	for _, earlier := range o.Earlier {
		if earlier.Verdict == outcome.Broken {
			return earlier
		}
	}
	o.Verdict = outcome.Broken
	return o
}
