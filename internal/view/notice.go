package view

import (
	"fmt"
	"time"
)

// Note prints something that is worth knowing and nothing wrong.
func Note(w *Writer, text string) {
	w.Printf("Note: %s\n", text)
	_ = w.Flush()
}

// Waiting says that another kycspec writes the state.
func Waiting(w *Writer, file string, timeout time.Duration) {
	w.Printf("Waiting for another kycspec to write %s, for %s at most.\n", file, timeout)
	_ = w.Flush()
}

// Stopping says that a run comes to its end, below a line of progress if there
// is one on the screen.
func Stopping(w *Writer, grace time.Duration, below bool) {
	if below {
		w.Printf("\n")
	}
	w.Printf("Stopping: what is under way may take %s more. Ctrl-C stops at once.\n", grace)
	_ = w.Flush()
}

// Accepted says that a drift is what is to be expected from now on.
func Accepted(w *Writer, file string) {
	w.Printf("Accepted into %s.\n", file)
	_ = w.Flush()
}

// Valid says that nothing is wrong with so many of everything.
func Valid(w *Writer, scenarios, features, sentences, clauses int) {
	w.Printf("Valid: %s in %s, %s, %s of the contract.\n", counted(scenarios, "scenario"), counted(features, "feature"),
		counted(sentences, "sentence"), counted(clauses, "clause"))
	_ = w.Flush()
}

// Extracted says what became of the files of the schemas.
func Extracted(w *Writer, clauses, files, written, removed int) {
	w.Printf("%d clauses, %d files: %d written, %d removed, the rest unchanged.\n", clauses, files, written, removed)
	_ = w.Flush()
}

// SchemasCurrent says that no schema differs from the contract.
func SchemasCurrent(w *Writer) {
	w.Printf("The schemas are what the contract gives.\n")
	_ = w.Flush()
}

// StoredRun says which run is shown, and how many others were meant.
func StoredRun(w *Writer, name string, named int) {
	which := ""
	if named > 1 {
		which = fmt.Sprintf(", the last of %d that are called so", named)
	}
	w.Printf("Run of %s%s:\n\n", name, which)
	_ = w.Flush()
}
