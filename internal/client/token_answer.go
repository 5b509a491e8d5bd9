package client

import (
	"errors"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/tidwall/gjson"

	"kycspec/internal/exchange"
)

const (
	maxToken       = 16 << 10 // bytes
	maxTokenAnswer = 64 << 10 // bytes of a token answer; gjson goes as deep as it is nested
	maxLife        = 365 * 24 * time.Hour
	// renewBefore is how long before its end a token is renewed, or a tenth of its life.
	renewBefore = 30 * time.Second
)

// readTokenAnswer takes the token out of the answer of a token call, and notes what
// differs from what the vendor documents.
func (c *Client) readTokenAnswer(path string, app Application, answer *exchange.Exchange) (token, error) {
	if err := c.refusal(path, app, answer); err != nil {
		return token{}, err
	}
	if len(answer.Body()) > maxTokenAnswer {
		return token{}, senseless(path, answer, "token answer too large", "with more than 64 KiB")
	}
	if answer.Cut() || !gjson.ValidBytes(answer.Body()) {
		return token{}, senseless(path, answer, "token answer not JSON", "whose body is not JSON")
	}
	root := gjson.ParseBytes(answer.Body())
	found, ok := findToken(root)
	if !ok {
		why := senseless(path, answer, "token answer without token", "without the text data.access_token; it has "+c.text(shape(root)))
		why.Detail += ", with " + c.numberless(shape(root))
		return token{}, why
	}
	if !isTokenText(found.value) {
		return token{}, senseless(path, answer, "token unsendable", "whose token cannot stand in a header")
	}
	if answer.Status() != http.StatusCreated {
		c.note(fmt.Sprintf("the token call answers %d, not 201", answer.Status()))
	}
	if found.place != "data.access_token" {
		c.note("the token is in " + found.place + ", not in data.access_token")
	}
	read := token{value: found.value}
	if life, ok := lifetime(found.beside.Get("expires_in")); ok {
		read.renewal = c.options.Clock.Now().Add(life - min(renewBefore, life/10))
	} else {
		c.note("the token answer does not say when the token expires")
	}
	return read, nil
}

const (
	pathHint     = "Check KYC_BASE_URL and KYC_TOKEN_PATH."
	notFoundHint = "Check KYC_BASE_URL, and set KYC_TOKEN_PATH to where the target gives tokens."
)

// pathNotFound is the failure of a token call at a path where there is none.
const pathNotFound = "token path not found"

func isPathNotFound(err error) bool {
	why, ok := errors.AsType[*Inconclusive](err)
	return ok && why.Failure == pathNotFound
}

// refusal says why no token is given, if the status of the answer says that there is none.
func (c *Client) refusal(path string, app Application, answer *exchange.Exchange) error {
	status := answer.Status()
	why := &Inconclusive{Kind: TokenAnswer, Failure: "no token", Target: "POST " + path, Detail: strconv.Itoa(status),
		Reason: fmt.Sprintf("no token is given: POST %s answered %d", path, status), Hint: pathHint}
	switch {
	case status == http.StatusOK, status == http.StatusCreated:
		return nil
	case status == http.StatusNotFound:
		why.Failure, why.Hint = pathNotFound, notFoundHint
	case status == http.StatusBadRequest, status == http.StatusUnauthorized, status == http.StatusForbidden, status == http.StatusUnprocessableEntity:
		id, secret := app.settings()
		why.Kind, why.Failure, why.Hint = Credentials, "credentials refused", "Check "+id+" and "+secret+"."
		why.Detail += ", " + id
		why.Reason = fmt.Sprintf("the credentials were refused: POST %s answered %d", path, status)
	case status >= http.StatusInternalServerError:
		why.Hint = laterHint
	case status/100 == 3 && answer.Header().Get("Location") != "":
		to := answer.Header().Get("Location")
		place, _, _ := strings.Cut(to, "?") // a query may be of one request alone
		why.Detail += ", redirect to " + c.numberless(place)
		why.Reason += fmt.Sprintf(", a redirect to %q, which is not followed", c.text(to))
	}
	return why
}

// senseless is about a token answer in which there is no token that can be used.
func senseless(path string, answer *exchange.Exchange, failure, what string) *Inconclusive {
	return &Inconclusive{Kind: TokenAnswer, Failure: failure, Target: "POST " + path, Detail: strconv.Itoa(answer.Status()),
		Reason: fmt.Sprintf("the token call makes no sense: POST %s answered %d %s", path, answer.Status(), what), Hint: pathHint}
}

type foundToken struct {
	value, place string
	beside       gjson.Result // the object that holds it
}

// findToken looks in the documented place first.
func findToken(root gjson.Result) (foundToken, bool) {
	for _, place := range []string{"data.access_token", "data.access", "access_token", "access"} {
		if result := root.Get(place); root.IsObject() && result.Type == gjson.String && result.Str != "" {
			beside := root
			if strings.HasPrefix(place, "data.") {
				beside = root.Get("data")
			}
			return foundToken{result.Str, place, beside}, true
		}
	}
	return foundToken{}, false
}

// isTokenText says whether the text can be sent as a token: visible ASCII.
func isTokenText(text string) bool {
	return len(text) <= maxToken && !strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r >= 0x7f })
}

// lifetime reads seconds, given as a number or as text.
func lifetime(result gjson.Result) (time.Duration, bool) {
	text := result.Raw
	if result.Type == gjson.String {
		text = result.Str
	} else if result.Type != gjson.Number {
		return 0, false
	}
	seconds, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(seconds) {
		return 0, false
	}
	return time.Duration(max(0, min(seconds, maxLife.Seconds())) * float64(time.Second)), true
}
