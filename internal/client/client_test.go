package client_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"kycspec/internal/client"
)

func TestWhatNeedNotBeSaid(t *testing.T) {
	target := serve(t, nil)
	c := dial(t, client.Options{BaseURL: target.URL, TokenPath: tokenPath, Operation: client.Operation{Method: http.MethodPut, Path: path}})
	got, err := c.Send(t.Context(), client.Call{App: app})
	if err != nil || got.Status() != http.StatusCreated || got.Method() != http.MethodPut {
		t.Errorf("got %v, %v", got, err)
	}
}

// TestForeignErrorsAreShownInOneShortLine has an error that a transport might give.
func TestForeignErrorsAreShownInOneShortLine(t *testing.T) {
	o := options("http://kyc.test", newFakeClock())
	o.HTTP = broken{errors.New("odd\x1b[31m\n" + app.Secret + strings.Repeat("x", 500))}
	o.Retries = 0
	c := dial(t, o)
	_, err := c.Send(t.Context(), client.Call{App: app})
	wantInconclusive(t, err, client.Unreachable, "http://kyc.test: there was no answer: odd [31m $KYC_CLIENT_SECRET"+strings.Repeat("x", 152)+"…")
}

func TestAwaitWithoutATime(t *testing.T) {
	clock := newFakeClock()
	c := dial(t, options(serve(t, nil).URL, clock))
	got, err := c.Send(t.Context(), client.Call{App: app})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Await(t.Context(), got); err != nil || clock.slept != 0 {
		t.Errorf("slept %v, %v", clock.slept, err)
	}
}
