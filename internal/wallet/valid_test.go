package wallet

import (
	"errors"
	"fmt"
	"strings"

	"github.com/btcsuite/btcd/btcutil/bech32"
	"github.com/mr-tron/base58"
)

// valid says what is wrong with the form of an address, nil if nothing is:
//
//   - EVM: "0x" and 40 hex digits; where upper-case and lower-case letters are mixed, by EIP-55.
//   - Solana: base58 of exactly 32 bytes. Whether they are a point of the curve is not
//     asked, because the addresses of Solana's programs are not.
//   - Aleo: bech32m (never plain bech32), prefix "aleo", lower case, exactly 32 bytes.
//
// Whether anybody has the key of the address cannot be told from it.
func valid(format AddressFormat, address string) error {
	switch format {
	case EVM:
		return validEVM(address)
	case Solana:
		return validSolana(address)
	case Aleo:
		return validAleo(address)
	}
	return fmt.Errorf("check address: unknown format %s", shown(string(format)))
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

func validAleo(address string) error {
	if !strings.HasPrefix(address, aleoPrefix+"1") {
		return fmt.Errorf("check Aleo address: want it to begin with %s1, have %s", aleoPrefix, shown(address))
	}
	prefix, groups, version, err := bech32.DecodeGeneric(address)
	if err != nil || version != bech32.VersionM || prefix != aleoPrefix {
		return errors.New("check Aleo address: want bech32m with a right checksum")
	}
	key, err := bech32.ConvertBits(groups, 5, 8, false)
	if err != nil || len(key) != 32 {
		return errors.New("check Aleo address: want the bech32m of 32 bytes")
	}
	return nil
}
