package wallet

import (
	"crypto/rand"
	"io"
)

const (
	alphanumerics = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	nonceLength   = 16
)

// NewNonce makes a nonce of 16 letters and digits (95 bits) for an EIP-4361
// message from the random source. A nil source, or one that fails, is replaced
// by the system's own.
func NewNonce(random io.Reader) string {
	if random == nil {
		random = rand.Reader
	}
	nonce := make([]byte, 0, nonceLength)
	var one [1]byte
	for len(nonce) < nonceLength {
		if _, err := io.ReadFull(random, one[:]); err != nil {
			random = rand.Reader
			continue
		}
		// 248 is the largest multiple of 62 in a byte: what is above it would favour some letters.
		if one[0] < 248 {
			nonce = append(nonce, alphanumerics[one[0]%62])
		}
	}
	return string(nonce)
}
