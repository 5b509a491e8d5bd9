package steps

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
	"kycspec/internal/spec"
	"kycspec/internal/wallet"
)

// quality is what a good message is made into before it is signed. Whatever it is
// about it says itself, because the message that it is given may have been
// shortened: to no statement, a nonce of 8 characters, and no time but the one at
// which it was issued.
type quality struct {
	demand string // the keyword of the clause that the message is about
	broken bool   // it does not do what that demands, and all else is good
	fields func(*wallet.Message) error
	// nonce makes its nonce from that of the message that was signed before; nil: it has one of its own.
	nonce func(before string) string
	text  func(string) string // changes what the fields make; nil: nothing
	// stranger says that the message is that of another wallet, which signs it.
	stranger bool
}

func (q quality) about() exchange.SignIn { return exchange.SignIn{Demand: q.demand, Broken: q.broken} }

// fields changes the fields of a message in a way that never fails.
func fields(change func(m *wallet.Message)) quality {
	return quality{fields: func(m *wallet.Message) error { change(m); return nil }}
}

// and changes the text, too.
func (q quality) and(change func(text string) string) quality {
	q.text = change
	return q
}

// text changes the text of a message alone.
func text(change func(text string) string) quality { return quality{text: change} }

// qualities are by what a step says of a message.
var qualities = func() map[string]quality {
	all := map[string]quality{}
	for broken, lists := range map[bool]map[string]map[string]quality{false: keptQualities, true: brokenQualities} {
		for demand, list := range lists {
			for says, q := range list {
				q.demand, q.broken = demand, broken
				all[says] = q
			}
		}
	}
	return all
}()

func signMessageThat(ctx context.Context, has string) error {
	s := fromContext(ctx)
	if s.draft == nil {
		return misuse{errNoCustomer}
	}
	q, known := qualities[has]
	if !known {
		return misuse{unknownWords("no message that %q is known", has, words(qualities))}
	}
	return s.signMessage(has, q)
}

// signMessage signs the fullest message of a quality that the contract has room
// for. Beside the domain, the URI and the address, and what the quality is about,
// everything in it may go; where that is not enough, the scenario is skipped.
func (s *scenarioState) signMessage(has string, q quality) error {
	message, by := s.message(), s.wallet
	if q.stranger {
		other, err := wallet.New(nil)
		if err != nil {
			return err
		}
		by, message.Address = other, other.Address(wallet.EVM)
	}
	if q.nonce != nil {
		before := nonceOf(s.signed.text)
		if before == "" {
			return misuse{errNotSigned}
		}
		message.Nonce = q.nonce(before)
	}
	text := ""
	for _, shorter := range message.Shortened() {
		if q.nonce != nil {
			shorter.Nonce = message.Nonce
		}
		written, err := q.write(shorter)
		if err != nil {
			return err
		}
		if text = written; s.fits(text) {
			s.sign(text, by, q.about())
			return nil
		}
	}
	return s.tooLong(has, utf8.RuneCountInString(text))
}

// write makes the text of a message that has the quality.
func (q quality) write(m wallet.Message) (string, error) {
	if q.fields != nil {
		var skip *outcome.Skip
		switch err := q.fields(&m); {
		case errors.As(err, &skip):
			return "", err
		case err != nil:
			return "", misuse{err}
		}
	}
	written := m.String()
	if q.text != nil {
		written = q.text(written)
	}
	return written, nil
}

// fits says whether the contract has room for a message.
func (s *scenarioState) fits(text string) bool {
	longest, err := s.env.Contract.Limit(spec.RoleMessage, contract.Longest, false)
	return err != nil || int64(utf8.RuneCountInString(text)) <= longest.Num().Int64()
}

// tooLong skips the scenario, because the contract has no room for its message.
func (s *scenarioState) tooLong(has string, least int) error {
	return unsupported("message length", fmt.Sprintf("a message for the domain %s and the URI %s that %s has at least %d characters, which is more than the contract has room for",
		s.env.SIWEDomain, s.env.SIWEURI, has, least))
}

// The beginnings of a message's lines (EIP-4361).
const (
	nonceLabel   = "Nonce: "
	chainLabel   = "Chain ID: "
	issuedLabel  = "Issued At: "
	expiresLabel = "Expiration Time: "
	beforeLabel  = "Not Before: "
)

// onLine changes what a line of a message says after its label.
func onLine(label string, change func(value string) string) func(string) string {
	return func(text string) string {
		lines := strings.Split(text, "\n")
		for i, line := range lines {
			if value, found := strings.CutPrefix(line, label); found {
				lines[i] = label + change(value)
			}
		}
		return strings.Join(lines, "\n")
	}
}

func withoutLine(text, label string) string {
	return strings.Join(slices.DeleteFunc(strings.Split(text, "\n"), func(line string) bool { return strings.HasPrefix(line, label) }), "\n")
}

// swapped exchanges the line that begins with a label and the next one.
func swapped(text, label string) string {
	lines := strings.Split(text, "\n")
	if i := slices.IndexFunc(lines, func(line string) bool { return strings.HasPrefix(line, label) }); i >= 0 && i+1 < len(lines) {
		lines[i], lines[i+1] = lines[i+1], lines[i]
	}
	return strings.Join(lines, "\n")
}

// unknownWords says that a step has words that nobody knows, and which were meant.
func unknownWords(wrong, said string, known []string) error {
	hint := "kycspec steps lists those that are"
	if near, ok := gherkin.Nearest(said, known); ok {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return advice(fmt.Sprintf(wrong, said), hint)
}

// words lists what a step may say.
func words[T any](known map[string]T, further ...string) []string {
	return append(slices.Sorted(maps.Keys(known)), further...)
}
