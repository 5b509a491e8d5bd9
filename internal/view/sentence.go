package view

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"kycspec/internal/jsonpointer"
	"kycspec/internal/state"
)

// ChangeRenderer says changes in plain sentences.
type ChangeRenderer struct {
	Now time.Time
	// Called is what people call an answer of a status, such as "started";
	// empty for one that they call by its number. Nil: all.
	Called func(status int) string
	// Statuses are those of all answers that were compared, see [state.Drift].
	Statuses []int
}

// Date is a day for people, in UTC: its year only where that is not this one.
func (r ChangeRenderer) Date(at time.Time) string {
	at = at.UTC()
	if at.Year() == r.Now.UTC().Year() {
		return at.Format("2 January")
	}
	return at.Format("2 January 2006")
}

// Sentence says a change, in one line.
func (r ChangeRenderer) Sentence(c state.ObservedChange) string {
	date := r.Date(c.Date)
	count := " (" + counted(len(c.Scenarios), "scenario") + ")."
	switch c.Kind {
	case state.StatusChange:
		return r.status(c)
	case state.KeptAgain:
		return subject(c.Scenarios, "is", "are") + " kept again; broken until " + date + "."
	case state.TokenPathMoved:
		if c.Again {
			return fmt.Sprintf("Tokens are given at %s again, not at %s as on %s.", plain(c.From), plain(c.To), date)
		}
		return fmt.Sprintf("Tokens are now given at %s, until %s at %s.", plain(c.To), date, plain(c.From))
	case state.AnswersChange:
		if c.Again {
			return fmt.Sprintf("%s %s again, not %s as on %s.", subject(c.Scenarios, "gets", "get"), answerCount(c.From), answerCount(c.To), date)
		}
		return fmt.Sprintf("%s %s until %s, now %s.", subject(c.Scenarios, "got", "got"), answerCount(c.From), date, answerCount(c.To))
	}
	return r.detail(c, date) + count
}

// status says that requests are answered with another status.
func (r ChangeRenderer) status(c state.ObservedChange) string {
	verb := "answered"
	if refusal(c.From) && refusal(c.To) {
		verb = "refused"
	}
	if c.Again {
		return fmt.Sprintf("%s %s with %s again, not with %s as on %s.", subject(c.Scenarios, "is", "are"), verb, c.From, c.To, r.Date(c.Date))
	}
	return fmt.Sprintf("%s %s with %s until %s, now with %s.", subject(c.Scenarios, "was", "were"), verb, c.From, r.Date(c.Date), c.To)
}

// detail says what changed within answers.
func (r ChangeRenderer) detail(c state.ObservedChange, date string) string {
	answers := r.answers(c.Statuses)
	thing, in := place(c.Name), " in "+answers
	switch c.Kind {
	case state.NewHeader, state.GoneHeader:
		thing = "The header " + plain(c.Name)
	case state.MediaChange:
		thing, in = "The media type", " of "+answers
	}
	from, to := plain(c.From), plain(c.To)
	isNew := c.Kind == state.NewProperty || c.Kind == state.NewHeader
	isGone := c.Kind == state.GoneProperty || c.Kind == state.GoneHeader
	if (isNew || isGone) && from+to != "" {
		thing += " (" + from + to + ")"
	}
	switch {
	case isNew && c.Again:
		return thing + " is gone from " + answers + " again; there on " + date
	case isNew:
		return thing + " is new in " + answers
	case isGone && c.Again:
		return thing + " is in " + answers + " again; gone on " + date
	case isGone:
		return thing + " is gone from " + answers + "; there until " + date
	case c.Again:
		return fmt.Sprintf("%s%s is %s again, not %s as on %s", thing, in, orNone(from), orNone(to), date)
	}
	return fmt.Sprintf("%s%s was %s until %s, now %s", thing, in, orNone(from), date, orNone(to))
}

// answers names kinds of answers: by their class ("4xx") where all that were
// compared of one are meant, and there are several.
func (r ChangeRenderer) answers(statuses []int) string {
	if len(statuses) > 1 && len(statuses) == len(r.Statuses) && statuses[0]/100 != statuses[len(statuses)-1]/100 {
		return "all answers"
	}
	var names []string
	for i := 0; i < len(statuses); {
		class := statuses[i] / 100
		of := func(status int) bool { return status/100 == class }
		n := 0
		for i+n < len(statuses) && of(statuses[i+n]) {
			n++
		}
		meant := statuses[i : i+n]
		i += n
		if all := slices.DeleteFunc(slices.Clone(r.Statuses), func(s int) bool { return !of(s) }); n > 1 && len(all) == n {
			names = append(names, fmt.Sprintf("%dxx", class))
			continue
		}
		for _, status := range meant {
			names = append(names, r.call(status))
		}
	}
	return enumerated(names) + " answers"
}

func (r ChangeRenderer) call(status int) string {
	number := strconv.Itoa(status)
	if r.Called != nil {
		if name := r.Called(status); name != "" {
			return name + " (" + number + ")"
		}
	}
	return number
}

// subject names scenarios as who or what a sentence is about, with its verb.
func subject(scenarios []state.ScenarioObservation, is, are string) string {
	if len(scenarios) == 0 {
		return "Nothing " + is
	}
	first := `"` + plain(scenarios[0].Label) + `"`
	if len(scenarios) == 1 {
		return first + " " + is
	}
	return first + " and " + strconv.Itoa(len(scenarios)-1) + " more " + are
}

// answerCount says how many answers there are.
func answerCount(answers string) string {
	n, _ := strconv.Atoi(answers)
	return counted(n, "answer")
}

// refusal says whether a status is that of an error.
func refusal(code string) bool { return code >= strconv.Itoa(http.StatusBadRequest) }

func place(pointer string) string {
	if pointer == "" {
		return "The body"
	}
	return plain(dotted(pointer))
}

func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
}

// shown bounds what a sentence shows of a value, in characters.
const shown = 100

// plain is a foreign text in one line, and short.
func plain(text string) string {
	runes := []rune(oneLine(text))
	if len(runes) > shown {
		return string(runes[:shown-1]) + "…"
	}
	return string(runes)
}

func enumerated(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// dotted is a place as people read it, such as data.items[].id.
func dotted(pointer string) string {
	if pointer == "" {
		return "the body"
	}
	var b strings.Builder
	for i, name := range jsonpointer.Split(pointer) {
		if name != state.Element && i > 0 {
			b.WriteByte('.')
		}
		b.WriteString(name)
	}
	return "`" + b.String() + "`"
}
