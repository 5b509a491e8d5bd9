package revision

import (
	"regexp"
	"slices"
	"strings"

	"kycspec/internal/spec"
)

// match gives each change the rules of the findings that are about it, and
// returns the findings about what no clause speaks of.
func (f *changeFinder) match(findings []oasdiffFinding) []oasdiffFinding {
	var unmatched []oasdiffFinding
	for _, finding := range findings {
		matched := false
		for _, c := range f.changes {
			if !f.isAbout(finding, c) {
				continue
			}
			matched = true
			c.Rules = addNew(c.Rules, finding.rule)
			// What a security scheme is called does not break anybody.
			c.Breaking = c.Breaking || finding.breaking && c.Subject != SubjectSecurity
		}
		if !matched && !finding.settled() && !f.hasInBoth(finding) {
			unmatched = append(unmatched, finding)
		}
	}
	return unmatched
}

// may says whether the rule may be about the subject of a change.
func (o oasdiffFinding) may(c *Change) bool {
	return slices.ContainsFunc(o.matters, func(m matter) bool {
		return m.subject == c.Subject && (m.kind == "" || m.kind == c.Kind)
	})
}

// settled says whether a finding that matches no change is none: where clauses
// speak of what the rule is about and do not differ, the two documents say the
// same in different ways. It is not so for a property, since one that may have
// any value has no clauses in an answer, nor for a format, since there is no
// clause of a format that kycspec does not judge.
func (o oasdiffFinding) settled() bool {
	return len(o.matters) > 0 && !slices.Contains(o.matters, matter{subject: SubjectProperty}) && !slices.Contains(o.args, spec.KeywordFormat)
}

// hasInBoth says whether a finding is about a property of which the clauses of
// both documents speak. It did not come or go, wherever in its schema it is
// written now.
func (f *changeFinder) hasInBoth(finding oasdiffFinding) bool {
	if !slices.Contains(finding.matters, matter{subject: SubjectProperty}) {
		return false
	}
	status := finding.status(func(s string) bool { return f.old.media[s] != nil && f.new.media[s] != nil })
	return finding.ofAnswer == (status != "") && slices.ContainsFunc(finding.args, func(arg string) bool {
		path, _ := plainPath(arg)
		place := spec.JoinPlace(strings.Split(path, "/"))
		return f.old.places[status][place] && f.new.places[status][place]
	})
}

// isAbout says whether a finding is about a change.
func (f *changeFinder) isAbout(finding oasdiffFinding, c *Change) bool {
	switch c.Subject {
	case SubjectSecurity:
		return finding.may(c)
	case SubjectStatus:
		return finding.may(c) && slices.Contains(finding.args, c.status())
	}
	status := finding.status(func(s string) bool { return f.old.media[s] != nil || f.new.media[s] != nil })
	if finding.ofAnswer == c.ofRequest() || status != "" && status != c.status() {
		return false
	}
	if c.Subject == SubjectMediaType || c.Subject == SubjectBody {
		return finding.may(c)
	}
	at, below := finding.isAt(c.path)
	if at && c.Subject == SubjectAlternatives || below && (c.Subject == SubjectAlternatives || c.Subject == SubjectProperty) {
		return len(finding.matters) > 0 // such a change explains whatever is found in the value's schema
	}
	return at && finding.may(c)
}

// status is that of the answer that a finding is about; empty for the request,
// and where the finding does not say.
func (o oasdiffFinding) status(known func(string) bool) string {
	if !o.ofAnswer {
		return ""
	}
	for _, arg := range slices.Backward(o.args) {
		if known(arg) {
			return arg
		}
	}
	return ""
}

// isAt says whether a finding is about the value at a path, or about one below
// it. The arguments of a rule about the body itself have no path in them; that
// it is not a rule about properties only its name shows.
func (o oasdiffFinding) isAt(path []string) (at, below bool) {
	if len(path) == 0 && !strings.Contains(o.rule, "property") {
		return true, false
	}
	wanted := strings.Join(path, "/")
	for _, arg := range o.args {
		found, chosen := plainPath(arg)
		switch {
		case wanted == "":
			at = at || chosen && found == ""
		case found == wanted:
			at = true
		default:
			below = below || strings.HasPrefix(found, wanted+"/")
		}
	}
	return at, below
}

// alternativeToken is where a path of oasdiff goes into an alternative, such as
// "oneOf[#/components/schemas/tag]".
var alternativeToken = regexp.MustCompile(`(^|/)(oneOf|anyOf|allOf)\[[^\]]*\]`)

// plainPath is a path of oasdiff without the alternatives that it goes through,
// and with "[]" for the elements of lists; chosen says whether there are alternatives.
func plainPath(path string) (plain string, chosen bool) {
	plain = alternativeToken.ReplaceAllString(path, "")
	tokens := strings.Split(strings.Trim(plain, "/"), "/")
	for i, token := range tokens {
		if token == spec.KeywordItems {
			tokens[i] = "[]"
		}
	}
	return strings.Join(tokens, "/"), plain != path
}
