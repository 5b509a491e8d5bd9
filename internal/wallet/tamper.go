package wallet

import (
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/decred/dcrd/dcrec/secp256k1/v4"
)

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

// SignAnew makes another personal signature over the message than [Wallet.Sign]
// does, and as good a one: ECDSA takes a secret number k for each signature, and
// whoever has the key can make as many as there are numbers.
func (w *Wallet) SignAnew(message string) string { return w.signWith(digest(message), 1) }

// SignBare signs the message as it is, without the prefix of EIP-191 that makes
// it a personal signature, and that nothing else can be signed with.
func (w *Wallet) SignBare(message string) string { return w.signWith(keccak([]byte(message)), 0) }

// Signers are the addresses that a personal signature over the message recovers,
// and BareSigners those that one over the message alone does: one, or none, by a v
// that has a meaning, up to two by another. A text that is no signature has none.
func Signers(message, signature string) []string { return recovered(digest(message), signature) }

// BareSigners is described with [Signers].
func BareSigners(message, signature string) []string {
	return recovered(keccak([]byte(message)), signature)
}

func recovered(hash []byte, signature string) []string {
	read := readSignature(signature)
	if read.bytes == nil {
		return nil
	}
	return signersOf(hash, read.bytes)
}

// signWith signs a hash with the number k of that rank (RFC 6979 section 3.2 step h).
func (w *Wallet) signWith(hash []byte, rank uint32) string {
	k := secp256k1.NonceRFC6979(w.key.Serialize(), hash, nil, nil, rank)
	var point secp256k1.JacobianPoint
	secp256k1.ScalarBaseMultNonConst(k, &point)
	point.ToAffine()
	var e, r, s secp256k1.ModNScalar
	e.SetByteSlice(hash)
	r.SetBytes(point.X.Bytes())
	s.Mul2(&w.key.Key, &r).Add(&e).Mul(k.InverseNonConst())
	v := byte(compactOffset)
	if point.Y.IsOdd() != s.IsOverHalfOrder() {
		v++ // the point is that of k, or of its negative where s is replaced by its own
	}
	if s.IsOverHalfOrder() {
		s.Negate()
	}
	half, other := r.Bytes(), s.Bytes()
	return "0x" + hex.EncodeToString(half[:]) + hex.EncodeToString(other[:]) + hex.EncodeToString([]byte{v})
}
