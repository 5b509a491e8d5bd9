package gherkin_test

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/gherkin"
)

// folder makes a file system of file names and texts.
func folder(files map[string]string) fs.FS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func one(text string) fs.FS { return folder(map[string]string{"features/a.feature": text}) }

// load reads a project of one feature.
func load(t *testing.T, text string) *gherkin.Suite {
	t.Helper()
	suite, err := gherkin.Load(one(text), gherkin.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	return suite
}

// steps makes a vocabulary of patterns and functions.
func steps(pairs ...any) gherkin.Vocabulary {
	var vocabulary gherkin.Vocabulary
	for i := 0; i < len(pairs); i += 2 {
		pattern := pairs[i].(string)
		vocabulary = append(vocabulary, gherkin.Sentence{Pattern: regexp.MustCompile("^" + pattern + "$"), Do: pairs[i+1], Wording: pattern})
	}
	return vocabulary
}

const sound = "Feature: Greeting\n  Scenario: Hello\n    Given a guest\n"

func TestLoadSaysEverythingThatIsWrong(t *testing.T) {
	for name, test := range map[string]struct {
		fsys      fs.FS
		selection gherkin.Selection
		want      string
	}{
		"no features folder": {
			fsys: folder(nil),
			want: `features: the features folder is not there; work in the project's folder, or name another folder`,
		},
		"a folder without features": {
			fsys: folder(map[string]string{"features/readme.md": "hi"}),
			want: `features: the folder has no feature files; write one that ends in ".feature"`,
		},
		"paths that are not there, near known ones": {
			fsys:      folder(map[string]string{"features/hotel/rooms.feature": sound}),
			selection: gherkin.Selection{Paths: []string{"features/hotel/room.feature:3", "hotel/rooms.feature", "features/zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", "../x", "go.mod", "features:3", "room.feature", "rooms.feature:3", "hotle", ""}},
			want: `a path is empty; name a folder or a file, or none at all for everything
../x: the path is not below the project's folder; name a folder or a file such as features/
features/hotel/room.feature:3: there is no such file or folder; did you mean features/hotel/rooms.feature?
features/zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz: there is no such file or folder; paths begin at the project's folder, such as features/
features:3: a folder has no lines; name a feature file before the line
go.mod: there is no such file or folder; paths begin at the project's folder, such as features/
hotel/rooms.feature: there is no such file or folder; did you mean features/hotel/rooms.feature?
hotle: there is no such file or folder; did you mean features/hotel?
room.feature: there is no such file or folder; did you mean features/hotel/rooms.feature?
rooms.feature:3: there is no such file or folder; did you mean features/hotel/rooms.feature?`,
		},
		"lines without a scenario": {
			fsys:      one(sound),
			selection: gherkin.Selection{Paths: []string{"features/a.feature:3:99"}},
			want:      `features/a.feature:3:99: no scenario is at line 99; the file has 3 lines`,
		},
		"an empty file": {
			fsys: one("# nothing yet\n"),
			want: `features/a.feature: the feature file is empty; begin it with "Feature:", or delete it`,
		},
		"a feature without scenarios": {
			fsys: one("Feature: Greeting\n  Some day.\n"),
			want: `features/a.feature:1: the feature "Greeting" has no scenarios; write one, or delete the file`,
		},
		"lines that do not parse": {
			fsys: one("Feature: Greeting\n  Scenario: Hello\n    Given a guest\n    Wehn she enters\n    Thne she is greeted\n    and so on\n  Scenario: Bye\n    Given a | b\n      | a | b |\n      | c |\n"),
			want: `features/a.feature:4: the line "Wehn she enters" cannot stand here; did you mean "When"?
features/a.feature:5: the line "Thne she is greeted" cannot stand here; did you mean "Then"?
features/a.feature:6: the line "and so on" cannot stand here; did you mean "And"?
features/a.feature:10: the feature does not parse: inconsistent cell count within the table; give every row of the table as many cells as its first`,
		},
		"a feature line that does not parse is told once": {
			fsys: one("Feture: Greeting\n  Scenario: Hello\n    Given a guest\n"),
			want: `features/a.feature:1: the line "Feture: Greeting" cannot stand here; did you mean "Feature:"?`,
		},
		"a feature line that is missing": {
			fsys: one("# about greeting\n@smoke\nScenario: Hello\n  Given a guest\n"),
			want: `features/a.feature:3: no line with "Feature:" is before "Scenario: Hello"; begin the file with "Feature:" and what it is about`,
		},
		"a feature line that is missing in another language": {
			fsys: one("# language: de\nSzenario: Hallo\n  Angenommen ein Gast\n"),
			want: `features/a.feature:2: no line with "Funktionalität:" is before "Szenario: Hallo"; begin the file with "Funktionalität:" and what it is about`,
		},
		"a row with a tag, and one without examples": {
			fsys: one("Feature: Greeting\n  Scenario Outline: Hello\n    Given <who>\n    Examples: All\n      | who |\n      @late\n      | she |\n"),
			want: `features/a.feature:7: the file ends too early; write what the last tag or line announces
features/a.feature:7: the line "| she |" cannot stand here; rows stand below "Examples:" or a step, and have no tags of their own`,
		},
		"another language": {
			fsys: one("# for Berlin\n#language: de\nFunktion: Gruß\n  Szenario: Hallo\n    Angenommen ein Gast\n    Dan geht er\n    Given a guest\n"),
			want: `features/a.feature:6: the line "Dan geht er" cannot stand here; did you mean "Dann"?
features/a.feature:7: the line "Given a guest" cannot stand here; begin the line with a keyword such as Angenommen, Wenn, Dann or Beispiel:, or with # for a remark`,
		},
		"a language that there is not": {
			fsys: one("# language: xx\n" + sound),
			want: `features/a.feature:1: the feature does not parse: Language not supported: xx; name one that Gherkin knows, such as en, or leave the line out`,
		},
		"a tag at the end": {
			fsys: one(sound + "  @later\n"),
			want: `features/a.feature:4: the file ends too early; write what the last tag or line announces`,
		},
		"not UTF-8, and a line that is too long": {
			fsys: one("Feature: Gr\xfc\xdfe\n  Scenario: Hello\n    Given " + strings.Repeat("x", 70_000) + "\n"),
			want: `features/a.feature:1: the line is not UTF-8; save the file as UTF-8
features/a.feature:3: the line is longer than 64 KiB; break it up`,
		},
		"a typing error makes a step a description": {
			fsys: one("Feature: Greeting\n  Background:\n    Givne a hotel\n\n  Scenario: Hello\n    Givven a guest\n\n  Scenario: Bye\n    Givven a guest\n    When she leaves\n"),
			want: `features/a.feature:2: the background has no steps; the line "Givne a hotel" is read as a description: did you mean "Given"?
features/a.feature:5: the scenario "Hello" has no steps; the line "Givven a guest" is read as a description: did you mean "Given"?
features/a.feature:9: the line "Givven a guest" is read as a description; did you mean "Given"?`,
		},
		"a typing error hides a whole scenario": {
			fsys: one("Feature: Greeting\n\n  Scenaro: Lost\n    Given a guest\n\n  Scenario: Hello\n    Given a guest\n"),
			want: `features/a.feature:3: the line "Scenaro: Lost" is read as a description; did you mean "Scenario:"?`,
		},
		"outlines": {
			fsys: one("Feature: Greeting\n  Scenario Outline: None\n    Given a guest\n\n  Scenario Outline: Some\n    Given <who> in <room>\n    Examples:\n      | why | who |\n      | x   | y   |\n    Examples: Bare\n      | why | who | room |\n    Examples: Nothing\n"),
			want: `features/a.feature:2: the outline "None" has no examples; add "Examples:" with a table, or make it a plain scenario
features/a.feature:6: the examples "" have no column "room"; the columns are why, who
features/a.feature:7: the examples of "Some" have no name; say after "Examples:" what the rows have in common
features/a.feature:10: the examples "Bare" have no rows; add rows below a row of column names
features/a.feature:12: the examples "Nothing" have no rows; add rows below a row of column names`,
		},
		"scenarios that cannot be told apart": {
			fsys: one("Feature: Greeting\n  Scenario: Hello\n    Given a guest\n  Rule: Again\n    Scenario: Hello\n      Given a guest\n    Scenario: Hello\n      Given a guest\n    Scenario Outline: Row\n      Given a guest of <x>\n      Examples: All\n        | why | x |\n        | one | 1 |\n        | one | 2 |\n    Scenario:\n      Given a guest\n"),
			want: `features/a.feature:7: the scenario "Hello" is the same as that of line 5 by name; give it a name of its own
features/a.feature:14: the scenario "Row (All: one)" is the same as that of line 13 by name; make the first cells of the rows, or the names of the examples, differ
features/a.feature:15: a scenario has no name; say after its keyword what it shows`,
		},
		"everything at once": {
			fsys:      folder(map[string]string{"features/a.feature": "", "features/b.feature": "Feature: B\n  Scenario: x\n"}),
			selection: gherkin.Selection{Paths: []string{"features", "nowhere"}, Tags: "@a and", Name: "("},
			want: "the name \"(\" is not a regular expression: error parsing regexp: missing closing ): `(`; put a backslash before any of ( ) [ ] { } * + ? . ^ $ | that is meant as itself\n" +
				`the tag expression "@a and" cannot be read: nothing follows "and"; write it such as "@siwe and not (@slow or @banned)"
features/a.feature: the feature file is empty; begin it with "Feature:", or delete it
features/b.feature:2: the scenario "x" has no steps; give it steps, or delete it
nowhere: there is no such file or folder; paths begin at the project's folder, such as features/`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			suite, err := gherkin.Load(test.fsys, test.selection)
			if err == nil {
				t.Fatalf("loaded %v", suite.Scenarios())
			}
			if diff := cmp.Diff(test.want, err.Error()); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

func TestLoadReportsLinksToFoldersThatItDoesNotFollow(t *testing.T) {
	fsys := fstest.MapFS{"features/a.feature": {Data: []byte(sound)}, "shared/b.feature": {Data: []byte(sound)},
		"features/shared": {Data: []byte("../shared"), Mode: fs.ModeSymlink}, "features/c.feature": {Data: []byte("../shared/b.feature"), Mode: fs.ModeSymlink}}
	const want = "features/shared: a link to a folder is not followed, so its features would not be asked; put the folder itself there, or select the link by its path"
	if _, err := gherkin.Load(fsys, gherkin.Selection{}); err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
	for _, path := range []string{"features/shared", "features/c.feature"} {
		if suite, err := gherkin.Load(fsys, gherkin.Selection{Paths: []string{path}}); err != nil || len(suite.Scenarios()) != 1 {
			t.Errorf("%s: got %v", path, err)
		}
	}
}

func TestLoadLeavesOutWhatEditorsPutBesideFeatures(t *testing.T) {
	link := func(to string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(to), Mode: fs.ModeSymlink} }
	fsys := fstest.MapFS{"features/a.feature": {Data: []byte(sound)}, "features/.#a.feature": link("me@host.1234:1700000000"),
		"features/.a.feature.swp": {}, "features/.draft.feature": {Data: []byte("nonsense")}, "features/a.feature~": {Data: []byte("nonsense")},
		"features/#a.feature#": {}, "features/.DS_Store": {}, "features/.shared": link("../shared"), "shared/b.feature": {Data: []byte(sound)}}
	suite, err := gherkin.Load(fsys, gherkin.Selection{})
	if err != nil || len(suite.Scenarios()) != 1 {
		t.Errorf("got %v", err)
	}
	const want = `features/.draft.feature: the file is not a feature; name a file that ends in ".feature" and does not begin with a dot`
	if _, err := gherkin.Load(fsys, gherkin.Selection{Paths: []string{"features/.draft.feature"}}); err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
}

func TestLoadRefusesTagExpressionsThatNobodyMeans(t *testing.T) {
	const tail = `; write it such as "@siwe and not (@slow or @banned)"`
	for tags, cause := range map[string]string{
		"siwe":         `"siwe" is neither a tag nor one of and, or, not`,
		"@a AND @b":    `"AND" is neither a tag nor one of and, or, not`,
		"~@a":          `"~@a" is neither a tag nor one of and, or, not`,
		"not @a,@b":    `"@a,@b" is not one tag`,
		"@a && @b":     `"&&" is neither a tag nor one of and, or, not`,
		"@a @b":        "expected operator",
		"@a or or @b":  "expected operand",
		"not":          `nothing follows "not"`,
		"(@a":          "unmatched (",
		"@a)":          "unmatched )",
		"()":           "expected operand",
		"(@a and) @b":  "expected operand",
		`@a or @b\`:    `"\\" is neither a tag nor one of and, or, not`,
		`@a and \@b`:   `"\\@b" is neither a tag nor one of and, or, not`,
		`@a or @b\z`:   `illegal escape before "z"`,
		"@ and @hello": `"@" is neither a tag nor one of and, or, not`,
	} {
		t.Run(tags, func(t *testing.T) {
			_, err := gherkin.Load(one(sound), gherkin.Selection{Tags: tags})
			if err == nil {
				t.Fatal("no error")
			}
			_, got, _ := strings.Cut(err.Error(), "cannot be read: ")
			if got != cause+tail {
				t.Errorf("got  %s\nwant %s", got, cause+tail)
			}
		})
	}
}

func TestLoadTakesProseForProse(t *testing.T) {
	text := "\uFEFFFeature: Greeting\n  Then again, a hotel greets. Rules: none.\n  They give rooms.\n  Roles: guest, clerk\n\n" +
		"  Scenario: Hello\n    The guest is\n    When wrapped, prose may begin so.\n    given that it is prose\n    Given a guest\n"
	// "When wrapped" is a step by Gherkin's rules, so the line below it does not parse.
	_, err := gherkin.Load(one(text), gherkin.Selection{})
	if err == nil || err.Error() != `features/a.feature:9: the line "given that it is prose" cannot stand here; did you mean "Given"?` {
		t.Errorf("got %v", err)
	}
	suite, err := gherkin.Load(one(strings.Replace(text, "    When wrapped, prose may begin so.\n", "", 1)), gherkin.Selection{})
	if err != nil || len(suite.Scenarios()) != 1 {
		t.Errorf("got %v", err)
	}
}
