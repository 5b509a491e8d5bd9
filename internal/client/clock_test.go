package client_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"kycspec/internal/client"
)

func TestJumpClockPassesAtOnceForAll(t *testing.T) {
	var clock client.JumpClock
	before := clock.Now()
	if err := clock.Sleep(t.Context(), time.Hour); err != nil {
		t.Fatal(err)
	}
	passed := clock.Now().Sub(before)
	if passed < time.Hour || passed > time.Hour+time.Minute {
		t.Errorf("an hour's sleep took %v", passed)
	}
}

func TestClocksStopWithTheContext(t *testing.T) {
	stopped, stop := context.WithCancel(t.Context())
	stop()
	var jump client.JumpClock
	before := jump.Now()
	for name, clock := range map[string]client.Clock{"real": client.RealClock{}, "jump": &jump} {
		for _, d := range []time.Duration{time.Hour, 0, -time.Hour} {
			if err := clock.Sleep(stopped, d); !errors.Is(err, context.Canceled) {
				t.Errorf("%s clock, %v: got %v", name, d, err)
			}
		}
		if err := clock.Sleep(t.Context(), -time.Hour); err != nil {
			t.Errorf("%s clock: a time that has passed: got %v", name, err)
		}
	}
	if jump.Now().Sub(before) > time.Minute {
		t.Error("a sleep that did not take place moved the clock")
	}
}

func TestRealClockIsInterrupted(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if err := (client.RealClock{}).Sleep(ctx, time.Hour); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}
