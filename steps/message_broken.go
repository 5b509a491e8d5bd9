package steps

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"kycspec/internal/spec"
	"kycspec/internal/wallet"
)

// brokenQualities are of messages that break one demand, as little as may be, and
// are good in every other way.
var brokenQualities = map[string]map[string]quality{
	spec.KeywordSIWEDomain: {
		"names another domain":                    fields(func(m *wallet.Message) { m.Domain = "phishing.example" }),
		"names a domain that only begins like it": fields(func(m *wallet.Message) { m.Domain += "@phishing.example" }),
		"names a domain that only ends like it":   fields(func(m *wallet.Message) { m.Domain = "phishing-" + m.Domain }),
		"names a domain below it":                 fields(func(m *wallet.Message) { m.Domain = "sub." + m.Domain }),
		"names the domain above it":               {fields: nameParent},
		"names the domain with a user":            fields(func(m *wallet.Message) { m.Domain = "phishing.example@" + m.Domain }),
		"names another port of the domain":        fields(nameAnotherPort),
	},
	spec.KeywordSIWEURI: {
		"names another URI":                 fields(func(m *wallet.Message) { m.URI = strings.TrimRight(m.URI, "/") + "/elsewhere" }),
		"names the URI with another scheme": fields(nameAnotherScheme),
	},
	spec.KeywordSIWEChain: {
		"names another chain id":                       {fields: nameAnotherChain},
		"names the chain id of another blockchain":     {fields: nameOtherBlockchain},
		"names a chain id that wraps to the right one": {fields: nameWrappedChain},
	},
	spec.KeywordSIWEAddress: {
		"names another wallet":           {stranger: true},
		"names an address one digit off": {fields: nameNeighbour},
	},
	spec.KeywordSIWENonce: {
		"has the nonce of the one before": {nonce: func(before string) string { return before },
			fields: func(m *wallet.Message) error { m.Statement = "Once more."; return nil }},
	},
	spec.KeywordSIWEValidity: {
		"has expired": fields(func(m *wallet.Message) {
			m.IssuedAt = m.IssuedAt.Add(-2 * time.Hour)
			m.ExpirationTime = m.IssuedAt.Add(time.Hour)
		}),
		"is not yet valid": fields(func(m *wallet.Message) {
			m.NotBefore = m.IssuedAt.Add(time.Hour)
			m.ExpirationTime = m.IssuedAt.Add(2 * time.Hour)
		}),
		"has expired by a clock that is ahead": fields(func(m *wallet.Message) {
			m.IssuedAt = m.IssuedAt.Add(-2 * time.Hour).In(east)
			m.ExpirationTime = m.IssuedAt.Add(time.Hour)
		}),
		"is not yet valid by a clock that is behind": fields(func(m *wallet.Message) {
			m.NotBefore = m.IssuedAt.Add(time.Hour).In(west)
			m.ExpirationTime = m.IssuedAt.Add(2 * time.Hour)
		}),
	},
	spec.KeywordSIWETimes: {
		"expires on a day that is not":         expires(func(time.Time) string { return "2099-02-30T00:00:00Z" }),
		"expires on the leap day of 2100":      expires(func(time.Time) string { return "2100-02-29T00:00:00Z" }),
		"expires at hour 24":                   expires(func(t time.Time) string { return t.AddDate(0, 0, 1).Format(time.DateOnly) + "T24:00:00Z" }),
		"expires at a second 60 that was none": expires(func(t time.Time) string { return t.AddDate(0, 0, 1).Format(time.DateOnly) + "T12:00:60Z" }),
		"expires on a date without a time":     expires(func(t time.Time) string { return t.AddDate(0, 0, 2).Format(time.DateOnly) }),
		"says not in which zone it expires":    expires(func(t time.Time) string { return t.Format("2006-01-02T15:04:05") }),
		"says its zone without a colon":        expires(func(t time.Time) string { return t.Format("2006-01-02T15:04:05") + "+0000" }),
		"has a comma before its fraction":      expires(func(t time.Time) string { return t.Format("2006-01-02T15:04:05") + ",5Z" }),
	},
	spec.KeywordSIWEForm: {
		"is of version 2":                        fields(func(m *wallet.Message) { m.Version = "2" }),
		"is of version 01":                       fields(func(m *wallet.Message) { m.Version = "01" }),
		"writes its chain id in hex":             text(onLine(chainLabel, hexadecimal)),
		"has a nonce of 7 characters":            fields(func(m *wallet.Message) { m.Nonce = m.Nonce[:7] }),
		"has a UUID for its nonce":               fields(func(m *wallet.Message) { m.Nonce = uuid.NewString() }),
		"has a nonce with an accent":             fields(func(m *wallet.Message) { m.Nonce = m.Nonce[:7] + "é" }),
		"has no nonce":                           text(func(text string) string { return withoutLine(text, nonceLabel) }),
		"has a second nonce":                     text(onLine(nonceLabel, func(nonce string) string { return nonce + "\n" + nonceLabel + otherCase(nonce) })),
		"says not when it was issued":            text(func(text string) string { return withoutLine(text, issuedLabel) }),
		"has a bad checksum":                     {fields: spoilChecksum},
		"writes its address without 0x":          text(func(text string) string { return strings.Replace(text, "\n0x", "\n", 1) }),
		"has its fields in another order":        text(func(text string) string { return swapped(text, "Version: ") }),
		"has its times in another order":         timed(nil).and(func(text string) string { return swapped(text, expiresLabel) }),
		"writes Chain Id for Chain ID":           text(func(text string) string { return strings.Replace(text, chainLabel, "Chain Id: ", 1) }),
		"has a space at the end of a line":       text(onLine("Version: ", func(version string) string { return version + " " })),
		"has lines that end in CRLF":             text(func(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") }),
		"has more after its end":                 text(func(text string) string { return text + "\n" }),
		"has a line that EIP-4361 does not know": text(func(text string) string { return text + "\nSession: 1" }),
		"has no blank line after its statement":  fields(func(m *wallet.Message) { m.Statement = "Sign in." }).and(withoutBlank),
		"has one blank line for no statement":    fields(func(m *wallet.Message) { m.Statement = "" }).and(withoutBlank),
		"has a statement of two lines":           fields(func(m *wallet.Message) { m.Statement = "Sign in\nto start KYC." }),
		"has a quotation mark in its statement":  fields(func(m *wallet.Message) { m.Statement = `Sign in to "KYC".` }),
		"has a space in its request id":          fields(func(m *wallet.Message) { m.RequestID = "a b" }),
		"has a resource that is no URI":          fields(func(m *wallet.Message) { m.Resources = []string{"example.org"} }),
	},
}

// expires writes the time at which a message expires in a way of its own; it is
// given the time of a good one.
func expires(write func(time.Time) string) quality {
	q := fields(func(m *wallet.Message) { m.ExpirationTime = m.IssuedAt.Add(lifetime) })
	return q.and(onLine(expiresLabel, func(good string) string {
		instant, err := time.Parse(time.RFC3339, good)
		if err != nil {
			panic(err) // Message writes times so
		}
		return write(instant)
	}))
}

func withoutBlank(text string) string { return strings.Replace(text, "\n\nURI: ", "\nURI: ", 1) }

func hexadecimal(id string) string {
	n, err := strconv.ParseUint(id, 10, 64)
	if err != nil {
		panic(err) // Message writes chain ids so
	}
	return fmt.Sprintf("%#x", n)
}

func spoilChecksum(m *wallet.Message) error {
	wrong, err := wallet.WrongChecksum(m.Address)
	m.Address = wrong
	return err
}

// nameNeighbour makes the address one of which the last digit is another, with its own checksum.
func nameNeighbour(m *wallet.Message) error {
	neighbour, err := wallet.Neighbour(m.Address)
	m.Address = neighbour
	return err
}

// nameParent takes the first label off the domain.
func nameParent(m *wallet.Message) error {
	_, parent, found := strings.Cut(m.Domain, ".")
	if !found {
		return unsupported("parent domain", "there is no domain above "+m.Domain)
	}
	m.Domain = parent
	return nil
}

func nameAnotherPort(m *wallet.Message) {
	authority := url.URL{Host: m.Domain}
	port := "1"
	if authority.Port() == port {
		port = "2"
	}
	m.Domain = strings.TrimSuffix(m.Domain, ":"+authority.Port()) + ":" + port
}

func nameAnotherScheme(m *wallet.Message) {
	scheme, rest, _ := strings.Cut(m.URI, ":")
	if strings.EqualFold(scheme, "https") {
		m.URI = "http:" + rest
	} else {
		m.URI = "https:" + rest
	}
}

// nameAnotherChain changes the chain id. It skips the scenario where the right one
// is not known, because nobody could say which others are wrong.
func nameAnotherChain(m *wallet.Message) error { return nameChain(m, m.ChainID+1) }

// nameWrappedChain names a chain id of which 32 bits are the right one.
func nameWrappedChain(m *wallet.Message) error { return nameChain(m, m.ChainID+1<<32) }

// nameOtherBlockchain names the chain id of another blockchain of the contract's.
func nameOtherBlockchain(m *wallet.Message) error {
	for _, name := range []string{"ethereum", "polygon"} {
		if chain, _ := wallet.Lookup(name); chain.ChainID != m.ChainID {
			return nameChain(m, chain.ChainID)
		}
	}
	return nil
}

func nameChain(m *wallet.Message, id uint64) error {
	if m.ChainID == 0 {
		return unsupported("chain id", "the chain id of the wallet's blockchain is not known")
	}
	m.ChainID = id
	return nil
}
