package wallet

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

const shortestNonce = 8

// ShortestMessage is how many characters the shortest message of EIP-4361 has:
// one for a domain of one letter, a URI such as "a:" and a chain id of one digit.
const ShortestMessage = 174

// MinLength is the least that [Message.OfLength] can do, in characters: 170 and
// the lengths of the domain, of the URI and of the chain id's digits. So no
// message of EIP-4361 has fewer than 174 characters (a domain of one letter, a
// URI such as "a:", a chain id of one digit): a text of 100 characters is never
// one, whatever its domain and URI. For the domain 127.0.0.1:8080 and the URI
// http://127.0.0.1:8080 it is 206 on chain 1 and 213 on chain 11155111.
func (m Message) MinLength() int {
	stages := m.stages()
	return stages[len(stages)-1].bareLength()
}

// OfLength is the text of the message with exactly n characters (code points),
// for any n from [Message.MinLength] up, and an error for a smaller one. What
// the message says is kept as far as the length allows. To lengthen it, its
// statement is continued, or one is added; where there is room for one character
// only, the nonce gets it. To shorten it, as many of these as it takes are left
// out, in this order: the end of the statement, the statement, the resources
// from the last on, the request id, the fraction and the zone of issued-at, the
// scheme, what the nonce has after its eighth character, not-before, and
// expiration-time.
func (m Message) OfLength(n int) (string, error) {
	if text := m.String(); utf8.RuneCountInString(text) == n {
		return text, nil
	}
	for _, stage := range m.stages() {
		room := n - stage.bareLength()
		switch {
		case room < 0:
			continue
		case room == 0:
			stage.Statement = ""
		case room == 1:
			stage.Statement = ""
			stage.Nonce = longer(stage.Nonce, m.Nonce)
		default:
			stage.Statement = fitted(m.Statement, room-len("\n"))
		}
		return stage.String(), nil
	}
	return "", fmt.Errorf("fit message to %d characters: no message of EIP-4361 for the domain %s and the URI %s on chain %d has fewer than %d",
		n, shown(m.Domain), shown(m.URI), m.ChainID, m.MinLength())
}

// Fragment is a text of exactly n characters for a length that no message has:
// the first n characters of the shortest message from which so many can be
// taken. Below [Message.MinLength] it is not a message, and [ParseMessage]
// refuses it; from there on it is [Message.OfLength]. For n below 0 it is empty.
func (m Message) Fragment(n int) string {
	text, err := m.OfLength(max(n, m.MinLength()))
	if err != nil {
		return ""
	}
	return string([]rune(text)[:max(n, 0)])
}

// Shortened lists the message and what is left of it where it has to be shorter,
// less and less: first without its statement, then without what [Message.OfLength]
// leaves out, in that order. The last has [Message.MinLength] characters.
func (m Message) Shortened() []Message {
	bare := m
	bare.Statement = ""
	return append([]Message{m}, bare.stages()...)
}

// stages are the message and what is left of it, less and less. Statements are kept.
func (m Message) stages() []Message {
	list := []Message{m}
	drop := func(change func(*Message)) {
		next := list[len(list)-1]
		change(&next)
		list = append(list, next)
	}
	for i := range slices.Backward(m.Resources) {
		drop(func(m *Message) { m.Resources = m.Resources[:i] })
	}
	drop(func(m *Message) { m.RequestID = "" })
	drop(func(m *Message) { m.IssuedAt = m.IssuedAt.UTC().Truncate(time.Second) })
	drop(func(m *Message) { m.Scheme = "" })
	drop(func(m *Message) { m.Nonce = m.Nonce[:min(len(m.Nonce), shortestNonce)] })
	drop(func(m *Message) { m.NotBefore = time.Time{} })
	drop(func(m *Message) { m.ExpirationTime = time.Time{} })
	return list
}

// bareLength is the length of the message without its statement.
func (m Message) bareLength() int {
	m.Statement = ""
	return utf8.RuneCountInString(m.String())
}

// longer gives a nonce one character more: the next of the whole nonce that it was cut from, if it was.
func longer(nonce, whole string) string {
	if len(nonce) < len(whole) {
		return whole[:len(nonce)+1]
	}
	return nonce + "0"
}

// fitted is a statement of n characters that begins as the one given. It does
// not end in a space, which is easily lost on the way.
func fitted(statement string, n int) string {
	const more = "This wallet is mine."
	if statement == "" {
		statement = more
	}
	runes := []rune(statement)
	if missing := n - len(runes); missing > 0 {
		runes = append(runes, []rune(strings.Repeat(" "+more, missing/len(more)+1))...)
	}
	runes = runes[:n]
	if runes[n-1] == ' ' {
		runes[n-1] = '.'
	}
	return string(runes)
}
