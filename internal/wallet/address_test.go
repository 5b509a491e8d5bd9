package wallet

import (
	"bytes"
	"crypto/ed25519"
	"math/big"
	"strings"
	"testing"

	"github.com/btcsuite/btcd/btcutil/bech32"
	"github.com/mr-tron/base58"
	"pgregory.net/rapid"
)

// The test addresses of EIP-55: all upper, all lower, and mixed.
var eip55 = []string{
	"0x52908400098527886E0F7030069857D2E4169EE7", "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
	"0xde709f2102306220921060314715629080e2fb77", "0x27b1fdb04752bbc536007a920d24acb045561c26",
	"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
	"0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
}

func TestChecksummedIsThatOfEIP55(t *testing.T) {
	for _, want := range eip55 {
		if have := checksummed(strings.ToLower(want)); have != want {
			t.Errorf("have %s, want %s", have, want)
		}
	}
}

// Addresses as they are published: an account and the zero address of Aleo, and Solana's programs.
const (
	aleoAccount = "aleo1d5hg2z3ma00382pngntdp68e74zv54jdxy249qhaujhks9c72yrs33ddah"
	aleoZero    = "aleo1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq3ljyzc"
	solanaToken = "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
)

func TestValid(t *testing.T) {
	aleo := func(size int, encode func(string, []byte) (string, error), prefix string) string {
		groups, err := bech32.ConvertBits(bytes.Repeat([]byte{7}, size), 8, 5, true)
		if err != nil {
			t.Fatal(err)
		}
		address, err := encode(prefix, groups)
		if err != nil {
			t.Fatal(err)
		}
		return address
	}
	const noBech32m = "check Aleo address: want bech32m with a right checksum"
	tests := map[string]struct {
		format        AddressFormat
		address, want string
	}{
		"an EVM address":                   {EVM, eip55[4], ""},
		"an EVM address in lower case":     {EVM, strings.ToLower(eip55[4]), ""},
		"an EVM address in upper case":     {EVM, "0x" + strings.ToUpper(eip55[4][2:]), ""},
		"an EVM address, one letter other": {EVM, "0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "check EVM address: the case of its letters is not its EIP-55 checksum"},
		"an EVM address of 38 digits":      {EVM, "0xF84D68F29664F907eE9d03E534105b7aA6045A", `check EVM address: want 0x and 40 hex digits, have "0xF84D68F29664F907eE9d03E534105b7aA6045A"`},
		"an EVM address with 0X":           {EVM, "0X" + eip55[2][2:], `check EVM address: want 0x and 40 hex digits, have "0Xde709f2102306220921060314715629080e2fb77"`},
		"an EVM address and a line end":    {EVM, eip55[2] + "\n", `check EVM address: want 0x and 40 hex digits, have "0xde709f2102306220921060314715629080e2fb77\n"`},
		"no EVM address":                   {EVM, "", `check EVM address: want 0x and 40 hex digits, have ""`},
		"Solana's system program":          {Solana, strings.Repeat("1", 32), ""},
		"Solana's token program":           {Solana, solanaToken, ""},
		"a Solana address of 31 bytes":     {Solana, strings.Repeat("1", 31), "check Solana address: want the base58 of 32 bytes, have 31"},
		"a Solana address of 33 bytes":     {Solana, strings.Repeat("1", 33), "check Solana address: want the base58 of 32 bytes, have 33"},
		"a Solana address with a 0":        {Solana, "0" + solanaToken[1:], `check Solana address: want base58, have "0okenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"`},
		"an endless Solana address":        {Solana, strings.Repeat("1", 100_000), "check Solana address: want at most 44 characters, have 100000"},
		"no Solana address":                {Solana, "", `check Solana address: want base58, have ""`},
		"an Aleo address":                  {Aleo, aleoAccount, ""},
		"the zero address of Aleo":         {Aleo, aleoZero, ""},
		"an Aleo address, one letter less": {Aleo, aleoAccount[:62], noBech32m},
		"an Aleo address, one letter else": {Aleo, strings.Replace(aleoAccount, "5hg", "5hq", 1), noBech32m},
		"an Aleo address in plain bech32":  {Aleo, aleo(32, bech32.Encode, "aleo"), noBech32m},
		"an Aleo address of 31 bytes":      {Aleo, aleo(31, bech32.EncodeM, "aleo"), "check Aleo address: want the bech32m of 32 bytes"},
		"an Aleo address of 33 bytes":      {Aleo, aleo(33, bech32.EncodeM, "aleo"), "check Aleo address: want the bech32m of 32 bytes"},
		"an Aleo address by another name":  {Aleo, aleo(32, bech32.EncodeM, "oela"), `check Aleo address: want it to begin with aleo1, have "oela1` + aleo(32, bech32.EncodeM, "oela")[5:60] + `"…`},
		"an Aleo address in upper case":    {Aleo, strings.ToUpper(aleoAccount), `check Aleo address: want it to begin with aleo1, have "` + strings.ToUpper(aleoAccount)[:60] + `"…`},
		"an unknown format":                {"stellar", eip55[2], `check address: unknown format "stellar"`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			have := ""
			if err := valid(tt.format, tt.address); err != nil {
				have = err.Error()
			}
			if have != tt.want {
				t.Errorf("have %q\nwant %q", have, tt.want)
			}
		})
	}
}

