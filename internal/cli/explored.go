package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"
	"unicode"

	"kycspec/internal/exchange"
	"kycspec/internal/explore"
	"kycspec/internal/outcome"
	"kycspec/internal/report"
	"kycspec/internal/view"
)

// explored is the form of an exploration's JSON.
type explored struct {
	Version      int               `json:"version"`
	Target       string            `json:"target"`
	Seed         uint64            `json:"seed"`
	Requests     int               `json:"requests"` // that were to be asked
	Asked        int               `json:"asked"`
	Valid        int               `json:"valid"`
	BrokenByOne  int               `json:"broken_by_one"`
	BrokenByTwo  int               `json:"broken_by_two"`
	Inconclusive int               `json:"inconclusive"`
	Why          string            `json:"why,omitempty"`     // the first of these was
	Stopped      string            `json:"stopped,omitempty"` // why not all were asked
	Seconds      float64           `json:"seconds"`
	Failures     []exploredFailure `json:"failures"`
}

type exploredFailure struct {
	What       string              `json:"what"`
	Clauses    []string            `json:"clauses"`
	Count      int                 `json:"count"`
	Cases      []int               `json:"cases"`
	Breaks     []string            `json:"breaks"`              // what the smallest request breaks
	Written    bool                `json:"written,omitempty"`   // it fails only as it is written
	Unsettled  bool                `json:"unsettled,omitempty"` // it did not fail when it was asked again
	Violations []outcome.Violation `json:"violations"`
	Replay     string              `json:"replay"`
	Exchange   exchange.Record     `json:"exchange"`
}

const exploredVersion = 1

func (v *explorationProgress) tell(out io.Writer, r *explore.Result) error {
	if v.asJSON {
		text, err := json.MarshalIndent(v.json(r), "", "  ")
		if err == nil {
			_, err = fmt.Fprintln(out, string(text))
		}
		return err
	}
	var b strings.Builder
	broken := v.painter(out)
	for _, f := range r.Failures {
		fmt.Fprintf(&b, "%s %s\n", broken("Broken:"), f.What)
		v.tellFailure(&b, r, f)
	}
	v.tellCase(&b)
	v.tellTrouble(&b, r)
	b.WriteString(summary(r) + "\n")
	for _, note := range v.target.Client.Notes() {
		fmt.Fprintln(&b, "Note: "+note)
	}
	if v.note != "" {
		fmt.Fprintln(&b, "Note: "+v.note)
	}
	fmt.Fprintf(&b, "Target: %s.\n", v.target.Name)
	_, err := io.WriteString(out, v.target.Secrets.Redact(b.String()))
	return err
}

func (v *explorationProgress) tellFailure(b *strings.Builder, r *explore.Result, f explore.Failure) {
	for _, violation := range f.Violations {
		fmt.Fprintf(b, "  %s\n", strings.ReplaceAll(visible(violation.String()), "\n", "\n  "))
	}
	if slices.ContainsFunc(f.Breaks, func(id string) bool { return !slices.Contains(f.Clauses, id) }) {
		fmt.Fprintf(b, "  The request breaks %s.\n", strings.Join(f.Breaks, " and "))
	}
	fmt.Fprintf(b, "  %s; the first is number %d of seed %d:  %s\n", report.Counted(len(f.Cases), "request"), f.Cases[0], r.Seed, v.replay(r, f))
	if f.Written {
		b.WriteString("  It fails only as it is written: its white space, order of keys or escapes.\n")
	}
	if f.Unsettled {
		b.WriteString("  It did not fail when it was asked again.\n")
	}
	fmt.Fprintf(b, "  Ask again:  %s\n\n", f.Exchange.Curl())
}

// tellCase tells of the one case that was asked, if nothing was wrong with it.
func (v *explorationProgress) tellCase(b *strings.Builder) {
	if v.last == nil || v.last.Failed || v.last.Exchange == nil {
		return
	}
	says := "a request that the contract allows"
	if len(v.last.Breaks) > 0 {
		says = "a request that breaks " + strings.Join(v.last.Breaks, " and ")
	}
	status := v.last.Exchange.Status()
	fmt.Fprintf(b, "Number %d is %s. It was answered %d %s, as documented.\n  Ask again:  %s\n\n",
		v.last.Case, says, status, http.StatusText(status), v.last.Exchange.Curl())
}

func (v *explorationProgress) tellTrouble(b *strings.Builder, r *explore.Result) {
	if r.Why != nil {
		fmt.Fprintf(b, "Inconclusive: %s\n", strings.ReplaceAll(visible(r.Why.Error()), "\n", "\n  "))
	}
	if r.Stopped != "" {
		fmt.Fprintf(b, "Stopped after %d of %s: %s.\n", r.Asked, report.Counted(r.Requests, "request"), r.Stopped)
	}
}

// summary is the last line of an exploration.
func summary(r *explore.Result) string {
	return fmt.Sprintf("%s (seed %d): %d valid, %d broken by one clause, %d by two; %s, %d inconclusive in %.1fs",
		report.Counted(r.Asked, "request"), r.Seed, r.Valid, r.BrokenByOne, r.BrokenByTwo,
		report.Counted(len(r.Failures), "failure"), r.Inconclusive, r.Duration.Seconds())
}

// replay is the command that asks the first request of a failure again.
func (v *explorationProgress) replay(r *explore.Result, f explore.Failure) string {
	command := fmt.Sprintf("kycspec explore --seed %d --case %d", r.Seed, f.Cases[0])
	if v.only != "" {
		command += " --only '" + strings.ReplaceAll(v.only, "'", `'\''`) + "'"
	}
	if v.envFile != defaultEnvFile {
		command += " --env-file '" + strings.ReplaceAll(v.envFile, "'", `'\''`) + "'"
	}
	return command
}

func (v *explorationProgress) json(r *explore.Result) explored {
	redact := v.target.Secrets.Redact
	form := explored{Version: exploredVersion, Target: redact(v.target.Name), Seed: r.Seed, Requests: r.Requests, Asked: r.Asked,
		Valid: r.Valid, BrokenByOne: r.BrokenByOne, BrokenByTwo: r.BrokenByTwo, Inconclusive: r.Inconclusive,
		Stopped: r.Stopped, Seconds: r.Duration.Seconds(), Failures: []exploredFailure{}}
	if r.Why != nil {
		form.Why = redact(r.Why.Error())
	}
	for _, f := range r.Failures {
		form.Failures = append(form.Failures, exploredFailure{What: f.What, Clauses: f.Clauses, Count: len(f.Cases), Cases: f.Cases,
			Breaks: append([]string{}, f.Breaks...), Written: f.Written, Unsettled: f.Unsettled,
			Violations: f.Violations, Replay: v.replay(r, f), Exchange: f.Exchange.Record()})
	}
	return form
}

// painter paints a text as a run's verdict "broken" is, where out shows colours.
func (v *explorationProgress) painter(out io.Writer) func(string) string {
	if file, ok := fileOf(out); ok && view.ColorFor(file, os.Getenv) {
		return func(text string) string { return "\x1b[1;31m" + text + "\x1b[0m" }
	}
	return func(text string) string { return text }
}

// visible writes what a terminal would act on as escapes: a request's and an
// answer's texts are anybody's.
func visible(text string) string {
	var b strings.Builder
	for _, r := range text {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
			fmt.Fprintf(&b, `\u%04x`, r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
