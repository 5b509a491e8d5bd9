package wallet

import (
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/decred/dcrd/dcrec/secp256k1/v4"
	"github.com/decred/dcrd/dcrec/secp256k1/v4/ecdsa"
)

const (
	signatureBytes = 65 // r and s of 32 bytes each, v of 1
	compactOffset  = 27 // added to the recovery id, in Ethereum's v as in the library's compact form
)

// digest is what EIP-191 version 0x45 signs: the Keccak-256 of a prefix, the
// decimal count of the message's bytes, and the bytes.
func digest(message string) []byte {
	return keccak([]byte("\x19Ethereum Signed Message:\n"+strconv.Itoa(len(message))), []byte(message))
}

func sign(key *secp256k1.PrivateKey, message string) string {
	compact := ecdsa.SignCompact(key, digest(message), false)
	return "0x" + hex.EncodeToString(append(compact[1:], compact[0]))
}

// recoverAddress is the EVM address whose key made the signature, with the
// recovery id given rather than v; false if there is no such key.
func recoverAddress(message string, signature []byte, id byte) (string, bool) {
	compact := append([]byte{compactOffset + id}, signature[:signatureBytes-1]...)
	key, _, err := ecdsa.RecoverCompact(compact, digest(message))
	if err != nil {
		return "", false
	}
	return evmAddress(key), true
}

// recoveryID reads v: 0 and 27 mean 0, 1 and 28 mean 1, and there is no other.
func recoveryID(v byte) (byte, bool) {
	switch v {
	case 0, compactOffset:
		return 0, true
	case 1, compactOffset + 1:
		return 1, true
	}
	return 0, false
}

var hexDigits = regexp.MustCompile(`^[0-9a-fA-F]*$`)

// signatureText is a signature as it was sent, with what is wrong with its
// text: the length only where the form is right. The bytes are the first 65, and
// nil if they cannot be told.
type signatureText struct {
	bytes  []byte
	form   string
	length string
}

func readSignature(text string) signatureText {
	var s signatureText
	digits, prefixed := strings.CutPrefix(text, "0x")
	switch have := len(digits); {
	case !prefixed:
		s.form = "the signature does not begin with 0x"
	case !hexDigits.MatchString(digits):
		s.form = "the signature has something else than hex digits after 0x"
	case have != 2*signatureBytes:
		s.length = fmt.Sprintf("the signature has %d hex digits after 0x, want %d", have, 2*signatureBytes)
	}
	if len(digits) >= 2*signatureBytes {
		if decoded, err := hex.DecodeString(digits[:2*signatureBytes]); err == nil {
			s.bytes = decoded
		}
	}
	return s
}

// highS says whether a signature's s is above half the order of the curve. One
// that is not even below the order is left to the recovery, which refuses it.
func highS(signature []byte) bool {
	var s secp256k1.ModNScalar
	overflow := s.SetByteSlice(signature[32:64])
	return !overflow && s.IsOverHalfOrder()
}

// TamperV gives the signature with its last byte, v, replaced. A text shorter
// than two characters is given back as it is.
func TamperV(signature string, v byte) string {
	if len(signature) < 2 {
		return signature
	}
	return signature[:len(signature)-2] + hex.EncodeToString([]byte{v})
}

// HighS gives the other signature of the same key over the same message, which
// anybody can make without the key: s replaced by the curve's order less s, and
// v by its opposite. An error says that the text is no signature with v 0, 1,
// 27 or 28, or that its s is high already.
func HighS(signature string) (string, error) {
	read := readSignature(signature)
	if read.form != "" || read.length != "" {
		return "", errors.New("make high-s twin: want a signature of 0x and 130 hex digits")
	}
	b := read.bytes
	if _, known := recoveryID(b[64]); !known {
		return "", fmt.Errorf("make high-s twin: want v 0, 1, 27 or 28, have %d", b[64])
	}
	var s secp256k1.ModNScalar
	if overflow := s.SetByteSlice(b[32:64]); overflow || s.IsZero() || s.IsOverHalfOrder() {
		return "", errors.New("make high-s twin: want an s in the lower half of the order")
	}
	s.Negate().PutBytesUnchecked(b[32:64])
	// 0 and 1, 27 and 28: the even one has the odd one above it, or the other way round.
	if b[64] == 0 || b[64] == compactOffset {
		b[64]++
	} else {
		b[64]--
	}
	return "0x" + hex.EncodeToString(b), nil
}
