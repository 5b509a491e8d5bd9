package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"kycspec/internal/session"
)

func newToken(p *process) *cobra.Command {
	var f settingFlags
	var siwe bool
	cmd := &cobra.Command{
		Use:   "token",
		Short: "Print an access token of the target, for the commands that ask again",
		Long: `Print an access token of the target. It is a secret: put it into a variable, as in

  export KYC_TOKEN=$(kycspec token)
  export KYC_SIWE_TOKEN=$(kycspec token --siwe)

The second is of the application that requires wallet signatures.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return p.token(cmd, f, siwe) },
	}
	f.add(cmd)
	cmd.Flags().BoolVar(&siwe, "siwe", false, "of the application that requires wallet signatures")
	return cmd
}

func (p *process) token(cmd *cobra.Command, f settingFlags, siwe bool) error {
	settings, err := f.load(cmd)
	if err != nil {
		return err
	}
	if settings.Embedded {
		return misused(session.WithHint(errors.New("print token: the embedded sandbox is gone when its run ends"),
			"Start one that stays with kycspec sandbox > .env."))
	}
	c, err := session.LoadContract()
	if err != nil {
		return err
	}
	t, err := session.OpenTarget(c, settings, p.clock)
	if err != nil {
		return err
	}
	defer t.Close()
	app := t.Environment.App
	if siwe {
		app = t.Environment.SIWEApp
	}
	if app.ID == "" {
		return misused(session.WithHint(errors.New("print token: the settings have no credentials for that application"), credentialsMend(siwe)))
	}
	token, _, err := t.Client.Token(cmd.Context(), app, "")
	if err != nil {
		return inconclusive(err)
	}
	if _, err := fmt.Fprintln(p.stdout, token); err != nil {
		return inconclusive(fmt.Errorf("print token: %w", err))
	}
	return nil
}

func credentialsMend(siwe bool) string {
	if siwe {
		return "Set KYC_SIWE_CLIENT_ID and KYC_SIWE_CLIENT_SECRET, and what goes with them."
	}
	return "Set KYC_CLIENT_ID and KYC_CLIENT_SECRET."
}
