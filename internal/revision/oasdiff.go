package revision

import (
	"fmt"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/oasdiff/oasdiff/checker"
	"github.com/oasdiff/oasdiff/diff"
	"github.com/oasdiff/oasdiff/load"

	"kycspec/internal/spec"
)

// oasdiffFinding is what oasdiff says of a change.
type oasdiffFinding struct {
	rule             string
	ofAnswer         bool
	matters          []matter // none where no clause speaks of what the rule is about
	args             []string // what the text names: paths of properties, values, statuses
	text             string
	breaking         bool
	oldLine, newLine int // 0 for none
}

// askOasdiff finds what changed for the operation and what it refers to.
func askOasdiff(was, is Document, m spec.Manifest) (findings []oasdiffFinding, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			findings, err = nil, fmt.Errorf("it fails on these documents: %v", cause)
		}
	}()
	old, err := operation(was, m)
	if err != nil {
		return nil, err
	}
	new, err := operation(is, m)
	if err != nil {
		return nil, err
	}
	differences, sources, err := diff.GetWithOperationsSourcesMap(diff.NewConfig(), old, new)
	if err != nil {
		return nil, fmt.Errorf("compare documents: %w", err)
	}
	rules := checker.GetAllRules()
	changes := checker.CheckBackwardCompatibilityUntilLevel(checker.NewConfig(checker.GetAllChecks()), differences, sources, checker.INFO)
	for _, change := range changes {
		if change.GetOperation() != m.Method {
			continue // of the document as a whole, or of a component by itself
		}
		findings = append(findings, newFinding(change, rules))
	}
	return findings, nil
}

func newFinding(change checker.Change, rules checker.BackwardCompatibilityRules) oasdiffFinding {
	finding := oasdiffFinding{
		rule: change.GetId(), breaking: change.IsBreaking(),
		text:    strings.ReplaceAll(change.GetUncolorizedText(checker.NewDefaultLocalizer()), "`", `"`),
		oldLine: lineOf(change.GetBaseSource()), newLine: lineOf(change.GetRevisionSource()),
	}
	if at := slices.IndexFunc(rules, func(r checker.BackwardCompatibilityRule) bool { return r.Id == finding.rule }); at >= 0 {
		finding.ofAnswer = rules[at].Direction == checker.DirectionResponse
		finding.matters = mattersOf(rules[at])
	}
	for _, arg := range change.GetArgs() {
		finding.args = append(finding.args, fmt.Sprint(arg))
	}
	return finding
}

// operation loads a document with the path and the method of the operation alone.
func operation(d Document, m spec.Manifest) (*load.SpecInfo, error) {
	loader := openapi3.NewLoader()
	loader.IncludeOrigin = true
	info, err := load.NewSpecInfoFromData(loader, d.Text, d.Name)
	if err != nil {
		return nil, fmt.Errorf("load %s: %w", d.Name, err)
	}
	item := info.Spec.Paths.Value(m.Path)
	if item == nil || item.GetOperation(m.Method) == nil {
		return nil, fmt.Errorf("load %s: it finds no %s %s", d.Name, m.Method, m.Path)
	}
	alone := *item
	for other := range item.Operations() {
		if other != m.Method {
			alone.SetOperation(other, nil)
		}
	}
	info.Spec.Paths = openapi3.NewPaths(openapi3.WithPath(m.Path, &alone))
	return info, nil
}

func lineOf(s *checker.Source) int {
	if s == nil {
		return 0
	}
	return s.Line
}
