package state_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofrs/flock"

	"kycspec/internal/state"
)

// keep remembers a run in a file.
func keep(f state.Store, lock state.Lock, seen state.RunObservation) error {
	return f.Update(context.Background(), lock, func(s *state.State) error { s.Remember(seen); return nil })
}

// Two runs of different scenarios write at once, many times: both are in it.
func TestTwoRunsAtOnceLoseNothing(t *testing.T) {
	f := file(t)
	for round := range 50 {
		var both sync.WaitGroup
		for _, who := range []string{"A", "B"} {
			seen := run(round%28+1, observed(fmt.Sprint(who, round), started()))
			seen.Whole = false
			both.Go(func() {
				if err := keep(f, state.Lock{Timeout: time.Minute}, seen); err != nil {
					t.Error(err)
				}
			})
		}
		both.Wait()
	}
	s, err := f.Read()
	if err != nil {
		t.Fatal(err)
	}
	for round := range 50 {
		for _, who := range []string{"A", "B"} {
			if _, found := s.Scenarios[fmt.Sprint("a.feature > ", who, round)]; !found {
				t.Errorf("%s%d was lost", who, round)
			}
		}
	}
	if files, _ := filepath.Glob(filepath.Join(filepath.Dir(f.Path), "*")); len(files) != 2 {
		t.Errorf("files %v", files)
	}
}

// A state that is a link to a shared file stays one, and the shared file is locked.
func TestAStateBehindALink(t *testing.T) {
	shared, f := file(t), file(t)
	if err := keep(shared, state.Lock{}, run(1, observed("A"))); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(f.Path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(shared.Path, f.Path); err != nil {
		t.Skip(err)
	}
	seen := run(2, observed("B", started()))
	seen.Whole = false
	if err := keep(f, state.Lock{}, seen); err != nil {
		t.Fatal(err)
	}
	if s, err := shared.Read(); err != nil || len(s.Scenarios) != 2 {
		t.Errorf("the shared file has %+v, %v", s, err)
	}
	held := holdLock(t, shared)
	defer held.Close()
	var late *state.Locked
	if err := keep(f, state.Lock{Timeout: time.Millisecond}, seen); !errors.As(err, &late) {
		t.Errorf("the lock of the shared file is of no use: %v", err)
	}
}

// holdLock holds the lock of a file for as long as the test wants.
func holdLock(t *testing.T, f state.Store) *flock.Flock {
	t.Helper()
	if err := keep(f, state.Lock{}, run(1, observed("A"))); err != nil {
		t.Fatal(err)
	}
	held := flock.New(f.Path + ".lock")
	if got, err := held.TryLock(); err != nil || !got {
		t.Fatal(got, err)
	}
	t.Cleanup(func() { _ = held.Close() })
	return held
}

func TestTheSecondWaitsForTheFirst(t *testing.T) {
	f := file(t)
	held := holdLock(t, f)
	waited := 0
	err := keep(f, state.Lock{Timeout: time.Minute, Waiting: func() { waited++; _ = held.Unlock() }}, run(2, observed("B")))
	if err != nil || waited != 1 {
		t.Fatal(err, waited)
	}
	if text := content(t, f); !strings.Contains(text, "> B") {
		t.Error(text)
	}
}

func TestTheSecondGivesUp(t *testing.T) {
	f := file(t)
	holdLock(t, f)
	before := content(t, f)
	err := keep(f, state.Lock{Timeout: time.Millisecond}, run(2, observed("B")))
	var gone *state.Locked
	want := fmt.Sprintf("write state: another process has held %s.lock for 1ms", filepath.ToSlash(f.Path))
	if !errors.As(err, &gone) || err.Error() != want || content(t, f) != before {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	stopped, stop := context.WithCancel(t.Context())
	err = f.Update(stopped, state.Lock{Timeout: time.Hour, Waiting: stop}, func(*state.State) error { return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

func TestNothingIsWrittenWhereSomethingIsWrong(t *testing.T) {
	f := file(t)
	if err := keep(f, state.Lock{}, run(1, observed("A"))); err != nil {
		t.Fatal(err)
	}
	before := content(t, f)
	wrong := errors.New("no")
	if err := f.Update(t.Context(), state.Lock{}, func(s *state.State) error { s.Scenarios = nil; return wrong }); !errors.Is(err, wrong) {
		t.Error(err)
	}
	// The draft cannot be written where a folder has its name.
	if err := os.MkdirAll(filepath.Join(f.Path+".new", "x"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := keep(f, state.Lock{}, run(2, observed("B"))); err == nil || !strings.HasPrefix(err.Error(), "write state: open ") {
		t.Error(err)
	}
	if content(t, f) != before {
		t.Error("it was written")
	}
}

// What a killed process left of a file that it was writing does no harm.
func TestADraftThatWasLeftBehindIsNobodys(t *testing.T) {
	f := file(t)
	if err := keep(f, state.Lock{}, run(1, observed("A"))); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(f.Path+".new", []byte(`{"version":`), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := keep(f, state.Lock{}, run(2, observed("B"))); err != nil {
		t.Fatal(err)
	}
	if s, err := f.Read(); err != nil || len(s.Scenarios) != 1 {
		t.Error(s, err)
	}
	if _, err := os.Stat(f.Path + ".new"); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}

func TestAStateOfNothingIsNotMade(t *testing.T) {
	f := file(t)
	for range 2 {
		if err := keep(f, state.Lock{}, run(1)); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(f.Path); !errors.Is(err, os.ErrNotExist) {
			t.Error(err)
		}
	}
}

func TestNoStateIsNoError(t *testing.T) {
	if s, err := file(t).Read(); s != nil || err != nil {
		t.Error(s, err)
	}
	f := file(t)
	if err := os.MkdirAll(f.Path, 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Read(); err == nil || !strings.HasPrefix(err.Error(), "read state: read ") {
		t.Error(err)
	}
}
