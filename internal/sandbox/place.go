package sandbox

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/tidwall/gjson"

	"kycspec/internal/contract"
	"kycspec/internal/spec"
)

// ask is what a request asks for. What is missing, or is no text, is empty.
type ask struct {
	level, externalID, address, blockchain string
	siwe                                   bool // it has a wallet signature
	message, signature                     string
}

// places are where the contract keeps what a request asks for.
type places struct{ level, customer, address, blockchain, siwe, message, signature string }

func newPlaces(names spec.Names) places {
	path := func(role string) string { return gjsonPath(spec.SplitPlace(names.Place(role))) }
	return places{
		level: path(spec.RoleLevel), customer: path(spec.RoleCustomer),
		address: path(spec.RoleAddress), blockchain: path(spec.RoleBlockchain),
		siwe: path(spec.RoleSIWE), message: path(spec.RoleMessage), signature: path(spec.RoleSignature),
	}
}

func gjsonPath(path []string) string {
	tokens := make([]string, len(path))
	for i, token := range path {
		tokens[i] = gjson.Escape(token)
	}
	return strings.Join(tokens, ".")
}

// read takes what it can from a body, whatever that is.
func (p places) read(body []byte) ask {
	// The standard library bounds the depth of a document; gjson does not.
	if !json.Valid(body) {
		return ask{}
	}
	return ask{
		level:      number(gjson.GetBytes(body, p.level)),
		externalID: text(gjson.GetBytes(body, p.customer)),
		address:    text(gjson.GetBytes(body, p.address)),
		blockchain: text(gjson.GetBytes(body, p.blockchain)),
		siwe:       gjson.GetBytes(body, p.siwe).Exists(),
		message:    text(gjson.GetBytes(body, p.message)),
		signature:  text(gjson.GetBytes(body, p.signature)),
	}
}

func text(v gjson.Result) string {
	if v.Type != gjson.String {
		return ""
	}
	return v.Str
}

// number writes a number in one way: 1, 1.0 and 1e0 are the same level.
func number(v gjson.Result) string {
	if v.Type != gjson.Number {
		return v.Raw
	}
	return strconv.FormatFloat(v.Num, 'g', -1, 64)
}

// sampleBlockchain is the blockchain that the contract's own example names.
func (p places) sampleBlockchain(c *contract.Contract) string {
	body, err := json.Marshal(c.SampleRequest())
	if err != nil {
		return ""
	}
	return text(gjson.GetBytes(body, p.blockchain))
}
