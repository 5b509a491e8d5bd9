package spec_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/spec"
	"kycspec/schemas"
)

func TestReadNames(t *testing.T) {
	text := string(committed(t)["names.yaml"].Data)
	names, err := spec.ReadNames("names.yaml", []byte(text+"wallet address: customer.wallet.address\n"))
	if err != nil {
		t.Fatal(err)
	}
	places := map[string]string{
		spec.RoleLevel: "action.level", spec.RoleEngine: "action.type", spec.RoleCustomer: "customer.external_id",
		spec.RoleAddress: "customer.wallet.address", spec.RoleBlockchain: "customer.wallet.blockchain",
		spec.RoleSIWE: "customer.wallet.siwe", spec.RoleMessage: "customer.wallet.siwe.message",
		spec.RoleSignature: "customer.wallet.siwe.signature", spec.RoleWidgetData: "data.widget_data",
		spec.RoleErrorCode: "data.error_code", "wallet address": "customer.wallet.address",
		"data.flow": "data.flow", "": "",
	}
	for name, want := range places {
		if got := names.Place(name); got != want {
			t.Errorf("the place of %q is %q, want %q", name, got, want)
		}
	}
	if !names.Known("level") || names.Known("data.flow") {
		t.Error("level is bound and data.flow is not")
	}
	want := "action|address|blockchain|customer|error code|external id|flow|level|message|refusal code|refusal reason|rules engine|signature|siwe|wallet|wallet address|widget data"
	if got := strings.Join(names.All(), "|"); got != want {
		t.Errorf("names %s\nwant  %s", got, want)
	}
}

func TestNoNamesAreNoPanic(t *testing.T) {
	var names spec.Names
	if names.Place("a.b") != "a.b" || names.Known("a.b") || len(names.All()) != 0 || names.Check(spec.Manifest{}) != nil {
		t.Error("names that were never read bind something")
	}
}

func TestReadNamesRefuses(t *testing.T) {
	const need = "; add it with its place in the contract, the steps need to know it"
	good := string(committed(t)["names.yaml"].Data)
	tests := map[string]struct{ text, want string }{
		"empty":     {"", "n: the document is empty; want an object of names and their places"},
		"a list":    {"- level\n", "n:1: want an object of names and their places, have a list"},
		"not YAML":  {"a: b: c\n", "n:1: the document does not parse as YAML: mapping values are not allowed in this context"},
		"a name, 2": {good + "level: action.type\n", `n:23: the key "level" stands twice in one object, first on line 5; remove one`},
		"an object": {strings.Replace(good, "level: action.level", "level: {action: level}", 1),
			"n:5: level: want a dotted place such as action.level, have an object"},
		"a number": {strings.Replace(good, "action.level", "4", 1), `n:5: level: want a dotted place such as action.level, have "4"`},
		"no place": {strings.Replace(good, "action.level", "", 1), "n:5: level: want a dotted place such as action.level, have nothing"},
		"two roles": {strings.NewReplacer("flow: data.flow", "flow:", "siwe: customer", "sivve: customer", "error code:", "code:").Replace(good),
			`n: the name "siwe" is missing` + need + "\n" + `n: the name "error code" is missing` + need + "\n" +
				"n:20: flow: want a dotted place such as action.level, have nothing"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := spec.ReadNames("n", []byte(test.text))
			var problems spec.Problems
			if !errors.As(err, &problems) {
				t.Fatalf("error %#v", err)
			}
			if diff := cmp.Diff(strings.Split(test.want, "\n"), strings.Split(err.Error(), "\n")); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

// A contract that renames a property is met with the nearest places.
func TestCheckNames(t *testing.T) {
	loaded, err := spec.Load(schemas.FS)
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct{ old, by, want string }{
		"nothing changed": {"level:", "level:", ""},
		"level is called tier": {"level", "tier",
			"names.yaml:5: level: the contract has no action.level; the nearest are action.tier, action.type, action"},
		"blockchain is called chain": {"blockchain:\n", "chain:\n",
			"names.yaml:12: blockchain: the contract has no customer.wallet.blockchain; the nearest are customer.wallet.chain, customer.wallet.address, customer.wallet.siwe"},
		"widget_data of the answers is called widget": {"widget_data:\n", "widget:\n",
			"names.yaml:18: widget data: the contract has no data.widget_data; the nearest are data.widget, data.error_code, data.flow"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			newer := extract(t, strings.NewReplacer(test.old, test.by, "- "+strings.TrimSuffix(test.old, ":\n")+"\n", "- "+strings.TrimSuffix(test.by, ":\n")+"\n").
				Replace(string(document(t))))
			if got := loaded.Names.Check(newer.Manifest).Error(); got != test.want {
				t.Errorf("problems %s\nwant     %s", got, test.want)
			}
		})
	}
}

func TestSplitPlace(t *testing.T) {
	tests := map[string]struct {
		place string
		want  []string
	}{
		"the body":        {"$", nil},
		"none":            {"", nil},
		"one":             {"a", []string{"a"}},
		"dotted":          {"a.b_c.[].*", []string{"a", "b_c", "[]", "*"}},
		"a dot in a name": {`a\.b.c`, []string{"a.b", "c"}},
		"a backslash":     {`a\\.b`, []string{`a\`, "b"}},
		"one at the end":  {`a\`, []string{`a\`}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, spec.SplitPlace(test.place)); diff != "" {
				t.Errorf("path (-want +got):\n%s", diff)
			}
		})
	}
}

func TestIsJSON(t *testing.T) {
	tests := map[string]bool{
		"application/json": true, "application/json; charset=utf-8": true, "Application/JSON;Charset=UTF-8": true,
		"application/json;": true, "application/json; =broken": true, "application/problem+json": true,
		"application/*": true, "*/*": true,
		"": false, "text/json": false, "application/jsonp": false, "text/html": false, "text/*": false, "application/xml": false,
	}
	for mediaType, want := range tests {
		if got := spec.IsJSON(mediaType); got != want {
			t.Errorf("%q: %t, want %t", mediaType, got, want)
		}
	}
}

func TestJudged(t *testing.T) {
	tests := map[string]bool{
		"int32": true, "int64": true, "date": true, "date-time": true, "byte": true, "uuid": true,
		"ipv4": true, "ipv6": true, "uri": true, "email": true, "hostname": true,
		"": false, "password": false, "binary": false, "float": false, "double": false, "duration": false, "INT32": false,
	}
	for format, want := range tests {
		if got := spec.Judged(format); got != want {
			t.Errorf("%q: %t, want %t", format, got, want)
		}
	}
}
