package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"

	"github.com/spf13/cobra"

	"kycspec/internal/explore"
	"kycspec/internal/session"
	"kycspec/internal/view"
)

type exploreFlags struct {
	settingFlags
	requests, seed, only, number string
	asJSON                       bool
}

func newExplore() *cobra.Command {
	var f exploreFlags
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
	t, err := session.OpenTarget(c, settings, remoteClock)
	if err != nil {
		return err
	}
	defer t.Close()
	v := &explorationProgress{exploreFlags: f, target: t}
	v.wire(&o, cmd.ErrOrStderr())
	result, err := t.Explore(cmd.Context(), o)
	v.erase()
	if errors.Is(err, explore.ErrNoClause) && f.only != "" {
		return misused(fmt.Errorf("--only %q matches no clause that a request can hold or break; ids are such as request/action.level/maximum", f.only))
	}
	if err != nil {
		return misused(err)
	}
	if err := v.tell(cmd.OutOrStdout(), result); err != nil {
		return inconclusive(err)
	}
	return exitOfExploration(result)
}

// explorationProgress is what is shown of an exploration while it goes on and at its end.
type explorationProgress struct {
	*exploreFlags
	target *session.Target
	note   string              // why something was not asked
	last   *explore.CaseResult // of the one case that is asked

	live         io.Writer // where progress is drawn; nil: nowhere
	done, failed int
}

// wire lets what comes of each request be shown.
func (v *explorationProgress) wire(o *explore.Options, stderr io.Writer) {
	if reason, missing := v.target.Settings.Missing("siwe"); missing {
		v.note = "no request has a wallet's signature: it " + reason
	}
	if file, ok := stderr.(*os.File); ok {
		if _, live := view.Screen(file, os.Getenv); live {
			v.live = file
		}
	}
	wanted := o.Requests
	o.Asked = func(asked explore.CaseResult) {
		if o.Case > 0 {
			v.last, wanted = &asked, 1
		}
		v.draw(asked.Failed, wanted)
	}
}

func (v *explorationProgress) draw(failed bool, wanted int) {
	v.done++
	if failed {
		v.failed++
	}
	if v.live != nil {
		fmt.Fprintf(v.live, "\r\x1b[2K%d of %d, %d failed", v.done, wanted, v.failed)
	}
}

func (v *explorationProgress) erase() {
	if v.live != nil && v.done > 0 {
		fmt.Fprint(v.live, "\r\x1b[2K")
	}
}
