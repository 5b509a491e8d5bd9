package cli

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"kycspec/internal/explore"
	"kycspec/internal/session"
	"kycspec/internal/view"
)

type exploreFlags struct {
	*process
	settingFlags
	requests, seed, only, number string
	asJSON                       bool
}

func newExplore(p *process) *cobra.Command {
	f := exploreFlags{process: p}
	cmd := &cobra.Command{
		Use:   "explore",
		Short: "Ask beyond the scenarios: generated requests, valid and broken",
		Long: `Ask the target with requests that are generated from the contract's request schema: six
of ten are valid, three break one clause of the contract, one breaks two. A valid one must be
started, or told of a ban; a broken one must be refused as documented.

What fails is made as small as it can be, by asking again, and shown once for each cause. The
same seed asks the same, but for the wallets' signatures; it is 1 unless another is given, so
that two runs can be compared. Each request has a customer and a wallet of its own.`,
		Example: `  kycspec explore
  kycspec explore --requests 2000 --seed 42
  kycspec explore --seed 42 --case 137               one of these requests again
  kycspec explore --only customer.wallet.siwe        what is about these clauses`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return f.explore(cmd) },
	}
	f.add(cmd)
	flags := cmd.Flags()
	flags.StringVar(&f.requests, "requests", "200", "how many requests")
	flags.StringVar(&f.seed, "seed", "1", "a number from which the requests are made")
	flags.StringVar(&f.number, "case", "", "ask only the request of this number")
	flags.StringVar(&f.only, "only", "", "aim only at clauses whose id this regular expression matches")
	flags.StringP(concurrencyFlag, "c", "", "requests at a time (default KYC_CONCURRENCY)")
	flags.BoolVar(&f.asJSON, "json", false, "print the result as JSON")
	return cmd
}

// read gives what the flags say. The error lists everything that is wrong with them.
func (f *exploreFlags) read() (o explore.Options, err error) {
	var problems []error
	whole := func(name, text string, least uint64, bits int) uint64 {
		n, err := strconv.ParseUint(text, 10, bits)
		if err != nil || n < least {
			problems = append(problems, fmt.Errorf("--%s: want a whole number from %d to %d, have %q", name, least, ^uint64(0)>>(64-bits), text))
		}
		return n
	}
	o.Requests = int(whole("requests", f.requests, 1, 31))
	o.Seed = whole("seed", f.seed, 0, 64)
	if f.number != "" {
		o.Case = int(whole("case", f.number, 1, 31))
	}
	if f.only != "" {
		if o.Only, err = regexp.Compile(f.only); err != nil {
			problems = append(problems, fmt.Errorf("--only: want a regular expression: %w", err))
		}
	}
	return o, errors.Join(problems...)
}

func (f *exploreFlags) explore(cmd *cobra.Command) error {
	settings, problem := f.load(cmd)
	o, err := f.read()
	problem = errors.Join(problem, err)
	c, err := session.CurrentContract()
	if problem = errors.Join(problem, err); problem != nil {
		return misused(problem)
	}
	if reason, missing := settings.Missing("credentials"); missing {
		return misused(errors.New("explore: it " + reason))
	}
	t, err := session.OpenTarget(c, settings, f.clock)
	if err != nil {
		return err
	}
	defer t.Close()
	result, err := f.ask(cmd.Context(), t, o)
	if errors.Is(err, explore.ErrNoClause) && f.only != "" {
		return misused(fmt.Errorf("--only %q matches no clause that a request can hold or break; ids are such as request/action.level/maximum", f.only))
	}
	if err != nil {
		return misused(err)
	}
	return exitOfExploration(result)
}

// ask explores the target, and reports what came of it.
func (f *exploreFlags) ask(ctx context.Context, t *session.Target, o explore.Options) (*explore.Conclusion, error) {
	f.stdout.Redact = t.Secrets.Redact
	found := view.ExplorationReport{Target: t.Name, Flags: f.replay()}
	wanted := o.Requests
	if o.Case > 0 {
		wanted = 1
	}
	tried := view.RequestsTried(f.stderr, wanted)
	watch := o.Asked
	o.Asked = func(asked explore.CaseResult) {
		if o.Case > 0 {
			found.Last = &asked
		}
		tried(asked.Failed)
		if watch != nil {
			watch(asked)
		}
	}
	var err error
	found.Conclusion, err = t.Explore(ctx, o)
	f.stderr.Erase()
	if err != nil {
		return nil, err
	}
	found.Notes = t.Client.Notes()
	found.Unsigned, _ = t.Settings.Missing("siwe")
	if f.asJSON {
		found.JSON(f.stdout)
	} else {
		found.Print(f.stdout)
	}
	return found.Conclusion, nil
}

// replay is what the command that asks a request again needs of the flags.
func (f *exploreFlags) replay() string {
	flags := ""
	if f.only != "" {
		flags += " --only " + quoted(f.only)
	}
	if f.envFile != defaultEnvFile {
		flags += " --env-file " + quoted(f.envFile)
	}
	return flags
}

// quoted is a text as one word of a POSIX shell.
func quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }
