package revision

import (
	"fmt"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/oasdiff/oasdiff/checker"
	"github.com/oasdiff/oasdiff/diff"
	"github.com/oasdiff/oasdiff/load"

	"kycspec/internal/spec"
)

// finding is what oasdiff says of a change.
type finding struct {
	rule     string
	args     []string
	text     string
	breaking bool
	old, new int // lines
}

// secondOpinion asks oasdiff what changed for the operation and what it refers to.
func secondOpinion(was, is Document, m spec.Manifest) (list []finding, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			list, err = nil, fmt.Errorf("it fails on these documents: %v", cause)
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
	changes := checker.CheckBackwardCompatibilityUntilLevel(checker.NewConfig(checker.GetAllChecks()), differences, sources, checker.INFO)
	words := checker.NewDefaultLocalizer()
	for _, change := range changes {
		if change.GetOperation() != m.Method {
			continue // of the document as a whole, or of a component by itself
		}
		f := finding{rule: change.GetId(), text: change.GetUncolorizedText(words), breaking: change.IsBreaking(),
			old: lineOf(change.GetBaseSource()), new: lineOf(change.GetRevisionSource())}
		for _, arg := range change.GetArgs() {
			f.args = append(f.args, fmt.Sprint(arg))
		}
		list = append(list, f)
	}
	return list, nil
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

// status is the answer that a finding is about; empty for the request, and
// where it does not say.
func (f finding) status(known func(string) bool) string {
	if !f.ofAnswer() {
		return ""
	}
	for i := len(f.args) - 1; i >= 0; i-- {
		if known(f.args[i]) {
			return f.args[i]
		}
	}
	return ""
}

func (f finding) ofAnswer() bool { return strings.Contains(f.rule, "response") }

// sentence is oasdiff's text as a sentence.
func (f finding) sentence() string {
	words := strings.ReplaceAll(f.text, "`", `"`)
	return strings.ToUpper(words[:1]) + words[1:] + "."
}
