package cli

import (
	"fmt"
	"log/slog"
	"net"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kycspec/internal/sandbox"
	"kycspec/internal/session"
)

type sandboxFlags struct {
	*process
	addr string
	rate float64
	like string
}

func newSandbox(p *process) *cobra.Command {
	f := sandboxFlags{process: p}
	cmd := &cobra.Command{
		Use:   "sandbox",
		Short: "Serve the KYC API as its contract says, to run or develop against",
		Long: `Serve the KYC API as its contract says. As soon as it listens, a complete .env for it is
printed on stdout; its log goes to stderr. It stops on Ctrl-C and SIGTERM.

A request with "Prefer: code=500" is given that documented answer, and a token call with
"Prefer: expires_in=5, rate=2" a token of 5 seconds and 2 requests a second (RFC 7240).`,
		Example: `  kycspec sandbox > .env          in one terminal
  kycspec run                     in another
  kycspec sandbox --like phoenix  one that breaks the contract as the real one may`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return f.serve(cmd) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.addr, "addr", "127.0.0.1:8080", "listen here; port 0 picks a free one")
	flags.Float64Var(&f.rate, "rate", 0, "requests a second that each token may make; 0: no limit")
	flags.StringVar(&f.like, "like", "", `answer as another server would: "phoenix" is a stock Phoenix application with OpenApiSpex`)
	return cmd
}

// check says what is wrong with the flags; not with the address: listening finds that out.
func (f *sandboxFlags) check() error {
	like := sandbox.Profile(f.like)
	if like != sandbox.Honest && !slices.Contains(sandbox.Profiles(), like) {
		return misused(session.WithHint(fmt.Errorf("serve sandbox: nothing is known of how %q answers", f.like),
			fmt.Sprintf("--like takes one of %q; without it the contract is kept.", sandbox.Profiles())))
	}
	// What is no number is not between the bounds either.
	if f.rate != 0 && !(f.rate >= sandbox.SlowestRate && f.rate <= sandbox.FastestRate) {
		return misused(session.WithHint(fmt.Errorf("serve sandbox: no token can be given a pace of %v requests a second", f.rate),
			fmt.Sprintf("--rate takes a number from %v to %.0f, or 0 for no limit.", sandbox.SlowestRate, sandbox.FastestRate)))
	}
	return nil
}

func (f *sandboxFlags) serve(cmd *cobra.Command) error {
	if err := f.check(); err != nil {
		return err
	}
	c, err := session.CurrentContract()
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", f.addr)
	if err != nil {
		return misused(session.WithHint(fmt.Errorf("serve sandbox: %w", err), "Choose another --addr; port 0 picks a free one."))
	}
	origin := "http://" + reachable(listener.Addr().String())
	log := slog.New(slog.NewTextHandler(f.stderr, nil))
	box := sandbox.New(sandbox.Options{Contract: c, Origin: origin, RateLimit: f.rate, Log: log, Like: sandbox.Profile(f.like)})
	if _, err := fmt.Fprint(f.stdout, box.Fixtures().Env(origin)); err != nil {
		return misused(fmt.Errorf("print .env: %w", err))
	}
	log.Info("listening", slog.String("url", origin))
	if err := box.Serve(cmd.Context(), listener); err != nil {
		return inconclusive(fmt.Errorf("serve sandbox: %w", err))
	}
	log.Info("stopped")
	return nil
}

// reachable is an address as a client on this machine can reach it.
func reachable(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return addr
	}
	if ip := net.ParseIP(strings.Trim(host, "[]")); ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port)
}
