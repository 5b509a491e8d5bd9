package report

import (
	"fmt"
	"regexp"
	"slices"
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
		cause := cause(o)
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

var digits = regexp.MustCompile(`[0-9]+`)

// cause is the same for outcomes that one mend would mend: the same clauses,
// wanted and got the same, or the same sentence. The sentences of a network
// that fails differ by ports and times alone.
func cause(o Outcome) string {
	switch o.Verdict {
	case outcome.Inconclusive:
		return digits.ReplaceAllString(o.Reason, "0")
	case outcome.Flaky:
		return o.Reason + "\x02" + cause(o.BrokenFirst())
	case outcome.Known:
		ticket, _, _ := strings.Cut(o.Reason, "\n")
		return ticket + "\x02" + o.breaks()
	case outcome.Broken:
		return o.breaks() + "\x02" + strings.Join(o.Also, "\x01")
	}
	return o.Reason
}

// breaks is the same for outcomes that break the same in the same way: the same
// place of the document, whatever the status that leads there, or refusals of
// what the contract allows, whichever of its clauses allows it, for one reason.
func (o Outcome) breaks() string {
	if len(o.Violations) == 0 {
		return o.Reason
	}
	var parts []string
	for _, v := range o.Violations {
		part := v.breaks()
		if !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "\x01")
}

// ofStatus is how clauses begin that each status has of its own.
var ofStatus = regexp.MustCompile(`^(response|semantic)/([1-5][0-9]{2})/`)

func (v Violation) breaks() string {
	if reason := v.refusal(); reason != "" {
		return reason
	}
	clause, want := v.Clause, v.Want
	if match := ofStatus.FindStringSubmatch(clause); match != nil && v.Line > 0 {
		clause = fmt.Sprintf("%s/%s %s:%d", match[1], clause[len(match[0]):], v.Document, v.Line)
		want = strings.ReplaceAll(want, match[2], "the status")
	}
	return strings.Join([]string{clause, want, kind(v.Got)}, "\x00")
}

var (
	reasoned = regexp.MustCompile(`^([1-5][0-9]{2}) ([^"]*): "((?:[^"\\]|\\.)*)"`)
	varies   = regexp.MustCompile(`\S*[0-9]\S*`)
)

// telling is how many characters of a reason tell it from another: further on it
// may quote what it refuses, which differs from one request to the next.
const telling = 40

// refusal is the reason for which the API refused what the contract allows,
// without the words that differ from one request to the next; empty if it gave
// none, for then only the clauses tell one cause from another.
func (v Violation) refusal() string {
	match := reasoned.FindStringSubmatch(v.Got)
	if match == nil || !strings.HasPrefix(v.Want, "acceptance") {
		return ""
	}
	status, phrase, reason := match[1], match[2], match[3]
	if strings.EqualFold(reason, phrase) || strings.EqualFold(reason, "Unprocessable Content") { // the status once more (RFC 9110 section 15.5.21)
		return ""
	}
	if runes := []rune(reason); len(runes) > telling {
		reason = string(runes[:telling])
	}
	return status + "\x00" + varies.ReplaceAllString(reason, "0")
}

// Likewise lists the clauses that the outcomes of one cause break beside those of the first.
func Likewise(group []Outcome) []string {
	var list []string
	told := map[string]bool{}
	for i, o := range group {
		for _, v := range o.Violations {
			if i > 0 && !told[v.Clause] {
				list = append(list, v.Clause)
			}
			told[v.Clause] = true
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
