package wallet

import "time"

// Check names one thing that a [Verifier] asks of a message and its signature.
type Check string

// The checks, in the order in which they are made.
const (
	// CheckFormat is the ABNF of EIP-4361, but for what has a check of its own.
	CheckFormat Check = "format"
	// CheckVersion is the version, which is 1.
	CheckVersion Check = "version"
	// CheckDomain is the domain, character by character. The scheme is not compared.
	CheckDomain Check = "domain"
	// CheckURI is the URI, character by character (RFC 3986 section 6.2.1).
	CheckURI Check = "uri"
	// CheckChainID is the EIP-155 chain id.
	CheckChainID Check = "chain-id"
	// CheckNonceForm is 8 or more letters and digits.
	CheckNonceForm Check = "nonce-form"
	// CheckTimes is that each time is an RFC 3339 date-time on a real date.
	CheckTimes Check = "times"
	// CheckNotYetValid is that not-before is not in the future; at that very instant the message is valid.
	CheckNotYetValid Check = "not-yet-valid"
	// CheckExpired is that expiration-time is in the future; at that very instant the message is not valid.
	CheckExpired Check = "expired"
	// CheckChecksum is the EIP-55 checksum of an address whose letters are of both cases.
	CheckChecksum Check = "checksum"
	// CheckSignatureForm is "0x" and hex digits of either case.
	CheckSignatureForm Check = "signature-form"
	// CheckSignatureLength is 65 bytes.
	CheckSignatureLength Check = "signature-length"
	// CheckRecoveryID is a v of 0, 1, 27 or 28.
	CheckRecoveryID Check = "recovery-id"
	// CheckHighS is an s in the lower half of the order (EIP-2), so that a signature has no twin.
	CheckHighS Check = "high-s"
	// CheckSigner is that the signature is by the message's address.
	CheckSigner Check = "signer"
	// CheckWalletAddress is that the message's address is the wallet's.
	CheckWalletAddress Check = "wallet-address"
	// CheckNonceReused is that the nonce was not used before.
	CheckNonceReused Check = "nonce-reused"
)

// Checks lists every check in the order in which they are made.
func Checks() []Check {
	list := make([]Check, 0, len(rules))
	for _, r := range rules {
		list = append(list, r.check)
	}
	return list
}

// FailedCheck is why a message or its signature is not accepted: the first check
// that it fails, and a sentence (without its full stop) for the one who sent it.
type FailedCheck struct {
	Check  Check
	Detail string // under 600 bytes; quotes some of the message, none of the signature
}

// Error is the sentence.
func (r *FailedCheck) Error() string { return r.Detail }

// Verifier says whether a wallet signed a message that is meant for here and
// for now. It is for wallets that have a key; those of contracts (EIP-1271) are
// not asked. A message that was issued in the future is not refused for that:
// not-before is what EIP-4361 has for it, and clocks differ.
//
// A Verifier may be used by many at once if its functions may.
type Verifier struct {
	Domain  string
	URI     string
	ChainID uint64 // 0: any, for a blockchain that has none

	// Now is the clock; nil is the system's.
	Now func() time.Time
	// UseNonce uses a nonce up and says whether it was unused until then, both at
	// once. It is called only when every other check has passed; nil lets every nonce pass.
	UseNonce func(nonce string) bool

	// Skip leaves checks out, so that what they refuse is accepted. What then
	// cannot be read is not checked: of a text that is no message, the signature
	// alone; of a signature that is no 65 bytes, nothing. A v that means nothing
	// fits either key that the signature recovers.
	Skip map[Check]bool
}

// Verify checks a message, byte for byte as it was signed, its signature, and
// the address of the wallet that is said to have made it (in any case). The
// error is a *[FailedCheck]. No input makes it panic.
func (v Verifier) Verify(message, signature, address string) error {
	c := v.claim(message, signature, address)
	for _, r := range rules {
		if v.Skip[r.check] {
			continue
		}
		if detail := r.broken(c); detail != "" {
			return &FailedCheck{Check: r.check, Detail: detail}
		}
	}
	return nil
}

func (v Verifier) claim(message, signature, address string) *claim {
	read := readMessage(message)
	c := &claim{verifier: v, message: read.message, read: !read.lost, failed: read.failed,
		signature: readSignature(signature), wallet: address, now: time.Now()}
	if v.Now != nil {
		c.now = v.Now()
	}
	if c.signature.bytes != nil {
		c.signers = signers(message, c.signature.bytes)
	}
	return c
}

// signers are the addresses that the signature over the message recovers: one, or
// none, by a v that has a meaning, and up to two by one that has not.
func signers(message string, signature []byte) []string { return signersOf(digest(message), signature) }

func signersOf(hash, signature []byte) []string {
	ids := []byte{0, 1}
	if id, known := recoveryID(signature[signatureBytes-1]); known {
		ids = []byte{id}
	}
	var list []string
	for _, id := range ids {
		if address, found := recoverFrom(hash, signature, id); found {
			list = append(list, address)
		}
	}
	return list
}
