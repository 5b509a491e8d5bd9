package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"unicode/utf8"
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
		sentence, hint := explain(err)
		r.report(provenance{name: name}, "", sentence, hint)
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

func explain(err error) (sentence, hint string) {
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
