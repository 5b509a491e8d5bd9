package outcome

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// OfBreaks is the same for violations that one mend would mend: the same place
// of the document broken in the same way, whatever the status that leads there,
// or what the contract allows refused for one reason, whichever of its clauses
// allows it. It is empty for none.
//
// So a body without its "error", which is one line of the document for 401 and
// 406, is one cause under both; and a wallet on solana and one on aleo that are
// both refused with "only EVM wallets" are one cause, though two clauses allow
// them.
func OfBreaks(violations []Violation) string {
	var parts []string
	for _, v := range violations {
		if part := v.cause(); !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "\x01")
}

// ofStatus is how the ids of clauses begin that each status has of its own.
var ofStatus = regexp.MustCompile(`^(response|semantic)/[1-5][0-9]{2}/`)

func (v Violation) cause() string {
	if reason := v.refusal(); reason != "" {
		return reason
	}
	clause, want := v.Clause, v.Want
	if prefix := ofStatus.FindStringSubmatch(clause); prefix != nil && v.Line > 0 {
		clause = fmt.Sprintf("%s/%s %s:%d", prefix[1], clause[len(prefix[0]):], v.Document, v.Line)
		want.Status = 0
	}
	return strings.Join([]string{clause, want.encoded(), v.Got.Class()}, "\x00")
}

// tellingReason is how many characters of a reason tell it from another: further
// on it may quote what it refuses, which differs from one request to the next.
const tellingReason = 40

// varies are the words of a reason that differ from one request to the next.
var varies = regexp.MustCompile(`\S*[0-9]\S*`)

// refusal is the status and the reason with which the API refused what the
// contract allows; empty if it gave none but the status once more (RFC 9110
// section 15.5.21 calls 422 by two names), for then only the clauses tell one
// cause from another.
func (v Violation) refusal() string {
	reason := v.Got.Text
	if v.Fault != FaultRefused || v.Got.Kind != GotStatus || reason == "" ||
		strings.EqualFold(statusText(v.Got.Status), fmt.Sprint(v.Got.Status, " ", reason)) || strings.EqualFold(reason, "Unprocessable Content") {
		return ""
	}
	if runes := []rune(reason); len(runes) > tellingReason {
		reason = string(runes[:tellingReason])
	}
	return strconv.Itoa(v.Got.Status) + "\x00" + varies.ReplaceAllString(reason, "0")
}
