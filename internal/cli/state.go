package cli

import (
	"fmt"
	"io"

	"kycspec/internal/report"
	"kycspec/internal/state"
	"kycspec/steps"
)

// words says changes as of today, in the words of the features.
func words(d state.Drift) state.Renderer {
	return state.Renderer{Now: now(), Called: steps.Called, Statuses: d.Statuses}
}

// tellDrift tells in a line how much has changed, and in another what returned
// to normal, since the state says nothing of that any more; nothing where nothing did.
func tellDrift(out io.Writer, drift state.Drift) {
	say := words(drift)
	if n := len(drift.Changes); n > 0 {
		since := state.Drift{Changes: drift.Changes}.Since()
		fmt.Fprintf(out, "Drift: %s since %s (kycspec drift tells which).\n", report.Counted(n, "change"), say.Date(since))
	}
	if n := len(drift.Returned); n > 0 {
		more := ""
		if n > 1 {
			more = fmt.Sprintf(" And %d more.", n-1)
		}
		fmt.Fprintf(out, "Returned to normal: %s%s\n", say.Sentence(drift.Returned[0]), more)
	}
}
