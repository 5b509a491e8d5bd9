package session

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

	"kycspec/internal/report"
)

// StoredRun is the log of a run.
type StoredRun struct {
	Path   string
	Name   string // without its folder and ending
	began  string
	number int // of the runs that began in the same second
}

var runName = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z)(?:-(\d+))?\.ndjson$`)

// StoredRuns lists the logs of runs, the newest first. What is not named like
// one is nobody's here.
func StoredRuns(stateDir string) ([]StoredRun, error) {
	dir := filepath.Join(stateDir, "runs")
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("list runs: %w", err)
	}
	var list []StoredRun
	for _, entry := range entries {
		match := runName.FindStringSubmatch(entry.Name())
		if match == nil {
			continue
		}
		number, _ := strconv.Atoi(match[2])
		list = append(list, StoredRun{filepath.Join(dir, entry.Name()), strings.TrimSuffix(entry.Name(), ".ndjson"), match[1], number})
	}
	slices.SortFunc(list, func(a, b StoredRun) int {
		return cmp.Or(cmp.Compare(b.began, a.began), cmp.Compare(b.number, a.number))
	})
	return list, nil
}

// Prune removes all logs but the newest, and leaves alone those that are being
// written. The error is the first of those that could not be removed.
func Prune(stateDir string, keep int) error {
	if keep <= 0 {
		return nil
	}
	runs, err := StoredRuns(stateDir)
	if err != nil || len(runs) <= keep {
		return err
	}
	for _, run := range runs[keep:] {
		lock := flock.New(run.Path, flock.SetFlag(os.O_RDONLY))
		free, failed := lock.TryLock()
		if free && failed == nil {
			failed = os.Remove(run.Path)
		}
		_ = lock.Close()
		if err == nil && !os.IsNotExist(failed) {
			err = failed
		}
	}
	return err
}

// Named lists those of the runs whose name begins so; a path of a log will do,
// and an empty one is the newest.
func Named(runs []StoredRun, asked string) []StoredRun {
	asked = strings.TrimSuffix(filepath.Base(filepath.FromSlash("/"+asked)), ".ndjson")
	if asked == string(filepath.Separator) && len(runs) > 0 {
		return runs[:1]
	}
	var named []StoredRun
	for _, run := range runs {
		if run.Name == asked {
			return []StoredRun{run}
		}
		if strings.HasPrefix(run.Name, asked) {
			named = append(named, run)
		}
	}
	return named
}

// Read reads the run that the log is of.
func (r StoredRun) Read() (*report.Run, error) {
	file, err := os.Open(r.Path)
	if err != nil {
		return nil, fmt.Errorf("read run: %w", err)
	}
	defer file.Close()
	run, err := report.Read(file)
	if err != nil {
		return nil, WithHint(fmt.Errorf("%s: %w", filepath.ToSlash(r.Path), err), "Delete this file: it is no log of a run.")
	}
	return run, nil
}
