package cli

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kycspec/internal/gherkin"
	"kycspec/internal/session"
	"kycspec/internal/state"
	"kycspec/internal/view"
)

// selectionFlags are those of every command that takes scenarios.
type selectionFlags struct{ selection gherkin.Selection }

func (f *selectionFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVarP(&f.selection.Tags, "tags", "t", "", `a Cucumber tag expression, such as "@siwe and not @eip-4361"`)
	flags.StringVarP(&f.selection.Name, "name", "n", "", "a regular expression that the scenario's name matches")
}

// lockFlag is that of every command that writes the state.
type lockFlag struct{ timeout time.Duration }

// lockTimeout is how long others are waited for where nobody says otherwise.
const lockTimeout = time.Minute

func (f *lockFlag) add(cmd *cobra.Command) {
	cmd.Flags().DurationVar(&f.timeout, "lock-timeout", lockTimeout, "how long to wait for another kycspec that writes the same state")
}

func (f *lockFlag) check() error {
	if f.timeout >= 0 {
		return nil
	}
	return session.WithHint(fmt.Errorf("--lock-timeout: want a time such as 1m, have %s", f.timeout), "0 waits for nobody.")
}

// lock says on stderr that the command has to wait to write the file.
func (f *lockFlag) lock(p *process, file string) state.Lock {
	return state.Lock{Timeout: f.timeout, Waiting: func() { view.Waiting(p.stderr, file, f.timeout) }}
}

// badFlag says what is wrong with a flag without the words of Go's parsers.
func badFlag(cmd *cobra.Command, err error) error {
	text, _, _ := strings.Cut(err.Error(), ": strconv.")
	return misused(session.WithHint(errors.New(text), cmd.CommandPath()+" --help lists the flags."))
}
