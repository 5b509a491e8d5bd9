package client_test

import (
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"kycspec/internal/client"
)

// TestCloseEndsEveryConnection counts connections where they arrive: some are
// left by whole answers, some by answers that were too large to be read.
func TestCloseEndsEveryConnection(t *testing.T) {
	var opened sync.WaitGroup
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Large") != "" {
			_, _ = w.Write(make([]byte, 2<<20))
			return
		}
		answer(201, grant)(w, r)
	}))
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		switch state {
		case http.StateNew:
			opened.Add(1)
		case http.StateClosed:
			opened.Done()
		}
	}
	server.Start()
	t.Cleanup(server.Close)
	c := client.New(options(server.URL, newFakeClock()))
	var senders sync.WaitGroup
	for i := range 40 {
		senders.Go(func() {
			call := client.Call{App: app}
			if i%4 == 0 {
				call.Header = http.Header{"Large": {"yes"}}
			}
			if _, err := c.Send(t.Context(), call); (err != nil) != (i%4 == 0) {
				t.Errorf("call %d: %v", i, err)
			}
		})
	}
	senders.Wait()
	c.Close()
	closed := make(chan struct{})
	go func() { opened.Wait(); close(closed) }()
	select {
	case <-closed:
	case <-time.After(10 * time.Second):
		t.Error("connections are still open")
	}
}

func TestConnectionsAreUsedAgain(t *testing.T) {
	var mu sync.Mutex
	ports := map[string]bool{}
	target := serve(t, map[string]http.HandlerFunc{path: func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		ports[r.RemoteAddr] = true
		mu.Unlock()
		answer(201, `{}`)(w, r)
	}})
	c := dial(t, options(target.URL, newFakeClock()))
	for range 50 {
		if _, err := c.Send(t.Context(), client.Call{App: app}); err != nil {
			t.Fatal(err)
		}
	}
	if len(ports) != 1 {
		t.Errorf("%d connections for calls one after the other", len(ports))
	}
}
