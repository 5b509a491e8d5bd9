package state_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/exchange"
	"kycspec/internal/outcome"
	"kycspec/internal/state"
	"kycspec/internal/view"
)

// changed is what is rendered of a scenario whose one answer became another.
func changed(from, to exchange.Record) string {
	return rendered(state.Compare(after(run(3, observed("A", from))), run(20, observed("A", to))))
}

func TestOneAnswerThatChanged(t *testing.T) {
	body := func(text string) exchange.Record { return answer(201, text, jsonType) }
	for name, test := range map[string]struct {
		from, to exchange.Record
		want     string
	}{
		"the same":                      {started(), started(), ""},
		"other values":                  {started(), body(`{"data":{"error_code":null,"flow":"OTHER"}}`), ""},
		"another order and white space": {started(), body(` { "data" : {"flow":"KYC_OCC", "error_code":null } } `), ""},
		"another refusal":               {refused(401, "Unauthorized"), refused(422, "Unprocessable"), `"A" was refused with 401 until 3 November, now with 422.`},
		"another success":               {body("{}"), answer(200, "[]"), `"A" was answered with 201 until 3 November, now with 200.`},
		"a refusal instead":             {body("{}"), refused(422, ""), `"A" was answered with 201 until 3 November, now with 422.`},
		"a new property": {started(), body(`{"data":{"error_code":null,"flow":"","expires_at":"today"}}`),
			"`data.expires_at` (string) is new in started (201) answers (1 scenario)."},
		"a new object, reported once": {started(), body(`{"data":{"error_code":null,"flow":"","session":{"id":1,"of":{"x":[1]}}}}`),
			"`data.session` (object) is new in started (201) answers (1 scenario)."},
		"a new list":          {body("{}"), body(`{"list":[{"x":1}]}`), "`list` (array) is new in started (201) answers (1 scenario)."},
		"new in the elements": {body(`{"list":[{"x":1},{}]}`), body(`{"list":[{"x":1},{"y":2}]}`), "`list[].y` (number) is new in started (201) answers (1 scenario)."},
		"more elements":       {body(`{"list":[{"x":1}]}`), body(`{"list":[{"x":1},{"x":2}]}`), ""},
		"a property that is gone": {started(), body(`{"data":{"error_code":null}}`),
			"`data.flow` (string) is gone from started (201) answers; there until 3 November (1 scenario)."},
		"another type": {body(`{"x":"1"}`), body(`{"x":1}`), "`x` in started (201) answers was string until 3 November, now number (1 scenario)."},
		"several types": {body(`{"x":[1,null]}`), body(`{"x":[1,true]}`),
			"`x[]` in started (201) answers was null or number until 3 November, now boolean or number (1 scenario)."},
		"another body":    {body(`{"x":{"y":1}}`), body(`[1]`), "The body in started (201) answers was object until 3 November, now array (1 scenario)."},
		"no body":         {body(`{"x":1}`), body(""), "The body (object) is gone from started (201) answers; there until 3 November (1 scenario)."},
		"a body":          {body(""), body("{}"), "The body (object) is new in started (201) answers (1 scenario)."},
		"names to escape": {body(`{}`), body(`{"a/b~":1,"\u001b[2J":2}`), "`\\x1b[2J` (number) is new in started (201) answers (1 scenario).\n`a/b~` (number) is new in started (201) answers (1 scenario)."},
		"not JSON":        {started(), body("<html>"), ""},
		"another reason": {refused(401, "Unauthorized"), refused(401, "Who are you?"),
			"`error.reason` in 401 answers was \"Unauthorized\" until 3 November, now \"Who are you?\" (1 scenario)."},
		"another code": {refused(401, ""), answer(401, `{"error":{"code":"E1","message":"","reason":"","status":401}}`, jsonType),
			"`error.code` in 401 answers was 0 until 3 November, now \"E1\" (1 scenario)."},
		"another message": {refused(401, ""), answer(401, `{"error":{"code":0,"message":"never","reason":"","status":401}}`, jsonType), ""},
		"a header": {started(), answer(201, startedBody, jsonType, "x-powered-by: Elixir"),
			"The header X-Powered-By is new in started (201) answers (1 scenario)."},
		"no header": {answer(201, startedBody, jsonType, "X-Powered-By"), started(),
			"The header X-Powered-By is gone from started (201) answers; there until 3 November (1 scenario)."},
		"headers that come and go": {started(), answer(201, startedBody, jsonType, "Date", "Content-Length", "Age", "Connection", "Keep-Alive", "Transfer-Encoding", "Content-Encoding"), ""},
		"a header's value":         {answer(201, "", "ETag: 1"), answer(201, "", "ETag: 2"), ""},
		"another media type": {started(), answer(201, startedBody, "Content-Type: application/json; charset=utf-8"),
			"The media type of started (201) answers was application/json until 3 November, now application/json; charset=utf-8 (1 scenario)."},
		"a media type in other words": {answer(201, "", "content-type: Application/JSON;Charset=utf-8"), answer(201, "", "Content-Type: application/json; charset=utf-8"), ""},
		"no media type": {started(), answer(201, startedBody),
			"The media type of started (201) answers was application/json until 3 November, now none (1 scenario)."},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, changed(test.from, test.to)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func powered(e exchange.Record) exchange.Record {
	e.ResponseHeader = append(e.ResponseHeader, exchange.Field{Name: "X-Powered-By"})
	return e
}

func TestOneCauseIsOneSentence(t *testing.T) {
	before := run(3, observed("A", started()), observed("B", started()), observed("C", refused(401, "")), observed("D", refused(422, "")), observed("E", refused(422, ""), started()))
	for name, test := range map[string]struct {
		now  []state.ScenarioObservation
		want string
	}{
		"in every answer": {[]state.ScenarioObservation{observed("A", powered(started())), observed("B", powered(started())), observed("C", powered(refused(401, ""))), observed("D", powered(refused(422, ""))), observed("E", powered(refused(422, "")), powered(started()))},
			"The header X-Powered-By is new in all answers (5 scenarios)."},
		"in every answer of a class": {[]state.ScenarioObservation{observed("A", started()), observed("C", powered(refused(401, ""))), observed("D", powered(refused(422, ""))), observed("E", powered(refused(422, "")), started())},
			"The header X-Powered-By is new in 4xx answers (3 scenarios)."},
		"in some of a class": {[]state.ScenarioObservation{observed("A", powered(started())), observed("C", refused(401, "")), observed("D", powered(refused(422, "")))},
			"The header X-Powered-By is new in started (201) and 422 answers (2 scenarios)."},
		"two ways": {[]state.ScenarioObservation{observed("A", refused(422, "")), observed("B", refused(422, "")), observed("C", refused(403, "")), observed("E", refused(403, ""), started())},
			`"A" and 1 more were answered with 201 until 3 November, now with 422.` + "\n" +
				`"C" was refused with 401 until 3 November, now with 403.` + "\n" + `"E" was refused with 422 until 3 November, now with 403.`},
		"another number of answers": {[]state.ScenarioObservation{observed("E", started())}, `"E" got 2 answers until 3 November, now 1 answer.`},
		"new and gone scenarios":    {[]state.ScenarioObservation{observed("X", started())}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, rendered(state.Compare(after(before), run(20, test.now...)))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestWhatIsNoDriftOfTheTarget(t *testing.T) {
	other, row := observed("A", refused(422, "")), observed("A", refused(422, ""))
	other.Steps, row.Row = []string{"When asked B"}, []string{"why: else"}
	for name, now := range map[string]state.ScenarioObservation{
		"another question":        other,
		"another row":             row,
		"broken":                  with(observed("A", refused(500, "")), outcome.Broken),
		"known to be broken":      with(observed("A", refused(500, "")), outcome.Known),
		"not judged":              with(observed("A", refused(502, "")), outcome.Inconclusive),
		"not asked":               with(observed("A"), outcome.Skipped),
		"kept at the second time": with(observed("A", started()), outcome.Flaky),
	} {
		t.Run(name, func(t *testing.T) {
			if got := state.Compare(after(run(3, observed("A", started()))), run(20, now)); got.Any() {
				t.Error(rendered(got))
			}
		})
	}
	if state.Compare(nil, run(3, observed("A", started()))).Any() {
		t.Error("there is a drift from nothing")
	}
}

// What a run saw differently stays a drift, from the same day on, until it is accepted.
func TestADriftStaysUntilItIsAccepted(t *testing.T) {
	first, second := run(3, observed("A", started()), observed("B", refused(401, ""))), run(5, observed("A", powered(started())), observed("B", refused(422, "")))
	second.TokenPath = "/token"
	const want = `"B" was refused with 401 until 3 November, now with 422.
The header X-Powered-By is new in started (201) answers (1 scenario).
Tokens are now given at /token, until 3 November at /tokens.`
	s := after(first)
	for _, on := range []int{5, 6, 7} {
		second.At = day(on)
		if diff := cmp.Diff(want, rendered(state.Compare(s, second))); diff != "" {
			t.Errorf("on %d November (-want +got):\n%s", on, diff)
		}
		s.Remember(second)
	}
	if got := state.Compare(s, second).Since(); !got.Equal(day(3)) {
		t.Errorf("since %v", got)
	}
	accepted := after(first, second)
	accepted.Accept(second)
	if got := rendered(state.Compare(accepted, second)); got != "" {
		t.Errorf("accepted: %s", got)
	}
	first.At = day(8)
	const back = `--
"B" is refused with 401 again, not with 422 as on 7 November.
The header X-Powered-By is gone from started (201) answers again; there on 7 November (1 scenario).
Tokens are given at /tokens again, not at /token as on 5 November.`
	if diff := cmp.Diff(back, rendered(state.Compare(s, first))); diff != "" {
		t.Errorf("as before (-want +got):\n%s", diff)
	}
	s.Remember(first)
	if got := rendered(state.Compare(s, first)); got != "" {
		t.Errorf("returned: %s", got)
	}
}

func TestWhatReturnedToNormal(t *testing.T) {
	var broken, kept []state.ScenarioObservation
	for _, name := range strings.Split("A B C", " ") {
		broken = append(broken, with(observed(name, refused(500, "")), outcome.Broken))
		kept = append(kept, observed(name, started()))
	}
	once := after(run(1, kept...), run(3, broken...))
	if got, want := rendered(state.Compare(once, run(20, kept...))), "--\n"+`"A" and 2 more are kept again; broken until 3 November.`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got, want := rendered(state.Compare(once, run(20, broken[0], kept[1]))), "--\n"+`"B" is kept again; broken until 3 November.`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	moved := observed("A", answer(200, ""))
	if got, want := rendered(state.Compare(once, run(20, moved))), `"A" was answered with 201 until 1 November, now with 200.`+"\n--\n"+`"A" is kept again; broken until 3 November.`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	never := after(run(3, broken...))
	if got, want := rendered(state.Compare(never, run(20, moved))), "--\n"+`"A" is kept again; broken until 3 November.`; got != want {
		t.Errorf("what a broken answer was is compared: %s", got)
	}
}

// Of what moved, some may be back while the rest stays, or moves on.
func TestAPartThatReturnedToNormal(t *testing.T) {
	with := func(text string, headers ...string) exchange.Record {
		return answer(201, text, append(headers, jsonType)...)
	}
	for name, test := range map[string]struct {
		moved, now []exchange.Record
		want       string
	}{
		"one of two": {[]exchange.Record{with(`{"x":1,"y":{"z":1}}`, "X-A"), started()}, []exchange.Record{with(`{"x":1}`), started()},
			"`x` (number) is new in started (201) answers (1 scenario).\n--\n" +
				"`y` (object) is gone from started (201) answers again; there on 5 November (1 scenario).\n" +
				"The header X-A is gone from started (201) answers again; there on 5 November (1 scenario)."},
		"none, since it moved on": {[]exchange.Record{with(`{"y":{"z":1}}`), started()}, []exchange.Record{with(`{"y":"z"}`), started()},
			"`y` (string) is new in started (201) answers (1 scenario)."},
		"none, since it is another answer": {[]exchange.Record{with(`{"y":1}`), started()}, []exchange.Record{refused(422, ""), started()},
			`"A" was answered with 201 until 3 November, now with 422.`},
		"none, since there are fewer answers": {[]exchange.Record{with(`{"y":1}`), started()}, []exchange.Record{with("{}")},
			`"A" got 2 answers until 3 November, now 1 answer.`},
		"one answer of two": {[]exchange.Record{refused(401, ""), refused(422, "")}, []exchange.Record{with("{}"), refused(422, "")},
			`"A" was answered with 201 until 3 November, now with 422.` + "\n--\n" + `"A" is answered with 201 again, not with 401 as on 5 November.`},
	} {
		t.Run(name, func(t *testing.T) {
			s := after(run(3, observed("A", with("{}"), started())), run(5, observed("A", test.moved...)))
			if diff := cmp.Diff(test.want, rendered(state.Compare(s, run(20, observed("A", test.now...))))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestWhatCouldNotBeCompared(t *testing.T) {
	other := observed("B", started())
	other.Steps = []string{"When asked something else"}
	s := after(run(3, observed("A", started()), observed("B", started()), with(observed("C"), outcome.Skipped), with(observed("D", refused(500, "")), outcome.Broken)))
	now := run(20, observed("A", started()), other, observed("C", started()), observed("D", started()), observed("E", started()), with(observed("F"), outcome.Inconclusive))
	names := func(d state.Drift) string {
		var list []string
		for _, s := range d.Unseen {
			list = append(list, s.Label)
		}
		return strings.Join(list, " ")
	}
	d := state.Compare(s, now)
	if got, want := names(d), "B C E"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := names(d.Without(regexp.MustCompile("> [BD]$"), view.ChangeRenderer{Now: day(20), Statuses: d.Statuses}.Sentence)), "C E"; got != want {
		t.Errorf("with some ignored: got %s, want %s", got, want)
	}
}

func TestDatesHaveAYearWhereItIsNotThisOne(t *testing.T) {
	renderer := view.ChangeRenderer{Now: day(20)}
	for want, at := range map[string]int{"3 November": 0, "3 November 2023": -1, "3 November 2025": 1} {
		if got := renderer.Date(day(3).AddDate(at, 0, 0)); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestIgnoring(t *testing.T) {
	d := state.Compare(after(run(3, observed("A", started()), observed("B", started()), observed("C", refused(401, "")))),
		run(20, observed("A", powered(started())), observed("B", powered(started())), observed("C", refused(422, ""))))
	for pattern, want := range map[string]string{
		"nothing":     "\"C\" was refused with 401 until 3 November, now with 422.\nThe header X-Powered-By is new in started (201) answers (2 scenarios).",
		"X-Powered":   `"C" was refused with 401 until 3 November, now with 422.`,
		"> [BC]$":     "The header X-Powered-By is new in started (201) answers (1 scenario).",
		`a\.feature`:  "",
		"refused|Pow": "",
	} {
		if got := rendered(d.Without(regexp.MustCompile(pattern), view.ChangeRenderer{Now: day(20), Statuses: d.Statuses}.Sentence)); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", pattern, got, want)
		}
	}
}
