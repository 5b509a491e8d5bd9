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
	// Sentence says what is wanted and, unless it may be secret, what is there.
	Sentence string
	// Hint is a sentence that says what to do.
	Hint string

	rank int
}

// String is the diagnostic's place, setting and sentence, in one line.
func (d Diagnostic) String() string {
	if d.Setting == "" {
		return d.Place + ": " + d.Sentence
	}
	return d.Place + ": " + d.Setting + ": " + d.Sentence
}

// Error is everything that is wrong with the settings, in the order of the
// places: the file's lines, the environment, the flags.
type Error struct{ Diagnostics []Diagnostic }

// Error lists each diagnostic and, below it, its hint.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString("load config:")
	for _, d := range e.Diagnostics {
		b.WriteString("\n  " + d.String())
		if d.Hint != "" {
			b.WriteString("\n    " + d.Hint)
		}
	}
	return b.String()
}

func (r *reading) failure() *Error {
	sort.SliceStable(r.diagnostics, func(i, j int) bool {
		a, b := r.diagnostics[i], r.diagnostics[j]
		if a.rank != b.rank {
			return a.rank < b.rank
		}
		return a.Setting < b.Setting
	})
	return &Error{Diagnostics: r.diagnostics}
}

func (r *reading) report(at provenance, setting, sentence, hint string) {
	r.diagnostics = append(r.diagnostics, Diagnostic{Place: at.name, Setting: setting, Sentence: sentence, Hint: hint, rank: at.rank})
}

// reject reports a setting whose value is not what is wanted.
func (r *reading) reject(setting Setting, want, hint string) {
	found := r.found[setting.Name]
	r.report(found.at, setting.Name, "want "+want+r.have(setting, found.value), hint)
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
