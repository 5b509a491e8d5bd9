package sandbox

import (
	"slices"
	"testing"
)

func TestAcceptable(t *testing.T) {
	offers := readMediaTypes([]string{"application/json; charset=utf-8"})
	tests := map[string]struct {
		lines []string
		want  bool
	}{
		"no Accept":                              {nil, true},
		"empty":                                  {[]string{""}, true},
		"commas only":                            {[]string{" , ,"}, true},
		"JSON":                                   {[]string{"application/json"}, true},
		"JSON in capitals":                       {[]string{"Application/JSON"}, true},
		"everything":                             {[]string{"*/*"}, true},
		"every application":                      {[]string{"application/*"}, true},
		"a lone star":                            {[]string{"*"}, true},
		"every text":                             {[]string{"text/*"}, false},
		"text":                                   {[]string{"text/html"}, false},
		"among others":                           {[]string{"text/html, application/json;q=0.1"}, true},
		"on a second line":                       {[]string{"text/html", "application/json"}, true},
		"as browsers ask":                        {[]string{"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}, true},
		"at weight 0":                            {[]string{"application/json;q=0"}, false},
		"at weight 0.000":                        {[]string{"application/json; q=0.000"}, false},
		"at weight 0.001":                        {[]string{"application/json; Q=0.001"}, true},
		"everything at weight 0":                 {[]string{"*/*;q=0"}, false},
		"the type's 0 before the wildcard's 1":   {[]string{"*/*, application/json;q=0"}, false},
		"the range's 0 before the wildcard's 1":  {[]string{"application/*;q=0, */*"}, false},
		"the type's 1 before the wildcard's 0":   {[]string{"*/*;q=0, application/json"}, true},
		"the type's 1 before the range's 0":      {[]string{"application/*;q=0, application/json"}, true},
		"a parameter's 0 before the type's 1":    {[]string{"application/json, application/json;charset=utf-8;q=0"}, false},
		"another parameter's 0 does not count":   {[]string{"application/json, application/json;version=2;q=0"}, true},
		"the same twice, the better counts":      {[]string{"application/json;q=0, application/json;q=1"}, true},
		"with its charset":                       {[]string{`application/json; charset="UTF-8"`}, true},
		"with another charset":                   {[]string{"application/json; charset=latin1"}, false},
		"with another version":                   {[]string{"application/json; version=2"}, false},
		"what comes after the weight":            {[]string{"application/json; q=1; version=2"}, true},
		"a comma in quotes":                      {[]string{`text/plain; a="x, application/json"`}, false},
		"an escaped quote in quotes":             {[]string{`text/plain; a="\", application/json"`}, false},
		"another JSON":                           {[]string{"application/vnd.api+json"}, false},
		"a weight that is none":                  {[]string{"application/json;q=high"}, true},
		"a weight that is no number":             {[]string{"application/json;q=NaN"}, true},
		"a weight past 1":                        {[]string{"application/json;q=7"}, true},
		"nothing readable":                       {[]string{"json"}, true},
		"half a type":                            {[]string{"/json, application/, */json"}, true},
		"something unreadable and another type":  {[]string{"json, text/html"}, false},
		"a parameter without a name or value":    {[]string{"application/json;;"}, true},
		"a lone star at 0 before an exact match": {[]string{"*;q=0, application/json"}, true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if have := acceptable(test.lines, offers); have != test.want {
				t.Errorf("%q: %v, want %v", test.lines, have, test.want)
			}
		})
	}
}

func TestSplit(t *testing.T) {
	tests := map[string][]string{
		"":                  nil,
		" , ":               nil,
		"a":                 {"a"},
		"a, b ,\tc":         {"a", "b", "c"},
		`a="1,2",b`:         {`a="1,2"`, "b"},
		`a="1\",2",b`:       {`a="1\",2"`, "b"},
		`a="never closed,b`: {`a="never closed,b`},
		`a\`:                {`a\`},
		`"\`:                {`"\`},
	}
	for value, want := range tests {
		if have := split(value, ','); !slices.Equal(have, want) {
			t.Errorf("split(%q) = %q, want %q", value, have, want)
		}
	}
}

func FuzzAcceptable(f *testing.F) {
	f.Add("text/html,*/*;q=0.8")
	f.Add(`a/b;c="\"`)
	f.Add("application/*;q=0;, */*")
	offers := readMediaTypes([]string{"application/json"})
	f.Fuzz(func(t *testing.T, line string) {
		// No other line can take back what the most specific range allows by name.
		if !acceptable([]string{line, "application/json"}, offers) {
			t.Errorf("%q excludes what is asked for beside it", line)
		}
	})
}
