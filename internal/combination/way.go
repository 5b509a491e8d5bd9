package combination

import (
	"slices"

	"kycspec/internal/contract"
	"kycspec/internal/outcome"
	"kycspec/internal/spec"
)

// AccessToken is what features call the credentials, which the contract has no place for in a body.
const AccessToken = "access token"

// NameOf is what features call the thing that a way of being ruled out, by the id of its clause, is about.
func (d *Design) NameOf(id string) string {
	way, _ := d.contract.Clause(id)
	switch path := target(way); {
	case way.Part == spec.SecurityPart:
		return AccessToken
	case way.Part == spec.MediaPart:
		return MediaType
	case len(path) == 0:
		return string(spec.RequestPart)
	default:
		return d.contract.Names().Called(spec.JoinPlace(path))
	}
}

// WaysOf lists the ways of being ruled out that are about a name, or a dotted place.
func (d *Design) WaysOf(name string) []spec.Clause {
	name = d.contract.Names().Called(d.contract.Names().Place(name))
	return slices.DeleteFunc(slices.Clone(d.Ways), func(way spec.Clause) bool { return d.NameOf(way.ID) != name })
}

// NeedsApplication says whether a request can be ruled out in a way only by an
// application that requires signatures.
func (d *Design) NeedsApplication(way spec.Clause) bool { return isUnsigned(way) }

// NeedsSignature says whether a request can be ruled out in a way only if it has a signature.
func (d *Design) NeedsSignature(way spec.Clause) bool {
	return way.Part == spec.RequestPart && within(target(way), d.siwe)
}

// PlaceOf is the place of the body that a choice is about; empty for none.
func (d *Design) PlaceOf(c outcome.Choice) string {
	switch p, _ := d.Parameter(c.Name); {
	case p.Place != "":
		return p.Place
	case p.Name == Application || p.Name == Signature:
		return spec.JoinPlace(d.siwe)
	}
	return ""
}

// Set puts one of the parameter's values into a draft, if it is one of the body. A
// text that is at a limit is made of the fill, repeated; the usual value is that
// which the draft has. The error says that the contract sets no such limit.
func (p Parameter) Set(draft *contract.Draft, value, fill string) error {
	i := slices.Index(p.Values, value)
	switch {
	case p.Place == "" || i < 0:
	case p.limits == nil:
		draft.Set(p.Place, p.listed[i])
	case i > 0:
		return draft.SetLimit(p.Place, p.limits[i-1], false, fill)
	}
	return nil
}
