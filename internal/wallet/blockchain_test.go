package wallet

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestBlockchainsAreTheContracts(t *testing.T) {
	want := []string{
		"ethereum", "sepolia", "polygon", "amoy", "solana", "solana_devnet", "base", "base_sepolia",
		"avalanche_c", "avalanche_fuji", "binance_smart_chain", "binance_smart_chain_testnet",
		"arbitrum_one", "arbitrum_sepolia", "apechain", "curtis", "etherlink", "etherlink_testnet",
		"soneium", "soneium_minato", "aleo", "aleo_testnet",
	}
	var have []string
	ids := map[uint64]string{}
	for _, b := range Blockchains() {
		have = append(have, b.Name)
		if (b.Format == EVM) != (b.ChainID != 0) {
			t.Errorf("%s has the format %s and the chain id %d", b.Name, b.Format, b.ChainID)
		}
		if other := ids[b.ChainID]; other != "" && b.ChainID != 0 {
			t.Errorf("%s and %s have the same chain id %d", b.Name, other, b.ChainID)
		}
		ids[b.ChainID] = b.Name
	}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("names, wanted (-) and had (+):\n%s", diff)
	}
}

func TestBlockchainsListIsTheCallers(t *testing.T) {
	Blockchains()[0].Name = "changed"
	if name := Blockchains()[0].Name; name != "ethereum" {
		t.Errorf("the first blockchain is now %q", name)
	}
}

func TestLookup(t *testing.T) {
	tests := map[string]struct {
		want  Blockchain
		known bool
	}{
		"sepolia":        {Blockchain{"sepolia", EVM, 11155111}, true},
		"base":           {Blockchain{"base", EVM, 8453}, true},
		"soneium_minato": {Blockchain{"soneium_minato", EVM, 1946}, true},
		"solana_devnet":  {Blockchain{"solana_devnet", Solana, 0}, true},
		"aleo":           {Blockchain{"aleo", Aleo, 0}, true},
		"Ethereum":       {Blockchain{"Ethereum", EVM, 0}, false},
		"":               {Blockchain{"", EVM, 0}, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if have, known := Lookup(name); have != tt.want || known != tt.known {
				t.Errorf("Lookup(%q) = %v, %v, want %v, %v", name, have, known, tt.want, tt.known)
			}
		})
	}
}
