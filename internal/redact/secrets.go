// Package redact removes secrets from whatever is written: each becomes a
// placeholder such as $KYC_TOKEN.
//
// A text is redacted whole, before it is shortened: half a secret is not recognised.
package redact

import (
	"fmt"
	"io"
	"sort"
	"strings"
	"sync"
)

// shortest is the length below which a secret is not looked for: shorter ones
// would shred every text that they stand in by chance.
const shortest = 4

// Secrets replaces secrets by placeholders. It knows values (credentials,
// tokens) in plain, base64, hex, URL-encoded and JSON form, and forms (JSON Web
// Tokens, wallet signatures, base64 that holds one of them). It is safe for
// concurrent use.
type Secrets struct {
	mu    sync.RWMutex
	names map[string]string // form → placeholder
	index *index            // of the names; nil since one was added
}

// index is what the names come to. It is never changed.
type index struct {
	replacer     *strings.Replacer
	forms        []string // the longest first
	names        map[string]string
	placeholders []string // the longest first
}

// New knows no values yet, only forms.
func New() *Secrets {
	return &Secrets{}
}

// Add makes the value show as $name from now on. An empty value, or one
// shorter than four bytes, is left alone.
func (s *Secrets) Add(name, value string) {
	if len(value) < shortest {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, known := s.names[value]; known {
		return
	}
	if s.names == nil {
		s.names = map[string]string{}
	}
	for _, form := range encodings(value) {
		if _, known := s.names[form]; !known && len(form) >= shortest {
			s.names[form] = "$" + name
		}
	}
	s.index = nil
}

// known is the index of what was added so far.
func (s *Secrets) known() *index {
	s.mu.RLock()
	have := s.index
	s.mu.RUnlock()
	if have != nil {
		return have
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.index == nil {
		s.index = newIndex(s.names)
	}
	return s.index
}

func newIndex(names map[string]string) *index {
	x := &index{names: make(map[string]string, len(names))}
	placeholders := map[string]bool{}
	for _, placeholder := range fixedPlaceholders {
		placeholders[placeholder] = true
	}
	for form, placeholder := range names {
		x.names[form] = placeholder
		x.forms = append(x.forms, form)
		placeholders[placeholder] = true
	}
	for placeholder := range placeholders {
		x.placeholders = append(x.placeholders, placeholder)
	}
	longestFirst(x.forms)
	longestFirst(x.placeholders)
	pairs := make([]string, 0, 2*len(x.forms))
	for _, form := range x.forms {
		pairs = append(pairs, form, names[form])
	}
	x.replacer = strings.NewReplacer(pairs...)
	return x
}

func longestFirst(list []string) {
	sort.Slice(list, func(i, j int) bool {
		if len(list[i]) != len(list[j]) {
			return len(list[i]) > len(list[j])
		}
		return list[i] < list[j]
	})
}

// Format says nothing of the secrets, whatever the verb is.
func (s *Secrets) Format(state fmt.State, _ rune) { _, _ = io.WriteString(state, "secrets") }

// Redact replaces every secret in the text.
func (s *Secrets) Redact(text string) string { return s.known().redact(text, 0) }

// deepest is how often base64 is unpacked in search of a secret.
const deepest = 3

// layers is how often escapes of escapes are undone in search of a secret.
const layers = 2

func (x *index) redact(text string, depth int) string {
	text = x.once(text, depth)
	// A text may write any character of a secret as an escape, and that as
	// another. Where that hides one, the text is shown with its escapes undone.
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

func (x *index) once(text string, depth int) string {
	return x.hideForms(x.replacer.Replace(x.unwrapped(text, depth)), depth)
}

// cutShort is the least of a secret that is recognised where a text was cut off in it.
const cutShort = 8

// RedactCut is [Secrets.Redact] for a text that may end in the midst of a secret.
func (s *Secrets) RedactCut(text string) string {
	x := s.known()
	text = x.redact(text, 0)
	for _, form := range x.forms {
		for n := min(len(form)-1, len(text)); n >= cutShort; n-- {
			if strings.HasSuffix(text, form[:n]) {
				return text[:len(text)-n] + x.names[form]
			}
		}
	}
	return text
}

// Placeholders lists everything that may stand for a secret in a redacted text, the longest first.
func (s *Secrets) Placeholders() []string { return s.known().placeholders }
