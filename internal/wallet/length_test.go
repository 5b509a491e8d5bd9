package wallet

import (
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// soundMessage is one that [soundVerifier] accepts at noon.
func soundMessage() Message {
	return Message{
		Domain: "127.0.0.1:8080", Address: fixedAddress, Statement: "I am the owner of this wallet.",
		URI: "http://127.0.0.1:8080", Version: "1", ChainID: 11155111, Nonce: "aB3dE6gH9jK2mN5p",
		IssuedAt: noon.Add(-time.Minute), ExpirationTime: noon.Add(time.Minute), NotBefore: noon.Add(-time.Minute),
	}
}

var noon = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

func messages() map[string]Message {
	full := soundMessage()
	full.Scheme = "https"
	full.IssuedAt = noon.Add(time.Nanosecond).In(time.FixedZone("", 2*60*60))
	full.RequestID = "request-1"
	full.Resources = []string{"https://example.com/a", "ipfs://b", "c:"}
	bare := soundMessage()
	bare.Statement, bare.ExpirationTime, bare.NotBefore, bare.Nonce = "", time.Time{}, time.Time{}, "12345678"
	least := bare
	least.Domain, least.URI, least.ChainID = "a", "a:", 1
	return map[string]Message{"sound": soundMessage(), "full": full, "bare": bare, "least": least}
}

func TestMinLength(t *testing.T) {
	want := map[string]int{"sound": 213, "full": 213, "bare": 213, "least": ShortestMessage}
	for name, m := range messages() {
		if have := m.MinLength(); have != want[name] {
			t.Errorf("%s: %d, want %d", name, have, want[name])
		}
		if formula := 170 + len(m.Domain) + len(m.URI) + len(strconv.FormatUint(m.ChainID, 10)); formula != m.MinLength() {
			t.Errorf("%s: %d by the formula of its comment, %d in fact", name, formula, m.MinLength())
		}
	}
}

func TestOfLengthLandsOnEveryLength(t *testing.T) {
	for name, m := range messages() {
		t.Run(name, func(t *testing.T) {
			for n := m.MinLength(); n <= 1200; n++ {
				text, err := m.OfLength(n)
				if err != nil {
					t.Fatal(err)
				}
				if have := utf8.RuneCountInString(text); have != n {
					t.Fatalf("%d characters, want %d", have, n)
				}
				read, err := ParseMessage(text)
				if err != nil {
					t.Fatalf("%d characters: %v\n%s", n, err, text)
				}
				if read.Domain != m.Domain || read.URI != m.URI || read.ChainID != m.ChainID || !strings.HasPrefix(read.Nonce, m.Nonce[:8]) {
					t.Fatalf("%d characters say something else:\n%s", n, text)
				}
			}
		})
	}
}

func TestOfLengthSaysWhichLengthsNoMessageHas(t *testing.T) {
	for name, m := range messages() {
		for n := -1; n < m.MinLength(); n++ {
			if text, err := m.OfLength(n); err == nil {
				t.Fatalf("%s: %d characters:\n%s", name, n, text)
			}
		}
	}
	const want = `fit message to 100 characters: no message of EIP-4361 for the domain "127.0.0.1:8080" ` +
		`and the URI "http://127.0.0.1:8080" on chain 11155111 has fewer than 213`
	if _, err := soundMessage().OfLength(100); message(err) != want {
		t.Errorf("error %q\nwant  %q", message(err), want)
	}
}

// Each length is the largest at which something has to go, so the order is seen.
func TestOfLengthDropsInItsOrder(t *testing.T) {
	full := messages()["full"]
	tests := map[string]struct {
		n    int
		want func(*Message)
	}{
		"as it is":              {419, func(*Message) {}},
		"a longer statement":    {423, func(m *Message) { m.Statement += " Thi" }},
		"the statement's end":   {398, func(m *Message) { m.Statement = "I am the." }},
		"the statement":         {388, func(m *Message) { m.Statement = "" }},
		"the last resource":     {387, func(m *Message) { m.Statement, m.Resources = "I a", m.Resources[:2] }},
		"one character is left": {384, func(m *Message) { m.Statement, m.Resources, m.Nonce = "", m.Resources[:2], m.Nonce+"0" }},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			want := full
			tt.want(&want)
			have, err := full.OfLength(tt.n)
			if err != nil {
				t.Fatal(err)
			}
			if have != want.String() {
				t.Errorf("have (%d)\n%s\nwant (%d)\n%s", len(have), have, len(want.String()), want)
			}
		})
	}
}

