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

// concurrencyFlag is the flag that wins over KYC_CONCURRENCY.
const concurrencyFlag = "concurrency"

// load reads the settings. The error lists everything that is wrong with them.
func (f *settingFlags) load(cmd *cobra.Command) (config.Config, error) {
	overrides := config.Overrides{TargetIsASandbox: f.targetIsASandbox, InsecureHTTP: f.insecureHTTP}
	if flag := cmd.Flags().Lookup(concurrencyFlag); flag != nil && flag.Changed {
		overrides.Flags = append(overrides.Flags,
			config.Flag{Name: "--" + concurrencyFlag, Setting: "KYC_CONCURRENCY", Value: flag.Value.String()})
	}
	settings, err := config.Load(config.Source{
		File:         f.envFile,
		FileRequired: cmd.Flags().Changed("env-file"),
		Environ:      os.Environ(),
		Overrides:    overrides,
	})
	if err != nil {
		return settings, misused(err)
	}
	return settings, nil
}
