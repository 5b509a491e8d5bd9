package mutate

// Score is how many mutants the suite judged rightly, and which it did not.
type Score struct {
	Version     int          `json:"version"`
	Mutants     int          `json:"mutants"` // that break something
	Killed      int          `json:"killed"`
	Benign      int          `json:"benign"` // that break nothing
	Tried       int          `json:"tried"`  // of both, less than all if the run was stopped
	Survivors   []Survivor   `json:"survivors"`
	Equivalents []Equivalent `json:"equivalents"`
	Kinds       []Tally      `json:"kinds"`
	Seconds     float64      `json:"seconds"`
}

// Tally counts the mutants of a kind. Of benign ones, passed counts as killed.
type Tally struct {
	Kind    MutantKind `json:"kind"`
	Mutants int        `json:"mutants"`
	Tried   int        `json:"tried"`
	Killed  int        `json:"killed"`
}

// Survivor is a mutant that the suite did not judge rightly.
type Survivor struct {
	ID     string     `json:"id"`
	Kind   MutantKind `json:"kind"`
	Clause string     `json:"clause,omitempty"`
	Place  string     `json:"place,omitempty"` // of the clause: "schemas/openapi.yaml:127"
	Says   string     `json:"says"`
	// Why is what the suite made of it.
	Why  string `json:"why"`
	Hint string `json:"hint,omitempty"`
}

// scoreVersion is the version of a [Score] in JSON.
const scoreVersion = 1

func (r *tries) score() *Score {
	score := &Score{Version: scoreVersion, Survivors: []Survivor{}}
	tallies := map[MutantKind]*Tally{}
	for _, kind := range Kinds() {
		tallies[kind] = &Tally{Kind: kind}
	}
	for i, m := range r.options.Mutants {
		tally := tallies[m.Kind]
		tally.Mutants++
		if m.Kind == Benign {
			score.Benign++
		} else {
			score.Mutants++
		}
		ended := r.fates[i]
		if ended == nil {
			continue
		}
		score.Tried++
		tally.Tried++
		if !ended.right {
			score.Survivors = append(score.Survivors, Survivor{ID: m.ID, Kind: m.Kind, Clause: m.Clause, Place: m.Place, Says: m.Says, Why: ended.why, Hint: m.hint})
			continue
		}
		tally.Killed++
		if m.Kind != Benign {
			score.Killed++
		}
	}
	for _, kind := range Kinds() {
		if tallies[kind].Mutants > 0 {
			score.Kinds = append(score.Kinds, *tallies[kind])
		}
	}
	return score
}
