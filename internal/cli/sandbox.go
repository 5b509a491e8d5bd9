package cli

import (
	"fmt"
	"log/slog"
	"net"
	"strings"

	"github.com/spf13/cobra"

	"kycspec/internal/sandbox"
)

func newSandbox() *cobra.Command {
	var addr string
	var rate float64
	cmd := &cobra.Command{
		Use:   "sandbox",
		Short: "Serve the KYC API as its contract says, to run or develop against",
		Long: `Serve the KYC API as its contract says. As soon as it listens, a complete .env for it is
printed on stdout; its log goes to stderr. It stops on Ctrl-C and SIGTERM.

A request with "Prefer: code=500" is given that documented answer (RFC 7240).`,
		Example: `  kycspec sandbox > .env          in one terminal
  kycspec run                     in another`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return serve(cmd, addr, rate) },
	}
	cmd.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", "listen here; port 0 picks a free one")
	cmd.Flags().Float64Var(&rate, "rate", 0, "requests a second that each token may make; 0: no limit")
	return cmd
}

func serve(cmd *cobra.Command, addr string, rate float64) error {
	c, err := loadContract()
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return misused(&advised{fmt.Errorf("serve sandbox: %w", err), "Choose another --addr; port 0 picks a free one."})
	}
	origin := "http://" + reachable(listener.Addr().String())
	log := slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), nil))
	box := sandbox.New(sandbox.Options{Contract: c, Origin: origin, RateLimit: rate, Log: log})
	if _, err := fmt.Fprint(cmd.OutOrStdout(), box.Fixtures().Env(origin)); err != nil {
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
