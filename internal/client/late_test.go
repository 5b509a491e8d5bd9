package client_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptrace"
	"testing"
	"time"

	"kycspec/internal/client"
)

// noticing is a server that ends its answer as if it were whole once it notices
// that its client has hung up: before the header, or in the middle of the body.
type noticing struct {
	headed bool
	began  func() // is told when the body is first waited for
}

func (n noticing) RoundTrip(r *http.Request) (*http.Response, error) {
	trace := httptrace.ContextClientTrace(r.Context())
	trace.GotConn(httptrace.GotConnInfo{})
	answer := &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(late{r.Context(), n.began})}
	if !n.headed {
		<-r.Context().Done()
		answer.Body = io.NopCloser(&bytes.Buffer{})
	}
	trace.GotFirstResponseByte()
	return answer, nil
}

// late is a body that ends with its request.
type late struct {
	ctx   context.Context
	began func()
}

func (l late) Read([]byte) (int, error) {
	if l.began != nil {
		l.began()
	}
	<-l.ctx.Done()
	return 0, io.EOF
}

// What a server says because its client has hung up is no answer to judge.
func TestAnAnswerThatEndsBecauseItsTimeIsUp(t *testing.T) {
	for name, test := range map[string]struct {
		server noticing
		reason string
	}{
		"before its header": {noticing{headed: false}, "no answer within 300ms (asked twice)"},
		"in its body":       {noticing{headed: true}, "the answer's body did not end within 300ms"},
	} {
		t.Run(name, func(t *testing.T) {
			o := options("https://kyc.test", newFakeClock())
			o.HTTP, o.Timeout, o.Retries = test.server, 300*time.Millisecond, 1
			_, err := dial(t, o).Send(t.Context(), client.Call{Auth: client.Auth{Kind: client.None}})
			wantInconclusive(t, err, client.Timeout, "POST https://kyc.test"+path+": "+test.reason)
		})
	}
	t.Run("stopped by its caller", func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		o := options("https://kyc.test", newFakeClock())
		o.HTTP = noticing{headed: true, began: stop}
		_, err := dial(t, o).Send(ctx, client.Call{Auth: client.Auth{Kind: client.None}})
		wantInconclusive(t, err, client.Interrupted, "POST https://kyc.test"+path+": stopped before the answer was whole")
	})
}
