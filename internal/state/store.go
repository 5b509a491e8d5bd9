package state

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Store is where the state of one target is kept. What reads and writes it is
// safe in several processes at once.
type Store struct{ Path string }

const (
	fileName = "state.json"
	embedded = "embedded"
)

// Of gives the file of a target below the folder of states. An empty base URL
// is the embedded sandbox.
func Of(folder, baseURL string) Store {
	return Store{filepath.Join(folder, safe(baseURL), fileName)}
}

// safe makes a base URL a name for a folder.
func safe(baseURL string) string {
	if baseURL == "" {
		return embedded
	}
	_, rest, found := strings.Cut(baseURL, "://")
	if !found {
		rest = baseURL
	}
	name := strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9', r == '.', r == '-':
			return r
		case 'A' <= r && r <= 'Z':
			return r - 'A' + 'a'
		}
		return '_'
	}, rest), "._")
	switch name {
	case "", embedded, "runs": // these folders are for something else
		return "host_" + name
	}
	return name
}

// Unreadable is the error of a file that is there and is no state that this
// version knows. It is left as it is.
type Unreadable struct {
	Path string
	Line int // 0: of no line
	Why  string
	Hint string // a sentence
}

// Error is the place and what is wrong there.
func (u *Unreadable) Error() string {
	place := filepath.ToSlash(u.Path)
	if u.Line > 0 {
		place += fmt.Sprintf(":%d", u.Line)
	}
	return fmt.Sprintf("read state: %s: %s", place, u.Why)
}

// Read gives the state; nil without an error where there is none yet. The error
// is an [*Unreadable], or that of the file system.
func (f Store) Read() (*State, error) {
	data, err := os.ReadFile(f.Path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("read state: %w", err)
	}
	s, err := decodeState(data)
	if err == nil {
		return s, nil
	}
	wrong := &Unreadable{Path: f.Path, Why: err.Error(), Hint: "Take it back from version control, or delete it: the next run makes a new one."}
	var offset *misplaced
	var later *newer
	switch {
	case errors.As(err, &offset):
		wrong.Line = 1 + bytes.Count(data[:min(int(offset.offset), len(data))], []byte("\n"))
	case errors.As(err, &later):
		wrong.Hint = "Take a newer kycspec, or another KYC_STATE_DIR."
	}
	return nil, wrong
}

// newer is the error of a file that a later version of kycspec wrote.
type newer struct{ version int }

func (n *newer) Error() string {
	return fmt.Sprintf("it is of version %d, and this kycspec knows none above %d", n.version, Version)
}

// misplaced is an error at a byte of a file.
type misplaced struct {
	offset int64
	err    error
}

func (m *misplaced) Error() string { return m.err.Error() }
func (m *misplaced) Unwrap() error { return m.err }

// at adds the place to an error of decoding JSON that knows it.
func at(err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return &misplaced{syntax.Offset, err}
	case errors.As(err, &kind):
		place := kind.Field
		if place == "" {
			place = "the file"
		}
		return &misplaced{kind.Offset, fmt.Errorf("%s: a JSON %s is not what belongs there", place, kind.Value)}
	}
	return err
}
