// Package redact removes secrets from whatever is written: each becomes a
// placeholder such as $KYC_TOKEN.
//
// Some secrets are known by their value: credentials, and each token once it was
// given. They are looked for in every encoding in which a value is commonly
// written: plain, JSON, URL, hex, base64. Others are known by their pattern alone:
// JSON Web Tokens, wallet signatures, and base64 with one of those in it, such as
// widget data. Both are also found where base64 wraps a text that has them, where
// a text is broken into lines, and where it has its characters escaped.
//
// With the value "s3cret-s3cret" under the name KYC_CLIENT_SECRET, the text
//
//	{"a":"s3cret-s3cret","b":"s3cret\u002ds3cret"}
//
// shows the first one at once. Once its escapes are undone it shows the second one
// too, so that what is written is {"a":"$KYC_CLIENT_SECRET","b":"$KYC_CLIENT_SECRET"}.
//
// A text is redacted whole, before it is shortened: half a secret is not recognised.
package redact

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
)

// shortest is the length below which a secret is not looked for: shorter ones
// would shred every text that they stand in by chance.
const shortest = 4

// Secrets replaces secrets by placeholders. The zero value is ready, and knows
// secrets by their pattern only. It is safe for concurrent use.
type Secrets struct {
	mu           sync.RWMutex
	placeholders map[string]string // by the encodings of the values
	index        *index            // of the placeholders; nil since one was added
}

// index is what searching needs of the values that are known. It is never changed.
type index struct {
	replacer      *strings.Replacer
	encodings     []string // of all values, the longest first
	placeholderOf map[string]string
	placeholders  []string // the longest first
}

// New knows no values yet.
func New() *Secrets {
	return &Secrets{}
}

// Add makes the value show as $name from now on. The first name of a value stays.
// An empty value, or one shorter than four bytes, is ignored.
func (s *Secrets) Add(name, value string) {
	if len(value) < shortest {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, known := s.placeholders[value]; known {
		return
	}
	if s.placeholders == nil {
		s.placeholders = map[string]string{}
	}
	for _, encoding := range encodings(value) {
		if _, known := s.placeholders[encoding]; !known && len(encoding) >= shortest {
			s.placeholders[encoding] = "$" + name
		}
	}
	s.index = nil
}

// current is the index of what was added so far.
func (s *Secrets) current() *index {
	s.mu.RLock()
	have := s.index
	s.mu.RUnlock()
	if have != nil {
		return have
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.index == nil {
		s.index = newIndex(s.placeholders)
	}
	return s.index
}

func newIndex(placeholderOf map[string]string) *index {
	x := &index{placeholderOf: maps.Clone(placeholderOf)}
	x.encodings = slices.SortedFunc(maps.Keys(placeholderOf), longestFirst)
	x.placeholders = slices.Concat(fixedPlaceholders, slices.Collect(maps.Values(placeholderOf)))
	slices.SortFunc(x.placeholders, longestFirst)
	x.placeholders = slices.Compact(x.placeholders)
	pairs := make([]string, 0, 2*len(x.encodings))
	for _, encoding := range x.encodings {
		pairs = append(pairs, encoding, placeholderOf[encoding])
	}
	x.replacer = strings.NewReplacer(pairs...)
	return x
}

// longestFirst orders texts so that one comes before those that it begins with.
func longestFirst(a, b string) int {
	return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
}

// Format says nothing of the secrets, whatever the verb is.
func (s *Secrets) Format(state fmt.State, _ rune) { _, _ = io.WriteString(state, "secrets") }

// Redact replaces every secret in the text.
func (s *Secrets) Redact(text string) string { return s.current().redact(text, 0) }

// deepest is how often base64 is unpacked in search of a secret.
const deepest = 3

// layers is how often escapes of escapes are undone in search of a secret.
const layers = 2

// redact takes the secrets out of a text that base64 was unpacked to as often as
// depth says. A text may write any character of a secret as an escape, and that as
// another. Where that hides a secret, the text is shown with its escapes undone.
func (x *index) redact(text string, depth int) string {
	text = x.once(text, depth)
	shown, plain := text, text
	for range layers {
		next := unescaped(plain)
		if next == plain {
			break
		}
		if plain = x.once(next, depth); plain != next {
			shown = plain
		}
	}
	return shown
}

// once takes out the secrets that stand in a text as it is.
func (x *index) once(text string, depth int) string {
	return x.hidePatterns(x.replacer.Replace(x.unwrapped(text, depth)), depth)
}

// cutShort is the least of a secret that is recognised where a text was cut off in it.
const cutShort = 8

// RedactCut is [Secrets.Redact] for a text that may end in the midst of a
// secret, such as an answer whose connection was cut: eight bytes of it are enough.
func (s *Secrets) RedactCut(text string) string {
	x := s.current()
	text = x.redact(text, 0)
	for _, encoding := range x.encodings {
		for n := min(len(encoding)-1, len(text)); n >= cutShort; n-- {
			if strings.HasSuffix(text, encoding[:n]) {
				return text[:len(text)-n] + x.placeholderOf[encoding]
			}
		}
	}
	return text
}

// Placeholders lists everything that may stand for a secret in a redacted text,
// the longest first. The list is shared and must not be changed.
func (s *Secrets) Placeholders() []string { return s.current().placeholders }
