package revision_test

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kycspec/internal/revision"
	"kycspec/internal/spec"
	"kycspec/schemas"
)

// published is the contract as it is.
func published(t testing.TB) string {
	t.Helper()
	text, err := fs.ReadFile(schemas.FS, spec.DocumentFile)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// edited is the contract with texts, each of which it must have, replaced.
func edited(t testing.TB, pairs ...string) string {
	t.Helper()
	text := published(t)
	for i := 0; i+1 < len(pairs); i += 2 {
		if !strings.Contains(text, pairs[i]) {
			t.Fatalf("the contract has no %q", pairs[i])
		}
		text = strings.ReplaceAll(text, pairs[i], pairs[i+1])
	}
	return text
}

func document(name, text string) revision.Document {
	return revision.Document{Name: name, Text: []byte(text)}
}

func compare(t testing.TB, old, new string) *revision.Comparison {
	t.Helper()
	c, err := revision.Compare(document("old.yaml", old), document("new.yaml", new))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// some is all of a table, and in short one row in eight, other ones each time.
func some[V any](table map[string]V) map[string]V {
	if !testing.Short() {
		return table
	}
	few := map[string]V{}
	for name, row := range table {
		if few[name] = row; len(few) >= len(table)/8 {
			break
		}
	}
	return few
}

var statusOf = regexp.MustCompile(`^(response|status|media|semantic)/[1-5][0-9X]{2}(/|$)`)

// rendered writes each change in two lines: "!" where it breaks, "?" where oasdiff
// is silent, its lines and its sentence; then its clauses, those of several
// answers once, with their number.
func rendered(c *revision.Comparison) []string {
	var list []string
	for _, change := range c.Changes {
		mark := "  "
		if change.Breaking {
			mark = "! "
		}
		if len(change.Rules) == 0 {
			mark = mark[:1] + "?"
		}
		list = append(list, fmt.Sprintf("%s %d>%d %s", mark, change.OldLine, change.NewLine, change.Sentence()))
		count := map[string]int{}
		var ids []string
		for _, id := range change.Clauses {
			id = statusOf.ReplaceAllString(id, "$1/S$2")
			if count[id]++; !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
		for i, id := range ids {
			if count[id] > 1 {
				ids[i] = fmt.Sprintf("%s ×%d", id, count[id])
			}
		}
		if len(ids) > 6 {
			ids = append(ids[:6], fmt.Sprintf("and %d more", len(ids)-6))
		}
		if len(ids) == 0 {
			ids = []string{"no clause"}
		}
		list = append(list, "   "+strings.Join(ids, ", "))
	}
	return list
}
