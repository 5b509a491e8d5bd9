package wallet

import (
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/decred/dcrd/dcrec/secp256k1/v4"
	"golang.org/x/crypto/sha3"
)

func keccak(parts ...[]byte) []byte {
	hash := sha3.NewLegacyKeccak256()
	for _, part := range parts {
		hash.Write(part)
	}
	return hash.Sum(nil)
}

// evmAddress is the last 20 bytes of the Keccak-256 of a key's two coordinates.
func evmAddress(key *secp256k1.PublicKey) string {
	const prefix = 1 // the byte that says "not compressed"
	point := key.SerializeUncompressed()[prefix:]
	return checksummed("0x" + hex.EncodeToString(keccak(point)[12:]))
}

// checksummed writes an EVM address with the case of its letters as EIP-55 says:
// upper where the same digit of the Keccak-256 of the lower-case digits is 8 or more.
func checksummed(address string) string {
	digits := []byte(strings.ToLower(strings.TrimPrefix(address, "0x")))
	hash := hex.EncodeToString(keccak(digits))
	for i, digit := range digits {
		if digit >= 'a' && hash[i] >= '8' {
			digits[i] = digit - 'a' + 'A'
		}
	}
	return "0x" + string(digits)
}

var evmForm = regexp.MustCompile(`^0x[0-9a-fA-F]{40}$`)

// claimsChecksum says whether an EVM address carries an EIP-55 checksum: one
// whose letters are all of one case carries none.
func claimsChecksum(address string) bool {
	digits := strings.TrimPrefix(address, "0x")
	return digits != strings.ToLower(digits) && digits != strings.ToUpper(digits)
}

// WrongChecksum gives the EVM address with the case of its letters changed, as
// little as possible, so that it carries an EIP-55 checksum and the wrong one.
// An address with fewer than two letters can carry none; that is an error, and
// so is a text that is no EVM address.
func WrongChecksum(address string) (string, error) {
	if !evmForm.MatchString(address) {
		return "", fmt.Errorf("spoil checksum: want 0x and 40 hex digits, have %s", shown(address))
	}
	right := checksummed(address)
	for i := 2; i < len(right); i++ {
		if wrong := right[:i] + swapCase(right[i:i+1]) + right[i+1:]; wrong != right && claimsChecksum(wrong) {
			return wrong, nil
		}
	}
	if wrong := "0x" + swapCase(right[2:]); claimsChecksum(wrong) {
		return wrong, nil
	}
	return "", errors.New("spoil checksum: the address has fewer than two letters")
}

// Neighbour gives the EVM address whose last digit is another one, with its own
// EIP-55 checksum. A text that is no EVM address is an error.
func Neighbour(address string) (string, error) {
	if !evmForm.MatchString(address) {
		return "", fmt.Errorf("find neighbour: want 0x and 40 hex digits, have %s", shown(address))
	}
	last := len(address) - 1
	digit := byte('0')
	if address[last] == digit {
		digit = '1'
	}
	return checksummed(address[:last] + string(digit)), nil
}

func swapCase(digits string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'f':
			return r - 'a' + 'A'
		case r >= 'A' && r <= 'F':
			return r - 'A' + 'a'
		}
		return r
	}, digits)
}
