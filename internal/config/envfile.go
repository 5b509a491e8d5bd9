package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/joho/godotenv"
)

// maxFile bounds a .env file, in bytes.
const maxFile = 1 << 20

const utf8Mark = "\uFEFF"

func (r *reading) readFile(name string, required bool) {
	text, err := readText(name)
	if errors.Is(err, fs.ErrNotExist) && !required {
		return
	}
	if err != nil {
		r.whole = false
		problem, mend := explain(err)
		r.report(place{name: name}, "", problem, mend)
		return
	}
	r.readStatements(name, text)
}

var (
	errFolder = errors.New("is a folder, not a file")
	errLarge  = errors.New("is larger than 1 MiB")
	errBinary = errors.New("is not UTF-8 text")
)

// readText reads a file as UTF-8 with "\n" as line end and without byte order mark.
func readText(name string) (string, error) {
	file, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer func() { _ = file.Close() }()
	if info, err := file.Stat(); err == nil && info.IsDir() {
		return "", errFolder
	}
	content, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err != nil {
		return "", err
	}
	text := strings.TrimPrefix(string(content), utf8Mark)
	if len(content) > maxFile {
		return "", errLarge
	}
	if !utf8.ValidString(text) || strings.Contains(text, "\x00") {
		return "", errBinary
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), nil
}

func explain(err error) (problem, mend string) {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such file", "Name a file that is there, or copy .env.example to it."
	case errors.Is(err, errFolder):
		return err.Error(), "Name the file in it, or move the folder away."
	case errors.Is(err, errLarge):
		return err.Error(), "Name the right file: settings take a few lines."
	case errors.Is(err, errBinary):
		return err.Error(), "Save it as UTF-8."
	}
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		err = path.Err
	}
	return fmt.Sprintf("cannot be read: %v", err), "Make it readable, or name another file."
}

// readStatements takes the settings of a file. The values are godotenv's; the
// lines and what is wrong with them are found here, because godotenv's errors
// hold the rest of the file.
func (r *reading) readStatements(name, text string) {
	var good []statement
	seen := map[string]int{}
	for _, s := range split(text) {
		at := place{fmt.Sprintf("%s:%d", name, s.line), s.line}
		problem, mend := s.fault(seen)
		if problem != "" {
			r.whole = false
			r.report(at, s.knownKey(), problem, mend)
			continue
		}
		seen[s.key] = s.line
		good = append(good, s)
	}
	values, err := godotenv.Unmarshal(render(good))
	if err != nil {
		r.whole = false
		r.report(place{name: name}, "", "cannot be understood", "Write one KYC_NAME=value a line.")
		return
	}
	for _, s := range good {
		if isOurs(s.key) {
			r.take(s.key, values[s.key], place{fmt.Sprintf("%s:%d", name, s.line), s.line})
		}
	}
}

func render(statements []statement) string {
	var b strings.Builder
	for _, s := range statements {
		b.WriteString(s.key + "=" + s.value + "\n")
	}
	return b.String()
}

var assignment = regexp.MustCompile(`^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_.]*)\s*[=:](.*)$`)

// statement is one assignment of a .env file.
type statement struct {
	line   int    // 1-based
	key    string // empty: the line is no assignment
	value  string // as written, quotes included, comment removed
	quote  byte   // the quote that opens the value, or 0
	closed bool   // the quote is closed, and only a comment follows it
}

// split cuts a file into its statements.
func split(text string) []statement {
	lines := strings.Split(text, "\n")
	var statements []statement
	for i := 0; i < len(lines); i++ {
		trimmed := strings.TrimSpace(lines[i])
		if trimmed == "" || trimmed[0] == '#' {
			continue
		}
		s := statement{line: i + 1}
		if match := assignment.FindStringSubmatch(lines[i]); match != nil {
			s.key = match[1]
			i += s.read(match[2], lines[i+1:])
		}
		statements = append(statements, s)
	}
	return statements
}
