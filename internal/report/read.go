package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/cucumber/messages/go/v34"
)

// ErrEmpty is the error of reading a log that has no message in it.
var ErrEmpty = errors.New("there is no message in it")

// Read reads a stored log of Cucumber Messages, one JSON object a line. A log
// whose last line is not whole, as a killed process leaves it, is read up to
// there. The error is [ErrEmpty], that of the reader, or names the line that is
// no message.
func Read(r io.Reader) (*Run, error) {
	var c Collector
	in := bufio.NewReaderSize(r, 64<<10)
	read := 0
	for number := 1; ; number++ {
		text, err := in.ReadBytes('\n')
		last := errors.Is(err, io.EOF)
		if err != nil && !last {
			return nil, fmt.Errorf("read run: %w", err)
		}
		if text = bytes.TrimSpace(text); len(text) > 0 {
			envelope := &messages.Envelope{}
			switch wrong := json.Unmarshal(text, envelope); {
			case wrong == nil:
				c.Add(envelope)
				read++
			case !last:
				return nil, fmt.Errorf("read run: line %d is no Cucumber message: %w", number, wrong)
			}
		}
		if last {
			break
		}
	}
	if read == 0 {
		return nil, fmt.Errorf("read run: %w", ErrEmpty)
	}
	return c.Run(), nil
}
