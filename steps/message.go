package steps

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"kycspec/internal/outcome"
	"kycspec/internal/wallet"
)

// quality is what a good message is made into before it is signed.
type quality struct {
	fields func(*wallet.Message) error // changes its fields; nil: none
	text   func(string) string         // then changes what they make; nil: nothing
	// stranger says that the message is that of another wallet, which signs it.
	stranger bool
}

func fields(change func(m *wallet.Message)) quality {
	return quality{fields: func(m *wallet.Message) error { change(m); return nil }}
}

func text(change func(text string) string) quality { return quality{text: change} }

// qualities are by what a step says of a message: the allowed ones first, then
// those that name something else, are out of time, and are malformed.
var qualities = map[string]quality{
	"has a statement": fields(func(m *wallet.Message) { m.Statement = "I hold this wallet, and I want to start KYC." }),
	"has a request id and resources": fields(func(m *wallet.Message) {
		m.RequestID, m.Resources = "kycspec-1", []string{"https://example.org/terms", "https://example.org/privacy"}
	}),
	"has been valid for a minute": fields(func(m *wallet.Message) { m.NotBefore = m.IssuedAt.Add(-time.Minute) }),
	"never expires":               fields(func(m *wallet.Message) { m.ExpirationTime = time.Time{} }),
	"says no more than it must":   fields(func(m *wallet.Message) { m.Statement, m.ExpirationTime = "", time.Time{} }),
	"names its scheme":            fields(func(m *wallet.Message) { m.Scheme, _, _ = strings.Cut(m.URI, "://") }),
	"has a nonce of 8 characters": fields(func(m *wallet.Message) { m.Nonce = m.Nonce[:8] }),
	"has times to the millisecond": fields(func(m *wallet.Message) {
		m.IssuedAt, m.ExpirationTime = m.IssuedAt.Add(-time.Millisecond), m.ExpirationTime.Add(time.Millisecond)
	}),
	"has times of another time zone": fields(func(m *wallet.Message) {
		m.IssuedAt, m.ExpirationTime = m.IssuedAt.In(east), m.ExpirationTime.In(east)
	}),

	"names another domain":   fields(func(m *wallet.Message) { m.Domain = "phishing.example" }),
	"names another URI":      fields(func(m *wallet.Message) { m.URI = strings.TrimRight(m.URI, "/") + "/elsewhere" }),
	"names another chain id": {fields: nameAnotherChain},
	"names another wallet":   {stranger: true},

	"names a domain that only begins like it":  fields(func(m *wallet.Message) { m.Domain += "@phishing.example" }),
	"names a domain that only ends like it":    fields(func(m *wallet.Message) { m.Domain = "phishing-" + m.Domain }),
	"names another port of the domain":         fields(func(m *wallet.Message) { host, _, _ := strings.Cut(m.Domain, ":"); m.Domain = host + ":1" }),
	"names the chain id of another blockchain": fields(func(m *wallet.Message) { m.ChainID = anotherChain(m.ChainID) }),
	"has expired by a clock that is ahead": fields(func(m *wallet.Message) {
		m.IssuedAt = m.IssuedAt.Add(-2 * time.Hour).In(east)
		m.ExpirationTime = m.IssuedAt.Add(time.Hour)
	}),

	"has expired": fields(func(m *wallet.Message) {
		m.IssuedAt = m.IssuedAt.Add(-2 * time.Hour)
		m.ExpirationTime = m.IssuedAt.Add(time.Hour)
	}),
	"is not yet valid": fields(func(m *wallet.Message) {
		m.NotBefore = m.IssuedAt.Add(time.Hour)
		m.ExpirationTime = m.IssuedAt.Add(2 * time.Hour)
	}),
	"expires on a day that is not": text(func(text string) string {
		before, after, _ := strings.Cut(text, "\nExpiration Time: ")
		return before + "\nExpiration Time: 2099-02-30" + after[len("2099-02-28"):]
	}),

	"is of version 2":             fields(func(m *wallet.Message) { m.Version = "2" }),
	"has a nonce of 7 characters": fields(func(m *wallet.Message) { m.Nonce = m.Nonce[:7] }),
	"has a UUID for its nonce":    fields(func(m *wallet.Message) { m.Nonce = uuid.NewString() }),
	"has no nonce":                text(func(text string) string { return withoutLine(text, "Nonce: ") }),
	"says not when it was issued": text(func(text string) string { return withoutLine(text, "Issued At: ") }),
	"has a bad checksum": {fields: func(m *wallet.Message) error {
		wrong, err := wallet.WrongChecksum(m.Address)
		m.Address = wrong
		return err
	}},
	"has its fields in another order": text(func(text string) string {
		lines := strings.Split(text, "\n")
		for i, line := range lines {
			if strings.HasPrefix(line, "Version: ") && i+1 < len(lines) {
				lines[i], lines[i+1] = lines[i+1], lines[i]
				break
			}
		}
		return strings.Join(lines, "\n")
	}),
	"has lines that end in CRLF": text(func(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") }),
	"has more after its end":     text(func(text string) string { return text + "\n" }),
}

// east is a time zone whose clocks are well ahead of UTC.
var east = time.FixedZone("", int((9 * time.Hour).Seconds()))

// nameAnotherChain changes the chain id. It skips the scenario where the right one
// is not known, because nobody could say which others are wrong.
func nameAnotherChain(m *wallet.Message) error {
	if m.ChainID == 0 {
		return unsupported("chain id", "the chain id of the wallet's blockchain is not known")
	}
	m.ChainID++
	return nil
}

// anotherChain is the chain id of another blockchain of the contract's.
func anotherChain(id uint64) uint64 {
	for _, name := range []string{"ethereum", "polygon"} {
		if chain, _ := wallet.Lookup(name); chain.ChainID != id {
			return chain.ChainID
		}
	}
	return id
}

func withoutLine(text, label string) string {
	return strings.Join(slices.DeleteFunc(strings.Split(text, "\n"), func(line string) bool { return strings.HasPrefix(line, label) }), "\n")
}

func signMessageThat(ctx context.Context, has string) error {
	s := fromContext(ctx)
	if s.draft == nil {
		return misuse{errNoCustomer}
	}
	q, known := qualities[has]
	if !known {
		return misuse{fmt.Errorf("no message that %q is known: say one that %s", has, either(qualities))}
	}
	message, by := s.message(), s.wallet
	if q.stranger {
		other, err := wallet.New(nil)
		if err != nil {
			return err
		}
		by, message.Address = other, other.Address(wallet.EVM)
	}
	if q.fields != nil {
		var skip *outcome.Skip
		switch err := q.fields(&message); {
		case errors.As(err, &skip):
			return err
		case err != nil:
			return misuse{err}
		}
	}
	written := message.String()
	if q.text != nil {
		written = q.text(written)
	}
	s.sign(written, by)
	return nil
}

// either lists what a step may say: "a, b or c".
func either[T any](known map[string]T, further ...string) string {
	names := words(known, further...)
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

// words lists what a step may say.
func words[T any](known map[string]T, further ...string) []string {
	return append(slices.Sorted(maps.Keys(known)), further...)
}
