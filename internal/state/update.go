package state

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// Lock says how to wait for another process that writes the same state.
type Lock struct {
	Timeout time.Duration // how long to wait
	Waiting func()        // called once before waiting; nil: not
}

// Locked is the error of a state that another process locked for too long.
type Locked struct {
	Path    string // of the lock
	Timeout time.Duration
}

// Error names the lock and how long it was waited for.
func (b *Locked) Error() string {
	return fmt.Sprintf("write state: another process has held %s for %s", filepath.ToSlash(b.Path), b.Timeout)
}

// again is the time between two tries to take a lock.
const again = 20 * time.Millisecond

// Update changes the state under a lock: it is read anew, changed, and written
// whole or not at all, whatever stops the process. Where there is none, an empty
// one is changed, and written only if it then has a scenario. The error is a
// [*Locked], that of [Store.Read], that of change, or that of the file system;
// then the file is as it was.
func (f Store) Update(ctx context.Context, lock Lock, change func(*State) error) error {
	if err := os.MkdirAll(filepath.Dir(f.Path), 0o755); err != nil {
		return fmt.Errorf("write state: %w", err)
	}
	if real, err := filepath.EvalSymlinks(f.Path); err == nil {
		f.Path = real // a link to a file that is shared stays one
	}
	unlock, err := f.lock(ctx, lock)
	if err != nil {
		return err
	}
	defer unlock()
	s, err := f.Read()
	if err != nil {
		return err
	}
	isNew := s == nil
	if isNew {
		s = &State{}
	}
	if s.Scenarios == nil {
		s.Scenarios = map[string]RememberedScenario{}
	}
	if err := change(s); err != nil {
		return err
	}
	if isNew && len(s.Scenarios) == 0 {
		return nil
	}
	data, err := s.encode()
	if err != nil {
		return fmt.Errorf("write state: %w", err)
	}
	if err := f.replace(data); err != nil {
		return fmt.Errorf("write state: %w", err)
	}
	return nil
}

// lock takes the lock, which lies beside the state and stays there.
func (f Store) lock(ctx context.Context, lock Lock) (unlock func(), err error) {
	name := f.Path + ".lock"
	held := flock.New(name, flock.SetPermissions(0o644))
	unlock = func() { _ = held.Close() }
	got, err := held.TryLock()
	if err == nil && !got {
		if lock.Waiting != nil {
			lock.Waiting()
		}
		patient, cancel := context.WithTimeout(ctx, lock.Timeout)
		defer cancel()
		_, err = held.TryLockContext(patient, again)
		if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
			err = &Locked{name, lock.Timeout}
		}
	}
	if err != nil {
		unlock()
		var busy *Locked
		if errors.As(err, &busy) {
			return nil, busy
		}
		return nil, fmt.Errorf("lock state: %w", err)
	}
	return unlock, nil
}

// replace writes the file beside itself first. Whoever calls it has the lock,
// so what a killed process left of such a file is nobody's.
func (f Store) replace(data []byte) error {
	draft := f.Path + ".new"
	file, err := os.OpenFile(draft, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	if err == nil {
		err = file.Sync()
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(draft, f.Path)
	}
	if err != nil {
		_ = os.Remove(draft)
		return err
	}
	syncFolder(filepath.Dir(f.Path))
	return nil
}

// syncFolder makes the new name last. Not every file system can, and the file
// is whole in any case.
func syncFolder(folder string) {
	if dir, err := os.Open(folder); err == nil {
		_ = dir.Sync()
		_ = dir.Close()
	}
}
