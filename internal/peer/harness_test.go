//go:build peers

// Package peer runs the suite against servers that others wrote. make
// test-peers installs them and runs it.
package peer

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kycspec/internal/contract"
	"kycspec/internal/report"
	"kycspec/internal/sandbox"
	"kycspec/internal/spec"
	"kycspec/schemas"
)

var update = flag.Bool("update", false, "rewrite the table of what holds")

const (
	// root is the project's folder, seen from this package's.
	root = "../.."
	// prismCLI is Prism's command, where make test-peers puts it.
	prismCLI = root + "/.kycspec/peers/node_modules/@stoplight/prism-cli/dist/index.js"

	startTime = time.Minute
	lifeTime  = 3 * time.Minute // nothing that is started outlives this
)

var (
	program   string // this program, built
	published *contract.Contract
)

func TestMain(m *testing.M) {
	flag.Parse()
	code, err := prepare(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(code)
}

func prepare(m *testing.M) (int, error) {
	bundle, err := spec.Load(schemas.FS)
	if err != nil {
		return 0, err
	}
	if published, err = contract.New(bundle); err != nil {
		return 0, err
	}
	folder, err := os.MkdirTemp("", "kycspec-peers-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(folder)
	program = filepath.Join(folder, "kycspec")
	build := exec.Command("go", "build", "-o", program, ".")
	build.Dir = root
	if output, err := build.CombinedOutput(); err != nil {
		return 0, fmt.Errorf("build kycspec: %w\n%s", err, output)
	}
	return m.Run(), nil
}

// startPrism runs Prism on the contract, and gives its address once it listens.
func startPrism(t *testing.T, command string, upstream ...string) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	host, port, _ := net.SplitHostPort(address)
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), lifeTime)
	args := append([]string{prismCLI, command, "--host", host, "--port", port, root + "/schemas/openapi.yaml"}, upstream...)
	prism := exec.CommandContext(ctx, "node", args...)
	// It would die of names that no header can carry, see [nameless].
	prism.Env = append(os.Environ(), "NODE_OPTIONS=--unhandled-rejections=warn")
	output, err := prism.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := prism.Start(); err != nil {
		cancel()
		t.Fatalf("start Prism: %v", err)
	}
	listening, ended := make(chan struct{}), make(chan struct{})
	go follow(output, listening, ended)
	t.Cleanup(func() {
		cancel()
		<-ended
		_ = prism.Wait()
	})
	select {
	case <-listening:
	case <-ended:
		t.Fatal("Prism ended before it listened; make test-peers installs it")
	case <-time.After(startTime):
		t.Fatalf("Prism does not listen after %v", startTime)
	}
	return "http://" + address
}

// follow reads what Prism says to its end, and says when it listens.
func follow(output io.Reader, listening, ended chan struct{}) {
	defer close(ended)
	heard := false
	for lines := bufio.NewReader(output); ; {
		line, err := lines.ReadString('\n')
		if !heard && strings.Contains(line, "is listening on") {
			heard = true
			close(listening)
		}
		if err != nil {
			return
		}
	}
}

// runAgainst runs the project's features as a user would, and gives what came
// of it, what was printed and the exit code.
func runAgainst(t *testing.T, target http.Handler, fixtures sandbox.Fixtures) (result *report.Run, printed string, code int) {
	t.Helper()
	server := httptest.NewServer(target)
	defer server.Close()
	folder := t.TempDir()
	if err := os.CopyFS(filepath.Join(folder, "features"), os.DirFS(root+"/features")); err != nil {
		t.Fatal(err)
	}
	env := fixtures.Env(server.URL) + "KYC_RATE=0\nKYC_RETRIES=0\nKYC_TIMEOUT=30s\n"
	if err := os.WriteFile(filepath.Join(folder, ".env"), []byte(env), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), lifeTime)
	defer cancel()
	run := exec.CommandContext(ctx, program, "run", "--throttle")
	run.Dir = folder
	output, err := run.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	logs, err := filepath.Glob(folder + "/.kycspec/runs/*.ndjson")
	if err != nil || len(logs) != 1 {
		t.Fatalf("%d logs, %v:\n%s", len(logs), err, output)
	}
	log, err := os.Open(logs[0])
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	if result, err = report.Read(log); err != nil {
		t.Fatal(err)
	}
	return result, string(output), run.ProcessState.ExitCode()
}
