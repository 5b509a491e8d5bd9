package cli

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the texts that the scripts expect")

// raceOptions keep a program that the race detector watches from sleeping a
// second before it exits, as it does by default: the tests run hundreds of them.
const raceOptions = "GORACE=atexit_sleep_ms=0"

func TestMain(m *testing.M) {
	name, value, _ := strings.Cut(raceOptions, "=")
	_ = os.Setenv(name, value)
	log.SetOutput(io.Discard) // as Main does: hostile targets make net/http talk
	testscript.Main(m, map[string]func(){"kycspec": func() { os.Exit(atClock(newProcess()).main(os.Args[1:])) }})
}

// atOnce are scripts of what goes on at once: the ones that are run in short.
var atOnce = []string{"run", "stop", "retries", "dying"}

func TestScripts(t *testing.T) {
	var files []string
	dir := "testdata/script"
	if testing.Short() {
		for _, name := range atOnce {
			files = append(files, filepath.Join(dir, name+".txtar"))
		}
		dir = ""
	}
	testscript.Run(t, testscript.Params{
		Dir: dir, Files: files, UpdateScripts: *update, RequireExplicitExec: true, RequireUniqueNames: true,
		Setup: func(env *testscript.Env) error { env.Vars = append(env.Vars, raceOptions); return nil },
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "project": bringProject, "target": startTarget, "await": await, "terminate": terminate, "logs": countLogs,
		},
	})
}

// scrubbed is what differs from run to run, and what stands for it.
var scrubbed = []struct {
	pattern *regexp.Regexp
	stand   string
}{
	{regexp.MustCompile(`127\.0\.0\.1:[0-9]+`), "127.0.0.1:PORT"},
	{regexp.MustCompile(`127\.0\.0\.1_[0-9]+`), "127.0.0.1_PORT"},
	{regexp.MustCompile(`[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}-[0-9]{2}-[0-9]{2}Z(-[0-9]+)?`), "WHEN"},
	{regexp.MustCompile(`kycspec-[0-9a-f]{8}-[0-9a-f-]{27}`), "kycspec-UUID"},
	{regexp.MustCompile(`0x[0-9a-fA-F]{40}\b`), "0xADDRESS"},
	{regexp.MustCompile(`\b(banned|forbidden|app|siwe-app)-[0-9a-f]{8,}`), "$1-ID"},
	{regexp.MustCompile(`in [0-9.]+s\b`), "in TIME"},
	{regexp.MustCompile(`[0-9]+ days left`), "N days left"},
	{regexp.MustCompile(`(?m)   [0-9.]+m?s$`), "   TIME"},
	{regexp.MustCompile(`(?m)^Coverage: .*$`), "Coverage: SOME"},
}

// exits runs a command and wants its exact exit code. What it printed is in
// the files out and err, with what differs from run to run scrubbed.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits code command...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	err = ts.Exec(args[1], args[2:]...)
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		got = exit.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	for stream, file := range map[string]string{"stdout": "out", "stderr": "err"} {
		text := ts.ReadFile(stream)
		for _, s := range scrubbed {
			text = s.pattern.ReplaceAllString(text, s.stand)
		}
		ts.Check(os.WriteFile(ts.MkAbs(file), []byte(text), 0o600))
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// bringProject copies folders of the project into the script's.
func bringProject(ts *testscript.TestScript, neg bool, args []string) {
	for _, folder := range args {
		ts.Check(os.CopyFS(ts.MkAbs(folder), os.DirFS(filepath.Join(project, folder))))
	}
}

// await waits until a file, of which the pattern is given, has so many lines.
func await(ts *testscript.TestScript, neg bool, args []string) {
	lines, err := strconv.Atoi(args[1])
	ts.Check(err)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	late := time.After(30 * time.Second)
	for {
		files, err := filepath.Glob(ts.MkAbs(args[0]))
		ts.Check(err)
		for _, file := range files {
			if text, err := os.ReadFile(file); err == nil && bytes.Count(text, []byte("\n")) >= lines {
				return
			}
		}
		select {
		case <-tick.C:
		case <-late:
			ts.Fatalf("%s has no %d lines yet", args[0], lines)
		}
	}
}

// terminate asks everything in the background to stop.
func terminate(ts *testscript.TestScript, neg bool, args []string) {
	for _, cmd := range ts.BackgroundCmds() {
		ts.Check(cmd.Process.Signal(syscall.SIGTERM))
	}
}

// countLogs wants so many logs of runs, each a whole one unless they are said to be cut.
func countLogs(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	files, err := filepath.Glob(ts.MkAbs(".kycspec/runs/*.ndjson"))
	ts.Check(err)
	if len(files) != want {
		ts.Fatalf("%d logs, want %d", len(files), want)
	}
	for _, file := range files {
		if err := wholeLog(file); err != nil {
			ts.Fatalf("%s: %v", filepath.Base(file), err)
		}
	}
}

func wholeLog(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	lines := bytes.Split(bytes.TrimSuffix(text, []byte("\n")), []byte("\n"))
	first, last := lines[0], lines[len(lines)-1]
	if !bytes.HasPrefix(first, []byte(`{"meta":`)) || !bytes.HasPrefix(last, []byte(`{"testRunFinished":`)) {
		return fmt.Errorf("it goes from %.40s to %.40s", first, last)
	}
	return nil
}
