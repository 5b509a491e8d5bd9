package client

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"github.com/tidwall/gjson"

	"kycspec/internal/exchange"
)

// attachTokenCall keeps the exchange of a token call beside the step. What a token
// answer holds beside the token may be as secret (a refresh token, a token under
// a name that nobody expects), so only what is known to be harmless is kept.
func (c *Client) attachTokenCall(ctx context.Context, app Application, e *exchange.Exchange) {
	if found, ok := findToken(gjson.ParseBytes(e.Body())); ok {
		c.options.Secrets.Add(app.tokenName(), found.value)
	}
	record := e.Record()
	if e.Status() < http.StatusMultipleChoices {
		record.ResponseBody = e.Redact(masked(e.Body(), app.tokenName())) // a name may be a secret too
	}
	exchange.Attach(ctx, exchange.MediaType, record)
}

// masked is a token answer's body with its names and without its values. The
// token is given its own name.
func masked(body []byte, tokenName string) string {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return fmt.Sprintf("(%d bytes that are not JSON)", len(body))
	}
	text, err := json.Marshal(mask("", value, tokenName))
	if err != nil {
		return fmt.Sprintf("(%d bytes)", len(body))
	}
	return string(text)
}

func mask(name string, value any, tokenName string) any {
	switch v := value.(type) {
	case map[string]any:
		for key, member := range v {
			v[key] = mask(key, member, tokenName)
		}
		return v
	case []any:
		for i, element := range v {
			v[i] = mask("", element, tokenName)
		}
		return v
	case string, json.Number:
		switch {
		case isHarmless(name, fmt.Sprint(v)):
			return v
		case name == "access_token" || name == "access":
			return "$" + tokenName
		}
		return "$HIDDEN"
	}
	return value
}

// isHarmless says whether a value is what goes by such a name, and nothing that
// somebody put there.
func isHarmless(name, value string) bool {
	const most = 12
	switch name {
	case "expires_in":
		return len(value) <= most && strings.Trim(value, "0123456789.") == ""
	case "token_type":
		return strings.EqualFold(value, "bearer") || strings.EqualFold(value, "mac") || strings.EqualFold(value, "dpop")
	}
	return false
}

const shownNames = 8

// shape names what a JSON document has, without its values: "data.token (text) and status (number)".
func shape(root gjson.Result) string {
	if !root.IsObject() {
		return kindOf(root)
	}
	var names []string
	root.ForEach(func(key, value gjson.Result) bool {
		if !value.IsObject() {
			names = append(names, key.String()+" ("+kindOf(value)+")")
			return true
		}
		value.ForEach(func(inner, member gjson.Result) bool {
			names = append(names, key.String()+"."+inner.String()+" ("+kindOf(member)+")")
			return len(names) <= shownNames
		})
		return len(names) <= shownNames
	})
	if len(names) > shownNames {
		names = append(names[:shownNames], "…")
	}
	if len(names) == 0 {
		return "nothing"
	}
	return strings.Join(names, ", ")
}

func kindOf(value gjson.Result) string {
	switch {
	case value.IsObject():
		return "object"
	case value.IsArray():
		return "array"
	case value.Type == gjson.String:
		return "text"
	case value.Type == gjson.Number:
		return "number"
	case value.Type == gjson.Null:
		return "null"
	}
	return "boolean"
}
