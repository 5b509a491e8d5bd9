package wallet

import (
	"fmt"
	"strings"
	"time"
)

const (
	preamble     = " wants you to sign in with your Ethereum account:"
	labelURI     = "URI: "
	labelVersion = "Version: "
	labelChainID = "Chain ID: "
	labelNonce   = "Nonce: "
	labelIssued  = "Issued At: "
	labelExpires = "Expiration Time: "
	labelBefore  = "Not Before: "
	labelRequest = "Request ID: "
	labelSources = "Resources:"
	labelSource  = "- "
)

// Message is a Sign-In with Ethereum message (EIP-4361). An optional field that
// is empty, or a zero time, is left out of the text.
type Message struct {
	Scheme         string // optional, of the origin that asks, such as "https"
	Domain         string // the RFC 3986 authority that asks, such as "127.0.0.1:8080"
	Address        string // of the wallet that signs, "0x" and 40 hex digits
	Statement      string // optional, one line of ASCII
	URI            string // RFC 3986, what the signing is about
	Version        string // "1"; empty is written as "1"
	ChainID        uint64 // EIP-155
	Nonce          string // 8 or more letters and digits
	IssuedAt       time.Time
	ExpirationTime time.Time // optional: invalid from this instant on
	NotBefore      time.Time // optional: valid from this instant on
	RequestID      string    // optional, pchar of RFC 3986
	Resources      []string  // optional, RFC 3986 URIs
}

// String is the message's text, lines parted by LF, none after the last. It
// does not check the fields: a message that breaks the rules can be written too.
// Times are written as they are, in their own zone, to the nanosecond.
func (m Message) String() string {
	var b strings.Builder
	if m.Scheme != "" {
		b.WriteString(m.Scheme + "://")
	}
	b.WriteString(m.Domain + preamble + "\n" + m.Address + "\n\n")
	if m.Statement != "" {
		b.WriteString(m.Statement + "\n")
	}
	version := m.Version
	if version == "" {
		version = "1"
	}
	fmt.Fprintf(&b, "\n%s%s\n%s%s\n%s%d\n%s%s\n%s%s", labelURI, m.URI, labelVersion, version,
		labelChainID, m.ChainID, labelNonce, m.Nonce, labelIssued, m.IssuedAt.Format(time.RFC3339Nano))
	if !m.ExpirationTime.IsZero() {
		b.WriteString("\n" + labelExpires + m.ExpirationTime.Format(time.RFC3339Nano))
	}
	if !m.NotBefore.IsZero() {
		b.WriteString("\n" + labelBefore + m.NotBefore.Format(time.RFC3339Nano))
	}
	if m.RequestID != "" {
		b.WriteString("\n" + labelRequest + m.RequestID)
	}
	if len(m.Resources) > 0 {
		b.WriteString("\n" + labelSources)
	}
	for _, resource := range m.Resources {
		b.WriteString("\n" + labelSource + resource)
	}
	return b.String()
}
