package config

import (
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"

	"kycspec/internal/redact"
)

// Diagnostic is one thing that is wrong with the settings.
type Diagnostic struct {
	// Place is a file and its line (".env:4"), "environment" or a flag.
	Place string
	// Setting is the setting's name; empty if the place does not name one.
	Setting string
	// Problem says what is wanted and, unless it may be secret, what is there.
	Problem string
	// Mend is a sentence that says what to do.
	Mend string

	rank int
}

// String is the diagnostic's place, setting and problem, in one line.
func (d Diagnostic) String() string {
	if d.Setting == "" {
		return d.Place + ": " + d.Problem
	}
	return d.Place + ": " + d.Setting + ": " + d.Problem
}

// Error is everything that is wrong with the settings, in the order of the
// places: the file's lines, the environment, the flags.
type Error struct{ Problems []Diagnostic }

// Error lists each problem and, below it, its mend.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString("load config:")
	for _, problem := range e.Problems {
		b.WriteString("\n  " + problem.String())
		if problem.Mend != "" {
			b.WriteString("\n    " + problem.Mend)
		}
	}
	return b.String()
}

func (r *reading) failure() *Error {
	sort.SliceStable(r.problems, func(i, j int) bool {
		a, b := r.problems[i], r.problems[j]
		if a.rank != b.rank {
			return a.rank < b.rank
		}
		return a.Setting < b.Setting
	})
	return &Error{Problems: r.problems}
}

func (r *reading) report(at place, setting, problem, mend string) {
	r.problems = append(r.problems, Diagnostic{Place: at.name, Setting: setting, Problem: problem, Mend: mend, rank: at.rank})
}

// reject reports a setting whose value is not what is wanted.
func (r *reading) reject(setting Setting, want, mend string) {
	found := r.found[setting.Name]
	r.report(found.place, setting.Name, "want "+want+r.have(setting, found.value), mend)
}

const shownCharacters = 80

// have says what is there, as far as it can be said: people put secrets into
// the wrong setting too.
func (r *reading) have(setting Setting, value string) string {
	if setting.Secret {
		return ""
	}
	secrets := redact.New()
	for _, secret := range r.secrets {
		if secret != "" && strings.Contains(value, secret) {
			return ""
		}
		secrets.Add("SECRET", secret)
	}
	shown := secrets.Redact(value)
	if utf8.RuneCountInString(shown) > shownCharacters {
		shown = string([]rune(shown)[:shownCharacters]) + "…"
	}
	return fmt.Sprintf(", have %q", shown)
}

// list writes names as a phrase: "A, B and C".
func list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
