package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
)

// moreMisdeeds tell secrets where only a client that speaks HTTP itself would look.
var moreMisdeeds = map[string]misdeed{
	"secrets after an answer without a body": {operation: raw(func(t telling) string {
		return "HTTP/1.1 204 X\r\n\r\n" + t.echoed() + t.spilled()
	})},
	"secrets in a chunk's length": {operation: raw(func(t telling) string {
		return "HTTP/1.1 201 X\r\nTransfer-Encoding: chunked\r\n\r\n" + flat(t.echoed(), "_") + "\r\n"
	})},
	"secrets in a trailer": {operation: raw(func(t telling) string {
		return "HTTP/1.1 201 X\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + flat(t.echoed(), "_") + "\r\n\r\n"
	})},
	"secrets in a content coding": {operation: raw(func(t telling) string {
		return "HTTP/1.1 201 X\r\nContent-Encoding: " + flat(t.echoed(), "_") + "\r\nContent-Length: 2\r\n\r\n{}"
	})},
	"secrets in two lengths": {operation: raw(func(t telling) string {
		text := flat(t.echoed(), "_")
		return "HTTP/1.1 201 X\r\nContent-Length: " + text + "\r\nContent-Length: 1" + text + "\r\n\r\n{}"
	})},
	"secrets in a transfer coding": {operation: raw(func(t telling) string {
		return "HTTP/1.1 201 X\r\nTransfer-Encoding: " + flat(t.echoed(), "_") + "\r\n\r\n{}"
	})},
	"secrets in hints": {operation: raw(func(t telling) string {
		return "HTTP/1.1 103 X\r\n" + flat(t.echoed(), "_") + "\r\n\r\nHTTP/1.1 201 X\r\nContent-Length: 2\r\n\r\n{}"
	})},
	"secrets in how long to wait": {operation: func(w http.ResponseWriter, t telling) {
		w.Header().Set("Retry-After", flat(t.echoed(), " "))
		say(w, http.StatusTooManyRequests, t.spilled())
	}},
	"a token call that redirects with the credentials": {token: func(w http.ResponseWriter, t telling) {
		w.Header().Set("Location", "https://elsewhere.example/?"+flat(t.body+t.spilled(), "+"))
		w.WriteHeader(http.StatusTemporaryRedirect)
	}},
	"a token call that is throttled with the credentials": {token: func(w http.ResponseWriter, t telling) {
		w.Header().Set("Retry-After", flat(t.body, " "))
		say(w, http.StatusTooManyRequests, t.body)
	}},
	"a token call refused with the credentials quoted": {token: func(w http.ResponseWriter, t telling) {
		inner, _ := json.Marshal(map[string]string{"you sent": t.body})
		outer, _ := json.Marshal(map[string]string{"error": string(inner)})
		say(w, http.StatusUnprocessableEntity, string(outer))
	}},
	"a request refused with itself quoted": {operation: func(w http.ResponseWriter, t telling) {
		inner, _ := json.Marshal(map[string]string{"you sent": t.echoed()})
		outer, _ := json.Marshal(map[string]any{"error": map[string]any{"message": string(inner), "status": 422, "reason": "x", "code": "y"}})
		say(w, http.StatusUnprocessableEntity, string(outer))
	}},
	"a token answer with secrets as names": {token: func(w http.ResponseWriter, t telling) {
		names := map[string]any{}
		for _, secret := range t.secrets {
			for _, form := range []string{"plain", "hex", "base64 at 1"} {
				names[secret.shapes()[form]] = 1
			}
		}
		text, _ := json.Marshal(map[string]any{"data": names})
		say(w, http.StatusCreated, string(text))
	}},
	"a token of a life that is the credentials": {token: func(w http.ResponseWriter, t telling) {
		say(w, http.StatusOK, strings.Replace(t.honest.Body.String(), "3600", fmt.Sprintf("%q", t.body), 1))
	}},
}

func TestNoSecretComesOutOfARunAgainstARawTarget(t *testing.T) {
	for name, m := range some(moreMisdeeds) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cage := newBirdcage(t, m)
			a := &artifacts{dir: featureFolder(t), environ: cage.start(t), printed: map[string]string{}}
			a.environ = append(a.environ, "KYC_TIMEOUT=1s", "KYC_RETRIES=1")
			a.run(t, "run", "-v", "--name", canaries)
			a.run(t, "token", "--siwe")
			a.want(t, cage)
		})
	}
}

// rover answers honestly until it is let loose, and then in a bad way after
// another. Most token calls stay honest, so that there is something to tell.
type rover struct {
	loose              atomic.Bool
	operations, tokens turns
}

// turns are taken one after the other, and each beat begins with an honest one.
type turns struct {
	mu   sync.Mutex
	list []answering
	beat int
	next int
}

func (x *turns) take() answering {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.next++
	return x.list[(x.next-1)%len(x.list)]
}

// honestNext ends a beat early.
func (x *turns) honestNext() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.next += (x.beat - x.next%x.beat) % x.beat
}

