package contract_test

import (
	"net/http"
	"strings"
	"testing"

	"kycspec/internal/exchange"
)

const (
	jsonType = "application/json"
	started  = `{"data":{"widget_data":"YWJj","flow":"KYC_OCC","error_code":null}}`
	banned   = `{"data":{"error_code":"ERR01","flow":"KYC_OCC","widget_data":null}}`
	refused  = `{"error":{"status":422,"reason":"Unprocessable Content"}}`
	denied   = `{"error":{"status":403,"reason":"Forbidden","code":"ERR01"}}`
)

// with is a body in which one text is another.
func with(body, old, new string) string {
	if !strings.Contains(body, old) {
		panic(body + " has no " + old)
	}
	return strings.Replace(body, old, new, 1)
}

// aRefusal is an answer 422 with those properties of its error.
func aRefusal(properties string) *exchange.Exchange {
	return answered(422, `{"error":{`+properties+`}}`, jsonType)
}

func TestJudgeStatusAndMediaType(t *testing.T) {
	c := published(t)
	got := map[string]string{}
	for name, e := range map[string]*exchange.Exchange{
		"an undocumented refusal":                       answered(404, refused, jsonType),
		"an undocumented success":                       answered(204, ""),
		"a gateway's page":                              answered(502, "<html>Bad gateway</html>", "text/html"),
		"a status that no one knows":                    answered(999, started, jsonType),
		"no status":                                     answered(0, started, jsonType),
		"no media type":                                 answered(201, started),
		"an empty media type":                           answered(201, started, ""),
		"HTML with a charset":                           answered(201, started, "text/html; charset=utf-8"),
		"another JSON":                                  answered(422, refused, "application/problem+json"),
		"JSON as text":                                  answered(201, started, "text/json"),
		"a malformed parameter of another type":         answered(201, started, `text/plain; charset="`),
		"a name that begins alike":                      answered(201, started, "application/json-seq"),
		"two fields, one of which is not JSON":          answered(201, started, jsonType, "text/plain"),
		"one field of two types":                        answered(201, started, "application/json, text/plain"),
		"a page where an error is documented":           answered(500, "<html>\n<body>Internal error</body></html>", "text/html"),
		"a media type that is longer than worth seeing": answered(201, started, "text/"+strings.Repeat("é", 100)),
	} {
		got[name] = rendered(c.Judge(e))
	}
	checkTexts(t, "status-and-media-type.txt", got)
}

func TestJudgeDocument(t *testing.T) {
	c := published(t)
	many := `{"k":0` + strings.Repeat(`,"k":0`, 1000) + "," + started[1:]
	keys := make([]string, 0, 40)
	for _, name := range strings.Fields("a b c d e f g h i j k l m n o p q r s t") {
		keys = append(keys, `"`+name+`":0,"`+name+`":0`)
	}
	got := map[string]string{}
	for name, body := range map[string]string{
		"empty":                                  "",
		"white space":                            " \r\n\t",
		"truncated":                              started[:30],
		"truncated in a word":                    `{"data":nul`,
		"HTML":                                   "<!DOCTYPE html><title>Sorry</title>",
		"text":                                   "Internal Server Error",
		"single quotes":                          "{'data':null}",
		"trailing text":                          started + " trailing",
		"a trailing comma":                       with(started, "null}", "null,}"),
		"two documents":                          started + "\n" + started,
		"a comment":                              "/* started */" + started,
		"a byte order mark":                      "\xef\xbb\xbf" + started,
		"bad UTF-8":                              with(started, "YWJj", "\xff"),
		"UTF-16":                                 "{\x00\"\x00",
		"NUL":                                    started + "\x00",
		"a key twice":                            `{"data":1,` + started[1:],
		"a nested key twice":                     with(started, `"flow"`, `"flow":"X","flow"`),
		"a key twice in an array":                `{"list":[1,{"a":{"b/c":1,"b/c":1}}],` + started[1:],
		"a key twice, once with an escape":       with(started, `"flow"`, `"fl\u006fw":"X","flow"`),
		"a key twice, the last one wrong":        with(started, `"flow":"KYC_OCC"`, `"flow":"KYC_OCC","flow":"X"`),
		"a key a thousand times":                 many,
		"more keys twice than are worth listing": "{" + strings.Join(keys, ",") + "," + started[1:],
		"the empty key twice":                    `{"":1,"":2,` + started[1:],
		"an object of objects, each key twice":   `{"a":{"b":1,"b":2},"a":{"b":1,"b":2},` + started[1:],
		"a number that no JSON has":              with(started, "null", "01"),
		"a control character in a text":          with(started, "YWJj", "Y\nJ"),
		"nesting deeper than a reader should read": with(started, "null", strings.Repeat("[", 10001)+strings.Repeat("]", 10001)),
	} {
		got[name] = rendered(c.Judge(answered(201, body, jsonType)))
	}
	cut := exchange.Answer{Status: 201, Header: http.Header{"Content-Type": {jsonType}}, Body: []byte(started[:20]), Cut: true}
	got["cut"] = rendered(c.Judge(exchanged(asked(), cut)))
	cut.Body = []byte(started)
	got["cut at the end of the document"] = rendered(c.Judge(exchanged(asked(), cut)))
	checkTexts(t, "document.txt", got)
}

