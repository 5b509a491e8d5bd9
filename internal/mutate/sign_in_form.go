package mutate

import (
	"regexp"

	"kycspec/internal/sandbox"
	"kycspec/internal/wallet"
)

// lenientForms read messages that EIP-4361 does not allow, and times that RFC 3339
// does not.
func lenientForms() []leniency {
	list := make([]leniency, 0, len(repairs)+len(oddTimes))
	for _, r := range repairs {
		list = append(list, leniency{"form/" + r.id, r.says, sandbox.Demand(wallet.CheckFormat), func(check wallet.Check, s sandbox.SignIn) bool {
			isForm := check == wallet.CheckFormat || check == wallet.CheckVersion || check == wallet.CheckNonceForm
			isForm = isForm || check == wallet.CheckChainID // which cannot be compared where it cannot be read
			return isForm && !isMessage(s.Message) && isMessage(r.repair(s.Message))
		}})
	}
	for _, odd := range oddTimes {
		list = append(list, leniency{id: "times/" + odd.id, says: odd.says}.of(wallet.CheckTimes, func(s sandbox.SignIn) bool {
			return odd.form.MatchString(line(s.Message, "Expiration Time: "))
		}))
	}
	return list
}

func isMessage(text string) bool {
	_, err := wallet.ParseMessage(text)
	return err == nil
}

// repairs make a message of EIP-4361 of what a lenient reader takes for one.
var repairs = []struct {
	id, says string
	repair   func(text string) string
}{
	{"order", "The order of a message's fields is not checked.", swapping("Chain ID: ", "Version: ")},
	{"order-of-times", "The order of a message's times is not checked.", swapping("Not Before: ", "Expiration Time: ")},
	{"label-case", "The labels of a message's fields may be in another case.", replace(`(?im)^chain id: `, "Chain ID: ")},
	{"unknown-line", "A line that is not known is passed over.", replace(`\nSession: .*`, "")},
	{"second-nonce", "A field may come twice.", replace(`(\nNonce: .*)\nNonce: .*`, "$1")},
	{"blank-after-statement", "No blank line need follow the statement.", replace(`([^\n])\nURI: `, "$1\n\nURI: ")},
	{"one-blank-line", "One blank line will do where there is no statement.", replace(`(0x.{40})\n\nURI: `, "$1\n\n\nURI: ")},
	{"statement-lines", "A statement may have several lines.", replace(`(\n\n.+)\n(.+\n\nURI: )`, "$1 $2")},
	{"crlf", "Lines may end in CRLF.", replace(`\r\n`, "\n")},
	{"space-at-end", "Spaces at the end of a line are passed over.", replace(`(?m) +$`, "")},
	{"line-break-at-end", "A line break may follow the last line.", replace(`\n$`, "")},
	{"no-nonce", "A message need not have a nonce.", replace(`(\nChain ID: .*)\nIssued`, "$1\nNonce: 00000000\nIssued")},
	{"no-issued-at", "A message need not say when it was issued.", replace(`(\nNonce: .*)(\nExp|$)`, "$1\nIssued At: 2020-01-01T00:00:00Z$2")},
	{"address-prefix", "A message's address need not begin with 0x.", replace(`\n([0-9A-Fa-f]{40}\n)`, "\n0x$1")},
	{"statement-text", "A statement may have any character.", replace(`"`, "'")},
	{"version-2", "Version 2 is taken for version 1.", replace(`Version: 2`, "Version: 1")},
	{"version-zero", "A version is read as a number.", replace(`Version: 0+`, "Version: ")},
	{"chain-id-hex", "A chain id may be in hex.", replace(`Chain ID: 0x.*`, "Chain ID: 1")},
	{"nonce-length", "A nonce may have 7 characters.", replace(`(Nonce: \w{7})\n`, "${1}0\n")},
	{"nonce-dashes", "A nonce may have dashes.", replace(`(Nonce: \w+)-(\w+)-(\w+)-(\w+)-(\w+)`, "$1$2$3$4$5")},
	{"nonce-letters", "A nonce may have letters beyond ASCII.", replace(`é`, "e")},
	{"request-id", "A request id may have any character.", replace(`(Request ID: \S*) `, "$1")},
	{"resource", "A resource need not be a URI.", replace(`\n- `, "\n- a:")},
}

func replace(pattern, by string) func(string) string {
	form := regexp.MustCompile(pattern)
	return func(text string) string { return form.ReplaceAllString(text, by) }
}

// swapping exchanges two lines that follow each other, by how they begin.
func swapping(first, second string) func(string) string {
	return replace(`\n(`+first+`.*)\n(`+second+`.*)`, "\n$2\n$1")
}

// oddTimes are no times of RFC 3339, but others read them.
var oddTimes = []struct {
	id, says string
	form     *regexp.Regexp
}{
	{"day", "A 30 February is taken for a day in March.", regexp.MustCompile(`^\d{4}-02-30T`)},
	{"leap-day", "Each fourth year is taken for a leap year.", regexp.MustCompile(`^2100-02-29T`)},
	{"hour-24", "An hour 24 is taken for the next midnight.", regexp.MustCompile(`T24:00:00Z$`)},
	{"second-60", "A second 60 is taken for the next minute.", regexp.MustCompile(`:60Z$`)},
	{"date", "A date is taken for its midnight.", regexp.MustCompile(`^\d{4}-\d\d-\d\d$`)},
	{"zone", "A time without a zone is taken for one in UTC.", regexp.MustCompile(`T\d\d:\d\d:\d\d$`)},
	{"colon", "An offset needs no colon.", regexp.MustCompile(`[+-]\d{4}$`)},
	{"comma", "A comma may stand before a fraction.", regexp.MustCompile(`,\d+Z$`)},
}
