package outcome

// FactorKind says what about a request a [Factor] is.
type FactorKind string

// The kinds of factors.
const (
	FactorBoundary    FactorKind = "boundary"    // Name: the clause at whose boundary it stands
	FactorBreaks      FactorKind = "breaks"      // Name: the clause that it breaks; Value: in which way, if that is what is meant
	FactorValue       FactorKind = "value"       // Name: a place; Value: the number, true or false there
	FactorHas         FactorKind = "has"         // Name: the clause by which a property may be left out that it has
	FactorApplication FactorKind = "application" // it is of an application that requires wallet signatures
	FactorCredential  FactorKind = "credential"  // it comes without a token of the API's
	FactorStandard    FactorKind = "standard"    // Name: a standard, of which its sign-in breaks a demand
	FactorHeader      FactorKind = "header"      // Name: a field; Value: what it says, if it is there
)

// Accidental says that a factor of the kind may be of one request alone without
// being a cause: as a number or a field of the header that no other request has.
func (k FactorKind) Accidental() bool { return k == FactorValue || k == FactorHeader }

// Factor is one thing about a request that may be why it was answered as it was.
// Factors are compared, and are the same for the same thing about two requests.
type Factor struct {
	Kind  FactorKind `json:"kind"`
	Name  string     `json:"name,omitempty"`
	Value string     `json:"value,omitempty"`
	Line  int        `json:"line,omitempty"` // of the clause, if it is one, in the contract
}

// RequestMediaType is the media type under which a [Request] is stored in a run's
// log, beside the step that sent it.
const RequestMediaType = "application/vnd.kycspec.request+json"

// Request is what causes are found from: what there is about a request, and
// with which status it was answered.
type Request struct {
	Factors []Factor `json:"factors"`
	Status  int      `json:"status"`
	Number  int      `json:"number,omitempty"` // of many requests of one step, counted from 1
}

// Cause is the smallest thing that all of some broken scenarios share and no
// kept one has: one factor, or two together.
type Cause struct {
	Factors []Factor
	// Always says that nothing of the kind was kept, so that no factor can tell
	// what is broken from what is not.
	Always bool
}

// Found says that the cause tells what is broken from what is not.
func (c Cause) Found() bool { return c.Always || len(c.Factors) > 0 }
