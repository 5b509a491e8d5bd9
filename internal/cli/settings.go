package cli

import (
	"os"

	"github.com/spf13/cobra"

	"kycspec/internal/config"
)

// settingFlags are the flags of every command that talks to a target.
type settingFlags struct {
	envFile          string
	targetIsASandbox bool
	insecureHTTP     bool
}

const defaultEnvFile = ".env"

func (f *settingFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.envFile, "env-file", defaultEnvFile, "read settings from this file; the environment wins over it")
	flags.BoolVar(&f.targetIsASandbox, "target-is-a-sandbox", false, "the host is a sandbox, though kycspec does not know it")
	flags.BoolVar(&f.insecureHTTP, "insecure-http", false, "allow plain http beyond this machine")
}

// load reads the settings. The error lists everything that is wrong with them.
func (f *settingFlags) load(cmd *cobra.Command) (config.Config, error) {
	settings, err := config.Load(config.Source{
		File:         f.envFile,
		FileRequired: cmd.Flags().Changed("env-file"),
		Environ:      os.Environ(),
		Overrides:    config.Overrides{TargetIsASandbox: f.targetIsASandbox, InsecureHTTP: f.insecureHTTP},
	})
	if err != nil {
		return settings, misused(err)
	}
	return settings, nil
}
