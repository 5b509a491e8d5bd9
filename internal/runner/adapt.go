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

// adapt wraps a step's function for godog: the wrapper tells the attempt that
// the function was entered, which is how a step that never ran is told from
// one that passed, and turns a panic into an error that knows its place.
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
		next, err := enter(ctx, do, values)
		return []reflect.Value{reflect.ValueOf(&next).Elem(), reflect.ValueOf(&err).Elem()}
	}).Interface()
}

func enter(ctx context.Context, do reflect.Value, values []reflect.Value) (next context.Context, err error) {
	next = ctx
	defer rescue(&err)
	a := attemptOf(ctx)
	a.enter()
	returned := do.Call(values)
	a.leave()
	failed, _ := returned[len(returned)-1].Interface().(error)
	err = skipping(failed)
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
