package wallet

import "slices"

// AddressFormat is the kind of address that a blockchain's wallets have.
type AddressFormat string

const (
	// EVM is "0x" and 40 hex digits, the case of its letters a checksum (EIP-55).
	EVM AddressFormat = "evm"
	// Solana is the base58 text of a 32-byte ed25519 public key.
	Solana AddressFormat = "solana"
	// Aleo is the bech32m text (BIP-350) of 32 bytes under the prefix "aleo", 63 characters.
	Aleo AddressFormat = "aleo"
)

// Blockchain is a network that a wallet can be on, under the name that the API has for it.
type Blockchain struct {
	Name    string
	Format  AddressFormat
	ChainID uint64 // EIP-155; 0 for a blockchain that has none
}

var blockchains = []Blockchain{
	{"ethereum", EVM, 1},
	{"sepolia", EVM, 11155111},
	{"polygon", EVM, 137},
	{"amoy", EVM, 80002},
	{"solana", Solana, 0},
	{"solana_devnet", Solana, 0},
	{"base", EVM, 8453},
	{"base_sepolia", EVM, 84532},
	{"avalanche_c", EVM, 43114},
	{"avalanche_fuji", EVM, 43113},
	{"binance_smart_chain", EVM, 56},
	{"binance_smart_chain_testnet", EVM, 97},
	{"arbitrum_one", EVM, 42161},
	{"arbitrum_sepolia", EVM, 421614},
	{"apechain", EVM, 33139},
	{"curtis", EVM, 33111},
	{"etherlink", EVM, 42793},
	{"etherlink_testnet", EVM, 128123},
	{"soneium", EVM, 1868},
	{"soneium_minato", EVM, 1946},
	{"aleo", Aleo, 0},
	{"aleo_testnet", Aleo, 0},
}

// Blockchains lists every known blockchain in the contract's order. The list is the caller's own.
func Blockchains() []Blockchain { return slices.Clone(blockchains) }

// Lookup finds a blockchain by its name, exactly as the contract writes it. For
// an unknown name it says false and gives a blockchain of that name with EVM
// addresses and no chain id, the likeliest kind of one that is newly allowed.
func Lookup(name string) (Blockchain, bool) {
	for _, b := range blockchains {
		if b.Name == name {
			return b, true
		}
	}
	return Blockchain{Name: name, Format: EVM}, false
}

// Signs says whether wallets on a blockchain can sign in with Ethereum
// (EIP-4361): those with EVM addresses.
func Signs(blockchain string) bool {
	b, _ := Lookup(blockchain)
	return b.Format == EVM
}
