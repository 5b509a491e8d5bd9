package cli

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// honestly answers as the sandbox would.
func honestly(w http.ResponseWriter, t telling) {
	maps.Copy(w.Header(), t.honest.Header())
	w.WriteHeader(t.honest.Code)
	_, _ = w.Write(t.honest.Body.Bytes())
}

// spilled is the secrets in one form each, another one for every answer, after
// so many letters that wherever a text is shortened, it is within a secret.
func (t telling) spilled() string {
	var list []string
	for _, secret := range t.secrets {
		shapes := secret.shapes()
		names := slices.Sorted(maps.Keys(shapes))
		list = append(list, strings.Repeat("x ", t.number%60)+shapes[names[t.number%len(names)]])
	}
	return strings.Join(list, " and ")
}

// echoed is what a server that takes no care repeats of a request.
func (t telling) echoed() string { return t.Header.Get("Authorization") + " " + t.body }

// flat is a text as it can stand in one line.
func flat(text, space string) string { return strings.Join(strings.Fields(text), space) }

// say answers with JSON.
func say(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body)
}

type answering = func(http.ResponseWriter, telling)

// saying answers with a status and a body in which %s is the spilled secrets.
func saying(status int, form string) answering {
	return func(w http.ResponseWriter, t telling) { say(w, status, strings.ReplaceAll(form, "%s", t.spilled())) }
}

// raw answers with bytes that need not be HTTP.
func raw(text func(t telling) string) answering {
	return func(w http.ResponseWriter, t telling) {
		connection, buffer, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		_, _ = buffer.WriteString(text(t))
		_ = buffer.Flush()
		_ = connection.Close()
	}
}

// cut answers with the beginning of a body that is said to be longer.
func cut(body func(t telling) string) answering {
	return func(w http.ResponseWriter, t telling) {
		text := body(t)
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", fmt.Sprint(len(text)))
		w.WriteHeader(t.honest.Code)
		_, _ = io.WriteString(w, text[:len(text)*8/9])
	}
}

var misdeeds = map[string]misdeed{
	"the request is repeated in a page": {operation: func(w http.ResponseWriter, t telling) {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusInternalServerError)
		_, _ = fmt.Fprintf(w, "<pre>%s</pre>", t.echoed())
	}},
	"the request is repeated in an error's message": {operation: func(w http.ResponseWriter, t telling) {
		say(w, t.honest.Code, fmt.Sprintf(`{"error":{"code":%q,"message":%[1]q,"reason":1,"status":%[1]q}}`, t.echoed()))
	}},
	"the request is repeated in headers": {operation: func(w http.ResponseWriter, t telling) {
		for _, name := range []string{"X-Debug", "Set-Cookie", "WWW-Authenticate", "Location", "Content-Type", "Retry-After", "Preference-Applied"} {
			w.Header().Set(name, flat(t.echoed(), " "))
		}
		w.WriteHeader(t.honest.Code)
		_, _ = w.Write(t.honest.Body.Bytes())
	}},
	"a redirect with the token in it": {operation: func(w http.ResponseWriter, t telling) {
		w.Header().Set("Location", "https://elsewhere.example/?token="+strings.TrimPrefix(t.Header.Get("Authorization"), "Bearer "))
		w.WriteHeader(http.StatusFound)
	}},
	"secrets in headers": {operation: func(w http.ResponseWriter, t telling) {
		w.Header().Set("X-Secrets", flat(t.spilled(), " "))
		honestly(w, t)
	}},
	"secrets in an undocumented body":    {operation: saying(http.StatusTeapot, `{"secrets": "%s"}`)},
	"secrets in the error":               {operation: saying(http.StatusUnprocessableEntity, `{"error":{"code":"%s","message":"%s","reason":"%s","status":"%s"}}`)},
	"secrets as names":                   {operation: saying(http.StatusCreated, `{"%s":{"%s":1},"data":{"%s":1}}`)},
	"secrets as values of the answer":    {operation: saying(http.StatusCreated, `{"data":{"flow":"%s","error_code":"%s","widget_data":"%s"}}`)},
	"secrets in a banned answer":         {operation: saying(http.StatusOK, `{"data":{"flow":"KYC_OCC","error_code":"%s","widget_data":"%s"}}`)},
	"secrets in text that is no JSON":    {operation: saying(http.StatusCreated, `%s`)},
	"secrets in JSON that ends too soon": {operation: saying(http.StatusCreated, `{"data":{"flow":"%s`)},
	"secrets said again":                 {operation: saying(http.StatusCreated, `{"data":{"%s":1,"%s":2}} %s`)},
	"secrets in a gateway's answer":      {operation: saying(http.StatusBadGateway, `%s`)},
	"an answer that is cut in a secret": {operation: cut(func(t telling) string {
		return t.body + strings.TrimPrefix(t.Header.Get("Authorization"), "Bearer ")
	})},
	"an honest answer that is cut": {operation: cut(func(t telling) string { return t.honest.Body.String() })},
	"a status line with secrets":   {operation: raw(func(t telling) string { return "HTTP/1.1 " + t.echoed() + "\r\n\r\n" })},
	"no HTTP but secrets":          {operation: raw(func(t telling) string { return t.echoed() + t.spilled() })},
	"a header line with secrets": {operation: raw(func(t telling) string {
		return "HTTP/1.1 200 OK\r\n" + flat(t.echoed(), "_") + "\r\n\r\n"
	})},
	"a length with secrets": {operation: raw(func(t telling) string {
		return "HTTP/1.1 200 OK\r\nContent-Length: " + flat(t.echoed(), "_") + "\r\n\r\n"
	})},

	"a token answer that is a page":        {token: saying(http.StatusCreated, `<html>%s</html>`)},
	"a token answer with other names":      {token: saying(http.StatusCreated, `{"%s":{"%s":"%s"},"token":"%s"}`)},
	"a token answer that repeats the call": {token: func(w http.ResponseWriter, t telling) { say(w, http.StatusUnauthorized, t.body) }},
	"a token answer that fails":            {token: saying(http.StatusInternalServerError, `{"error":"%s"}`)},
	"a token answer that is a gateway's":   {token: saying(http.StatusServiceUnavailable, `%s`)},
	"a token that no header can carry":     {token: saying(http.StatusCreated, `{"data":{"access_token":"%s"}}`)},
	"a token answer that is no HTTP":       {token: raw(func(t telling) string { return t.body })},
	"a token answer that is cut":           {token: cut(func(t telling) string { return t.honest.Body.String() })},
	"a token of another form": {token: func(w http.ResponseWriter, _ telling) {
		say(w, http.StatusOK, fmt.Sprintf(`{"access":"opaque/token+%064d=="}`, 7))
	}, operation: saying(http.StatusUnauthorized, `{"error":{"code":"%s","message":"%s","reason":"%s","status":401}}`)},
}
