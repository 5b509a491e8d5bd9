package jsonpointer

import (
	"reflect"
	"testing"
)

func TestPointersAreReadAsTheyAreWritten(t *testing.T) {
	for name, tt := range map[string]struct {
		names   []string
		pointer string
	}{
		"the whole value":             {nil, ""},
		"the empty name":              {[]string{""}, "/"},
		"a plain path":                {[]string{"items", "0", "id"}, "/items/0/id"},
		"a slash and a tilde":         {[]string{"a/b", "m~n"}, "/a~1b/m~0n"},
		"what looks like an escape":   {[]string{"~1", "~01"}, "/~01/~001"},
		"other signs are as they are": {[]string{"c%d", "e^f", `k"l`, " "}, `/c%d/e^f/k"l/ `},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Join(tt.names); got != tt.pointer {
				t.Errorf("Join is %q, want %q", got, tt.pointer)
			}
			if got := Split(tt.pointer); !reflect.DeepEqual(got, tt.names) {
				t.Errorf("Split is %q, want %q", got, tt.names)
			}
		})
	}
}

func TestFind(t *testing.T) {
	value := map[string]any{"items": []any{"first", map[string]any{"a/b": nil}}, "": "empty"}
	for pointer, tt := range map[string]struct {
		want  any
		found bool
	}{
		"":                {value, true},
		"/":               {"empty", true},
		"/items/0":        {"first", true},
		"/items/1/a~1b":   {nil, true},
		"/items/2":        {nil, false},
		"/items/-1":       {nil, false},
		"/items/x":        {nil, false},
		"/items/0/length": {nil, false},
		"/none":           {nil, false},
	} {
		got, found := Find(value, Split(pointer))
		if found != tt.found || !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%q leads to %v, %v; want %v, %v", pointer, got, found, tt.want, tt.found)
		}
	}
}
