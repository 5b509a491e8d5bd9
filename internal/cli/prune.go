package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/gofrs/flock"
)

// keptRuns is how many logs of runs are kept where nobody says otherwise.
const keptRuns = 30

// storedRun is the log of a run.
type storedRun struct {
	path   string
	name   string // without its folder and ending
	began  string
	number int // of the runs that began in the same second
}

var runName = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z)(?:-(\d+))?\.ndjson$`)

// storedRuns lists the logs of runs, the newest first. What is not named like
// one is nobody's here.
func storedRuns(stateDir string) ([]storedRun, error) {
	dir := filepath.Join(stateDir, "runs")
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("list runs: %w", err)
	}
	var list []storedRun
	for _, entry := range entries {
		match := runName.FindStringSubmatch(entry.Name())
		if match == nil {
			continue
		}
		number, _ := strconv.Atoi(match[2])
		list = append(list, storedRun{filepath.Join(dir, entry.Name()), strings.TrimSuffix(entry.Name(), ".ndjson"), match[1], number})
	}
	slices.SortFunc(list, func(a, b storedRun) int {
		return cmp.Or(cmp.Compare(b.began, a.began), cmp.Compare(b.number, a.number))
	})
	return list, nil
}

// hold keeps the log of a run that goes on from being pruned by another one.
func hold(log *os.File) (release func()) {
	held := flock.New(log.Name(), flock.SetFlag(os.O_RDONLY))
	_, _ = held.TryRLock() // where files cannot be locked, the log is new enough to be kept
	return func() { _ = held.Close() }
}

// prune removes all logs but the newest, and leaves alone those that are being
// written. The error is the first of those that could not be removed.
func prune(stateDir string, keep int) error {
	if keep <= 0 {
		return nil
	}
	runs, err := storedRuns(stateDir)
	if err != nil || len(runs) <= keep {
		return err
	}
	for _, run := range runs[keep:] {
		lock := flock.New(run.path, flock.SetFlag(os.O_RDONLY))
		free, failed := lock.TryLock()
		if free && failed == nil {
			failed = os.Remove(run.path)
		}
		_ = lock.Close()
		if err == nil && !os.IsNotExist(failed) {
			err = failed
		}
	}
	return err
}
