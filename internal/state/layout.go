package state

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"time"

	"kycspec/internal/outcome"
)

// fileLayout is the file. Answers that are the same are written once and have a
// name, and a time that most scenarios share is not repeated. So a run that
// observed nothing new changes one line, and a new property changes a few.
type fileLayout struct {
	Version   int                       `json:"version"`
	Target    string                    `json:"target"`
	Contract  string                    `json:"contract,omitempty"`
	Verified  time.Time                 `json:"verified,omitzero"` // most of the scenarios
	Tokens    TokenPath                 `json:"tokens,omitzero"`
	Answers   map[string]Observation    `json:"answers"`
	Scenarios map[string]scenarioLayout `json:"scenarios"`
}

// scenarioLayout is a scenario in the file.
type scenarioLayout struct {
	Verdict    string       `json:"verdict"`
	Verified   time.Time    `json:"verified,omitzero"`    // left out: with most
	LastPassed time.Time    `json:"last_passed,omitzero"` // left out of one that is kept: when it was verified
	LastBroken time.Time    `json:"last_broken,omitzero"` // left out of one that is broken: when it was verified
	Steps      []string     `json:"steps"`
	Row        []string     `json:"row,omitempty"`
	Observed   []string     `json:"observed,omitempty"` // names of answers
	Moved      *movedLayout `json:"moved,omitempty"`
}

type movedLayout struct {
	Until    time.Time `json:"until"`
	Since    time.Time `json:"since"`
	Observed []string  `json:"observed"`
}

// encode writes the state as the file has it: the same for the same state.
func (s *State) encode() ([]byte, error) {
	f := fileLayout{Version: Version, Target: s.Target, Contract: s.Contract, Verified: s.usual(), Tokens: s.Tokens,
		Answers: map[string]Observation{}, Scenarios: map[string]scenarioLayout{}}
	for _, address := range slices.Sorted(maps.Keys(s.Scenarios)) {
		known := s.Scenarios[address]
		e := scenarioLayout{Verdict: known.Verdict.String(), Verified: known.Verified, LastPassed: known.Passed, LastBroken: known.Broken,
			Steps: known.Steps, Row: known.Row, Observed: f.named(known.Observed)}
		if known.Verdict.Kept() && e.LastPassed.Equal(e.Verified) {
			e.LastPassed = time.Time{}
		}
		if known.Verdict.Broke() && e.LastBroken.Equal(e.Verified) {
			e.LastBroken = time.Time{}
		}
		if e.Verified.Equal(f.Verified) {
			e.Verified = time.Time{}
		}
		if m := known.Moved; m != nil {
			e.Moved = &movedLayout{m.Until, m.Since, f.named(m.Observed)}
		}
		f.Scenarios[address] = e
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(f)
	return b.Bytes(), err
}

// usual is when most scenarios were verified; of several such times the last.
func (s *State) usual() time.Time {
	counts := map[time.Time]int{}
	var usual time.Time
	for _, known := range s.Scenarios {
		if at := known.Verified; !at.IsZero() {
			counts[at]++
		}
	}
	for at, n := range counts {
		if n > counts[usual] || (n == counts[usual] && at.After(usual)) {
			usual = at
		}
	}
	return usual
}

// named puts answers into the file, and gives their names.
func (f *fileLayout) named(answers []Observation) []string {
	var names []string
	for _, o := range answers {
		base := o.name()
		name := base
		for n := 2; ; n++ {
			have, taken := f.Answers[name]
			if !taken {
				f.Answers[name] = o
			}
			if !taken || reflect.DeepEqual(have, o) {
				break
			}
			name = fmt.Sprintf("%s (%d)", base, n)
		}
		names = append(names, name)
	}
	return names
}

// longest bounds the name of an answer, in characters.
const longest = 60

// name is what an answer is called in the file: its status, and why it refuses.
// It is the answer's own, so that one that is new renames no other.
func (o Observation) name() string {
	name := strconv.Itoa(o.Status)
	for _, pointer := range slices.Sorted(maps.Keys(o.Says)) {
		var why string
		if json.Unmarshal([]byte(o.Says[pointer]), &why) == nil && why != "" {
			if runes := []rune(why); len(runes) > longest {
				why = string(runes[:longest])
			}
			return name + " " + why
		}
	}
	return name
}

// decodeState reads the file. The error says what is wrong with it, if it can at which byte.
func decodeState(data []byte) (*State, error) {
	var version struct {
		Version int `json:"version"`
	}
	if err := json.Unmarshal(data, &version); err != nil { // also finds whatever follows the state
		return nil, at(err)
	}
	switch {
	case version.Version > Version:
		return nil, &newer{version.Version}
	case version.Version != Version:
		return nil, fmt.Errorf("want version %d, have %d", Version, version.Version)
	}
	var f fileLayout
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&f); err != nil {
		return nil, at(err)
	}
	return f.state()
}

func (f *fileLayout) state() (*State, error) {
	s := &State{Target: f.Target, Contract: f.Contract, Tokens: f.Tokens, Scenarios: map[string]RememberedScenario{}}
	err := utc(f.Verified)
	if moved := f.Tokens.Moved; err == nil && moved != nil {
		err = utc(moved.Until, moved.Since)
	}
	if err != nil {
		return nil, err
	}
	for _, address := range slices.Sorted(maps.Keys(f.Scenarios)) {
		known, err := f.scenario(f.Scenarios[address])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", address, err)
		}
		s.Scenarios[address] = known
		if known.Verified.After(s.Verified) {
			s.Verified = known.Verified
		}
	}
	s.Tokens.Seen = s.Verified
	if s.Tokens.Moved != nil {
		s.Tokens.Seen = s.Tokens.Moved.Until
	}
	return s, nil
}

// utc is an error where one of the times is of another zone: such a file was not written here.
func utc(times ...time.Time) error {
	for _, at := range times {
		if _, offset := at.Zone(); offset != 0 {
			return fmt.Errorf("the time %s is not in UTC", at.Format(time.RFC3339))
		}
	}
	return nil
}

func (f *fileLayout) scenario(e scenarioLayout) (s RememberedScenario, err error) {
	if err := utc(e.Verified, e.LastPassed, e.LastBroken); err != nil {
		return s, err
	}
	verdict, known := outcome.ParseVerdict(e.Verdict)
	if !known {
		return s, fmt.Errorf("the verdict %q is unknown", e.Verdict)
	}
	s = RememberedScenario{Verdict: verdict, Verified: e.Verified, Passed: e.LastPassed, Broken: e.LastBroken, Steps: e.Steps, Row: e.Row}
	if s.Verified.IsZero() && s.Verdict.Verified() {
		s.Verified = f.Verified
	}
	if s.Passed.IsZero() && s.Verdict.Kept() {
		s.Passed = s.Verified
	}
	if s.Broken.IsZero() && s.Verdict.Broke() {
		s.Broken = s.Verified
	}
	if s.Observed, err = f.answers(e.Observed); err != nil || e.Moved == nil {
		return s, err
	}
	if err = utc(e.Moved.Until, e.Moved.Since); err != nil {
		return s, err
	}
	s.Moved = &Moved{Until: e.Moved.Until, Since: e.Moved.Since}
	s.Moved.Observed, err = f.answers(e.Moved.Observed)
	return s, err
}

func (f *fileLayout) answers(names []string) ([]Observation, error) {
	var answers []Observation
	for _, name := range names {
		o, known := f.Answers[name]
		if !known {
			return nil, fmt.Errorf("there is no answer %q", name)
		}
		answers = append(answers, o)
	}
	return answers, nil
}
