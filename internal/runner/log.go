package runner

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/cucumber/messages/go/v34"
)

// Sink takes the messages of a run, one at a time and in order. It must not
// change them. After its first error it is given no more.
type Sink func(*messages.Envelope) error

// NDJSON writes each message as one line of JSON with one call of Write, at
// once: whatever stops the process leaves whole lines behind.
func NDJSON(w io.Writer) Sink {
	var line bytes.Buffer
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false)
	return func(envelope *messages.Envelope) error {
		line.Reset()
		if err := encoder.Encode(envelope); err != nil {
			return fmt.Errorf("encode message: %w", err)
		}
		if _, err := w.Write(line.Bytes()); err != nil {
			return fmt.Errorf("write message: %w", err)
		}
		return nil
	}
}

// log gives the messages of concurrent scenarios to the sinks in one order, in which
// time never runs backwards.
type log struct {
	mu     sync.Mutex
	sinks  []Sink
	err    error // the first of any sink
	now    func() time.Time
	last   time.Time
	failed bool // a scenario was broken, or could not be judged
}

// emit gives the sinks a message with the time, and returns the time.
func (l *log) emit(build func(at *messages.Timestamp) *messages.Envelope) time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	if now := l.now(); now.After(l.last) {
		l.last = now
	}
	stamp := messages.GoTimeToTimestamp(l.last)
	envelope := build(&stamp)
	for i, sink := range l.sinks {
		if sink == nil {
			continue
		}
		if err := sink(envelope); err != nil {
			l.sinks[i] = nil
			if l.err == nil {
				l.err = err
			}
		}
	}
	return l.last
}

// put gives the sinks a message without a time.
func (l *log) put(envelope *messages.Envelope) {
	l.emit(func(*messages.Timestamp) *messages.Envelope { return envelope })
}
