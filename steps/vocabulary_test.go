package steps

import (
	"fmt"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"kycspec/internal/gherkin"
)

// usedSteps is the text of every step of the features, without its keyword.
func usedSteps(t *testing.T) []string {
	t.Helper()
	suite, err := gherkin.Load(os.DirFS(".."), gherkin.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, scenario := range suite.Scenarios() {
		for _, step := range scenario.Steps {
			_, text, _ := strings.Cut(step, " ")
			used[text] = true
		}
	}
	return slices.Sorted(maps.Keys(used))
}

func TestEverySentenceIsUsed(t *testing.T) {
	used := usedSteps(t)
	for _, s := range Vocabulary() {
		if !slices.ContainsFunc(used, s.Pattern.MatchString) {
			t.Errorf("no feature says %q", s.Wording)
		}
	}
}

func TestEveryQualityAndFlawIsUsed(t *testing.T) {
	used := usedSteps(t)
	for says := range qualities {
		if !slices.Contains(used, "the customer signs a message that "+says) {
			t.Errorf("no feature has a message that %s", says)
		}
	}
	for flaw := range signatureFlaws {
		if !slices.Contains(used, "the signature "+flaw) {
			t.Errorf("no feature has a signature that %s", flaw)
		}
	}
	for credential := range worthless {
		if !slices.Contains(used, "the application requests KYC with "+credential) {
			t.Errorf("no feature requests with %s", credential)
		}
	}
}

func TestTheVocabularyCanBeRun(t *testing.T) {
	says := map[string]bool{}
	for _, s := range Vocabulary() {
		do := reflect.TypeOf(s.Do)
		if do.Kind() != reflect.Func || do.NumIn() != s.Pattern.NumSubexp()+1 || do.NumOut() != 1 {
			t.Errorf("%s: %v takes not what %s gives", s.Wording, do, s.Pattern)
		}
		if says[s.Wording] {
			t.Errorf("%q is said twice", s.Wording)
		}
		says[s.Wording] = true
	}
}

func TestWhatWasMeantIsSuggested(t *testing.T) {
	const asks = "the application requests KYC"
	for said, meant := range map[string]string{
		asks + ` with the level "abc"`:            asks + " with the <name> given as <JSON>",
		asks + ` with the external id "x y"`:      asks + " with the <name> given as <JSON>",
		asks + ` with external id "x"`:            asks + " with the <name> given as <JSON>",
		asks + ` where the level is given as 3`:   asks + " with the <name> given as <JSON>",
		asks + " with level 3":                    asks + " at level <level> [under <rules engine>]",
		asks + " on level 3 under OCC_RULES":      asks + " at level <level> [under <rules engine>]",
		asks + " without level":                   asks + " without the <name>",
		asks + " with a made up token":            asks + " with <some credential>",
		asks + " accepting text/html":             asks + ` accepting "<media types>"`,
		asks + ` in the type "text/plain"`:        asks + ` in the media type "<media type>"`,
		asks + " with the level at its most":      asks + ` with the <name> <at or just past> its <limit>[, written in "<letters>"]`,
		"the application request KYC":             asks + " [again]",
		"the aplication requests KYC agian":       asks + " [again]",
		"KYC is stated":                           "KYC is started",
		"KYC has started":                         "KYC is started",
		"a costumer":                              "a customer [with a wallet on <blockchain>]",
		"a customer on polygon":                   "a customer [with a wallet on <blockchain>]",
		"a customer who is banned":                "a customer that is <banned or forbidden>",
		"the request is refused with 422":         "the request is refused as <status and its name>",
		"the request is rejected as documented":   "the request is refused as documented",
		"the answer should be 500 Internal Error": "the answer is <status and its name>",
		"the error code should be ERR01":          "the error code is <code>",
		"the session is the same":                 "the KYC session is <the same or another>",
		"an application that needs signatures":    "an application that requires [no] wallet signatures",
		"the moon is made of cheese":              "",
		"xyzzy":                                   "",
	} {
		suite, err := gherkin.Load(fstest.MapFS{"features/a.feature": {Data: []byte("Feature: A\n Scenario: B\n  * " + said + "\n")}}, gherkin.Selection{})
		if err != nil {
			t.Fatal(err)
		}
		want := "use one of the known sentences, or add this one to the vocabulary"
		if meant != "" {
			want = fmt.Sprintf("did you mean %q?", meant)
		}
		if got := suite.Bind(Vocabulary()); len(got) != 1 || got[0].Hint != want {
			t.Errorf("%s\ngot  %v\nwant %s", said, got, want)
		}
	}
}
