package cli

import (
	"io"
	"os"
)

// output is where a command prints. It remembers the first text that could not
// be written, so that half a plan is not taken for one.
type output struct {
	file *os.File
	err  error
}

func (o *output) Write(text []byte) (int, error) {
	n, err := o.file.Write(text)
	if err != nil && o.err == nil {
		o.err = err
	}
	return n, err
}

// check is the error of a command, or else that of what it printed.
func (o *output) check(err error) error {
	if err != nil || o.err == nil {
		return err
	}
	return inconclusive(o.err)
}

// fileOf is the file that is written to, if it is one.
func fileOf(out io.Writer) (file *os.File, ok bool) {
	switch out := out.(type) {
	case *output:
		return out.file, true
	case *os.File:
		return out, true
	}
	return nil, false
}
