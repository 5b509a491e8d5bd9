package runner

import (
	"reflect"
	"runtime"
	"slices"
	"time"
	"unicode/utf16"

	"github.com/cucumber/messages/go/v34"

	"kycspec/internal/gherkin"
)

// protocol is the version of the messages' schema: that of the messages module in go.mod.
const protocol = "34.2.0"

// opening writes what a log has before anything runs: the features, the vocabulary,
// and for each scenario its test case, which lists the steps that it will have.
type opening struct {
	suite       *gherkin.Suite
	options     *Options
	log         *log
	sentences   map[string]int // places in the vocabulary by the text of a step
	now         time.Time      // when the run began, which is the day that dates are compared with
	definitions []string       // ids of step definitions, in the vocabulary's order
	before      string         // id of the hook; empty for none
	known       string
	afterRun    string
}

// emit writes the opening, and gives the run's id and the first attempts.
func (o *opening) emit() (runID string, attempts []*attempt) {
	o.log.put(&messages.Envelope{Meta: o.meta()})
	o.emitFeatures()
	o.emitVocabulary()
	runID = o.suite.NewID()
	o.now = o.log.emit(func(at *messages.Timestamp) *messages.Envelope {
		return &messages.Envelope{TestRunStarted: &messages.TestRunStarted{Timestamp: at, Id: runID}}
	})
	for _, c := range o.suite.Compiled() {
		attempts = append(attempts, o.attempt(c, runID))
	}
	return runID, attempts
}

// attempt writes a scenario's test case, and gives its first attempt.
func (o *opening) attempt(c *gherkin.Compiled, runID string) *attempt {
	testCase, steps := o.testCase(c, runID)
	o.log.put(&messages.Envelope{TestCase: testCase})
	a := &attempt{log: o.log, options: o.options, compiled: c, id: o.suite.NewID(), caseID: testCase.Id, steps: steps, account: account{at: idle}}
	if o.expects(c) {
		a.expected = expectation{c.Known, o.now, true}
	}
	return a
}

func (o *opening) meta() *messages.Meta {
	return &messages.Meta{
		ProtocolVersion: protocol,
		Implementation:  &messages.Product{Name: "kycspec", Version: o.options.Version},
		Runtime:         &messages.Product{Name: "go", Version: runtime.Version()},
		Os:              &messages.Product{Name: runtime.GOOS},
		Cpu:             &messages.Product{Name: runtime.GOARCH},
	}
}

func (o *opening) emitFeatures() {
	selected := o.suite.Compiled()
	for _, file := range o.suite.Files() {
		o.log.put(&messages.Envelope{Source: &messages.Source{Uri: file.Path, Data: file.Source,
			MediaType: messages.SourceMediaType_TEXT_X_CUCUMBER_GHERKIN_PLAIN}})
		o.log.put(&messages.Envelope{GherkinDocument: file.Document})
		for len(selected) > 0 && selected[0].File == file {
			o.log.put(&messages.Envelope{Pickle: selected[0].Pickle})
			selected = selected[1:]
		}
	}
}

func (o *opening) emitVocabulary() {
	for _, step := range o.options.Vocabulary {
		id := o.suite.NewID()
		o.definitions = append(o.definitions, id)
		file, line := shortPlace(reflect.ValueOf(step.Do))
		o.log.put(&messages.Envelope{StepDefinition: &messages.StepDefinition{
			Id:              id,
			Pattern:         &messages.StepDefinitionPattern{Source: step.Pattern.String(), Type: messages.StepDefinitionPatternType_REGULAR_EXPRESSION},
			SourceReference: &messages.SourceReference{Uri: file, Location: &messages.Location{Line: int64(line)}},
		}})
	}
	if o.options.Before != nil {
		o.before = o.emitHook(messages.HookType_BEFORE_TEST_CASE, "", reflect.ValueOf(o.options.Before))
	}
	o.emitRunHook()
	if slices.ContainsFunc(o.suite.Compiled(), o.expects) {
		o.known = o.emitHook(messages.HookType_AFTER_TEST_CASE, "known breaks", reflect.ValueOf(expectation.check))
	}
}

// expects says whether the scenario, or what it meets, may be known to be broken,
// and the run cares.
func (o *opening) expects(c *gherkin.Compiled) bool {
	return o.options.Known && (c.Known.Ticket != "" || o.options.KnownBreaks != nil)
}

func (o *opening) emitHook(kind messages.HookType, name string, function reflect.Value) string {
	id := o.suite.NewID()
	file, line := shortPlace(function)
	o.log.put(&messages.Envelope{Hook: &messages.Hook{Id: id, Name: name, Type: kind,
		SourceReference: &messages.SourceReference{Uri: file, Location: &messages.Location{Line: int64(line)}}}})
	return id
}

func (o *opening) testCase(c *gherkin.Compiled, runID string) (testCase *messages.TestCase, steps []testStep) {
	testCase = &messages.TestCase{Id: o.suite.NewID(), PickleId: c.Pickle.Id, TestRunStartedId: runID, TestSteps: []*messages.TestStep{}}
	add := func(message *messages.TestStep, step gherkin.Step) {
		message.Id = o.suite.NewID()
		testCase.TestSteps = append(testCase.TestSteps, message)
		steps = append(steps, testStep{message.Id, step})
	}
	addHook := func(id string) {
		if id != "" {
			add(&messages.TestStep{HookId: id}, gherkin.Step{})
		}
	}
	addHook(o.before)
	for _, pickled := range c.Pickle.Steps {
		at := o.sentences[pickled.Text]
		step := gherkin.Step{Sentence: o.options.Vocabulary[at], Text: pickled.Text}
		add(&messages.TestStep{
			PickleStepId:            pickled.Id,
			StepDefinitionIds:       []string{o.definitions[at]},
			StepMatchArgumentsLists: []*messages.StepMatchArgumentsList{arguments(step)},
		}, step)
	}
	if o.expects(c) {
		addHook(o.known)
	}
	return testCase, steps
}

// arguments are the values in a step's text. Where they begin is counted in UTF-16
// code units, as readers of messages do.
func arguments(step gherkin.Step) *messages.StepMatchArgumentsList {
	list := &messages.StepMatchArgumentsList{StepMatchArguments: []*messages.StepMatchArgument{}}
	place := step.Sentence.Pattern.FindStringSubmatchIndex(step.Text)
	for i := 2; i < len(place); i += 2 {
		group := &messages.Group{}
		if place[i] >= 0 {
			group.Start = int64(len(utf16.Encode([]rune(step.Text[:place[i]]))))
			group.Value = step.Text[place[i]:place[i+1]]
		}
		list.StepMatchArguments = append(list.StepMatchArguments, &messages.StepMatchArgument{Group: group})
	}
	return list
}