func TestEveryBlockchainHasAnAddress(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := anyWallet(t)
		for _, b := range Blockchains() {
			address := w.AddressOn(b.Name)
			if err := valid(b.Format, address); err != nil {
				t.Errorf("%s %s: %v", b.Name, address, err)
			}
			if b.Format == Aleo && len(address) != 63 {
				t.Errorf("%s %s has %d characters, want 63", b.Name, address, len(address))
			}
			if again := w.AddressOn(b.Name); again != address {
				t.Errorf("%s: %s first, then %s", b.Name, address, again)
			}
		}
	})
}

func TestAnUnknownBlockchainIsGivenAnEVMAddress(t *testing.T) {
	w := fixedWallet(t)
	if have := w.AddressOn("ethereum_classic"); have != w.Address(EVM) {
		t.Errorf("have %s, want %s", have, w.Address(EVM))
	}
}

func TestSolanaAddressIsAKeyThatCanSign(t *testing.T) {
	w := fixedWallet(t)
	public, err := base58.Decode(w.Address(Solana))
	if err != nil {
		t.Fatal(err)
	}
	signature := ed25519.Sign(ed25519.NewKeyFromSeed(w.derive("solana")), []byte("text"))
	if !ed25519.Verify(public, []byte("text"), signature) {
		t.Error("the address is not the public key of the wallet's seed")
	}
}

// A published address shows that the curve is the right one: half of all
// numbers are no x coordinate of it, and three in four points of it are in no
// subgroup of the right order.
func TestAleoAddressIsAPointOfTheSubgroup(t *testing.T) {
	order, _ := new(big.Int).SetString("2111115437357092606062206234695386632838870926408408195193685246394721360383", 10)
	for name, address := range map[string]string{"published": aleoAccount, "ours": fixedWallet(t).Address(Aleo)} {
		t.Run(name, func(t *testing.T) {
			_, groups, err := bech32.Decode(address)
			if err != nil {
				t.Fatal(err)
			}
			key, err := bech32.ConvertBits(groups, 5, 8, false)
			if err != nil {
				t.Fatal(err)
			}
			x := littleEndian(key)
			y := edwardsY(x)
			if y == nil || x.Cmp(edwardsPrime) >= 0 {
				t.Fatal("the number is no x coordinate")
			}
			// The two points of an x differ by one that is not in the subgroup: one of them has to be.
			opposite := new(big.Int).Sub(edwardsPrime, y)
			if !annihilated(x, y, order) && !annihilated(x, opposite, order) {
				t.Error("neither point is in the subgroup")
			}
		})
	}
}

func annihilated(x, y, order *big.Int) bool {
	sumX, sumY := big.NewInt(0), big.NewInt(1)
	for i := order.BitLen() - 1; i >= 0; i-- {
		sumX, sumY = edwardsAdd(sumX, sumY, sumX, sumY)
		if order.Bit(i) == 1 {
			sumX, sumY = edwardsAdd(sumX, sumY, x, y)
		}
	}
	return sumX.Sign() == 0 && sumY.Cmp(one) == 0
}

func TestWrongChecksum(t *testing.T) {
	tests := map[string]struct{ address, want, err string }{
		"mixed":                        {eip55[4], "0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", ""},
		"in lower case":                {strings.ToLower(eip55[4]), "0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", ""},
		"whose checksum is lower case": {eip55[2], "0xDe709f2102306220921060314715629080e2fb77", ""},
		"one letter":                   {"0x000000000000000000000000000000000000000a", "", "spoil checksum: the address has fewer than two letters"},
		"no letter":                    {"0x0000000000000000000000000000000000000001", "", "spoil checksum: the address has fewer than two letters"},
		"no address":                   {"", "", `spoil checksum: want 0x and 40 hex digits, have ""`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			have, err := WrongChecksum(tt.address)
			if have != tt.want {
				t.Errorf("have %s, want %s", have, tt.want)
			}
			if message(err) != tt.err {
				t.Errorf("error %q, want %q", message(err), tt.err)
			}
		})
	}
}

func TestWrongChecksumIsWrongForAnyAddress(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digits := []byte(rapid.StringMatching(`[0-9]{40}`).Draw(t, "digits"))
		for range rapid.IntRange(2, 40).Draw(t, "letters") {
			digits[rapid.IntRange(0, 39).Draw(t, "place")] = rapid.SampledFrom([]byte("abcdef")).Draw(t, "letter")
		}
		right := "0x" + string(digits)
		wrong, err := WrongChecksum(right)
		if err != nil {
			if strings.Count(strings.Map(onlyLetters, right[2:]), "") > 2 {
				t.Fatalf("%s: %v", right, err)
			}
			return
		}
		if !strings.EqualFold(wrong, right) || valid(EVM, wrong) == nil {
			t.Fatalf("%s is given for %s", wrong, right)
		}
	})
}

func onlyLetters(r rune) rune {
	if r >= 'a' {
		return r
	}
	return -1
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestNeighbour(t *testing.T) {
	for _, address := range eip55 {
		neighbour, err := Neighbour(address)
		if err != nil || valid(EVM, neighbour) != nil || strings.EqualFold(neighbour, address) || !strings.EqualFold(neighbour[:41], address[:41]) {
			t.Errorf("%s has the neighbour %s, error %v", address, neighbour, err)
		}
	}
	if _, err := Neighbour("0x"); message(err) != `find neighbour: want 0x and 40 hex digits, have "0x"` {
		t.Errorf("error %v", err)
	}
}
