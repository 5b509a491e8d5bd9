package mutate

import (
	"strings"
	"testing"
)

// request is a body that the contract allows, with one text in place of another.
func request(t *testing.T, old, instead string) any {
	t.Helper()
	good := `{"action":{"level":1,"type":"OCC_RULES_ENGINE"},"customer":{"external_id":"c","wallet":{"address":"a","blockchain":"ethereum"}}}`
	if !strings.Contains(good, old) {
		t.Fatalf("there is no %s to replace", old)
	}
	body, ok := decode([]byte(strings.Replace(good, old, instead, 1)))
	if !ok {
		t.Fatalf("%s is no JSON", instead)
	}
	return body
}

// TestALenientParserTakesWhatIsNearlyRight tries each lenient reading: it takes
// what is nearly right, and neither what is right nor what is quite wrong.
func TestALenientParserTakesWhatIsNearlyRight(t *testing.T) {
	const level, engine, chain = `"level":1`, `"OCC_RULES_ENGINE"`, `"ethereum"`
	tests := map[string]struct{ old, nearly, not string }{
		"action.level/type/as-null":                     {level, `"level":null`, `"level":0`},
		"action.level/type/as-fraction":                 {level, `"level":1.5`, `"level":2.0`},
		"action.level/type/as-text":                     {level, `"level":"1"`, `"level":"one"`},
		"action.level/minimum/unsigned":                 {level, `"level":-4`, `"level":-5`},
		"action.level/maximum/wrapped-8":                {level, `"level":257`, `"level":256`},
		"action.level/maximum/wrapped-32":               {level, `"level":4294967297`, `"level":4294967296`},
		"action.type/enum/line-break":                   {engine, `"OCC_RULES_ENGINE\n"`, `"OCC_RULES_ENGINE "`},
		"action.type/enum/dash":                         {engine, `"OCC-RULES-ENGINE"`, `"OCC RULES ENGINE"`},
		"customer.wallet.blockchain/enum/shorter":       {chain, `"ether"`, `"thereum"`},
		"customer.external_id/maxLength/trimmed":        {`"c"`, `"` + strings.Repeat(" ", 1001) + `"`, `"` + strings.Repeat("x", 1001) + `"`},
		"action.type/enum/case":                         {engine, `"occ_rules_engine"`, `"occ"`},
		"action.type/enum/space-before":                 {engine, `" OCC_RULES_ENGINE"`, `"OCC_RULES_ENGINE "`},
		"action.type/enum/space-after":                  {engine, `"OCC_RULES_ENGINE "`, `" OCC_RULES_ENGINE"`},
		"customer.wallet.blockchain/enum/longer":        {chain, `"ethereum_classic"`, `"ether"`},
		"customer.wallet.blockchain/enum/empty":         {chain, `""`, `"x"`},
		"customer.external_id/type/as-number":           {`"c"`, `7`, `true`},
		"customer.wallet/type/as-list":                  {`{"address":"a","blockchain":"ethereum"}`, `[]`, `""`},
		"customer/type/as-text":                         {`{"external_id":"c","wallet":{"address":"a","blockchain":"ethereum"}}`, `"c"`, `7`},
		"customer.wallet.siwe/required/message/as-none": {`"address":"a"`, `"address":"a","siwe":{}`, `"address":"a","siwe":{"x":1}`},
		"customer.wallet.siwe/type/as-null":             {`"address":"a"`, `"address":"a","siwe":null`, `"address":"a"`},
		"$/type/as-list":                                {`{"action":{"level":1,"type":"OCC_RULES_ENGINE"},"customer":{"external_id":"c","wallet":{"address":"a","blockchain":"ethereum"}}}`, `[]`, `null`},
	}
	mutants := map[string]Mutant{}
	list, _ := List(load(t))
	for _, m := range list {
		mutants[strings.TrimPrefix(m.ID, "over-accepting/request/")] = m
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			m, known := mutants[name]
			if !known {
				t.Fatal("there is no such mutant")
			}
			for body, want := range map[string]bool{test.old: false, test.nearly: true, test.not: false} {
				if got := m.Faults.Accept(request(t, test.old, body)); got != want {
					t.Errorf("accepts %s: %v, want %v", body, got, want)
				}
			}
		})
	}
}
