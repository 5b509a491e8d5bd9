package mutate

import (
	"net/http"
	"strconv"
	"sync"

	"kycspec/internal/contract"
	"kycspec/internal/sandbox"
	"kycspec/internal/spec"
)

// limits breaks what HTTP demands of an answer to who asks too often.
func (m *maker) limits() {
	for _, clause := range m.manifest.Clauses {
		if clause.Keyword != spec.KeywordRetryAfter {
			continue
		}
		for _, way := range []struct{ name, says, value string }{
			{"missing", "does not say when to ask again", ""},
			{"word", "says when to ask again in a word", "soon"},
			{"fraction", "says when to ask again in a fraction of seconds", "1.5"},
			{"negative", "says to ask again before it came", "-1"},
		} {
			m.add(Mutant{
				ID: clause.ID + "/" + way.name, Kind: Protocol, Clause: clause.ID, Says: "A " + clause.Status + " answer " + way.says + ".",
				Faults: sandbox.Faults{Rewrite: m.on(clause.Status, func(a *sandbox.Answer) {
					if a.Header.Del("Retry-After"); way.value != "" {
						a.Header.Set("Retry-After", way.value)
					}
				})},
				noticedBy: []contract.Exercise{observed(clause.ID)}, tryAll: true, hint: "a scenario that is told how long to wait",
			})
		}
		m.add(Mutant{
			ID: clause.ID + "/endless", Kind: Protocol, Clause: clause.ID, Says: "Whoever asks too often once is never served again.",
			Faults:    sandbox.Faults{Rewrite: m.again(clause.Status, endless)},
			noticedBy: []contract.Exercise{observed(clause.ID)}, tryAll: true, hint: "a scenario that waits as it is told, and asks again",
		})
		m.add(Mutant{ID: "limit-of-others", Kind: Benign, Says: "A limit lasts once more, as if others were asking too.",
			Faults: sandbox.Faults{Rewrite: m.again(clause.Status, 1)}})
	}
}

// endless is more often than anybody asks.
const endless = 1 << 30

// again makes a rewriting that refuses a token which was refused with the status
// so many times more, whatever the request.
func (m *maker) again(key string, times int) func(*sandbox.Answer) {
	var mu sync.Mutex
	left := map[string]int{}
	refusal, _ := strconv.Atoi(key)
	body := encode(m.contract.Sample(refusal))
	return func(a *sandbox.Answer) {
		token := a.Request.Header.Get("Authorization")
		mu.Lock()
		defer mu.Unlock()
		switch more, refused := left[token]; {
		case !m.isOperation(a):
		case a.Status == refusal && !refused:
			left[token] = times
		case refused && more > 0 && a.Status != refusal:
			left[token]--
			a.Status, a.Body = refusal, body
			a.Header = http.Header{"Content-Type": {"application/json"}, "Retry-After": {"1"}}
		}
	}
}
