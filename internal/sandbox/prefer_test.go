package sandbox

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPreferences(t *testing.T) {
	tests := map[string]struct {
		lines []string
		want  map[string]string
	}{
		"none":             {nil, map[string]string{}},
		"one":              {[]string{"code=500"}, map[string]string{"code": "500"}},
		"no value":         {[]string{"respond-async"}, map[string]string{"respond-async": ""}},
		"several":          {[]string{"a=1, b = 2", "C=3"}, map[string]string{"a": "1", "b": "2", "c": "3"}},
		"the first counts": {[]string{"a=1, a=2", "A=3"}, map[string]string{"a": "1"}},
		"in quotes":        {[]string{`code="500", a="x,\"y;"`}, map[string]string{"code": "500", "a": `x,"y;`}},
		"with parameters":  {[]string{"code=500; now; a=b"}, map[string]string{"code": "500"}},
		"a lone semicolon": {[]string{";"}, map[string]string{}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, preferences(http.Header{"Prefer": test.lines})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEveryDocumentedAnswerCanBeForced(t *testing.T) {
	r := newRig(t, Options{})
	for _, status := range []int{200, 201, 401, 403, 406, 415, 422, 429, 500} {
		code := http.StatusText(status)
		t.Run(code, func(t *testing.T) {
			r := &rig{t: t, sandbox: r.sandbox, clock: r.clock}
			preference := "code=" + itoa(status)
			a := r.honest(r.ask(wanted{}.String()).with("Prefer", preference), status)
			if have := a.Header.Get("Preference-Applied"); have != preference {
				t.Errorf("Preference-Applied is %q, want %q", have, preference)
			}
			if status == 429 && a.Header.Get("Retry-After") != "1" {
				t.Errorf("Retry-After is %q, want 1", a.Header.Get("Retry-After"))
			}
			if status == 401 && a.Header.Get("WWW-Authenticate") != "Bearer" {
				t.Errorf("WWW-Authenticate is %q, want Bearer", a.Header.Get("WWW-Authenticate"))
			}
		})
	}
}

func TestForcingComesBeforeEveryCheck(t *testing.T) {
	r := newRig(t, Options{})
	q := question{method: "POST", path: kycPath, body: "{", header: http.Header{"Prefer": {"code=500"}, "Accept": {"text/html"}}}
	want := `{"error":{"code":"forced","message":"This answer was asked for by the Prefer header.","reason":"Internal Server Error","status":500}}`
	if a := r.honest(q, 500); a.text != want {
		t.Errorf("answered %s, want %s", a.text, want)
	}
}

func TestWhatCannotBeForcedIsIgnored(t *testing.T) {
	r := newRig(t, Options{})
	for _, preference := range []string{"code=404", "code=400", "code=503", "code=0", "code=100", "code=", "code=0500",
		"code=+500", "code=five", "code=1000", "code=99999999999999999999", "respond-async", "expires_in=0"} {
		t.Run(preference, func(t *testing.T) {
			r := &rig{t: t, sandbox: r.sandbox, clock: r.clock}
			a := r.honest(r.ask(wanted{}.String()).with("Prefer", preference), 201)
			if _, has := a.Header["Preference-Applied"]; has {
				t.Errorf("Preference-Applied is %q", a.Header.Get("Preference-Applied"))
			}
		})
	}
}
