package contract_test

import (
	"encoding/json"
	"slices"
	"strings"
)

// values are of all JSON types, and at and past each bound of the contract.
var values = func() []string {
	list := []string{
		"null", "true", "false", "0", "-0", "-1", "1", "4", "5", "1.5", "1.0", "2e0", "4.0000000000000001", "422", "201",
		"2147483647", "2147483648", "-2147483648", "-2147483649", "2147483647.5", "9223372036854775808", "1e400", "1e-400", "-1e999999999",
		`""`, `" "`, `"0"`, `"null"`, `"KYC_OCC"`, `"kyc_occ"`, `"ERR01"`, `"ERR02"`, `"OCC_RULES_ENGINE_V2"`, `"ethereum"`, `"bitcoin"`,
		`"YQ=="`, `"YQ"`, `"-_+/"`, `"A"`, `"="`, `"a b"`, `"YWJj\n"`, `"\u0000"`, `"\ud800"`,
		"[]", "[null]", "[[[]]]", "{}", `{"":0}`, `{"data":{}}`, `{"error":{"error":{}}}`,
	}
	for _, n := range []int{99, 100, 101, 400, 401, 999, 1000, 1001, 99999, 100000, 100001} {
		list = append(list, `"`+strings.Repeat("A", n)+`"`)
	}
	for _, n := range []int{50, 100, 400, 500, 501, 1000, 1001} {
		list = append(list, `"`+strings.Repeat("𝒳", n)+`"`, `"`+strings.Repeat("é", n)+`"`)
	}
	for _, n := range []int{129, 130, 131} {
		digits := strings.Repeat("aB3", 50)[:n]
		list = append(list, `"0x`+digits+`"`, `"`+digits+`"`, `"0X`+digits+`"`, `"0x`+digits[1:]+`g"`)
	}
	return list
}()

// raws are bodies that no mutation of a JSON value gives.
var raws = []string{
	"", " ", "\r\n", "null", "true", "0", `""`, "[]", "{}", "[{}]", "nul", "tru", "{", `{"`, "}", `{"a"}`, "{,}", "'x'", "NaN", "<html></html>", "a=1&b=2",
	"\xff", "\xef\xbb\xbf{}", "\x00", "{\x00}", "{}\x00", "{} {}", "{}x", "[] []", `{"a":1,"a":2}`, "/**/{}", "{}//", `{"a":01}`, `{"a":+1}`, `{"a":.5}`, `{"a":1.}`, "\"\x01\"", "\"\\x\"",
}

// wraps make a body that is no longer one plain document of a body that is.
var wraps = []func(string) string{
	func(s string) string { return " \n" + s + "\t\r\n" },
	func(s string) string { return s + s },
	func(s string) string { return s + " trailing" },
	func(s string) string { return s + "]" },
	func(s string) string { return "\xef\xbb\xbf" + s },
	func(s string) string { return s[:len(s)-1] },
	func(s string) string { return s[:len(s)/2] },
	func(s string) string { return "[" + s + "]" },
	func(s string) string { return `{"x":0,"x":0,` + s[1:] },
	func(s string) string { return inText(s, 0, "\xff") },
	func(s string) string { return inText(s, 1, "\xff") },
	func(s string) string { return inText(s, 2, "\xc0\xaf") },
	func(s string) string { return inText(s, 1, "\x00") },
	func(s string) string { return strings.Replace(s, ":", " : ", -1) },
	func(s string) string { return strings.Replace(s, ",", ",,", 1) },
	func(s string) string { return strings.Replace(s, `"`, "'", -1) },
}

// inText puts something at the beginning of the nth text that is a property's value.
func inText(body string, n int, what string) string {
	const before = `":"`
	parts := strings.SplitAfterN(body, before, n+2)
	if len(parts) < n+2 {
		return body
	}
	parts[n+1] = what + parts[n+1]
	return strings.Join(parts, "")
}

// member is one property of an object; order and repetition are kept.
type member struct {
	name  string
	value node
}

// node is a JSON value that can be changed: an object, or any other as text.
type node struct {
	members []member
	object  bool
	text    string
}

func nodeOf(v any) node {
	object, ok := v.(map[string]any)
	if !ok {
		text, err := json.Marshal(v)
		if err != nil {
			panic(err)
		}
		return node{text: string(text)}
	}
	n := node{object: true}
	for name, inner := range object {
		n.members = append(n.members, member{name, nodeOf(inner)})
	}
	slices.SortFunc(n.members, func(a, b member) int { return strings.Compare(a.name, b.name) })
	return n
}

func (n node) String() string {
	if !n.object {
		return n.text
	}
	parts := make([]string, len(n.members))
	for i, m := range n.members {
		name, _ := json.Marshal(m.name)
		parts[i] = string(name) + ":" + m.value.String()
	}
	return "{" + strings.Join(parts, ",") + "}"
}

// mutants gives every node that differs from n in one place: a property is
// missing, there twice, strange, or of another value.
func (n node) mutants(values []string) []node {
	var list []node
	for _, v := range values {
		list = append(list, node{text: v})
	}
	if !n.object {
		return list
	}
	for _, stray := range []string{"stray", "", "a/b~c%d.e", "é", "$ref", "properties"} {
		list = append(list, n.with(len(n.members), member{stray, node{text: `{"x":[1]}`}}))
	}
	for i, m := range n.members {
		list = append(list, node{object: true, members: slices.Delete(slices.Clone(n.members), i, i+1)})
		list = append(list, n.with(len(n.members), m))
		for _, inner := range m.value.mutants(values) {
			list = append(list, n.with(i, member{m.name, inner}))
		}
	}
	return list
}

// with is a copy of an object with another member at i, or one more.
func (n node) with(i int, m member) node {
	members := slices.Clone(n.members)
	if i == len(members) {
		return node{object: true, members: append(members, m)}
	}
	members[i] = m
	return node{object: true, members: members}
}

// bodies are the mutants of a sample, of some of them again, and what is no mutant.
func bodies(sample any, values []string) []string {
	root := nodeOf(sample)
	list := []string{root.String()}
	for i, m := range root.mutants(values) {
		list = append(list, m.String())
		if m.object && i%97 == 0 {
			for _, again := range m.mutants(values[:12]) {
				list = append(list, again.String())
			}
		}
	}
	list = append(list, raws...)
	for _, wrap := range wraps {
		list = append(list, wrap(root.String()))
	}
	return list
}
