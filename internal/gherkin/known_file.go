package gherkin

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"kycspec/internal/outcome"
)

// KnownFile is where breaks of the contract that are known are declared, below
// the project's folder: a list of entries such as
//
//   - clause: response/4*/$/required/error
//     ticket: KYC-12
//     until: 2026-12-31
//     because: Refusals are worded in a form of the framework's own.
//
// An entry names clauses by their id, in which * stands for anything but a slash,
// or with "cause" in place of "clause" the clause that a refused request has in
// common with others, such as request/customer.wallet.blockchain/enum/amoy.
const KnownFile = root + "/known.yaml"

// KnownEntry is one known break of the contract, whichever scenarios meet it.
type KnownEntry struct {
	Known
	Pattern string // as it is written
	OfCause bool   // it names what is refused, not what an answer breaks
	Because string // a sentence for people
	Line    int    // in [KnownFile]

	clauses *regexp.Regexp
}

// Names says whether the entry's pattern matches the id of a clause.
func (e KnownEntry) Names(clause string) bool { return e.clauses.MatchString(clause) }

// Matches says whether a violation is one that the entry declares, where it broke
// a scenario by that request.
func (e KnownEntry) Matches(v outcome.Violation, request outcome.Request) bool {
	if !e.OfCause {
		return e.Names(v.Clause)
	}
	return (v.Fault == outcome.FaultRefused || v.Fault == outcome.FaultStatus) &&
		slices.ContainsFunc(request.Factors, func(f outcome.Factor) bool { return e.Names(f.Name) })
}

// Diagnose is what is wrong with an entry.
func (e KnownEntry) Diagnose(sentence, hint string) Diagnostic {
	return Diagnostic{Path: KnownFile, Line: e.Line, Sentence: sentence, Hint: hint}
}

// LoadKnown reads [KnownFile]; none without an error where it is not there. The
// error is [Diagnostics], everything that is wrong with it.
func LoadKnown(fsys fs.FS) ([]KnownEntry, error) {
	text, err := fs.ReadFile(fsys, KnownFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, Diagnostics{{Path: KnownFile, Sentence: "the file cannot be read: " + cause(err), Hint: "see to its permissions"}}
	}
	var document yaml.Node
	if err := yaml.Unmarshal(text, &document); err != nil {
		return nil, Diagnostics{{Path: KnownFile, Sentence: "the file is no YAML: " + strings.TrimPrefix(err.Error(), "yaml: "), Hint: "write a list of entries"}}
	}
	if len(document.Content) == 0 {
		return nil, nil
	}
	list := document.Content[0]
	if list.Kind != yaml.SequenceNode {
		return nil, Diagnostics{{Path: KnownFile, Line: list.Line, Sentence: "the file is no list of known breaks", Hint: "begin each with a dash"}}
	}
	var entries []KnownEntry
	var diagnostics Diagnostics
	for _, node := range list.Content {
		entry, wrong := readKnown(node)
		diagnostics = append(diagnostics, wrong...)
		entries = append(entries, entry)
	}
	if len(diagnostics) > 0 {
		return nil, diagnostics.sorted()
	}
	return entries, nil
}

// knownKeys are those of an entry.
var knownKeys = []string{"clause", "cause", "ticket", "until", "because"}

func readKnown(node *yaml.Node) (KnownEntry, Diagnostics) {
	e := KnownEntry{Line: node.Line}
	var wrong Diagnostics
	flaw := func(line int, sentence, hint string) {
		wrong = append(wrong, Diagnostic{Path: KnownFile, Line: line, Sentence: sentence, Hint: hint})
	}
	if node.Kind != yaml.MappingNode {
		flaw(node.Line, "an entry is no set of keys", "write "+strings.Join(knownKeys, ", ")+" with their values")
		return e, wrong
	}
	values := map[string]string{}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		switch _, twice := values[key.Value]; {
		case !slices.Contains(knownKeys, key.Value):
			flaw(key.Line, fmt.Sprintf("an entry has the key %q, which says nothing", key.Value), "the keys are "+strings.Join(knownKeys, ", "))
		case twice:
			flaw(key.Line, fmt.Sprintf("an entry has the key %q twice", key.Value), "leave one out")
		case value.Kind != yaml.ScalarNode || strings.TrimSpace(value.Value) == "":
			flaw(key.Line, fmt.Sprintf("the key %q of an entry has no text", key.Value), "write one, or leave the entry out")
		}
		values[key.Value] = strings.TrimSpace(value.Value)
	}
	e.Ticket, e.Because, e.Pattern = values["ticket"], values["because"], values["clause"]
	if cause := values["cause"]; cause != "" {
		if e.Pattern != "" {
			flaw(node.Line, "an entry has both a clause and a cause", "make two of it")
		}
		e.Pattern, e.OfCause = cause, true
	}
	for _, key := range []string{"ticket", "until", "because"} {
		if _, has := values[key]; !has {
			flaw(node.Line, fmt.Sprintf("an entry has no %s", key), "say it, so that everybody knows why the break is accepted, and until when")
		}
	}
	if e.Pattern == "" {
		flaw(node.Line, "an entry names no clause", "write clause: and an id such as response/4*/$/required/error")
	}
	if until, has := values["until"]; has && until != "" {
		var err error
		if e.Until, err = time.Parse(time.DateOnly, until); err != nil {
			flaw(node.Line, fmt.Sprintf("%q is no date", until), "write it as in 2026-12-31")
		}
	}
	e.clauses = regexp.MustCompile("^" + strings.ReplaceAll(regexp.QuoteMeta(e.Pattern), `\*`, "[^/]*") + "$")
	return e, wrong
}
