package revision

import (
	"slices"
	"strings"

	"kycspec/internal/spec"
)

// match gives each change the findings that are about it, and returns those
// that are about none and of which no clause speaks.
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

// may says whether a finding may be about the subject of a change.
func (o oasdiffFinding) may(c *Change) bool {
	return slices.ContainsFunc(o.matters, func(m matter) bool {
		return m.subject == c.Subject && (m.kind == "" || m.kind == c.Kind)
	})
}

// settled: where clauses speak of what the rule is about, and no change
// matches, the clauses are the same: the documents only say the same in other
// ways. That does not hold for properties, as one that may have any value has
// no clauses in an answer, nor for formats, as some are judged by nobody.
func (o oasdiffFinding) settled() bool {
	return len(o.matters) > 0 && !slices.Contains(o.matters, matter{subject: SubjectProperty}) && !slices.Contains(o.args, "format")
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

// isAbout says whether a finding and a change are the same thing.
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
		return len(finding.matters) > 0 // these explain whatever is said of the value
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

// isAt says whether a finding is about the value at a path, or one below it. A
// rule about the body itself has no path among its arguments, and only its name
// tells that it is no rule about properties.
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

// plainPath is a path of oasdiff without the alternatives that it goes through;
// chosen says whether there are any.
func plainPath(path string) (plain string, chosen bool) {
	var list []string
	for _, token := range strings.Split(strings.Trim(path, "/"), "/") {
		switch {
		case token == "":
		case strings.HasPrefix(token, "oneOf["), strings.HasPrefix(token, "anyOf["), strings.HasPrefix(token, "allOf["):
			chosen = true
		case token == "items":
			list = append(list, "[]")
		default:
			list = append(list, token)
		}
	}
	return strings.Join(list, "/"), chosen
}