func newRover() *rover {
	r := &rover{operations: turns{beat: 2}, tokens: turns{beat: 4}}
	for _, table := range []map[string]misdeed{misdeeds, moreMisdeeds} {
		for _, name := range namesOf(table) {
			if m := table[name]; m.operation != nil {
				r.operations.list = append(r.operations.list, honestly, m.operation)
			} else {
				r.tokens.list = append(r.tokens.list, honestly, honestly, honestly, m.token)
			}
		}
	}
	return r
}

func (r *rover) misdeed() misdeed {
	from := func(x *turns) answering {
		return func(w http.ResponseWriter, t telling) {
			if !r.loose.Load() {
				honestly(w, t)
				return
			}
			x.take()(w, t)
		}
	}
	return misdeed{token: from(&r.tokens), operation: from(&r.operations)}
}

// atOnceCommands do much at once, or prepare it: those that are tried in short.
var atOnceCommands = map[string]bool{"run": true, "drift": true, "explore": true, "plan": true}

// TestNoSecretIsInAnyArtifact lets every command leave what it leaves: logs,
// states, plans, coverage, what is printed as text and as JSON, and what is
// there of a run that was stopped.
func TestNoSecretIsInAnyArtifact(t *testing.T) {
	t.Parallel()
	rover := newRover()
	cage := newBirdcage(t, rover.misdeed())
	a := &artifacts{dir: featureFolder(t), printed: map[string]string{}}
	a.environ = append(cage.start(t), "KYC_TIMEOUT=1s", "KYC_RETRIES=1")
	a.run(t, "run", "-v", "--throttle", "--coverage", "honest.json", "--name", canaries)
	rover.loose.Store(true)
	commands := [][]string{
		{"run", "-v", "--throttle", "--retries", "1", "--fail-on-drift", "--coverage", "loose.json", "--name", canaries},
		{"run", "--timeout", "100ms"},
		{"drift", "-v", "--name", canaries}, {"drift", "--json", "--accept", "--name", "level 1$"},
		{"explore", "--requests", "60"}, {"explore", "--requests", "30", "--seed", "2", "--json"},
		{"plan", "--out", "saved.plan"}, {"plan", "--json"}, {"run", "saved.plan", "--timeout", "1s"},
		{"show", "-v"}, {"show", "damaged token"}, {"show", "features/starting_kyc/levels.feature:8"},
		{"validate"}, {"mutate", "--only", "201.*truncated"}, {"mutate", "--only", "201.*truncated", "--json"},
	}
	if testing.Short() {
		commands = slices.DeleteFunc(commands, func(args []string) bool { return !atOnceCommands[args[0]] })
	}
	for _, args := range commands {
		rover.operations.honestNext() // or what begins with a probe goes no further
		rover.tokens.honestNext()
		a.run(t, args...)
	}
	a.stopped(t)
	a.want(t, cage)
	for _, file := range []string{"honest.json", "loose.json", "saved.plan"} {
		if _, there := a.printed[file]; !there {
			t.Errorf("there is no %s", file)
		}
	}
}

// artifacts are all texts that commands print and write.
type artifacts struct {
	dir     string
	environ []string
	printed map[string]string
}

func featureFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "features"), os.DirFS(filepath.Join(project, "features"))); err != nil {
		t.Fatal(err)
	}
	return dir
}

// run runs a command, which may fail but must be used rightly.
func (a *artifacts) run(t *testing.T, args ...string) {
	t.Helper()
	code, out, errs := kycspec(t, a.dir, a.environ, args...)
	command := strings.Join(args, " ")
	if args[0] != "token" || code != 0 { // which prints a token on purpose
		a.printed["stdout of "+command] = out
	}
	a.printed["stderr of "+command] = errs
	t.Logf("%s: exit code %d, %d bytes, %d on stderr", command, code, len(out), len(errs))
	if code == exitMisused && args[0] != "show" && args[0] != "drift" {
		t.Errorf("%s: exit code %d: %s", command, code, errs)
	}
}

// stopped runs everything and stops it, the second time for good.
func (a *artifacts) stopped(t *testing.T) {
	t.Helper()
	var printed bytes.Buffer
	cmd := exec.Command("kycspec", "run", "-v")
	cmd.Dir, cmd.Env, cmd.Stderr = a.dir, a.environ, &printed
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	first := make([]byte, 64)
	n, _ := io.ReadFull(out, first) // it is under way
	_ = cmd.Process.Signal(syscall.SIGTERM)
	_ = cmd.Process.Signal(syscall.SIGTERM)
	rest, _ := io.ReadAll(out)
	_ = cmd.Wait()
	a.printed["what a run that is stopped prints"] = string(first[:n]) + string(rest) + printed.String()
}

// want wants no secret in all that was printed, and in all that is in the folder.
func (a *artifacts) want(t *testing.T, cage *birdcage) {
	t.Helper()
	for file, text := range written(t, a.dir) {
		a.printed[file] = text
	}
	wantNoLeak(t, cage, a.printed)
}
