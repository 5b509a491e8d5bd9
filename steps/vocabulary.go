// Package steps is the vocabulary of the features: it translates sentences into
// requests and promises. What it sends goes through one function, which judges
// the answer before the step returns, so no scenario can forget to check one.
package steps

import (
	"regexp"
	"slices"

	"kycspec/internal/gherkin"
)

// Vocabulary lists every sentence.
func Vocabulary() gherkin.Vocabulary {
	return slices.Concat(customerSentences, signatureSentences, replaySentences, requestSentences,
		valueSentences, accessSentences, resilienceSentences, answerSentences, widgetSentences, explorationSentences, combinationSentences)
}

func given(pattern, wording string, do any, choices ...string) gherkin.Sentence {
	return sentence("Given", pattern, wording, do, choices)
}

func when(pattern, wording string, do any, choices ...string) gherkin.Sentence {
	return needing(sentence("When", pattern, wording, do, choices), needsToken)
}

func then(pattern, wording string, do any) gherkin.Sentence {
	return sentence("Then", pattern, wording, do, nil)
}

func sentence(keyword, pattern, wording string, do any, choices []string) gherkin.Sentence {
	return gherkin.Sentence{Pattern: regexp.MustCompile("^" + pattern + "$"), Do: do, Wording: wording, Keyword: keyword, Choices: choices}
}
