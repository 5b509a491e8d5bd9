package cli

import (
	"strings"
	"sync"
	"testing"
	"time"

	"kycspec/internal/session"
	"kycspec/internal/view"
)

// project is the project's folder, seen from this package's.
const project = "../.."

// captured is a process whose streams a test reads.
func captured() (p *process, stdout, stderr *strings.Builder) {
	stdout, stderr = &strings.Builder{}, &strings.Builder{}
	return &process{stdout: &view.Writer{Out: stdout}, stderr: &view.Writer{Out: stderr}, now: time.Now}, stdout, stderr
}

var theContract = sync.OnceValues(session.LoadContract)

// some is all of a table, and in short a row in eight, other ones each time.
func some[V any](table map[string]V) map[string]V {
	if !testing.Short() {
		return table
	}
	few := map[string]V{}
	for name, row := range table {
		if few[name] = row; len(few) > len(table)/8 {
			break
		}
	}
	return few
}
