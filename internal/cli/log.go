package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
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
	return &advised{fmt.Errorf("create log: %w", err), "Choose another KYC_STATE_DIR."}
}
