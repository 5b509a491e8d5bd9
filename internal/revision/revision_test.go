package revision_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"kycspec/internal/revision"
	"kycspec/internal/spec"
)

// edit is texts of the contract and what they are replaced by, and what is said of that.
type edit struct {
	pairs []string
	want  string
}

func allEdits() map[string]edit {
	all := map[string]edit{}
	for _, edits := range []map[string]edit{requestEdits, answerEdits, operationEdits, wordingEdits} {
		maps.Copy(all, edits)
	}
	return all
}

// Every change is reported once, in one sentence, with its clauses: "!" where it
// breaks somebody, "?" where oasdiff has nothing to say. Taken back it is a
// change again.
func TestChanges(t *testing.T) {
	for name, test := range some(allEdits()) {
		t.Run(name, func(t *testing.T) {
			c := compare(t, published(t), edited(t, test.pairs...))
			if diff := cmp.Diff(strings.Trim(test.want, "\n"), strings.Join(rendered(c), "\n")); diff != "" {
				t.Errorf("changes (-want +got):\n%s", diff)
			}
			checkOnce(t, c)
			back := compare(t, edited(t, test.pairs...), published(t))
			if (len(c.Changes) == 0) != (len(back.Changes) == 0) {
				t.Errorf("taken back:\n%s", strings.Join(rendered(back), "\n"))
			}
			if len(c.Clauses.Appeared) != len(back.Clauses.Vanished) || len(c.Clauses.Changed) != len(back.Clauses.Changed) {
				t.Errorf("clauses %v, taken back %v", c.Clauses, back.Clauses)
			}
		})
	}
}

// checkOnce: each clause that differs is reported by one change, but for that of
// a list of which values go while others come.
func checkOnce(t *testing.T, c *revision.Comparison) {
	t.Helper()
	reported := map[string]string{}
	for _, change := range c.Changes {
		for _, id := range change.Clauses {
			if other := reported[id]; other != "" && !strings.HasSuffix(id, "/enum") {
				t.Errorf("%s is reported twice:\n%s\n%s", id, other, change.Sentence())
			}
			reported[id] = change.Sentence()
		}
	}
	for _, clause := range slices.Concat(c.Clauses.Appeared, c.Clauses.Vanished) {
		if reported[clause.ID] == "" {
			t.Errorf("%s is reported by no change", clause.ID)
		}
	}
}

// silent are the edits of which oasdiff sees nothing at all, with the reason.
var silent = map[string]string{
	"a request is opened":                      "it does not compare additionalProperties",
	"a request's object is closed":             "it does not compare additionalProperties",
	"a request's other properties have a form": "it does not compare additionalProperties",
	"an answer is opened":                      "it does not compare additionalProperties",
	"an answer is closed":                      "it does not compare additionalProperties",
	"a request's value rules something out":    "it does not compare not",
	"an answer's description promises less":    "it does not read descriptions",
	"an answer's description promises more":    "it does not read descriptions",
	"a request's description asks for less":    "it does not read descriptions",
}

var seenByOasdiff = regexp.MustCompile(`(?m)^[ !]  \d+>`)

func TestWhatOasdiffDoesNotSee(t *testing.T) {
	breaking := 0
	for name, test := range allEdits() {
		if strings.Contains(test.want, "\n!") {
			breaking++
		}
		if seen := seenByOasdiff.MatchString(test.want); test.want != "" && seen == (silent[name] != "") {
			t.Errorf("%s: oasdiff sees it: %v; the reason why not: %q", name, seen, silent[name])
		}
	}
	for name := range silent {
		if _, known := allEdits()[name]; !known {
			t.Errorf("no edit is called %q", name)
		}
	}
	if breaking < 19 {
		t.Errorf("%d edits break somebody, want 19 at least", breaking)
	}
}

var keyword = regexp.MustCompile(`^ +(- )?(additionalProperties|enum|format|maxLength|maximum|minLength|minimum|nullable|pattern|type): \S`)

// within leaves out the lines that say nothing which is not said again, and examples.
func within(line int) bool {
	return line > 120 && line < 464 && line != 297 && line != 346
}

// Whatever constraint a line has, without it there is a change, it has clauses,
// and what oasdiff says of it is none of its own.
func TestEveryConstraintThatGoes(t *testing.T) {
	lines := strings.SplitAfter(published(t), "\n")
	gone := 0
	for i, line := range lines {
		if !keyword.MatchString(line) || strings.Contains(line, "nullable: false") || strings.Contains(line, "additionalProperties: true") {
			continue
		}
		if !within(i+1) || strings.Contains(line, "- ") {
			continue
		}
		if gone++; testing.Short() && gone%8 != 0 {
			continue
		}
		t.Run(fmt.Sprint(i+1), func(t *testing.T) {
			c := compare(t, published(t), strings.Join(slices.Concat(lines[:i:i], lines[i+1:]), ""))
			if len(c.Changes) == 0 {
				t.Errorf("nothing changes without %q", line)
			}
			for _, change := range c.Changes {
				if len(change.Clauses) == 0 {
					t.Errorf("without %q oasdiff alone says: %s", line, change.Sentence())
				}
			}
		})
	}
	if gone < 50 {
		t.Errorf("only %d lines were tried", gone)
	}
}