func TestOfLengthGivesUpTimesLast(t *testing.T) {
	m := messages()["full"]
	steps := []struct {
		name string
		gone func(string) bool
	}{
		{"resources", func(text string) bool { return !strings.Contains(text, "Resources:") }},
		{"request id", func(text string) bool { return !strings.Contains(text, "Request ID: ") }},
		{"fraction", func(text string) bool { return strings.Contains(text, "Issued At: 2026-01-02T12:00:00Z") }},
		{"scheme", func(text string) bool { return strings.HasPrefix(text, m.Domain) }},
		{"nonce", func(text string) bool { return !strings.Contains(text, m.Nonce) }},
		{"not before", func(text string) bool { return !strings.Contains(text, "Not Before: ") }},
		{"expiration", func(text string) bool { return !strings.Contains(text, "Expiration Time: ") }},
	}
	var gone []string
	seen := map[string]bool{}
	for n := len(m.String()); n >= m.MinLength(); n-- {
		text, err := m.OfLength(n)
		if err != nil {
			t.Fatal(err)
		}
		for _, step := range steps {
			if step.gone(text) && !seen[step.name] {
				seen[step.name] = true
				gone = append(gone, step.name)
			}
		}
	}
	if have, want := strings.Join(gone, ", "), "resources, request id, fraction, scheme, nonce, not before, expiration"; have != want {
		t.Errorf("gone: %s\nwant: %s", have, want)
	}
}

func TestShortenedGetsShorter(t *testing.T) {
	for name, m := range messages() {
		list := m.Shortened()
		if diff := cmp.Diff(m, list[0]); diff != "" {
			t.Errorf("%s: the first is another one:\n%s", name, diff)
		}
		for i, shorter := range list[1:] {
			if len(shorter.String()) > len(list[i].String()) {
				t.Errorf("%s: number %d is longer than the one before", name, i+2)
			}
		}
		if last := list[len(list)-1].String(); len(last) != m.MinLength() {
			t.Errorf("%s: the last has %d characters, want %d:\n%s", name, len(last), m.MinLength(), last)
		}
	}
}

func TestFragment(t *testing.T) {
	m := soundMessage()
	for n := 0; n <= 401; n++ {
		text := m.Fragment(n)
		if len(text) != n {
			t.Fatalf("%d characters, want %d", len(text), n)
		}
		if _, err := ParseMessage(text); (err == nil) != (n >= m.MinLength()) {
			t.Fatalf("%d characters: %v", n, err)
		}
	}
	const want = "127.0.0.1:8080 wants you to sign in with your Ethereum account:\n0x2c7536E3605D9C16a7a3D7b1898e52939"
	if have := m.Fragment(99); have != want {
		t.Errorf("have %q\nwant %q", have, want)
	}
	if have := m.Fragment(-1); have != "" {
		t.Errorf("have %q for -1", have)
	}
}

func TestOfLengthForAnyMessage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyMessage(t)
		n := rapid.IntRange(m.MinLength(), m.MinLength()+400).Draw(t, "n")
		text, err := m.OfLength(n)
		if err != nil || utf8.RuneCountInString(text) != n {
			t.Fatalf("%d characters, error %v, want %d", utf8.RuneCountInString(text), err, n)
		}
		if _, err := ParseMessage(text); err != nil {
			t.Fatal(err)
		}
	})
}
