package sandbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// The limits of a server. Headers above theirs are answered 431.
const (
	headerTime    = 5 * time.Second
	readTime      = 10 * time.Second
	writeTime     = 30 * time.Second
	idleTime      = time.Minute
	largestHeader = 64 << 10 // bytes
	graceTime     = 3 * time.Second
)

// NewServer is a server with limits on time and header for a sandbox, or for a
// handler around one.
func NewServer(h http.Handler) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: headerTime,
		ReadTimeout:       readTime,
		WriteTimeout:      writeTime,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    largestHeader,
		ErrorLog:          slog.NewLogLogger(slog.DiscardHandler, slog.LevelError),
	}
}

// Serve answers on the listener, which it closes, until the context is done.
// Requests that are under way then have three seconds to end. The error is the
// listener's; a stop that was asked for is none.
func (s *Sandbox) Serve(ctx context.Context, l net.Listener) error {
	server := NewServer(s)
	server.ErrorLog = slog.NewLogLogger(s.log.Handler(), slog.LevelWarn)
	stopped := make(chan struct{})
	cancel := context.AfterFunc(ctx, func() {
		defer close(stopped)
		grace, end := context.WithTimeout(context.WithoutCancel(ctx), graceTime)
		defer end()
		if server.Shutdown(grace) != nil {
			_ = server.Close()
		}
	})
	err := server.Serve(l)
	if !cancel() {
		<-stopped
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return fmt.Errorf("serve sandbox: %w", err)
}
