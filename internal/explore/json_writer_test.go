package explore

import (
	"encoding/json"
	"math/rand/v2"
	"testing"
	"unicode/utf8"

	"kycspec/internal/generate"

	"github.com/google/go-cmp/cmp"
)

func TestHowItIsWrittenChangesNothing(t *testing.T) {
	tree := map[string]any{"a": []any{json.Number("1"), "x\u0000\"\\/\n😀\u2028é", nil, true, map[string]any{}}, "": json.Number("-0.5"),
		"b": map[string]any{"z": "1", "y": []any{}, "😀": false}}
	if got, want := string(write(tree, nil)), `{"":-0.5,"a":[1,"x\u0000\"\\/\n😀`+"\u2028"+`é",null,true,{}],"b":{"y":[],"z":"1","😀":false}}`; got != want {
		t.Errorf("plainly: %s, want %s", got, want)
	}
	ways := map[string]bool{}
	for i := range uint64(300) {
		text := write(tree, rand.New(rand.NewPCG(i, 1)))
		ways[string(text)] = true
		back, err := parse(text)
		if err != nil || !utf8.Valid(text) {
			t.Fatalf("%v: %s", err, text)
		}
		if diff := cmp.Diff(any(tree), back); diff != "" {
			t.Fatalf("%s: %s", text, diff)
		}
	}
	if len(ways) < 200 {
		t.Errorf("%d ways of 300", len(ways))
	}
}

func TestALongerValueChangesNoOther(t *testing.T) {
	short := map[string]any{"a": "x", "b": "the same text, \"quoted\" / and so on", "c": json.Number("1")}
	long := map[string]any{"a": "a much longer one", "b": short["b"], "c": short["c"]}
	for i := range uint64(100) {
		one, other := write(short, rand.New(rand.NewPCG(i, 1))), write(long, rand.New(rand.NewPCG(i, 1)))
		if a, b := rest(one), rest(other); a != b {
			t.Fatalf("%s\n%s", one, other)
		}
	}
}

// rest is a text without what stands for its first two words.
func rest(text []byte) string {
	var v map[string]json.RawMessage
	if err := json.Unmarshal(text, &v); err != nil {
		return err.Error()
	}
	return string(v["b"]) + string(v["c"])
}

func TestMalformedTextsAreNoJSON(t *testing.T) {
	plain := []byte(`{"action":{"level":1,"type":"x"},"customer":{"id":"kycspec-1"}}`)
	for i, way := range malformations {
		for j := range uint64(50) {
			text := way(rand.New(rand.NewPCG(j, 0)))(plain)
			// encoding/json lets bytes pass that are not UTF-8.
			if len(text) == 0 || json.Valid(text) && utf8.Valid(text) {
				t.Errorf("way %d: %q", i, text)
			}
		}
	}
}

func TestTrees(t *testing.T) {
	tree := map[string]any{"a": map[string]any{"b": []any{"x", "y", map[string]any{"c": "z"}}}, "d": nil}
	before := string(write(tree, nil))
	tests := map[string]struct {
		got  any
		want string
	}{
		"set":             {with(tree, pointer{"a", "b", "2", "c"}, "w"), `{"a":{"b":["x","y",{"c":"w"}]},"d":null}`},
		"set anew":        {with(tree, pointer{"a", "n"}, true), `{"a":{"b":["x","y",{"c":"z"}],"n":true},"d":null}`},
		"set all":         {with(tree, nil, "all"), `"all"`},
		"remove":          {without(tree, pointer{"a", "b", "0"}), `{"a":{"b":["y",{"c":"z"}]},"d":null}`},
		"remove a name":   {without(tree, pointer{"d"}), `{"a":{"b":["x","y",{"c":"z"}]}}`},
		"remove nothing":  {without(tree, pointer{"q", "r"}), before},
		"set out of list": {with(tree, pointer{"a", "b", "7"}, "w"), before},
	}
	for name, test := range tests {
		if got := string(write(test.got, nil)); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
	if after := string(write(tree, nil)); after != before {
		t.Errorf("the tree itself was changed: %s", after)
	}
	if diff := cmp.Diff([]pointer{{"a", "b", "0"}, {"a", "b", "1"}, {"a", "b", "2"}}, spots(tree, []string{"a", "b", generate.Element}, nil)); diff != "" {
		t.Error(diff)
	}
	other := map[string]any{"a": map[string]any{"b": []any{}}, "e": "new"}
	if diff := cmp.Diff([]pointer{{"a", "b"}, {"d"}, {"e"}}, differences(tree, other, nil)); diff != "" {
		t.Error(diff)
	}
}
