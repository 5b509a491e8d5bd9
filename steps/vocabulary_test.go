package steps

import (
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

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
