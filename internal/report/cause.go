package report

import (
	"regexp"
	"strings"
)

// grouped puts the outcomes that have the verdict and one cause together, in
// the order in which the causes first come up.
func grouped(run *Run, verdict Verdict) [][]Outcome {
	var groups [][]Outcome
	places := map[string]int{}
	for _, outcome := range run.Scenarios {
		if outcome.Verdict != verdict {
			continue
		}
		cause := cause(outcome)
		place, ok := places[cause]
		if !ok {
			place = len(groups)
			places[cause] = place
			groups = append(groups, nil)
		}
		groups[place] = append(groups[place], outcome)
	}
	return groups
}

var digits = regexp.MustCompile(`[0-9]+`)

// cause is the same for outcomes that one mend would mend: the same clauses,
// wanted and got the same, or the same sentence. The sentences of a network
// that fails differ by ports and times alone.
func cause(o Outcome) string {
	switch o.Verdict {
	case Inconclusive:
		return digits.ReplaceAllString(o.Reason, "0")
	case Flaky:
		return o.Reason + "\x02" + cause(o.brokenFirst())
	case Known:
		ticket, _, _ := strings.Cut(o.Reason, "\n")
		return ticket + "\x02" + o.breaks()
	case Broken:
		return o.breaks() + "\x02" + strings.Join(o.Also, "\x01")
	}
	return o.Reason
}

// breaks is the same for outcomes that break the same in the same way.
func (o Outcome) breaks() string {
	if len(o.Violations) == 0 {
		return o.Reason
	}
	parts := make([]string, len(o.Violations))
	for i, v := range o.Violations {
		parts[i] = strings.Join([]string{v.Clause, v.Want, kind(v.Got)}, "\x00")
	}
	return strings.Join(parts, "\x01")
}

// brokenFirst is the attempt that makes an outcome flaky; where that is not
// told, the outcome itself.
func (o Outcome) brokenFirst() Outcome {
	for _, earlier := range o.Earlier {
		if earlier.Verdict == Broken {
			return earlier
		}
	}
	o.Verdict = Broken
	return o
}
