package steps

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"kycspec/internal/client"
	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/outcome"
	"kycspec/internal/sandbox"
	"kycspec/internal/spec"
	"kycspec/internal/wallet"
)

// origins are what signatures may have to name: loopback, the vendor's sandbox,
// and hosts of odd forms.
var origins = [][2]string{
	{"127.0.0.1:8080", "http://127.0.0.1:8080"},
	{"sandbox-api.sandbox.lemmax.com", "https://sandbox-api.sandbox.lemmax.com"},
	{"localhost:1", "https://localhost:1/login?next=/"},
	{"app.example", "urn:example:app"},
	{"[::1]:8443", "https://[::1]:8443"},
}

// failed are the demands that a sign-in does not meet, by a verifier that makes one check at a time.
func failed(env *Environment, s *scenarioState) map[string]bool {
	list := map[string]bool{}
	blockchain, _ := s.draft.Get(spec.RoleBlockchain).(string)
	chain, _ := wallet.Lookup(blockchain)
	address, _ := s.draft.Get(spec.RoleAddress).(string)
	for _, check := range wallet.Checks() {
		v := wallet.Verifier{Domain: env.SIWEDomain, URI: env.SIWEURI, ChainID: chain.ChainID, Now: env.Now, Skip: map[wallet.Check]bool{}}
		for _, other := range wallet.Checks() {
			v.Skip[other] = other != check
		}
		if v.Verify(s.signed.text, s.signed.signature, address) != nil {
			list[sandbox.Demand(check)] = true
		}
	}
	return list
}

// begun is a scenario of a customer, with what signatures have to name.
func begun(t *testing.T, domain, uri string, said ...string) (*Environment, *scenarioState, func(string) error) {
	_, env, _ := newScenario(t)
	env.SIWEDomain, env.SIWEURI = domain, uri
	ctx := env.Begin(t.Context(), nil)
	sayAll(t, ctx, said...)
	return env, fromContext(ctx), func(text string) error { return say(t, ctx, text) }
}

func TestEveryMessageBreaksWhatItIsSaidTo(t *testing.T) {
	for _, origin := range origins {
		for says, q := range qualities {
			t.Run(origin[0]+"/"+says, func(t *testing.T) {
				env, s, saying := begun(t, origin[0], origin[1], "a customer", "the customer signs in with the wallet", "the application requests KYC")
				before := nonceOf(s.signed.text)
				var skip *outcome.Skip
				switch err := saying("the customer signs a message that " + says); {
				case errors.As(err, &skip) && skip.Obstacle.Subject == "parent domain":
					return
				case err != nil:
					t.Fatal(err)
				}
				want := map[string]bool{}
				if q.broken && q.demand != spec.KeywordSIWENonce {
					want[q.demand] = true
				}
				got := failed(env, s)
				if says == "names an address one digit off" {
					want[spec.KeywordSIWESignature] = true // of which of the two addresses it is not, nobody can say
				}
				if strings.HasPrefix(origin[0], "[") && q.demand == spec.KeywordSIWEDomain {
					delete(got, spec.KeywordSIWEForm) // what is beside such a host may be no authority
				}
				if says == "writes its chain id in hex" {
					delete(got, spec.KeywordSIWEChain) // a chain id that cannot be read is not the right one
				}
				if !maps.Equal(want, got) {
					t.Errorf("breaks %v, want %v:\n%s", got, want, s.signed.text)
				}
				if again := nonceOf(s.signed.text) == before; again != (q.broken && q.demand == spec.KeywordSIWENonce) {
					t.Errorf("the nonce is that of the one before: %t", again)
				}
				if s.signed.about.Demand != q.demand || s.signed.about.Broken != q.broken || q.demand == "" {
					t.Errorf("said to be about %+v, want %+v", s.signed.about, q.about())
				}
			})
		}
	}
}

func TestEverySignatureBreaksWhatItIsSaidTo(t *testing.T) {
	for flaw := range signatureFlaws {
		t.Run(flaw, func(t *testing.T) {
			env, s, saying := begun(t, origins[0][0], origins[0][1], "a customer", "the customer signs in with the wallet")
			before := s.signed.signature
			if err := saying("the signature " + flaw); err != nil {
				t.Fatal(err)
			}
			_, good := otherSignatures[flaw]
			good = good || flaw == "has v counted from 0" // which EIP-191 leaves open
			got := failed(env, s)
			if want := (map[string]bool{spec.KeywordSIWESignature: true}); good && len(got) > 0 || !good && !maps.Equal(want, got) {
				t.Errorf("breaks %v: %s", got, s.signed.signature)
			}
			if s.signed.signature == before {
				t.Error("the signature is as it was")
			}
		})
	}
}

func TestAnAlteredMessageIsNotTheOneThatWasSigned(t *testing.T) {
	env, s, saying := begun(t, origins[1][0], origins[1][1], "a customer", "the customer signs a message that says no more than it must")
	if err := saying("the message is altered after signing"); err != nil {
		t.Fatal(err)
	}
	if got := failed(env, s); !maps.Equal(got, map[string]bool{spec.KeywordSIWESignature: true}) {
		t.Errorf("breaks %v", got)
	}
}

