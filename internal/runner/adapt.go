package runner

import (
	"context"
	"errors"
	"fmt"
	"reflect"

	"kycspec/internal/gherkin"
)

type attemptKey struct{}

func attemptOf(ctx context.Context) *attempt {
	a, _ := ctx.Value(attemptKey{}).(*attempt)
	return a
}

var errForeignContext = errors.New("the step returned a context that does not come from its own")

var (
	contextType = reflect.TypeFor[context.Context]()
	errorType   = reflect.TypeFor[error]()
)

// adapt wraps a sentence's function for godog. The wrapper notes in the attempt
// that the function was entered and that it returned, which is what distinguishes
// a step that passed from one that never ran or never ended; and it turns a panic
// into an error that names its place in the source.
func adapt(sentence gherkin.Sentence) any {
	do := reflect.ValueOf(sentence.Do)
	in := append([]reflect.Type{contextType}, sentence.Parameters()...)
	wrapped := reflect.FuncOf(in, []reflect.Type{contextType, errorType}, false)
	wantsContext := len(in) == do.Type().NumIn()
	return reflect.MakeFunc(wrapped, func(values []reflect.Value) []reflect.Value {
		ctx := values[0].Interface().(context.Context)
		if !wantsContext {
			values = values[1:]
		}
		next, err := call(ctx, do, values)
		return []reflect.Value{reflect.ValueOf(&next).Elem(), reflect.ValueOf(&err).Elem()}
	}).Interface()
}

// call calls a step's function. The context that it gives is the function's own
// or, if that gave none, the one that it was given.
func call(ctx context.Context, do reflect.Value, values []reflect.Value) (next context.Context, err error) {
	next = ctx
	defer rescue(&err)
	a := attemptOf(ctx)
	a.noteEntered()
	returned := do.Call(values)
	a.noteReturned()
	failed, _ := returned[len(returned)-1].Interface().(error)
	err = skipping(a.withoutKnown(failed))
	if len(returned) == 1 {
		return ctx, err
	}
	derived, ok := returned[0].Interface().(context.Context)
	switch {
	case ok && attemptOf(derived) == a:
		return derived, err
	case ok && err == nil:
		file, line := shortPlace(do)
		return ctx, &defect{errForeignContext, fmt.Sprintf("%s:%d", file, line)}
	}
	return ctx, err
}
