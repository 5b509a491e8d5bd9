package config

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/hbollon/go-edlib"
)

// provenance is where a setting comes from: the name is the place in diagnostics,
// the rank puts it after what it wins over.
type provenance struct {
	name string
	rank int
}

const (
	environmentRank = 1 << 30
	flagRank        = 1<<30 + 1
)

type entry struct {
	value string
	at    provenance
}

// reading is what has been read so far, and what is wrong with it.
type reading struct {
	found       map[string]entry // setting → the value that wins
	secrets     []string         // all of them, those that lost too
	diagnostics []Diagnostic
	whole       bool // every line of the file was understood, so what is missing is really missing
	remote      bool // the base URL is good and not loopback
}

func collect(source Source) *reading {
	r := &reading{found: map[string]entry{}, whole: true}
	if source.File != "" {
		r.readFile(source.File, source.FileRequired)
	}
	r.readEnvironment(source.Environ)
	for _, flag := range source.Flags {
		r.take(flag.Setting, flag.Value, provenance{flag.Name, flagRank})
	}
	return r
}

// tokenNames are the variables that printed curl commands use for the tokens of
// the two applications. Whoever sets them to run a command must still be able
// to run this program.
var tokenNames = []string{"KYC_TOKEN", "KYC_SIWE_TOKEN"}

func (r *reading) readEnvironment(environ []string) {
	values := map[string]string{}
	for _, variable := range environ {
		name, value, _ := strings.Cut(variable, "=")
		if isOurs(name) && !slices.Contains(tokenNames, name) {
			values[name] = value
		}
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		r.take(name, values[name], provenance{"environment", environmentRank})
	}
}

// take lets a value win over those from elsewhere that came before.
func (r *reading) take(name, value string, at provenance) {
	setting, known := lookup(name)
	if !known {
		name = legible(name)
		r.report(at, name, "there is no such setting", "The nearest known one is "+nearest(name)+".")
		return
	}
	if setting.Secret {
		r.secrets = append(r.secrets, value, strings.TrimSpace(value))
	}
	if trimmed := strings.TrimSpace(value); trimmed == "" {
		value = ""
	} else if trimmed != value {
		r.report(at, name, "begins or ends with white space", "Remove the white space.")
		value = trimmed
	}
	r.found[name] = entry{value: value, at: at}
}

// isOurs says whether a name claims to be a setting of this program.
func isOurs(name string) bool {
	return len(name) >= 4 && strings.EqualFold(name[:4], "KYC_")
}

// legible is a name as it may be printed: short, and without what a terminal would act on.
func legible(name string) string {
	if len(name) > shownCharacters {
		name = name[:shownCharacters] + "…"
	}
	return strings.Trim(strconv.QuoteToGraphic(name), `"`)
}

// nearest finds the known setting that is fewest edits away.
func nearest(name string) string {
	best, fewest := "", -1
	for _, setting := range settings {
		if n := edlib.OSADamerauLevenshteinDistance(strings.ToUpper(name), setting.Name); fewest < 0 || n < fewest {
			best, fewest = setting.Name, n
		}
	}
	return best
}
