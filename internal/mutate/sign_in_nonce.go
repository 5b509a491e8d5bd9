package mutate

import (
	"strings"
	"sync"
	"time"

	"kycspec/internal/sandbox"
	"kycspec/internal/spec"
	"kycspec/internal/wallet"
)

// nonceMemories remember something else of a sign-in than its nonce, so that the
// same nonce is accepted again in another one.
func (m *maker) nonceMemories() {
	clause, noticedBy := m.rejects(spec.KeywordSIWENonce)
	for _, memory := range []struct {
		id, says string
		use      func(sandbox.SignIn) bool
	}{
		{"signature", "A nonce is remembered as the signature was written.", remembering(func(s sandbox.SignIn) string { return s.Signature })},
		{"signature-bytes", "A nonce is remembered by the bytes of the signature.", remembering(func(s sandbox.SignIn) string { return strings.ToLower(s.Signature) })},
		{"signature-numbers", "A nonce is remembered by r and s of the signature.", remembering(func(s sandbox.SignIn) string {
			return strings.ToLower(s.Signature[:len(s.Signature)-2])
		})},
		{"message", "A nonce is remembered as the message was written.", remembering(func(s sandbox.SignIn) string { return s.Message })},
		{"customer", "A nonce is remembered for each customer.", remembering(func(s sandbox.SignIn) string { return s.Customer + " " + s.Nonce })},
		{"level", "A nonce is remembered for each level.", remembering(func(s sandbox.SignIn) string { return s.Level + " " + s.Nonce })},
		{"address", "A nonce is remembered for each wallet, by how its address is written.", remembering(func(s sandbox.SignIn) string { return s.Address + " " + s.Nonce })},
		{"application", "A nonce is remembered for each application.", remembering(func(s sandbox.SignIn) string { return s.Application + " " + s.Nonce })},
		{"last", "Of each wallet only the last nonce is remembered.", rememberingLast()},
		{"late", "A nonce is remembered when the answer is on its way.", rememberingLate()},
	} {
		m.add(Mutant{ID: "sign-in/nonce/" + memory.id, Kind: SkippedChecks, Clause: clause, Says: memory.says, Faults: sandbox.Faults{UseNonce: memory.use},
			noticedBy: noticedBy, tryAll: true, hint: "a scenario in which the nonce comes again in another way"})
	}
}

// remembering uses nonces up by something that is remembered of their sign-ins.
func remembering(what func(sandbox.SignIn) string) func(sandbox.SignIn) bool {
	var used sync.Map
	return func(s sandbox.SignIn) bool {
		_, known := used.LoadOrStore(what(s), true)
		return !known
	}
}

// rememberingLast remembers the last nonce of each wallet.
func rememberingLast() func(sandbox.SignIn) bool {
	var last sync.Map
	return func(s sandbox.SignIn) bool {
		before, known := last.Swap(strings.Join(wallet.Signers(s.Message, s.Signature), " ")+s.Customer, s.Nonce)
		return !known || before != s.Nonce
	}
}

// lateness is the most that passes between the look at a nonce and the note of it:
// long enough for another request to come between, where two are under way.
const lateness = 200 * time.Millisecond

// rememberingLate looks whether a nonce was used, and notes it only when another
// request with it has been looked at too, or a while has passed.
func rememberingLate() func(sandbox.SignIn) bool {
	var mu sync.Mutex
	looking := map[string]chan struct{}{} // closed when the other request comes
	used := remembering(func(s sandbox.SignIn) string { return s.Nonce })
	return func(s sandbox.SignIn) bool {
		mu.Lock()
		other, between := looking[s.Nonce]
		if between {
			delete(looking, s.Nonce)
			mu.Unlock()
			close(other)
			return true
		}
		other = make(chan struct{})
		looking[s.Nonce] = other
		mu.Unlock()
		select {
		case <-other:
			used(s)
			return true
		case <-time.After(lateness):
		}
		mu.Lock()
		defer mu.Unlock()
		delete(looking, s.Nonce)
		return used(s)
	}
}
