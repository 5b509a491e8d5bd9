package state_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"kycspec/internal/state"
)

// Whatever a file holds is a state that can be compared, remembered and written
// again the same, or an error that names the mend.
func FuzzReadState(f *testing.F) {
	f.Add([]byte(livedText))
	f.Add([]byte(content(f, write(f, &state.State{}))))
	f.Add([]byte(`{"version":1,"answers":{"1":{"says":{"":null},"body":{"x":""}}},"scenarios":{"a.feature > A":{"verdict":"passed","observed":["1","1"],"moved":{}}}}`))
	at := file(f)
	if err := os.MkdirAll(filepath.Dir(at.Path), 0o755); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		at := state.File{Path: filepath.Join(t.TempDir(), "state.json")}
		if err := os.WriteFile(at.Path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := at.Read()
		if err != nil {
			var wrong *state.Unreadable
			if !errors.As(err, &wrong) || wrong.Mend == "" {
				t.Fatalf("error %v", err)
			}
			return
		}
		seen := run(3, sight("A", started()), sight("B", refused(401, "")))
		told(state.Compare(s, seen))
		first := content(t, write(t, s))
		again, err := write(t, s).Read()
		if err != nil {
			t.Fatalf("what was written cannot be read: %v\n%s", err, first)
		}
		if second := content(t, write(t, again)); first != second {
			t.Fatalf("written first\n%s\nthen\n%s", first, second)
		}
		s.Remember(seen)
		s.Accept(seen)
		if !seen.At.Before(s.Verified) && state.Compare(s, seen).Any() {
			t.Fatalf("a drift from what was just accepted:\n%s", told(state.Compare(s, seen)))
		}
	})
}
