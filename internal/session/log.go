package session

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// openLog creates the log of a run that begins now, below the folder of states.
// Two runs that begin in the same second get a log each.
func openLog(stateDir string, now time.Time) (*os.File, error) {
	dir := filepath.Join(stateDir, "runs")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, noLog(err)
	}
	for n := 1; ; n++ {
		name := stamp(now)
		if n > 1 {
			name += fmt.Sprintf("-%d", n)
		}
		file, err := os.OpenFile(filepath.Join(dir, name+".ndjson"), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return nil, noLog(err)
		}
		return file, nil
	}
}

func noLog(err error) error {
	return WithHint(fmt.Errorf("create log: %w", err), chooseStateDir)
}

// lock keeps the log of a run that goes on from being pruned by another one.
func lock(log *os.File) (unlock func()) {
	shared := flock.New(log.Name(), flock.SetFlag(os.O_RDONLY))
	_, _ = shared.TryRLock() // where files cannot be locked, the log is new enough to be kept
	return func() { _ = shared.Close() }
}

// stamp names a run by when it began.
func stamp(at time.Time) string { return at.UTC().Format("2006-01-02T15-04-05Z") }

// chooseStateDir is what to do where the folder of states cannot be used.
const chooseStateDir = "Choose another KYC_STATE_DIR."