func TestJudgeSchema(t *testing.T) {
	c := published(t)
	got := map[string]string{}
	for name, e := range map[string]*exchange.Exchange{
		"201 an array":                                 answered(201, "[]", jsonType),
		"201 null":                                     answered(201, "null", jsonType),
		"201 a text":                                   answered(201, `"started"`, jsonType),
		"201 an empty object":                          answered(201, "{}", jsonType),
		"201 data null":                                answered(201, `{"data":null}`, jsonType),
		"201 data a list of much":                      answered(201, `{"data":[`+strings.Repeat("1,", 50)+`1]}`, jsonType),
		"201 data empty":                               answered(201, `{"data":{}}`, jsonType),
		"201 two of three missing":                     answered(201, `{"data":{"flow":"KYC_OCC","more":1}}`, jsonType),
		"201 another flow":                             answered(201, with(started, "KYC_OCC", "KYC_OCC_V2"), jsonType),
		"201 flow a number":                            answered(201, with(started, `"KYC_OCC"`, "1"), jsonType),
		"201 flow null":                                answered(201, with(started, `"KYC_OCC"`, "null"), jsonType),
		"201 error code too long":                      answered(201, with(started, "null", `"`+strings.Repeat("é", 1001)+`"`), jsonType),
		"201 widget data too long":                     answered(201, with(started, "YWJj", strings.Repeat("A", 100004)), jsonType),
		"201 widget data with a space":                 answered(201, with(started, "YWJj", "YW Jj"), jsonType),
		"200 error code a number":                      answered(200, with(banned, `"ERR01"`, "1"), jsonType),
		"200 error code too long":                      answered(200, with(banned, "ERR01", strings.Repeat("z", 1001)), jsonType),
		"200 no error code":                            answered(200, with(banned, `"error_code":"ERR01",`, ""), jsonType),
		"422 a stray property":                         answered(422, with(refused, `{"error"`, `{"errors":[],"error"`), jsonType),
		"422 the stock body of the server's framework": answered(422, `{"errors":[{"title":"Invalid value","source":{"pointer":"/action/level"},"detail":"null value"}]}`, jsonType),
		"422 stray properties of the error":            aRefusal(`"status":422,"reason":"x","detail":"y","a/b":1,"\n":0`),
		"422 more stray properties than are worth it":  aRefusal(`"status":422,"reason":"x","a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1,"j":1`),
		"422 no status":                                aRefusal(`"reason":"x"`),
		"422 nothing in the error":                     aRefusal(``),
		"422 status not whole":                         aRefusal(`"status":422.5,"reason":"x"`),
		"422 status of 33 bits":                        aRefusal(`"status":2147483648,"reason":"x"`),
		"422 status below 32 bits":                     aRefusal(`"status":-2147483649,"reason":"x"`),
		"422 status past all bounds":                   aRefusal(`"status":1e999999999,"reason":"x"`),
		"422 reason empty":                             aRefusal(`"status":422,"reason":""`),
		"422 reason too long":                          aRefusal(`"status":422,"reason":"` + strings.Repeat("r", 1001) + `"`),
		"422 message too long":                         aRefusal(`"status":422,"reason":"x","message":"` + strings.Repeat("m", 1001) + `"`),
		"422 message null":                             aRefusal(`"status":422,"reason":"x","message":null`),
		"422 code null":                                aRefusal(`"status":422,"reason":"x","code":null`),
		"422 code not whole":                           aRefusal(`"status":422,"reason":"x","code":1.5`),
		"422 code of 33 bits":                          aRefusal(`"status":422,"reason":"x","code":2147483648`),
		"422 code too long":                            aRefusal(`"status":422,"reason":"x","code":"` + strings.Repeat("c", 1001) + `"`),
		"422 code an object":                           aRefusal(`"status":422,"reason":"x","code":{"a":[1,"<b>"]}`),
		"403 another code":                             answered(403, with(denied, "ERR01", "ERR02"), jsonType),
		"403 no code":                                  answered(403, with(denied, `,"code":"ERR01"`, ""), jsonType),
		"403 the error is a text":                      answered(403, `{"error":"Forbidden"}`, jsonType),
		"422 several at once":                          answered(422, `{"error":{"status":400,"message":7,"code":1.5,"z":1},"y":2}`, jsonType),
		"422 wide characters that just fit in":         aRefusal(`"status":"` + strings.Repeat("𝒳", 60) + `","reason":"x"`),
	} {
		got[name] = rendered(c.Judge(e))
	}
	checkTexts(t, "schema.txt", got)
}

