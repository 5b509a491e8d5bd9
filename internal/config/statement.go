package config

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/joho/godotenv"
)

// The values of a .env file are godotenv's, which reads the whole file at once.
// Its errors hold the rest of the file, secrets and all, and it changes some
// values that people write in good faith. So the file is first cut into its
// statements, each with its line, and a statement that godotenv would not read
// as it is meant is reported here and not passed on. Of
//
//	KYC_CLIENT_ID=app-1 # ours, see #12
//	KYC_CLIENT_SECRET=pa$SWORD
//	KYC_RATE 5
//
// the first line is passed on without its comment, the second is reported for
// its "$", which would vanish with what follows it, and the third for being no
// setting.

const (
	blank = `[^\S\n]*`
	// quoted ends at the first quote that no backslash precedes.
	quoted = `"(?:[^"\\]|\\+[^\\])*"|'(?:[^'\\]|\\+[^\\])*'`
)

var (
	assignment = regexp.MustCompile(`^` + blank + `(?:export[^\S\n]+)?([A-Za-z_][A-Za-z0-9_.]*)` + blank + `[=:]` +
		`([\pZ\t\v\f\x{85}]*)(?:(` + quoted + `)(.*)|(.*))`)
	comment   = regexp.MustCompile(`\s#.*$`)
	reference = regexp.MustCompile(`(\\)?\$(\()?\{?([A-Z0-9_]+)?`)
)

// readStatements takes the settings of a file, and reports each line that is wrong.
func (r *reading) readStatements(name, text string) {
	at := func(line int) provenance { return provenance{fmt.Sprintf("%s:%d", name, line), line} }
	var good strings.Builder
	lines := map[string]int{} // by key
	for _, s := range statements(text) {
		if sentence, hint := s.fault(lines); sentence != "" {
			r.whole = false
			r.report(at(s.line), s.knownKey(), sentence, hint)
			continue
		}
		lines[s.key] = s.line
		good.WriteString(s.key + "=" + s.value + "\n")
	}
	values, err := godotenv.Unmarshal(good.String())
	if err != nil {
		r.whole = false
		r.report(provenance{name: name}, "", "cannot be understood", "Write one KYC_NAME=value a line.")
		return
	}
	for _, key := range slices.Sorted(maps.Keys(lines)) {
		if isOurs(key) {
			r.take(key, values[key], at(lines[key]))
		}
	}
}

// statement is one assignment of a .env file, or a line that is none.
type statement struct {
	line     int    // 1-based
	key      string // empty: the line is no assignment
	value    string // as written, quotes included, comment removed
	unclosed bool   // the value begins with a quote, and does not end with it
}

// statements cuts a file into its statements.
func statements(text string) []statement {
	var list []statement
	for line := 1; text != ""; line++ {
		taken, _, _ := strings.Cut(text, "\n")
		if trimmed := strings.TrimSpace(taken); trimmed != "" && trimmed[0] != '#' {
			s := statement{line: line}
			if further := s.read(text); further != "" {
				taken = further
			}
			list = append(list, s)
		}
		line += strings.Count(taken, "\n")
		text = strings.TrimPrefix(text[len(taken):], "\n")
	}
	return list
}

// read takes the assignment that a text begins with, and says what of the text
// a quoted value takes. A setting of ours never takes a second line: its quote
// was forgotten.
func (s *statement) read(text string) (taken string) {
	match := assignment.FindStringSubmatch(text)
	if match == nil {
		return ""
	}
	s.key = match[1]
	value, after := match[3], strings.TrimSpace(match[4])
	if value == "" || isOurs(s.key) && strings.Contains(value, "\n") {
		// godotenv would look for the last " #" of the line, and miss one that follows "=".
		s.value = strings.TrimSpace(comment.ReplaceAllString(match[2]+match[5], ""))
		s.unclosed = value != "" || strings.IndexAny(s.value, `"'`) == 0
		return ""
	}
	s.value, s.unclosed = value, after != "" && after[0] != '#'
	return match[0]
}

const (
	formHint  = "Write KYC_NAME=value."
	quoteHint = "Put the whole value into single quotes, on one line."
)

// fault says what is wrong with the statement, given the lines of the earlier
// ones. It never shows the value, nor a name that is not known.
func (s statement) fault(earlier map[string]int) (sentence, hint string) {
	line, again := earlier[s.key]
	switch {
	case s.key == "":
		return "the line is no setting", formHint
	case s.unclosed:
		return "the value's quotes do not enclose it", quoteHint
	case !isOurs(s.key):
		return "", ""
	case strings.HasPrefix(s.value, `"`) && strings.Contains(s.value, `\`):
		return "the value has a backslash, which double quotes would drop", quoteHint
	case strings.HasPrefix(s.value, "'") && strings.Contains(s.value, `\'`):
		return "the value has a quote within quotes", "Write it without the quotes around it."
	case again:
		return fmt.Sprintf("is already set on line %d", line), "Keep one of the two."
	case !strings.HasPrefix(s.value, "'") && s.losesDollar(earlier):
		return `the value has a "$" that would be replaced`, quoteHint
	}
	return "", ""
}

// losesDollar says whether godotenv would put nothing in the place of a "$":
// it replaces what looks like a variable, even one that is set nowhere.
func (s statement) losesDollar(earlier map[string]int) bool {
	for _, match := range reference.FindAllStringSubmatch(s.value, -1) {
		_, set := earlier[match[3]]
		if match[1] == "" && (match[2] != "" || (match[3] != "" && !set)) {
			return true
		}
	}
	return false
}

// knownKey is the key if it is a known setting: any other text may be a secret.
func (s statement) knownKey() string {
	if _, known := lookup(s.key); known {
		return s.key
	}
	return ""
}
