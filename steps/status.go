package steps

import (
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"kycspec/internal/contract"
)

// How steps begin that name a status, and how a status is named with its name.
const (
	refusedAs = "the request is refused as "
	answerIs  = "the answer is "
	failsWith = requests + " while the API fails with "
	aStatus   = `(\d{3}) (.+)`
)

// naming matches a step that names a status; the groups are how it begins, the
// number, and the name if it has one.
var naming = regexp.MustCompile("^(" + refusedAs + "|" + answerIs + "|" + failsWith + `)(\d{3})(?: (.+))?$`)

// renamed are the names of statuses that RFC 9110 changed, and Go did not.
var renamed = map[int]string{http.StatusRequestEntityTooLarge: "Content Too Large", http.StatusUnprocessableEntity: "Unprocessable Content"}

// Misnamed says what is wrong with the status that a step names, and what to do
// about it: the contract does not have it, it has another name, or it is called
// a refusal and is none. Both are empty if nothing is, or if the step names none.
func Misnamed(c *contract.Contract, step string) (sentence, hint string) {
	match := naming.FindStringSubmatch(step)
	if match == nil {
		return "", ""
	}
	status, _ := strconv.Atoi(match[2]) // three digits are a number
	_, documented := c.Documented(status)
	switch right := rightName(status, match[3]); {
	case !documented:
		return fmt.Sprintf("the contract documents no answer with the status %d", status), "it documents " + strings.Join(c.Statuses(), ", ")
	case match[3] != "" && right != "":
		return fmt.Sprintf("%d is not %q", status, match[3]), fmt.Sprintf("say %d %s", status, right)
	case match[1] == refusedAs && status < http.StatusBadRequest:
		return fmt.Sprintf("%d is no refusal", status), fmt.Sprintf("say %q, or promise a refusal", answerIs+match[2]+" "+match[3])
	}
	return "", ""
}

// rightName is the name of a status that was called otherwise; empty if it was
// called right, or if no name of it is known. People read the name, so it counts.
func rightName(status int, name string) string {
	if known := http.StatusText(status); name != known && name != renamed[status] {
		return known
	}
	return ""
}
