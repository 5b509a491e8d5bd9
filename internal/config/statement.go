package config

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/joho/godotenv"
)

var comment = regexp.MustCompile(`\s#.*$`)

// read takes the value from what follows the equals sign, and from further
// lines if it is quoted; it says how many of those it took. A setting of ours
// never takes one: its quote was forgotten.
func (s *statement) read(rest string, further []string) int {
	value := strings.TrimSpace(rest)
	if value == "" || (value[0] != '"' && value[0] != '\'') {
		// godotenv would look for the last " #" of the line, and miss one that follows "=".
		s.value, s.closed = strings.TrimSpace(comment.ReplaceAllString(rest, "")), true
		return 0
	}
	s.quote = value[0]
	s.value = value
	if end := closing(value, 1, s.quote); end >= 0 {
		s.close(value, end)
		return 0
	}
	if isOurs(s.key) {
		return 0
	}
	for i, line := range further {
		if end := closing(line, 0, s.quote); end >= 0 {
			before := strings.Join(append([]string{value}, further[:i]...), "\n") + "\n"
			s.close(before+line, len(before)+end)
			return i + 1
		}
	}
	return 0
}

func (s *statement) close(text string, end int) {
	after := strings.TrimSpace(text[end+1:])
	s.value, s.closed = text[:end+1], after == "" || after[0] == '#'
}

// closing finds the first quote from an index on that no backslash precedes, or -1.
func closing(text string, from int, quote byte) int {
	for i := from; i < len(text); i++ {
		if text[i] == quote && (i == 0 || text[i-1] != '\\') {
			return i
		}
	}
	return -1
}

const (
	formMend  = "Write KYC_NAME=value."
	quoteMend = "Put the whole value into single quotes, on one line."
)

// fault says what is wrong with the statement, given the lines of the earlier
// ones. It never shows the value, nor a name that is not known.
func (s statement) fault(earlier map[string]int) (problem, mend string) {
	switch {
	case s.key == "":
		return "the line is no setting", formMend
	case s.quote != 0 && !s.closed:
		return "the value's quotes do not enclose it", quoteMend
	case !isOurs(s.key):
		return s.misread()
	case s.quote == '"' && strings.Contains(s.value, `\`):
		return "the value has a backslash, which double quotes would drop", quoteMend
	case s.quote == '\'' && strings.Contains(s.value, `\'`):
		return "the value has a quote within quotes", "Write it without the quotes around it."
	}
	if line, again := earlier[s.key]; again {
		return fmt.Sprintf("is already set on line %d", line), "Keep one of the two."
	}
	if s.quote != '\'' && s.losesDollar(earlier) {
		return `the value has a "$" that would be replaced`, quoteMend
	}
	return s.misread()
}

// misread says whether godotenv sees anything but this one assignment.
func (s statement) misread() (problem, mend string) {
	values, err := godotenv.Unmarshal(render([]statement{s}))
	if _, there := values[s.key]; err != nil || !there || len(values) != 1 {
		return "the line is no setting", formMend
	}
	return "", ""
}

var reference = regexp.MustCompile(`(\\)?\$(\()?\{?([A-Z0-9_]+)?`)

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
