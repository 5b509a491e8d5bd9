package steps

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"kycspec/internal/contract"
	"kycspec/internal/spec"
)

// Expect tells a scenario, before each of its steps, which steps follow it,
// with their keywords.
func Expect(ctx context.Context, rest []string) {
	if w, ok := ctx.Value(worldKey{}).(*world); ok {
		w.next = rest
	}
}

// hidden is what a refusal in a form of its own hides. Such an answer ends the
// scenario before it is asked whether there was to be a refusal at all, or this
// one; so that an API which words all refusals in a way of its own could refuse
// what it must accept, and nobody would hear of it. What the next step promises
// is asked of the answer at once.
func (w *world) hidden(ctx context.Context, broken []contract.Violation) []contract.Violation {
	if len(broken) == 0 || len(w.next) == 0 || w.answer.Status()/100 != 4 || !w.aboutForm(broken) {
		return nil
	}
	_, promise, _ := strings.Cut(w.next[0], " ")
	var unkept *contract.Broken
	errors.As(keeps(ctx, promise), &unkept)
	if unkept == nil {
		return nil
	}
	return unkept.Violations
}

// aboutForm says whether violations are of nothing but an answer's own form.
func (w *world) aboutForm(broken []contract.Violation) bool {
	for _, v := range broken {
		clause, known := w.kit.Contract.Clause(v.Clause)
		if known && (clause.Status == "" || clause.Part == spec.StatusPart) {
			return false
		}
	}
	return true
}

// keeps asks the last answer about a sentence; nil where that says nothing of answers.
func keeps(ctx context.Context, promise string) error {
	for _, s := range answerSentences {
		groups := s.Pattern.FindStringSubmatch(promise)
		if groups == nil {
			continue
		}
		switch do := s.Do.(type) {
		case func(context.Context) error:
			return do(ctx)
		case func(context.Context, string) error:
			return do(ctx, groups[1])
		case func(context.Context, int, string) error:
			status, err := strconv.Atoi(groups[1])
			if err != nil {
				return nil
			}
			return do(ctx, status, groups[2])
		}
	}
	return nil
}
