package state_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/outcome"
	"kycspec/internal/state"
)

// write keeps a state in a new file.
func write(t testing.TB, s *state.State) state.Store {
	t.Helper()
	f := file(t)
	if err := f.Update(context.Background(), state.Lock{}, func(known *state.State) error { *known = *s; return nil }); err != nil {
		t.Fatal(err)
	}
	return f
}

func content(t testing.TB, f state.Store) string {
	t.Helper()
	text, err := os.ReadFile(f.Path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// lived is a state of everything that there can be.
func lived() *state.State {
	outline := observed("<B>", refused(422, "Un"), answer(201, `{"data":{"error_code":null,"flow":"","new":[1]}}`, jsonType, "X-New"))
	outline.Row = []string{"why: so"}
	moved := run(5, observed("A", powered(started())))
	moved.Whole, moved.TokenPath = false, "/token"
	return after(run(3, observed("A", started()), outline, with(observed("C", refused(500, "")), outcome.Broken), with(observed("D"), outcome.Skipped)), moved)
}

const livedText = `{
  "version": 1,
  "target": "a target",
  "contract": "sha256:1",
  "verified": "2024-11-03T12:00:00Z",
  "tokens": {
    "path": "/tokens",
    "moved": {
      "path": "/token",
      "until": "2024-11-03T12:00:00Z",
      "since": "2024-11-05T12:00:00Z"
    }
  },
  "answers": {
    "201": {
      "status": 201,
      "media_type": "application/json",
      "says": {
        "/data/error_code": null
      },
      "headers": [
        "Content-Type",
        "X-New"
      ],
      "undeclared": [
        "/data/new",
        "/data/new/[]"
      ],
      "body": {
        "": "object",
        "/data": "object",
        "/data/error_code": "null",
        "/data/flow": "string",
        "/data/new": "array",
        "/data/new/[]": "number"
      }
    },
    "201 (2)": {
      "status": 201,
      "media_type": "application/json",
      "says": {
        "/data/error_code": null
      },
      "headers": [
        "Content-Type"
      ],
      "body": {
        "": "object",
        "/data": "object",
        "/data/error_code": "null",
        "/data/flow": "string"
      }
    },
    "201 (3)": {
      "status": 201,
      "media_type": "application/json",
      "says": {
        "/data/error_code": null
      },
      "headers": [
        "Content-Type",
        "X-Powered-By"
      ],
      "body": {
        "": "object",
        "/data": "object",
        "/data/error_code": "null",
        "/data/flow": "string"
      }
    },
    "422 Un": {
      "status": 422,
      "media_type": "application/json",
      "says": {
        "/error/code": 0,
        "/error/reason": "Un"
      },
      "headers": [
        "Content-Type"
      ],
      "body": {
        "": "object",
        "/error": "object",
        "/error/code": "number",
        "/error/message": "string",
        "/error/reason": "string",
        "/error/status": "number"
      }
    },
    "500": {
      "status": 500,
      "media_type": "application/json",
      "says": {
        "/error/code": 0,
        "/error/reason": ""
      },
      "headers": [
        "Content-Type"
      ],
      "body": {
        "": "object",
        "/error": "object",
        "/error/code": "number",
        "/error/message": "string",
        "/error/reason": "string",
        "/error/status": "number"
      }
    }
  },
  "scenarios": {
    "a.feature > <B>": {
      "verdict": "passed",
      "steps": [
        "When asked <B>"
      ],
      "row": [
        "why: so"
      ],
      "observed": [
        "422 Un",
        "201"
      ]
    },
    "a.feature > A": {
      "verdict": "passed",
      "verified": "2024-11-05T12:00:00Z",
      "steps": [
        "When asked A"
      ],
      "observed": [
        "201 (2)"
      ],
      "moved": {
        "until": "2024-11-03T12:00:00Z",
        "since": "2024-11-05T12:00:00Z",
        "observed": [
          "201 (3)"
        ]
      }
    },
    "a.feature > C": {
      "verdict": "broken",
      "steps": [
        "When asked C"
      ],
      "observed": [
        "500"
      ]
    },
    "a.feature > D": {
      "verdict": "skipped",
      "steps": [
        "When asked D"
      ]
    }
  }
}
`

func TestTheFileIsReadable(t *testing.T) {
	for range 20 {
		if diff := cmp.Diff(livedText, content(t, write(t, lived()))); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	}
}

func TestTheFileHoldsTheWholeState(t *testing.T) {
	mixed := after(run(1, observed("A", started()), observed("B")), run(2, with(observed("A", refused(500, "")), outcome.Broken), with(observed("B"), outcome.Flaky)), run(4, observed("C", started())))
	for name, s := range map[string]*state.State{"lived": lived(), "mixed": mixed} {
		t.Run(name, func(t *testing.T) {
			got, err := write(t, s).Read()
			if err != nil {
				t.Fatal(err)
			}
			got.Tokens.Seen = s.Tokens.Seen
			if diff := cmp.Diff(s, got); diff != "" {
				t.Errorf("(-wrote +read):\n%s", diff)
			}
		})
	}
}

// A run that sees nothing new changes one line, and a new property not many.
func TestTheFileIsFitForReview(t *testing.T) {
	observations := func(extra string) (list []state.ScenarioObservation) {
		for _, name := range strings.Split("A B C D E F", " ") {
			list = append(list, observed(name, answer(201, `{"data":{"error_code":null,"flow":""`+extra+`}}`, jsonType)))
		}
		return list
	}
	changed := func(from, to *state.State) (lines int) {
		had := map[string]int{}
		for _, line := range strings.Split(content(t, write(t, from)), "\n") {
			had[line]++
		}
		for _, line := range strings.Split(content(t, write(t, to)), "\n") {
			if had[line]--; had[line] < 0 {
				lines++
			}
		}
		return lines
	}
	first := after(run(3, observations("")...))
	if n := changed(first, after(run(3, observations("")...), run(4, observations("")...))); n != 1 {
		t.Errorf("%d lines changed where nothing but the date did", n)
	}
	part := run(4, observations("")[:1]...)
	part.Whole = false
	if n := changed(first, after(run(3, observations("")...), part)); n != 1 {
		t.Errorf("%d lines changed where one scenario was asked again", n)
	}
	down := run(4, with(observed("A"), outcome.Inconclusive), with(observed("B"), outcome.Skipped))
	down.Whole = false
	if n := changed(first, after(run(3, observations("")...), down)); n != 0 {
		t.Errorf("%d lines changed where nothing was verified", n)
	}
	accepted := after(run(3, observations("")...))
	accepted.Accept(run(3, observations(`,"expires_at":"x"`)...))
	if n := changed(first, accepted); n > 5 {
		t.Errorf("%d lines changed where one property is new", n)
	}
}

func TestReadSaysWhatIsWrongWithAFile(t *testing.T) {
	good := livedText
	const hint = "Take it back from version control, or delete it: the next run makes a new one."
	for name, test := range map[string]struct{ text, want, hint string }{
		"empty":           {"", "PATH:1: unexpected end of JSON input", hint},
		"cut":             {good[:len(good)/2], "PATH:75: unexpected end of JSON input", hint},
		"a merge":         {strings.Replace(good, `    "422 Un"`, "<<<<<<< HEAD\n    \"422 Un\"", 1), "PATH:71: invalid character '<' looking for beginning of object key string", hint},
		"not an object":   {"[]", "PATH:1: the file: a JSON array is not what belongs there", hint},
		"no version":      {"{}", "PATH: want version 1, have 0", hint},
		"an odd version":  {`{"version":"1"}`, "PATH:1: version: a JSON string is not what belongs there", hint},
		"a newer version": {`{"version":2,"more":{}}`, "PATH: it is of version 2, and this kycspec knows none above 1", "Take a newer kycspec, or another KYC_STATE_DIR."},
		"more":            {strings.Replace(good, `"target"`, `"targets"`, 1), `PATH: json: unknown field "targets"`, hint},
		"two":             {good + good, "PATH:158: invalid character '{' after top-level value", hint},
		"a verdict":       {strings.Replace(good, `"skipped"`, `"superb"`, 1), `PATH: a.feature > D: the verdict "superb" is unknown`, hint},
		"a missing one":   {strings.Replace(good, `"422 Un": {`, `"423": {`, 1), `PATH: a.feature > <B>: there is no answer "422 Un"`, hint},
		"another type":    {strings.Replace(good, `"status": 422`, `"status": "422"`, 1), "PATH:72: answers.status: a JSON string is not what belongs there", hint},
		"another zone":    {strings.Replace(good, "2024-11-05T12:00:00Z", "2024-11-05T14:00:00+02:00", 1), "PATH: the time 2024-11-05T14:00:00+02:00 is not in UTC", hint},
		"a bad time":      {strings.Replace(good, "2024-11-05T12:00:00Z", "yesterday", 1), `PATH: parsing time "yesterday" as "2006-01-02T15:04:05Z07:00": cannot parse "yesterday" as "2006"`, hint},
	} {
		t.Run(name, func(t *testing.T) {
			f := file(t)
			if err := os.MkdirAll(filepath.Dir(f.Path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(f.Path, []byte(test.text), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := f.Read()
			var wrong *state.Unreadable
			if !errors.As(err, &wrong) {
				t.Fatalf("error %v", err)
			}
			if got, want := strings.ReplaceAll(err.Error(), f.Path, "PATH"), "read state: "+test.want; got != want || wrong.Hint != test.hint {
				t.Errorf("got  %s (%s)\nwant %s (%s)", got, wrong.Hint, want, test.hint)
			}
			err = f.Update(t.Context(), state.Lock{}, func(*state.State) error { t.Error("it was changed"); return nil })
			if !errors.As(err, &wrong) || content(t, f) != test.text {
				t.Errorf("it was not left as it was: %v", err)
			}
		})
	}
}

func TestWhereAStateIsKept(t *testing.T) {
	for base, want := range map[string]string{
		"":                           "embedded",
		"https://sandbox.test":       "sandbox.test",
		"http://127.0.0.1:8080":      "127.0.0.1_8080",
		"http://[::1]:8080":          "1__8080",
		"https://sandbox.test/v1/":   "sandbox.test_v1",
		"https://SANDBOX.test/../..": "sandbox.test",
		"http://embedded":            "host_embedded",
		"http://runs":                "host_runs",
		"https://..":                 "host_",
		"https://bücher.test":        "b_cher.test",
	} {
		if got := filepath.ToSlash(state.Of("dir", base).Path); got != "dir/"+want+"/state.json" {
			t.Errorf("%s: %s", base, got)
		}
	}
}
