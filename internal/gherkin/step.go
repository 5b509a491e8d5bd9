package gherkin

import (
	"context"
	"fmt"
	"reflect"
	"strconv"
)

// Step is a step of a scenario: its text, and the sentence that it is.
type Step struct {
	Sentence Sentence
	Text     string
}

// Run does what the step says, outside of a run of its scenario. It panics
// where the sentence takes anything but texts and whole numbers.
func (s Step) Run(ctx context.Context) error {
	do, parameters := reflect.ValueOf(s.Sentence.Do), s.Sentence.Parameters()
	var arguments []reflect.Value
	if do.Type().NumIn() > len(parameters) {
		arguments = append(arguments, reflect.ValueOf(ctx))
	}
	for i, text := range s.Sentence.Pattern.FindStringSubmatch(s.Text)[1:] {
		argument := reflect.ValueOf(text)
		if parameters[i].Kind() == reflect.Int {
			number, err := strconv.Atoi(text)
			if err != nil {
				return fmt.Errorf("read number: %w", err)
			}
			argument = reflect.ValueOf(number)
		}
		arguments = append(arguments, argument)
	}
	returned := do.Call(arguments)
	err, _ := returned[len(returned)-1].Interface().(error)
	return err
}

type nextKey struct{}

// WithNext gives a step's context with the step that follows it; the zero Step for none.
func WithNext(ctx context.Context, next Step) context.Context {
	return context.WithValue(ctx, nextKey{}, next)
}

// Next is the step that follows the one that runs in the context; not ok if none does.
func Next(ctx context.Context) (next Step, ok bool) {
	next, _ = ctx.Value(nextKey{}).(Step)
	return next, next.Sentence.Do != nil
}