func TestJudgeSemantics(t *testing.T) {
	c := published(t)
	got := map[string]string{}
	for name, e := range map[string]*exchange.Exchange{
		"started with an error code":        answered(201, with(started, "null", `"ERR01"`), jsonType),
		"started with an empty error code":  answered(201, with(started, "null", `""`), jsonType),
		"started with nothing":              answered(201, with(started, `"YWJj"`, "null"), jsonType),
		"started with empty widget data":    answered(201, with(started, "YWJj", ""), jsonType),
		"started with padding alone":        answered(201, with(started, "YWJj", "===="), jsonType),
		"started with a character too many": answered(201, with(started, "YWJj", "YWJjZ"), jsonType),
		"started with a number":             answered(201, with(started, `"YWJj"`, "7"), jsonType),
		"banned with widget data":           answered(200, with(banned, "null", `"YWJj"`), jsonType),
		"banned with empty widget data":     answered(200, with(banned, "null", `""`), jsonType),
		"banned without a code":             answered(200, with(banned, `"ERR01"`, "null"), jsonType),
		"banned with all of it wrong":       answered(200, with(with(banned, "null", `"Y J"`), `"ERR01"`, "null"), jsonType),
		"started under the banned status":   answered(200, started, jsonType),
		"banned under the started status":   answered(201, banned, jsonType),
		"another status in the error":       aRefusal(`"status":400,"reason":"x"`),
		"a reason of another status":        aRefusal(`"status":422,"reason":"Not Found"`),
		"a reason that is a success":        aRefusal(`"status":422,"reason":"created"`),
		"a reason in words of its own":      aRefusal(`"status":422,"reason":"Validation failed"`),
		"a reason by its newer name":        aRefusal(`"status":422,"reason":"Unprocessable Content"`),
		"the example's status in the error": aRefusal(`"status":404,"reason":"Not Found"`),
		"another status in a denial":        answered(403, with(denied, "403", "401"), jsonType),
		"the status as a text":              aRefusal(`"status":"422","reason":"x"`),
		"another status as a fraction":      aRefusal(`"status":422.25,"reason":"x"`),
		"a status that is just not it":      aRefusal(`"status":422.00000000000000000000000000001,"reason":"x"`),
	} {
		got[name] = rendered(c.Judge(e))
	}
	checkTexts(t, "semantics.txt", got)
}
