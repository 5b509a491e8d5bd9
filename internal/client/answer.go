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
	maxToken = 16 << 10 // bytes
	maxGrant = 64 << 10 // bytes of a token answer; gjson goes as deep as it is nested
	maxLife  = 365 * 24 * time.Hour
	// renewBefore is how long before its end a token is renewed, or a tenth of its life.
	renewBefore = 30 * time.Second
)

// readGrant takes the token out of the answer of a token call, and notes what
// differs from what the vendor documents.
func (c *Client) readGrant(path string, app Application, answer *exchange.Exchange) (token, error) {
	if err := c.refusal(path, app, answer); err != nil {
		return token{}, err
	}
	if len(answer.Body()) > maxGrant {
		return token{}, senseless(path, answer, "with more than 64 KiB")
	}
	if answer.Cut() || !gjson.ValidBytes(answer.Body()) {
		return token{}, senseless(path, answer, "whose body is not JSON")
	}
	root := gjson.ParseBytes(answer.Body())
	found, ok := findToken(root)
	if !ok {
		return token{}, senseless(path, answer, "without the text data.access_token; it has "+c.text(shape(root)))
	}
	if !isTokenText(found.value) {
		return token{}, senseless(path, answer, "whose token cannot stand in a header")
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

func (c *Client) refusal(path string, app Application, answer *exchange.Exchange) error {
	switch status := answer.Status(); status {
	case http.StatusOK, http.StatusCreated:
		return nil
	case http.StatusNotFound:
		return notFound(path)
	case http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusUnprocessableEntity:
		id, secret := app.settings()
		return &Inconclusive{Trouble: Credentials, Reason: fmt.Sprintf("the credentials were refused: POST %s answered %d", path, status),
			Mend: "Check " + id + " and " + secret + "."}
	}
	reason := fmt.Sprintf("no token is given: POST %s answered %d", path, answer.Status())
	if to := answer.Header().Get("Location"); to != "" && answer.Status()/100 == 3 {
		reason += fmt.Sprintf(", a redirect to %q, which is not followed", c.text(to))
	}
	mend := "Check KYC_BASE_URL and KYC_TOKEN_PATH."
	if answer.Status() >= http.StatusInternalServerError {
		mend = laterMend
	}
	return &Inconclusive{Trouble: TokenAnswer, Reason: reason, Mend: mend}
}

var errNotFound = errors.New("not found")

func notFound(path string) error {
	return &Inconclusive{Trouble: TokenAnswer, Reason: "no token is given: POST " + path + " answered 404",
		Mend: "Check KYC_BASE_URL, and set KYC_TOKEN_PATH to where the target gives tokens.", Err: errNotFound}
}

func isNotFound(err error) bool { return errors.Is(err, errNotFound) }

func senseless(path string, answer *exchange.Exchange, what string) error {
	return &Inconclusive{Trouble: TokenAnswer, Reason: fmt.Sprintf("the token call makes no sense: POST %s answered %d %s", path, answer.Status(), what),
		Mend: "Check KYC_BASE_URL and KYC_TOKEN_PATH."}
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
