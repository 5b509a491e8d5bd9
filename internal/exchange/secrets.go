package exchange

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"regexp"
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
	mu       sync.RWMutex
	names    map[string]string // form → placeholder
	replacer *strings.Replacer
}

// NewSecrets knows no values yet.
func NewSecrets() *Secrets {
	return &Secrets{names: map[string]string{}, replacer: strings.NewReplacer()}
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
	for _, form := range forms(value) {
		if _, known := s.names[form]; !known && len(form) >= shortest {
			s.names[form] = "$" + name
		}
	}
	s.rebuild()
}

func (s *Secrets) rebuild() {
	byLength := make([]string, 0, len(s.names))
	for form := range s.names {
		byLength = append(byLength, form)
	}
	sort.Slice(byLength, func(i, j int) bool {
		if len(byLength[i]) != len(byLength[j]) {
			return len(byLength[i]) > len(byLength[j])
		}
		return byLength[i] < byLength[j]
	})
	pairs := make([]string, 0, 2*len(byLength))
	for _, form := range byLength {
		pairs = append(pairs, form, s.names[form])
	}
	s.replacer = strings.NewReplacer(pairs...)
}

// forms lists the texts in which a value may be met.
func forms(value string) []string {
	list := []string{value, url.QueryEscape(value), url.PathEscape(value),
		hex.EncodeToString([]byte(value)), strings.ToUpper(hex.EncodeToString([]byte(value)))}
	if quoted, err := json.Marshal(value); err == nil {
		list = append(list, strings.Trim(string(quoted), `"`))
	}
	for shift := range 3 {
		padded := append(make([]byte, shift), value...)
		for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			// The first and last characters depend on the neighbours; what is between does not.
			text := encoding.EncodeToString(padded)
			from, to := (shift*8+5)/6, len(padded)*8/6
			if to-from >= 2*shortest {
				list = append(list, text[from:to])
			}
		}
	}
	return list
}

var (
	jwtForm       = regexp.MustCompile(`eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]*`)
	signatureForm = regexp.MustCompile(`(?:0x)?[0-9a-fA-F]{120,}[0-9a-zA-Z]*`)
	base64Form    = regexp.MustCompile(`[A-Za-z0-9+/_-]{40,}={0,2}`)
)

// Redact replaces every secret in the text.
func (s *Secrets) Redact(text string) string {
	s.mu.RLock()
	replacer := s.replacer
	s.mu.RUnlock()
	text = replacer.Replace(text)
	text = jwtForm.ReplaceAllString(text, "$$JWT")
	text = signatureForm.ReplaceAllString(text, "$$SIWE_SIGNATURE")
	return base64Form.ReplaceAllStringFunc(text, func(blob string) string {
		if s.hides(blob, replacer) {
			return "$WIDGET_DATA"
		}
		return blob
	})
}

// hides says whether base64 text decodes to something that has a secret in it.
// It tries all four alignments, because text before the blob may be base64 too.
func (s *Secrets) hides(blob string, replacer *strings.Replacer) bool {
	plain := strings.NewReplacer("-", "+", "_", "/", "=", "").Replace(blob)
	for shift := range 4 {
		part := plain[shift:]
		part = part[:len(part)-len(part)%4]
		decoded, err := base64.RawStdEncoding.DecodeString(part)
		if err != nil {
			continue
		}
		text := string(decoded)
		if strings.Contains(text, "eyJ") || strings.Contains(text, `"access_token"`) ||
			signatureForm.MatchString(text) || replacer.Replace(text) != text {
			return true
		}
	}
	return false
}

// redactField hides a header field's value: credentials always, the rest by what it holds.
func (s *Secrets) redactField(name, value string) string {
	redacted := s.Redact(value)
	switch strings.ToLower(name) {
	case "authorization":
		scheme, credential, found := strings.Cut(redacted, " ")
		if !found || credential == "" || strings.HasPrefix(credential, "$") {
			return redacted
		}
		return scheme + " $KYC_TOKEN"
	case "cookie", "set-cookie", "proxy-authorization":
		return "$" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
	}
	return redacted
}
