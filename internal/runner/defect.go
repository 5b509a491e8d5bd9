package runner

import (
	"fmt"
	"path"
	"reflect"
	"runtime"
	"strings"

	"kycspec/internal/outcome"
)

// defect is a mistake in this program, mostly a panic. It says nothing of the API.
type defect struct {
	value any
	place string
}

func (d *defect) Error() string {
	return fmt.Sprintf("the tool has a defect: %v (%s)", d.value, d.place)
}

// Verdict is "inconclusive".
func (d *defect) Verdict() outcome.Verdict { return outcome.Inconclusive }

// Proof names the place of the defect.
func (d *defect) Proof() outcome.Proof {
	return outcome.Proof{Obstacle: outcome.Obstacle{Kind: outcome.Defect, Subject: d.place}}
}

// rescue turns a panic into an error. It is to be deferred.
func rescue(err *error) {
	if value := recover(); value != nil {
		*err = &defect{value, panicked()}
	}
}

// panicked is the place in the source of the panic that is being recovered from.
func panicked() string {
	callers := make([]uintptr, 64)
	frames := runtime.CallersFrames(callers[:runtime.Callers(1, callers)])
	raised := false
	for {
		frame, more := frames.Next()
		switch {
		case frame.Function == "runtime.gopanic":
			raised = true
		case raised && !strings.HasPrefix(frame.Function, "runtime."):
			return fmt.Sprintf("%s:%d", shortFile(frame.File), frame.Line)
		}
		if !more {
			return "place unknown"
		}
	}
}

// shortPlace is where a function is defined.
func shortPlace(function reflect.Value) (file string, line int) {
	file, line = runtime.FuncForPC(function.Pointer()).FileLine(function.Pointer())
	return shortFile(file), line
}

// shortFile is a source file with its folder only: where it was built would differ
// from machine to machine, and may name people.
func shortFile(file string) string {
	return path.Join(path.Base(path.Dir(file)), path.Base(file))
}
