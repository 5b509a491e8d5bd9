package session

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"kycspec/internal/outcome"
)

// The time of these tests is that of their bubble: nobody waits for it.
func TestAStopLeavesTheGraceToWhatIsUnderWay(t *testing.T) {
	for name, test := range map[string]struct {
		limit time.Duration
		ask   bool // for a stop, after a minute
		want  string
		at    time.Duration // of the stop
	}{
		"somebody asks":             {0, true, "the run was stopped", time.Minute},
		"its time is over":          {10 * time.Second, false, "the run was stopped: it took longer than 10s", 10 * time.Second},
		"its time is over, and ask": {90 * time.Second, true, "the run was stopped", time.Minute},
		"both, and its time first":  {30 * time.Second, true, "the run was stopped: it took longer than 30s", 30 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				asked, ask := context.WithCancel(t.Context())
				defer ask()
				began, said := time.Now(), 0
				var s *stopper
				s = newStopper(asked, test.limit, func() {
					if said++; s.going.Err() != nil {
						t.Error("it stops before it says so")
					}
				})
				defer s.close()
				if test.ask {
					time.AfterFunc(time.Minute, ask)
				}
				if s.why() != "" || s.going.Err() != nil {
					t.Fatalf("it stops at once: %s", s.why())
				}
				<-s.going.Done()
				synctest.Wait()
				if got, at := s.why(), time.Since(began); got != test.want || at != test.at {
					t.Errorf("got %q after %s, want %q after %s", got, at, test.want, test.at)
				}
				if s.work.Err() != nil {
					t.Error("what is under way is stopped at once")
				}
				<-s.work.Done()
				if at := time.Since(began); at != test.at+Grace {
					t.Errorf("what is under way is stopped after %s", at)
				}
				<-time.After(2 * time.Minute)
				if s.why() != test.want || said != 1 {
					t.Errorf("later it is %q, said %d times", s.why(), said)
				}
			})
		})
	}
}

func TestAStopperThatIsClosedLetsNothingGoOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked, ask := context.WithCancel(t.Context())
		s := newStopper(asked, time.Minute, func() { t.Error("it says something") })
		s.close()
		ask()
		s.stopSaying(outcome.RunStopped, func() { t.Error("it says what is not true any more") }) // asked for as it was closed
		synctest.Wait()
		if s.why() != "" || !errors.Is(s.work.Err(), context.Canceled) || s.going.Err() == nil {
			t.Errorf("%q, %v, %v", s.why(), s.work.Err(), s.going.Err())
		}
	}) // which waits for every timer and goroutine
}

// On a busy machine what the timer does may come after the run has gone on.
func TestNothingStartsAfterTheTimeIsOverWhateverTheTimerDoes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		said := 0
		s := newStopper(t.Context(), time.Minute, func() { said++ })
		defer s.close()
		s.limit.Stop()
		time.Sleep(time.Minute - time.Nanosecond)
		if s.why() != "" {
			t.Errorf("it stops before: %s", s.why())
		}
		time.Sleep(time.Nanosecond)
		if got := s.why(); got != "the run was stopped: it took longer than 1m0s" || said != 1 || s.going.Err() == nil {
			t.Errorf("got %q, said %d times, %v", got, said, s.going.Err())
		}
	})
}

func TestARunOfWhichTooLittleCanBeJudgedIsStopped(t *testing.T) {
	verdicts := map[rune]outcome.Verdict{'p': outcome.Passed, 'b': outcome.Broken, 'k': outcome.Known, 'i': outcome.Inconclusive, 's': outcome.Skipped, 'x': outcome.Skipped}
	for name, test := range map[string]struct{ verdicts, want string }{
		"nine":                    {"iiiiiiiii", ""},
		"ten":                     {"iiiiiiiiii", "the run was stopped: 10 of the first 10 scenarios could not be judged"},
		"half of ten":             {"pibikipiii", "the run was stopped: 6 of the first 10 scenarios could not be judged"},
		"not more than half":      {"pibikipipi", ""},
		"what was skipped":        {"sssssiiiiiiiiisxxxx", ""},
		"more than half at last":  {"ppppppppppiiiiiiiiiii", "the run was stopped: 11 of the first 21 scenarios could not be judged"},
		"what comes later":        {"iiiiiiiiiiiiiiii", "the run was stopped: 10 of the first 10 scenarios could not be judged"},
		"everything can be":       {strings.Repeat("pbk", 50), ""},
		"half of very many":       {strings.Repeat("pi", 500), ""},
		"one more than half them": {strings.Repeat("pi", 500) + "i", "the run was stopped: 501 of the first 1001 scenarios could not be judged"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStopper(t.Context(), 0, func() {})
			defer s.close()
			for _, verdict := range test.verdicts {
				s.count(verdicts[verdict])
			}
			if got := s.why(); got != test.want {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}
