package wallet

import (
	"encoding/hex"
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
	return recoverFrom(digest(message), signature, id)
}

// recoverFrom is the same for a signature over a hash.
func recoverFrom(hash, signature []byte, id byte) (string, bool) {
	compact := append([]byte{compactOffset + id}, signature[:signatureBytes-1]...)
	key, _, err := ecdsa.RecoverCompact(compact, hash)
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
// nil where there are fewer, or no hex digits.
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
