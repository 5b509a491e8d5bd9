package gherkin

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/outcome"
)

func knownFile(text string) fstest.MapFS {
	return fstest.MapFS{KnownFile: {Data: []byte(text)}}
}

func TestWhatIsWrongWithKnownBreaksIsSaid(t *testing.T) {
	const good = "- clause: a/b\n  ticket: K-1\n  until: 2030-01-31\n  because: They know.\n"
	for name, test := range map[string]struct{ text, want string }{
		"nothing":        {good, ""},
		"an empty file":  {"", ""},
		"a remark alone": {"# none\n", ""},
		"no list":        {"clause: a\n", "features/known.yaml:1: the file is no list of known breaks; begin each with a dash"},
		"no YAML":        {"- clause: [\n", "features/known.yaml: the file is no YAML: line 1: did not find expected node content; write a list of entries"},
		"an entry alone": {"- a\n", "features/known.yaml:1: an entry is no set of keys; write clause, cause, ticket, until, because with their values"},
		"a key too many": {good + "  who: me\n", "features/known.yaml:5: an entry has the key \"who\", which says nothing; the keys are clause, cause, ticket, until, because"},
		"both":           {good + "  cause: c\n", "features/known.yaml:1: an entry has both a clause and a cause; make two of it"},
		"no date":        {"- cause: a\n  ticket: K\n  until: soon\n  because: B\n", "features/known.yaml:1: \"soon\" is no date; write it as in 2026-12-31"},
		"as it is proposed": {"- clause: a\n  ticket:\n  until: 2030-01-31\n  because: B\n",
			"features/known.yaml:2: the key \"ticket\" of an entry has no text; write one, or leave the entry out"},
		"much is missing": {"- until: 2030-01-31\n", "features/known.yaml:1: an entry has no because; say it, so that everybody knows why the break is accepted, and until when\n" +
			"features/known.yaml:1: an entry has no ticket; say it, so that everybody knows why the break is accepted, and until when\n" +
			"features/known.yaml:1: an entry names no clause; write clause: and an id such as response/4*/$/required/error"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := LoadKnown(knownFile(test.text))
			got := ""
			if err != nil {
				got = err.Error()
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	if entries, err := LoadKnown(fstest.MapFS{}); entries != nil || err != nil {
		t.Errorf("without a file: %v, %v", entries, err)
	}
}

func TestAnEntryMatchesWhatItNames(t *testing.T) {
	refused := outcome.Violation{Clause: "status/201", Fault: outcome.FaultStatus}
	onAmoy := outcome.Request{Factors: []outcome.Factor{{Kind: outcome.FactorBoundary, Name: "request/chain/enum/amoy"}}}
	for name, test := range map[string]struct {
		key, pattern string
		v            outcome.Violation
		want         bool
	}{
		"a clause":                    {"clause", "response/401/$/required/error", outcome.Violation{Clause: "response/401/$/required/error"}, true},
		"a star within":               {"clause", "response/4*/$/required/error", outcome.Violation{Clause: "response/422/$/required/error"}, true},
		"a star is no slash":          {"clause", "response/*", outcome.Violation{Clause: "response/422/$/type"}, false},
		"a part of an id":             {"clause", "response/401", outcome.Violation{Clause: "response/401/$/type"}, false},
		"a cause":                     {"cause", "request/chain/enum/*", refused, true},
		"a cause of something else":   {"cause", "request/chain/enum/base", refused, false},
		"a cause of an answer's form": {"cause", "request/chain/enum/amoy", outcome.Violation{Clause: "response/422/$/type", Fault: outcome.FaultAnswer}, false},
	} {
		t.Run(name, func(t *testing.T) {
			entries, err := LoadKnown(knownFile("- " + test.key + ": " + test.pattern + "\n  ticket: K\n  until: 2030-01-31\n  because: B\n"))
			if err != nil {
				t.Fatal(err)
			}
			if got := entries[0].Matches(test.v, onAmoy); got != test.want {
				t.Errorf("it matches: %v", got)
			}
		})
	}
}
