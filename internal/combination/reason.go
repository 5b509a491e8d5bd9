package combination

// Reason is why two things cannot be in one request.
type Reason string

// The reasons.
const (
	OwnPlace      Reason = "own-place"
	NoSigner      Reason = "no-signer"
	Unsigned      Reason = "unsigned"
	AlsoUnsigned  Reason = "also-unsigned"
	OtherSigner   Reason = "other-signer"
	Silent        Reason = "silent"
	NoApplication Reason = "no-application"
	Incomplete    Reason = "incomplete"
)

var reasons = map[Reason]string{
	OwnPlace:      "what is wrong leaves no place for the choice, or is about it",
	NoSigner:      "wallets on that blockchain cannot sign a message of EIP-4361",
	Unsigned:      "an application that requires signatures is to refuse what has none",
	AlsoUnsigned:  "the signature that the application requires would be missing too",
	OtherSigner:   "a signature would be wrong too, for another address or blockchain",
	Silent:        "the contract does not say whether a wallet that cannot sign is to be refused",
	NoApplication: "no application that requires signatures is configured",
	Incomplete:    "whatever else is chosen does not go with one of them",
}

// String says the reason to people.
func (r Reason) String() string { return reasons[r] }
