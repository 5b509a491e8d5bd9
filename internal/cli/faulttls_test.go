package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// fine is the name of the way without a fault, by which the others are measured.
const fine = "no fault"

// securedWays are what a target may do over TLS, in either version of HTTP, and
// what comes of it.
var securedWays = map[string]struct {
	do   wrong
	want expected
}{
	fine:                            {nil, kept},
	"hints before the answer":       {afterHints, kept},
	"silence":                       {silence, cannotBeTold},
	"ended at once":                 {ended(""), cannotBeTold},
	"ended within the body":         {ended(`{"data":`), cannotBeTold},
	"a header of 1 MB":              {answers(201, "{}", "A", strings.Repeat("b", 1<<20)), cannotBeTold},
	"10,000 header fields":          {manyFields, cannotBeTold},
	"a body that drips without end": {dripping, cannotBeTold},
	"a body of more than 1 MiB":     {answers(201, `{"data":"`+strings.Repeat("k", 1<<20)+`"}`), cannotBeTold},
	"a body without end":            {flooding, cannotBeTold},
	"a gzip bomb":                   {answers(201, bomb(), "Content-Encoding", "gzip"), cannotBeTold},
	"503 with a page":               {pages(503), cannotBeTold},
	"500 as documented":             {documented(500), broke},
}

func afterHints(h *hostile, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Link", "</a>")
	w.WriteHeader(http.StatusEarlyHints)
	h.box.ServeHTTP(w, r)
}

func silence(_ *hostile, _ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

// ended sends the beginning of an answer and gives it up.
func ended(text string) wrong {
	return func(_ *hostile, w http.ResponseWriter, _ *http.Request) {
		if text != "" {
			_, _ = io.WriteString(w, text)
			_ = http.NewResponseController(w).Flush()
		}
		panic(http.ErrAbortHandler)
	}
}

func manyFields(_ *hostile, w http.ResponseWriter, _ *http.Request) {
	for i := range manyLines {
		w.Header().Set(fmt.Sprintf("X-%05d", i), "y")
	}
	w.WriteHeader(http.StatusCreated)
}

func dripping(_ *hostile, w http.ResponseWriter, r *http.Request) {
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		_, _ = io.WriteString(w, " ")
		if http.NewResponseController(w).Flush() != nil {
			return
		}
		select {
		case <-tick.C:
		case <-r.Context().Done():
			return
		}
	}
}

func flooding(_ *hostile, w http.ResponseWriter, _ *http.Request) {
	block := bytes.Repeat([]byte("k"), 64<<10)
	for _, err := w.Write(block); err == nil; {
		_, err = w.Write(block)
	}
}

// TestFaultTableOverTLS runs the program as a process of its own: certificates
// to trust are read once in a process.
func TestFaultTableOverTLS(t *testing.T) {
	t.Parallel()
	table := newFaultTable(t)
	for version, http2 := range map[int]bool{1: false, 2: true} {
		least := int64(0)
		for _, name := range append([]string{fine}, namesOf(securedWays)...) {
			way := securedWays[name]
			t.Run(fmt.Sprint(name, ", HTTP/", version), func(t *testing.T) {
				var spoken atomic.Int64
				h := newHostile(t)
				h.operation = func(h *hostile, w http.ResponseWriter, r *http.Request) {
					spoken.Store(int64(r.ProtoMajor))
					if way.do == nil {
						h.box.ServeHTTP(w, r)
						return
					}
					way.do(h, w, r)
				}
				server, trust := h.startSecure(t, http2)
				meet := func(limit time.Duration) met {
					got := meetApart(t, faultSettings(server.URL, limit), "SSL_CERT_FILE="+trust)
					if least == 0 {
						least = got.peak // of the run without a fault
					}
					got.peak -= least
					return got
				}
				table.hold(t, fmt.Sprint(name, ", HTTP/", version, overTLS), way.want, limit(name, soonApart), meet)
				if spoken.Load() != int64(version) {
					t.Errorf("HTTP/%d was spoken", spoken.Load())
				}
			})
		}
	}
	table.compare(t, overTLS)
}

// meetApart is meet in a process of its own. Its peak is of all that the
// process held, in bytes; zero where there is no /proc.
func meetApart(t *testing.T, settings map[string]string, environ ...string) met {
	t.Helper()
	dir := faultFolder(t)
	for name, value := range settings {
		environ = append(environ, name+"="+value)
	}
	var out bytes.Buffer
	cmd := exec.Command("kycspec", "run")
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = dir, append(os.Environ(), environ...), &out, &out
	began := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done, most := make(chan struct{}), make(chan int64)
	go func() { most <- highWater(cmd.Process.Pid, done) }()
	err := cmd.Wait()
	close(done)
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return met{code: cmd.ProcessState.ExitCode(), printed: out.String(), peak: <-most, took: time.Since(began), verdict: verdictIn(t, dir)}
}

// highWater watches what a process holds at most, in bytes, until it is done.
func highWater(pid int, done <-chan struct{}) (most int64) {
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for {
		text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		if _, after, found := strings.Cut(string(text), "VmHWM:"); found {
			var kib int64
			if _, err := fmt.Sscan(after, &kib); err == nil {
				most = max(most, kib<<10)
			}
		}
		select {
		case <-tick.C:
		case <-done:
			return most
		}
	}
}
