package state_test

import (
	"bytes"
	"testing"

	"kycspec/internal/state"
)

// Whatever a file holds is a state that can be compared, remembered and written
// again the same, or an error.
func FuzzReadState(f *testing.F) {
	f.Add([]byte(livedText))
	f.Add([]byte(`{"version":1,"answers":{"1":{"says":{"":null},"body":{"x":""}}},"scenarios":{"a.feature > A":{"verdict":"passed","observed":["1","1"],"moved":{}}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := state.Decode(data)
		if err != nil {
			return
		}
		seen := run(3, observed("A", started()), observed("B", refused(401, "")))
		rendered(state.Compare(s, seen))
		first, err := state.Encode(s)
		if err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		again, err := state.Decode(first)
		if err != nil {
			t.Fatalf("what was written cannot be read: %v\n%s", err, first)
		}
		if second, err := state.Encode(again); err != nil || !bytes.Equal(first, second) {
			t.Fatalf("written first\n%s\nthen\n%s\n%v", first, second, err)
		}
		s.Remember(seen)
		s.Accept(seen)
		if now := rendered(state.Compare(s, seen)); !seen.At.Before(s.Verified) && now != "" {
			t.Fatalf("a drift from what was just accepted:\n%s", now)
		}
	})
}
