package cli

import (
	"sync"
	"testing"

	"kycspec/internal/session"
)

// project is the project's folder, seen from this package's.
const project = "../.."

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
