package client

import (
	"fmt"
	"net/http"
	"time"
)

const (
	// farOff is the difference from which on a Date comes of no clock that is merely wrong.
	farOff = time.Hour
	// notable is the difference from which on two clocks are reported to differ.
	notable = time.Minute
	// inaccurate is how far behind a Date may be of a clock that agrees with this machine's.
	inaccurate = 2 * time.Second
)

// TargetTime is the time by the target's clock, as the Date of its last successful
// answer has it (RFC 9110 section 6.6.1): a little early rather than late. Without
// such an answer it is the client's own.
func (c *Client) TargetTime() time.Time {
	return c.options.Clock.Now().Add(time.Duration(c.offset.Load()))
}

// learnTime compares the Date of an answer, which is in whole seconds, with the
// time between its request and its coming. However long that was, it makes no
// clock of another one.
func (c *Client) learnTime(header http.Header, sent, received time.Time) {
	date, err := http.ParseTime(header.Get("Date"))
	if err != nil {
		return
	}
	least, most := date.Sub(received), date.Add(time.Second).Sub(sent)
	if most >= 0 {
		least = max(least, -inaccurate)
	}
	if least.Abs() >= farOff {
		return
	}
	c.offset.Store(int64(least))
	c.firstDate.Do(func() { c.noteOffset(least) })
}

func (c *Client) noteOffset(offset time.Duration) {
	if offset.Abs() < notable {
		return
	}
	minutes, way := "1 minute", "ahead of"
	if n := int(offset.Abs().Round(time.Minute).Minutes()); n > 1 {
		minutes = fmt.Sprintf("%d minutes", n)
	}
	if offset < 0 {
		way = "behind"
	}
	c.note(fmt.Sprintf("the target's clock is about %s %s this machine's, and wallet signatures are dated by it", minutes, way))
}
