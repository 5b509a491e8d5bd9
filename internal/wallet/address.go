package wallet

import (
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/decred/dcrd/dcrec/secp256k1/v4"
	"github.com/mr-tron/base58"
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

// Valid says what is wrong with the form of an address, nil if nothing is:
//
//   - EVM: "0x" and 40 hex digits; where upper-case and lower-case letters are mixed, by EIP-55.
//   - Solana: base58 of exactly 32 bytes. Whether they are a point of the curve is not
//     asked, because the addresses of Solana's programs are not.
//   - Aleo: bech32m (never plain bech32), prefix "aleo", lower case, exactly 32 bytes.
//
// Whether anybody has the key of the address cannot be told from it.
func Valid(form Form, address string) error {
	switch form {
	case EVM:
		return validEVM(address)
	case Solana:
		return validSolana(address)
	case Aleo:
		return validAleo(address)
	}
	return fmt.Errorf("check address: unknown form %s", shown(string(form)))
}

func validEVM(address string) error {
	if !evmForm.MatchString(address) {
		return fmt.Errorf("check EVM address: want 0x and 40 hex digits, have %s", shown(address))
	}
	if claimsChecksum(address) && address != checksummed(address) {
		return errors.New("check EVM address: the case of its letters is not its EIP-55 checksum")
	}
	return nil
}

func validSolana(address string) error {
	const longest = 44 // 32 bytes of 0xff
	if len(address) > longest {
		return fmt.Errorf("check Solana address: want at most %d characters, have %d", longest, len(address))
	}
	key, err := base58.Decode(address)
	if err != nil {
		return fmt.Errorf("check Solana address: want base58, have %s", shown(address))
	}
	if len(key) != 32 {
		return fmt.Errorf("check Solana address: want the base58 of 32 bytes, have %d", len(key))
	}
	return nil
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
