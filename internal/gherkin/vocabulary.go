package gherkin

import (
	"context"
	"fmt"
	"reflect"
	"regexp"
	"strings"

	"github.com/cucumber/messages/go/v34"
)

// Sentence is one sentence that features may use.
type Sentence struct {
	// Pattern is matched against a step's whole text: it begins with ^ and ends with $.
	Pattern *regexp.Regexp
	// Do is a function of an optional context.Context and one parameter for
	// each group of the pattern (string, []byte, an integer or a float), then
	// one for a table or doc string if the sentence has one beneath it. It
	// returns an error, or a context.Context derived from its own and an error.
	Do any
	// Wording is the sentence as people read it, such as
	// "the application requests KYC at level <level>".
	Wording string
	// Keyword is the one that the sentence goes with, Given, When or Then;
	// empty for any. What goes with When may also be Given.
	Keyword string
	// Needs lists what a step of the sentence needs of the target, given what
	// stands for the groups of its pattern and what the steps before it need.
	// nil: nothing.
	Needs func(arguments, before []string) []string
	// Choices are what the last group may be, where that is a list of words.
	Choices []string
}

// Vocabulary is all sentences that features may use.
type Vocabulary []Sentence

var (
	contextType = reflect.TypeFor[context.Context]()
	errorType   = reflect.TypeFor[error]()
)

// convertible are the types that godog can make of a matched text, and of what is beneath a step.
var convertible = map[reflect.Type]bool{
	reflect.TypeFor[string](): true, reflect.TypeFor[[]byte](): true,
	reflect.TypeFor[int](): true, reflect.TypeFor[int8](): true, reflect.TypeFor[int16](): true,
	reflect.TypeFor[int32](): true, reflect.TypeFor[int64](): true,
	reflect.TypeFor[uint](): true, reflect.TypeFor[uint8](): true, reflect.TypeFor[uint16](): true,
	reflect.TypeFor[uint32](): true, reflect.TypeFor[uint64](): true,
	reflect.TypeFor[float32](): true, reflect.TypeFor[float64](): true,
	reflect.TypeFor[*messages.PickleDocString](): true, reflect.TypeFor[*messages.PickleTable](): true,
}

// flaws lists what is wrong with the vocabulary itself: mistakes of this program, not of a feature.
func (v Vocabulary) flaws() Diagnostics {
	var diagnostics Diagnostics
	for _, step := range v {
		if sentence := step.flaw(); sentence != "" {
			diagnostics = append(diagnostics, Diagnostic{Sentence: fmt.Sprintf("the sentence %q %s", step.Wording, sentence), Hint: "mend the vocabulary"})
		}
	}
	return diagnostics
}

func (s Sentence) flaw() string {
	if s.Pattern == nil {
		return "has no pattern"
	}
	if text := s.Pattern.String(); !strings.HasPrefix(text, "^") || !strings.HasSuffix(text, "$") {
		return fmt.Sprintf("has the pattern %s, which may match a part of a step", text)
	}
	do := reflect.TypeOf(s.Do)
	if do == nil || do.Kind() != reflect.Func || do.IsVariadic() || reflect.ValueOf(s.Do).IsNil() {
		return fmt.Sprintf("has a %T where a function is wanted", s.Do)
	}
	returns := do.NumOut()
	if returns < 1 || returns > 2 || do.Out(returns-1) != errorType || (returns == 2 && do.Out(0) != contextType) {
		return "has a function that returns neither an error nor a context and an error"
	}
	for _, parameter := range s.Parameters() {
		if !convertible[parameter] {
			return fmt.Sprintf("has a function with a parameter of type %v, which no step gives", parameter)
		}
	}
	return ""
}

// Parameters are the types of the function's parameters after the context.
func (s Sentence) Parameters() []reflect.Type {
	do := reflect.TypeOf(s.Do)
	var types []reflect.Type
	for i := range do.NumIn() {
		if i > 0 || do.In(i) != contextType {
			types = append(types, do.In(i))
		}
	}
	return types
}

// misfit says how what a step gives differs from what the sentence takes; empty if it does not.
func (s Sentence) misfit(step *messages.PickleStep) string {
	parameters := s.Parameters()
	groups := s.Pattern.NumSubexp()
	beneath := reflect.Type(nil)
	if len(parameters) == groups+1 {
		beneath = parameters[groups]
	}
	table, argument := reflect.TypeFor[*messages.PickleTable](), step.Argument
	switch {
	case len(parameters) != groups && len(parameters) != groups+1:
		return fmt.Sprintf("takes %d values but its function %d", groups, len(parameters))
	case beneath == nil && argument != nil:
		return "takes nothing beneath it"
	case beneath == table && (argument == nil || argument.DataTable == nil):
		return "takes a table beneath it"
	case beneath != nil && beneath != table && (argument == nil || argument.DocString == nil):
		return `takes a text between """ beneath it`
	}
	return ""
}

// lookup finds the sentences that a text is of, and remembers them, because most
// texts are those of many steps.
type lookup struct {
	vocabulary Vocabulary
	found      map[string][]int // indexes in the vocabulary, by text
}

func newLookup(vocabulary Vocabulary) *lookup {
	return &lookup{vocabulary, map[string][]int{}}
}

// sentences gives the indexes of all sentences that match.
func (l *lookup) sentences(text string) []int {
	found, ok := l.found[text]
	if !ok {
		for i, step := range l.vocabulary {
			if step.Pattern.MatchString(text) {
				found = append(found, i)
			}
		}
		l.found[text] = found
	}
	return found
}
