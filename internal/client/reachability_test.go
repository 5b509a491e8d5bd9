package client_test

import (
	"errors"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"kycspec/internal/client"
)

// line is a connection that can be cut, and that counts what goes over it.
type line struct {
	mu    sync.Mutex
	tried int
	fail  func() error // nil: answer
}

func (l *line) RoundTrip(r *http.Request) (*http.Response, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.tried++
	if l.fail != nil {
		return nil, l.fail()
	}
	return &http.Response{StatusCode: http.StatusNotFound, Header: http.Header{}, Request: r,
		Body: io.NopCloser(strings.NewReader("{}"))}, nil
}

func (l *line) cut(fail func() error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.fail, l.tried = fail, 0
}

func refused() error { return &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED} }

func closedBeforeAnswer() error { return io.EOF }

// triesOf sends so many requests and gives the number of attempts that each one cost.
func triesOf(t *testing.T, c *client.Client, l *line, requests int) []int {
	t.Helper()
	var costs []int
	for range requests {
		before := l.tried
		_, _ = c.Send(t.Context(), client.Call{Auth: client.Auth{Kind: client.None}})
		costs = append(costs, l.tried-before)
	}
	return costs
}

func TestATargetThatIsGoneIsNotAskedForEver(t *testing.T) {
	for name, test := range map[string]struct {
		answers bool // before the line is cut
		fail    func() error
		want    []int
	}{
		"never there":                        {false, refused, []int{3, 0, 0, 0, 0, 0, 0}},
		"never a word":                       {false, closedBeforeAnswer, []int{3, 0, 0, 0, 0, 0, 0}},
		"gone half-way":                      {true, refused, []int{3, 3, 3, 3, 3, 0, 0}},
		"there, and closes some connections": {true, closedBeforeAnswer, []int{3, 3, 3, 3, 3, 3, 3}},
	} {
		t.Run(name, func(t *testing.T) {
			l := &line{}
			o := options("http://kyc.test", newFakeClock())
			o.HTTP = l
			c := dial(t, o)
			if test.answers {
				triesOf(t, c, l, 1)
			}
			l.cut(test.fail)
			got := triesOf(t, c, l, len(test.want))
			for i, want := range test.want {
				if got[i] != want {
					t.Fatalf("attempts a request: %v, want %v", got, test.want)
				}
			}
		})
	}
}

// busy answers as it is told, each time with the same wait.
type busy struct {
	line
	statuses []int // in turn, the last one for good
	wait     string
}

func (b *busy) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := b.line.RoundTrip(r)
	answer.StatusCode = b.statuses[0]
	b.statuses = b.statuses[min(1, len(b.statuses)-1):]
	answer.Header.Set("Retry-After", b.wait)
	return answer, err
}

func TestATargetThatSaysNothingBut429IsNotAskedForEver(t *testing.T) {
	for name, test := range map[string]struct {
		statuses []int
		wait     string
		want     []int // attempts a request
	}{
		"for five minutes": {[]int{429}, "60", []int{4, 3, 0, 0}},
		"for a short time": {[]int{429}, "1", []int{4, 4, 4, 4}},
		"with answers":     {[]int{429, 429, 429, 201, 429, 429, 429, 201, 429, 429, 201}, "60", []int{4, 4, 3, 1}},
	} {
		t.Run(name, func(t *testing.T) {
			b := &busy{statuses: test.statuses, wait: test.wait}
			o := options("http://kyc.test", newFakeClock())
			o.HTTP = b
			if got := triesOf(t, dial(t, o), &b.line, len(test.want)); !slices.Equal(got, test.want) {
				t.Errorf("attempts a request: %v, want %v", got, test.want)
			}
		})
	}
}

func TestATargetThatComesBackIsAskedAgain(t *testing.T) {
	l := &line{}
	o := options("http://kyc.test", newFakeClock())
	o.HTTP = l
	c := dial(t, o)
	triesOf(t, c, l, 1)
	for range 3 {
		l.cut(refused)
		triesOf(t, c, l, 4)
		l.cut(nil)
		if got := triesOf(t, c, l, 1); got[0] != 1 {
			t.Fatalf("%d attempts once the target is back, want 1", got[0])
		}
	}
}

func TestAnErrorSaysWhatToDo(t *testing.T) {
	o := options("http://kyc.test", newFakeClock())
	o.HTTP = broken{refused()}
	c := dial(t, o)
	const want = "http://kyc.test: the connection was refused (asked 3 times)\nCheck KYC_BASE_URL and that the target is up."
	for range 2 {
		_, err := c.Send(t.Context(), client.Call{App: app})
		var why *client.Inconclusive
		if !errors.As(err, &why) || err.Error() != want {
			t.Errorf("got %v\nwant %s", err, want)
		}
	}
}