func TestClauses(t *testing.T) {
	c := compare(t, published(t), edited(t, "maximum: 4", "maximum: 5", "                    - soneium\n", "                    - tron\n                    - sui\n"))
	ids := func(list []spec.Clause) (ids []string) {
		for _, clause := range list {
			ids = append(ids, clause.ID)
		}
		return ids
	}
	const chain = "request/customer.wallet.blockchain/enum"
	if diff := cmp.Diff([]string{chain + "/tron", chain + "/sui"}, ids(c.Clauses.Appeared)); diff != "" {
		t.Errorf("appeared (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{chain + "/soneium"}, ids(c.Clauses.Vanished)); diff != "" {
		t.Errorf("vanished (-want +got):\n%s", diff)
	}
	if len(c.Clauses.Changed) != 2 || c.Clauses.Moved < 100 {
		t.Errorf("changed %v, moved %d", c.Clauses.Changed, c.Clauses.Moved)
	}
	want := map[string]bool{"request/action.level/maximum": true, chain + "/soneium": true, chain: true}
	if diff := cmp.Diff(want, c.Touched()); diff != "" {
		t.Errorf("touched (-want +got):\n%s", diff)
	}
}

// What only adds clauses touches those who exercise the same value.
func TestTouchedByWhatIsNew(t *testing.T) {
	got := compare(t, published(t), edited(t, level, "            purpose: {type: string}\n"+level, levelNeed, levelNeed+"            - purpose\n")).Touched()
	want := map[string]bool{"request/action/type": true, "request/action/required/type": true, "request/action/required/level": true, "request/action/additionalProperties": true}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("touched (-want +got):\n%s", diff)
	}
}

// How a document is written is no change, and changes are found in any notation.
func TestNotationsOfADocument(t *testing.T) {
	for name, indent := range map[string]string{"JSON": "  ", "JSON on one line": ""} {
		t.Run(name, func(t *testing.T) {
			if c := compare(t, published(t), asJSON(t, published(t), indent)); len(c.Changes) > 0 || c.Same() {
				t.Errorf("changes:\n%s", strings.Join(rendered(c), "\n"))
			}
			if indent == "" {
				return // where all lines are one, answers with the same change are reported together
			}
			for what, test := range answerEdits {
				want := sentences(strings.Split(strings.Trim(test.want, "\n"), "\n"))
				got := sentences(rendered(compare(t, asJSON(t, published(t), indent), asJSON(t, edited(t, test.pairs...), indent))))
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s (-YAML +JSON):\n%s", what, diff)
				}
			}
		})
	}
}

// sentences are the changes without their lines and clauses, sorted.
func sentences(reported []string) []string {
	var list []string
	for i := 0; i < len(reported); i += 2 {
		_, sentence, _ := strings.Cut(strings.TrimLeft(reported[i], "!? "), " ")
		list = append(list, reported[i][:2]+" "+sentence)
	}
	slices.Sort(list)
	return list
}

func asJSON(t testing.TB, text, indent string) string {
	t.Helper()
	var document map[string]any
	if err := yaml.Unmarshal([]byte(text), &document); err != nil {
		t.Fatal(err)
	}
	out, err := json.Marshal(document)
	if indent != "" {
		out, err = json.MarshalIndent(document, "", indent)
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestDocumentsThatCannotBeRead(t *testing.T) {
	good := document("old.yaml", published(t))
	bad := document("new.yaml", edited(t, "maximum: 4", "maximum: four", "minimum: 1", "const: 1"))
	want := "new.yaml:127: components.schemas.start_kyc_workflow_request.properties.action.properties.level.maximum: want a number\n" +
		"new.yaml:128: components.schemas.start_kyc_workflow_request.properties.action.properties.level: the keyword \"const\" is not one of OpenAPI 3.0, " +
		"so what it constrains cannot be turned into JSON Schema; remove it, or name it x-const if it constrains nothing"
	for name, pair := range map[string][2]revision.Document{"the new one": {good, bad}, "the old one": {bad, good}} {
		t.Run(name, func(t *testing.T) {
			c, err := revision.Compare(pair[0], pair[1])
			var problems spec.Problems
			if c != nil || !errors.As(err, &problems) || err.Error() != want {
				t.Errorf("comparison %v, error %v", c, err)
			}
		})
	}
}

// What oasdiff cannot load is compared by its clauses, and that is said.
func TestWithoutOasdiff(t *testing.T) {
	broken := edited(t, "maximum: 4", "maximum: 3", "components:\n", "components:\n  responses:\n    other: {$ref: 'other.yaml#/x'}\n")
	c := compare(t, published(t), broken)
	if len(c.Changes) != 1 || !c.Changes[0].Breaking || len(c.Notes) != 1 ||
		!strings.HasPrefix(c.Notes[0], "Only the clauses were compared, since oasdiff cannot: load new.yaml: ") {
		t.Errorf("changes %v, notes %q", rendered(c), c.Notes)
	}
}

func TestWhatIsNotCompared(t *testing.T) {
	old, new := edited(t, levelMax, levelMax+"              not: {enum: [3]}\n"), edited(t, levelMax, levelMax+"              not: {enum: [2]}\n")
	want := []string{"What request/action.level/not rules out was not compared; see line 128."}
	if diff := cmp.Diff(want, compare(t, old, new).Notes); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
}
