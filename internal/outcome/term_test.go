package outcome

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func value(text string) Term  { return Term{Kind: GotValue, Text: text} }
func quoted(text string) Term { return Term{Kind: GotText, Text: text} }

func names(kind TermKind, list ...string) Term {
	term := Term{Kind: kind}
	for _, name := range list {
		term.List = append(term.List, quoted(name))
	}
	return term
}

func of(t Term, inner Term) Term {
	t.Of = &inner
	return t
}

func TestTermsAreOfOneClassWhereOnlyValuesDiffer(t *testing.T) {
	notJSON := Term{Kind: GotNotJSON, Names: []string{"invalid character '<' looking for beginning of value"}, Length: 1}
	for name, test := range map[string]struct {
		a, b Term
		same bool
	}{
		"values that were accepted":      {of(Term{Kind: GotStatusFor, Status: 201}, value(`"1"`)), of(Term{Kind: GotStatusFor, Status: 201}, value("1.5")), true},
		"reasons of a refusal":           {Term{Kind: GotStatus, Status: 422, Text: "At /action/level: want integer."}, Term{Kind: GotStatus, Status: 422}, true},
		"statuses":                       {Term{Kind: GotStatus, Status: 400}, Term{Kind: GotStatus, Status: 404}, false},
		"texts":                          {value(`"KYC_OCC_V2"`), value(`"KYC"`), true},
		"texts with quotes in them":      {value(`"say \"a\""`), value(`"b"`), true},
		"a text and null":                {value(`"KYC_OCC_V2"`), value("null"), false},
		"a text and a number":            {value(`"1"`), value("1"), false},
		"numbers":                        {value("401"), value("400"), true},
		"pages that are no JSON":         {of(notJSON, quoted("<html>a")), of(notJSON, quoted("<html>b")), true},
		"no JSON in different ways":      {of(notJSON, quoted("<")), Term{Kind: GotEmpty}, false},
		"where a document ends":          {of(Term{Kind: GotEarlyEnd, Length: 12}, quoted("{")), of(Term{Kind: GotEarlyEnd, Length: 9}, quoted("[1")), true},
		"properties that are there":      {names(GotOnly, "errors"), names(GotOnly, "message"), false},
		"properties that are too many":   {names(GotAlso, "errors"), names(GotAlso, "trace"), false},
		"objects":                        {value(`{"a":1}`), value(`{"b":1}`), false},
		"lengths":                        {Term{Kind: GotSized, Text: `"abc"`, Length: 3}, Term{Kind: GotSized, Text: `"abcd"`, Length: 4}, true},
		"media types":                    {quoted("text/html"), Term{Kind: GotNoMedia}, false},
		"sessions that are not the same": {Term{Kind: GotSame, Text: "6f9619ff"}, Term{Kind: GotNone}, false},
	} {
		t.Run(name, func(t *testing.T) {
			if same := test.a.Class() == test.b.Class(); same != test.same {
				t.Errorf("%s and %s: %q and %q", test.a, test.b, test.a.Class(), test.b.Class())
			}
		})
	}
}

func TestATermIsReadAsItWasWritten(t *testing.T) {
	term := of(Term{Kind: GotStatusFor, Status: 201}, names(GotAlso, "a", "b"))
	text, err := json.Marshal(term)
	var back Term
	if err == nil {
		err = json.Unmarshal(text, &back)
	}
	if diff := cmp.Diff(term, back); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

// The log of an earlier kycspec has texts where there are terms now, and lists
// of violations where there are proofs.
func TestAnOldProofIsRead(t *testing.T) {
	var proof Proof
	err := json.Unmarshal([]byte(`[{"clause":"status/418","line":7,"want":"201 Created","got":"418 I'm a teapot"}]`), &proof)
	if err != nil || len(proof.Violations) != 1 {
		t.Fatal(proof, err)
	}
	if v := proof.Violations[0]; v.Want.String() != "201 Created" || v.Got.String() != "418 I'm a teapot" || v.Line != 7 {
		t.Errorf("read as %s", v)
	}
}

// Every kind of term has words, and every word that stands in braces is replaced.
func TestEveryTermHasWords(t *testing.T) {
	for kind, phrase := range phrases {
		term := of(Term{Kind: kind, Text: "text", Length: 3, Unit: Elements, Names: []string{"name"}, Status: 201}, value("7"))
		if said := term.String(); said == "" || said[0] == '{' || phrase == "" {
			t.Errorf("%s is said as %q", kind, said)
		}
	}
}