// Whatever is to be named, and on whichever blockchain: a message is one that the
// contract has room for, or it is not sent, because nothing of it could go.
func TestMessagesOfAnyLengthFitOrAreNotSent(t *testing.T) {
	c, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	longest, err := c.Limit(spec.RoleMessage, contract.Longest, false)
	if err != nil {
		t.Fatal(err)
	}
	most := int(longest.Num().Int64())
	sentences := []string{"signs in with the wallet", "signs a message at its longest", "signs a message just past its longest"}
	for says := range qualities {
		if qualities[says].nonce == nil {
			sentences = append(sentences, "signs a message that "+says)
		}
	}
	slices.Sort(sentences)
	step := 1
	if testing.Short() {
		step = 7
	}
	for _, does := range sentences {
		sent := 0
		for n := 0; n <= 250; n += step { // a host has at most 253 characters
			domain, uri := strings.Repeat("a", 1+n/2)+".b", "https:"+strings.Repeat("c", 1+(n+1)/2)
			_, s, saying := begun(t, domain, uri, "a customer with a wallet on "+[]string{"ethereum", "sepolia"}[n%2])
			err := saying("the customer " + does)
			var skip *outcome.Skip
			least := s.message().MinLength()
			switch length := utf8.RuneCountInString(s.signed.text); {
			case errors.As(err, &skip) && skip.Obstacle == (outcome.Obstacle{Kind: outcome.NotSupported, Subject: "message length"}):
				if does == "signs in with the wallet" && least <= most {
					t.Errorf("skipped, though %d characters would do: %v", least, err)
				}
			case err != nil:
				t.Fatal(err)
			case strings.Contains(does, "just past") != (length > most):
				t.Errorf("%s: %d characters are signed, the contract has room for %d", does, length, most)
			default:
				sent++
			}
		}
		if sent == 0 {
			t.Errorf("%s: never sent", does)
		}
	}
}

// At the vendor's own host nothing is skipped.
func TestEverythingCanBeAskedOfTheVendorsSandbox(t *testing.T) {
	for says := range qualities {
		_, _, saying := begun(t, origins[1][0], origins[1][1], "a customer with a wallet on sepolia", "the customer signs in with the wallet")
		if err := saying("the customer signs a message that " + says); err != nil {
			t.Errorf("%s: %v", says, err)
		}
	}
}

func TestASkippedMessageSaysHowLongItWouldBe(t *testing.T) {
	domain := strings.Repeat("a", 130)
	_, _, saying := begun(t, domain, "https://"+domain, "a customer")
	err := saying("the customer signs in with the wallet")
	want := fmt.Sprintf("a message for the domain %s and the URI https://%s that is good has at least 446 characters, which is more than the contract has room for", domain, domain)
	if err == nil || err.Error() != want || verdictOf(err) != "skipped" {
		t.Errorf("got %v (%s)\nwant %s", err, verdictOf(err), want)
	}
}

func TestTheShortestMessageIsTheStandards(t *testing.T) {
	c, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	clause, _ := c.Clause("request/customer.wallet.siwe.message/minLength")
	if clause.Unprovokable == "" {
		t.Error("a message of 100 characters is said to be one")
	}
	m := wallet.Message{Domain: "a", Address: "0x0000000000000000000000000000000000000000", URI: "a:", ChainID: 1, Nonce: "00000000", IssuedAt: time.Unix(0, 0).UTC()}
	if m.MinLength() != wallet.ShortestMessage || len(m.String()) != wallet.ShortestMessage {
		t.Errorf("the shortest message has %d characters, want %d", m.MinLength(), wallet.ShortestMessage)
	}
}

// sharedBox is a mailbox for several senders at once.
type sharedBox struct {
	*mailbox
	mu sync.Mutex
}

func (b *sharedBox) Send(ctx context.Context, call client.Call) (*exchange.Exchange, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.mailbox.Send(ctx, call)
}

func TestTwoRequestsAreSentAtTheSameMoment(t *testing.T) {
	for name, test := range map[string]struct {
		statuses []int
		want     string
	}{
		"one is served":      {[]int{201, 422}, ""},
		"the other is":       {[]int{422, 201}, ""},
		"both are served":    {[]int{201, 201}, "semantic/request/customer.wallet.siwe/eip-4361-nonce"},
		"neither is served":  {[]int{422, 422}, "semantic/request/customer.wallet.siwe/eip-4361-nonce"},
		"both are not found": {[]int{404, 404}, "status"},
	} {
		t.Run(name, func(t *testing.T) {
			_, env, box := newScenario(t)
			for _, status := range test.statuses {
				box.answers = append(box.answers, box.answer(status))
			}
			env.Sender = &sharedBox{mailbox: box}
			ctx := env.Begin(t.Context(), nil)
			sayAll(t, ctx, "a customer who signs in with the wallet")
			err := say(t, ctx, "the application requests KYC twice at the same moment")
			if err == nil {
				err = say(t, ctx, "KYC is started only once")
			}
			var broken *contract.Broken
			errors.As(err, &broken)
			if test.want == "" && err != nil || test.want != "" && (broken == nil || broken.Violations[0].Clause != test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
			if len(box.calls) != 2 || string(box.calls[0].Body) != string(box.calls[1].Body) {
				t.Errorf("%d requests were sent", len(box.calls))
			}
		})
	}
}
