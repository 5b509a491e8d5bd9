package wallet

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// ParseMessage reads a text that is a message by the ABNF of EIP-4361, in every
// character: the order of the fields, LF as the only line end and none after the
// last line, two blank lines after the address where there is no statement, and
// one before and one after it where there is. Where the ABNF leaves a choice, or
// names another standard, this is what holds:
//
//   - the domain is an authority of RFC 3986 and not empty; "0x" is lower case;
//   - the statement, the request id and the list of resources may be empty, as the ABNF
//     says; they then read as if they were absent;
//   - the version is "1"; the chain id fits in 64 bits, leading zeros are allowed;
//   - times are those of RFC 3339 on real dates; "t" and "z" may be lower case; second
//     60 is one of the leap seconds that there were;
//   - the EIP-55 checksum is not the format's: see [CheckChecksum].
//
// The error names every line that is wrong, up to the first that
// belongs nowhere. Writing what was read gives a message that reads the same, but
// not always the same text: verify the text that was signed.
func ParseMessage(text string) (Message, error) {
	r := readMessage(text)
	if len(r.failed) == 0 {
		return r.message, nil
	}
	details := make([]string, 0, len(r.failed))
	for _, f := range r.failed {
		details = append(details, f.Detail)
	}
	return Message{}, fmt.Errorf("parse message: %s", strings.Join(details, "; "))
}

// messageReader takes a message's text line by line and keeps what it could make
// of it. At a line that belongs nowhere it is lost, and reads no more.
type messageReader struct {
	lines   []string
	at      int
	lost    bool
	message Message
	failed  []FailedCheck // one a line that is wrong
}

func readMessage(text string) *messageReader {
	r := &messageReader{lines: strings.Split(text, "\n")}
	r.origin()
	r.address()
	r.statement()
	r.message.URI = r.text(labelURI)
	r.require(isURI(r.message.URI), "is no URI")
	r.version()
	r.chainID()
	r.nonce()
	r.message.IssuedAt = r.instant(labelIssued)
	r.optional(labelExpires, func() { r.message.ExpirationTime = r.instant(labelExpires) })
	r.optional(labelBefore, func() { r.message.NotBefore = r.instant(labelBefore) })
	r.optional(labelRequest, func() {
		r.message.RequestID = r.text(labelRequest)
		r.match(requestIDForm, r.message.RequestID, "is no request id")
	})
	r.optional(labelSources, r.resources)
	if !r.lost && r.at < len(r.lines) {
		r.lose("the end of the message")
	}
	return r
}

// fail adds what is wrong with the line that was read last.
func (r *messageReader) fail(check Check, format string, args ...any) {
	if !r.lost {
		r.failed = append(r.failed, FailedCheck{check, fmt.Sprintf("line %d ", r.at) + fmt.Sprintf(format, args...)})
	}
}

func (r *messageReader) lose(want string) {
	have := "the end of the message"
	if r.at < len(r.lines) {
		have = shown(r.lines[r.at])
	}
	r.at++
	r.fail(CheckFormat, "is %s, want %s", have, want)
	r.lost = true
}

func (r *messageReader) require(holds bool, complaint string) {
	if !holds {
		r.fail(CheckFormat, "%s", complaint)
	}
}

func (r *messageReader) match(form *regexp.Regexp, text, complaint string) {
	r.require(form.MatchString(text), complaint)
}

func (r *messageReader) next() (string, bool) {
	if r.lost || r.at >= len(r.lines) {
		return "", false
	}
	return r.lines[r.at], true
}

// text takes the next line, which begins with the label, and gives what follows.
func (r *messageReader) text(label string) string {
	line, _ := r.next()
	value, found := strings.CutPrefix(line, label)
	if !found {
		r.lose("a line that begins with " + strconv.Quote(label))
		return ""
	}
	r.at++
	return value
}

func (r *messageReader) optional(label string, read func()) {
	if line, _ := r.next(); strings.HasPrefix(line, label) {
		read()
	}
}

func (r *messageReader) blank() {
	if line, found := r.next(); !found || line != "" {
		r.lose("a blank line")
		return
	}
	r.at++
}

func (r *messageReader) origin() {
	origin, found := strings.CutSuffix(r.lines[0], preamble)
	if !found {
		r.lose("a domain and then " + strconv.Quote(preamble))
		return
	}
	r.at++
	name, domain, found := strings.Cut(origin, "://")
	if !found {
		name, domain = "", origin
	}
	r.require(!found || schemeForm.MatchString(name), "has no scheme before ://")
	r.require(isAuthority(domain), "names no domain")
	r.message.Scheme, r.message.Domain = name, domain
}

func (r *messageReader) address() {
	r.message.Address = "0x" + r.text("0x")
	r.match(evmForm, r.message.Address, "is no address of 0x and 40 hex digits")
	r.blank()
}

// statement takes the lines from the blank one after the address to the blank
// one before the URI. Only the line after next shows whether a statement is empty or absent.
func (r *messageReader) statement() {
	line, _ := r.next()
	follows := ""
	if r.at+1 < len(r.lines) {
		follows = r.lines[r.at+1]
	}
	if line != "" || follows == "" {
		if _, found := r.next(); found {
			r.at++
			r.message.Statement = line
			r.match(statementForm, line, "has a character that no statement may have")
		}
	}
	r.blank()
}

func (r *messageReader) version() {
	r.message.Version = r.text(labelVersion)
	if r.message.Version != "1" {
		r.fail(CheckVersion, "has the version %s, want 1", shown(r.message.Version))
	}
}

func (r *messageReader) chainID() {
	digits := r.text(labelChainID)
	// ParseUint with base 10 takes digits alone: no sign, no underscore.
	id, err := strconv.ParseUint(digits, 10, 64)
	r.require(err == nil, "has no chain id of decimal digits and 64 bits")
	r.message.ChainID = id
}

func (r *messageReader) nonce() {
	r.message.Nonce = r.text(labelNonce)
	if !nonceForm.MatchString(r.message.Nonce) {
		r.fail(CheckNonceForm, "has the nonce %s, want 8 or more letters and digits", shown(r.message.Nonce))
	}
}

func (r *messageReader) instant(label string) time.Time {
	text := r.text(label)
	instant, err := parseDateTime(text)
	if err != nil {
		r.fail(CheckTimes, "has the time %s, which %v", shown(text), err)
	}
	return instant
}

func (r *messageReader) resources() {
	if rest := r.text(labelSources); rest != "" {
		r.fail(CheckFormat, "has %s after %q", shown(rest), labelSources)
	}
	for line, found := r.next(); found && strings.HasPrefix(line, labelSource); line, found = r.next() {
		resource := r.text(labelSource)
		r.require(isURI(resource), "is no URI")
		r.message.Resources = append(r.message.Resources, resource)
	}
}
