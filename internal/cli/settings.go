package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"kycspec/internal/config"
	"kycspec/internal/contract"
	"kycspec/internal/session"
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
	return f.loadChecked(cmd, nil)
}

// loadChecked is [settingFlags.load] with a check that needs more than the settings.
func (f *settingFlags) loadChecked(cmd *cobra.Command, check func(config.Config) []config.BadValue) (config.Config, error) {
	overrides := config.Overrides{TargetIsASandbox: f.targetIsASandbox, InsecureHTTP: f.insecureHTTP}
	if flag := cmd.Flags().Lookup(concurrencyFlag); flag != nil && flag.Changed {
		overrides.Flags = append(overrides.Flags,
			config.Flag{Name: "--" + concurrencyFlag, Setting: "KYC_CONCURRENCY", Value: flag.Value.String()})
	}
	settings, err := config.Load(config.Source{
		File:         f.envFile,
		FileRequired: cmd.Flags().Changed("env-file"),
		Environ:      os.Environ(),
		Check:        check,
		Overrides:    overrides,
	})
	if err != nil {
		return settings, misused(err)
	}
	if settings.Embedded && !cmd.Flags().Changed("env-file") {
		return settings, strayed()
	}
	return settings, nil
}

// strayed finds somebody who works in a folder within a project: its .env, which
// is not read there, names the target that is meant rather than the embedded sandbox.
func strayed() error {
	here, err := os.Getwd()
	if err != nil || isThere(defaultEnvFile) || isThere("features") {
		return nil
	}
	for above, dir := "..", filepath.Dir(here); dir != filepath.Dir(dir); above, dir = "../"+above, filepath.Dir(dir) {
		file := above + "/" + defaultEnvFile
		if isThere(file) && isThere(above+"/features") {
			return misused(session.WithHint(fmt.Errorf("%s: not read in this folder, so the target would be the embedded sandbox", file),
				fmt.Sprintf("Work in the project's folder, %s, or say --env-file %s.", above, file)))
		}
	}
	return nil
}

func isThere(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// loadBoth reads the settings and the contract, and holds the one against the
// other. The error lists everything that is wrong with them.
func (f *settingFlags) loadBoth(cmd *cobra.Command) (config.Config, *contract.Contract, error) {
	c, unread := session.CurrentContract()
	var check func(config.Config) []config.BadValue
	if unread == nil {
		check = func(settings config.Config) []config.BadValue { return session.CheckCustomers(c, settings) }
	}
	settings, err := f.loadChecked(cmd, check)
	return settings, c, errors.Join(err, unread)
}
