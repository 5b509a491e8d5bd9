package exchange_test

import (
	"bytes"
	"net/http"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"kycspec/internal/exchange"
)

func curlOf(request exchange.Request) string {
	return exchanged(request, exchange.Answer{}).Curl()
}

func TestCurl(t *testing.T) {
	const site = "https://a.test/b"
	post := func(body string) exchange.Request {
		return exchange.Request{Method: "POST", URL: site, Header: http.Header{"Content-Type": {"application/json"}}, Body: []byte(body)}
	}
	const begin = `curl -sS -X POST 'https://a.test/b' -H 'Content-Type: application/json' `
	for name, test := range map[string]struct {
		request exchange.Request
		want    string
	}{
		"GET":                       {exchange.Request{Method: "GET", URL: site}, `curl -sS 'https://a.test/b'`},
		"GET with a body":           {exchange.Request{Method: "GET", URL: site, Body: []byte("{}")}, `curl -sS -X GET 'https://a.test/b' -H 'Content-Type:' --data-binary '{}'`},
		"no body":                   {exchange.Request{Method: "POST", URL: site}, `curl -sS -X POST 'https://a.test/b'`},
		"an empty body":             {post(""), begin + `--data-binary ''`},
		"a body":                    {post(`{"a":1}`), begin + `--data-binary '{"a":1}'`},
		"no media type":             {exchange.Request{Method: "POST", URL: site, Body: []byte("x")}, `curl -sS -X POST 'https://a.test/b' -H 'Content-Type:' --data-binary 'x'`},
		"an odd method":             {exchange.Request{Method: "PO;ST", URL: site}, `curl -sS -X 'PO;ST' 'https://a.test/b'`},
		"headers in order":          {exchange.Request{Method: "GET", URL: site, Header: http.Header{"B": {"2", "1"}, "A": {""}}}, `curl -sS 'https://a.test/b' -H 'A;' -H 'B: 2' -H 'B: 1'`},
		"a body that names a file":  {post("@/etc/passwd"), begin + `--data-raw '@/etc/passwd'`},
		"quotes":                    {post(`it's "$(id)" \ !` + "`id`"), begin + `--data-binary 'it'\''s "$(id)" \ !` + "`id`'"},
		"a variable of the shell":   {post("$HOME $PATH $KYC_TOKE"), begin + `--data-binary '$HOME $PATH $KYC_TOKE'`},
		"a secret":                  {post("a" + accessToken + "9"), begin + `--data-binary 'a'"$KYC_TOKEN"'9'`},
		"lines":                     {post("a\nb\t'c\\\x1b[2J\x7f"), begin + `--data-binary $'a\x0ab\x09\'c\\\x1b[2J\x7f'`},
		"a secret among lines":      {post("\n" + accessToken + "\n"), begin + `--data-binary $'\x0a'"$KYC_TOKEN"$'\x0a'`},
		"bytes that are no UTF-8":   {post("a\xff0é"), begin + `--data-binary $'a\xff0\xc3\xa9'`},
		"other alphabets":           {post("é 𝒳 中"), begin + `--data-binary 'é 𝒳 中'`},
		"text that runs backwards":  {post("a\u202eb"), begin + `--data-binary $'a\xe2\x80\xaeb'`},
		"NUL":                       {post("a\x00'b%\\\n" + accessToken + "\xff9"), `printf 'a\000\047b%%\134\012%s\3779' "$KYC_TOKEN" | ` + begin + `--data-binary @-`},
		"a token and another":       {post(jwt + " 0x" + digits130), begin + `--data-binary "$JWT"' '"$SIWE_SIGNATURE"`},
		"a secret in the URL":       {exchange.Request{Method: "GET", URL: site + "?" + accessToken}, `curl -sS 'https://a.test/b?'"$KYC_TOKEN"`},
		"a secret alone in a field": {exchange.Request{Method: "GET", URL: site, Header: http.Header{"X": {clientSecret}}}, `curl -sS 'https://a.test/b' -H 'X: '"$KYC_CLIENT_SECRET"`},
	} {
		t.Run(name, func(t *testing.T) {
			if got := curlOf(test.request); got != test.want {
				t.Errorf("want %s\ngot  %s", test.want, got)
			}
		})
	}
}

// asShellRuns gives curl's arguments and what it reads, as the shell passes
// them on, with the secrets in the variables that the command names.
func asShellRuns(t testing.TB, shell, command string) (arguments []string, stdin []byte) {
	t.Helper()
	const stub = `curl() { for word in "$@"; do printf '%s\000' "$word"; done; case "$*" in *@-) cat;; esac; }` + "\n"
	run := exec.Command(shell, "-c", stub+command)
	run.Env = []string{"LC_ALL=C", "PATH=/usr/bin:/bin", "HOME=/not/mine", "KYC_TOKEN=" + accessToken, "KYC_CLIENT_SECRET=" + clientSecret}
	out, err := run.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s\n%s", shell, err, command, out)
	}
	words := bytes.Split(out, []byte{0})
	if !strings.HasSuffix(command, "@-") {
		words = words[:len(words)-1]
	} else {
		at := bytes.Index(out, []byte("@-\x00")) + 3
		words, stdin = bytes.Split(out[:at-1], []byte{0}), out[at:]
	}
	for _, word := range words {
		arguments = append(arguments, string(word))
	}
	return arguments, stdin
}

func needShell(t testing.TB, name string) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("there is no %s", name)
	}
}

// Any POSIX shell runs the command for a body of printable text, or with NUL.
func TestCurlRunsInEveryShell(t *testing.T) {
	for _, shell := range []string{"sh", "bash"} {
		t.Run(shell, func(t *testing.T) {
			needShell(t, shell)
			for _, body := range []string{"", "{}", "it's", `a\n\\$HOME "$(id)"` + "`id`!*?~ #", "@x", accessToken + `"` + clientSecret, "-", "é𝒳",
				"\x00", "-\x00", "--\x00", "%s%d\x00\n\xff" + accessToken + "\x00007'"} {
				got, stdin := asShellRuns(t, shell, curlOf(exchange.Request{Method: "POST", URL: "https://a.test/" + accessToken, Header: http.Header{
					"Authorization": {"Bearer " + accessToken}, "Content-Type": {"text/it's"}}, Body: []byte(body)}))
				option, data := "--data-binary", body
				switch {
				case strings.Contains(body, "\x00"):
					data = "@-"
					if string(stdin) != body {
						t.Errorf("want %q, got %q", body, stdin)
					}
				case strings.HasPrefix(body, "@"):
					option = "--data-raw"
				}
				want := []string{"-sS", "-X", "POST", "https://a.test/" + accessToken,
					"-H", "Authorization: Bearer " + accessToken, "-H", "Content-Type: text/it's", option, data}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%q (-want +got):\n%s", body, diff)
				}
			}
		})
	}
}

// Bash runs the command for a body of any bytes.
func TestCurlRunsInBash(t *testing.T) {
	needShell(t, "bash")
	piece := rapid.OneOf(
		rapid.SampledFrom([]string{"'", `"`, `\`, "$", "`", "\n", "\r", "\t", "\x00", "\x01", "\x1b", "\x7f", "\x80", "\xff", "é", "\u2028", "%", "@", "!", " ",
			"$HOME", "$KYC_TOKE", "$(id)", "${HOME}", "0", "9", "a", accessToken, clientSecret, `{"a":1}`}),
		rapid.StringN(0, 8, -1),
	)
	rapid.Check(t, func(rt *rapid.T) {
		body := strings.Join(rapid.SliceOfN(piece, 0, 12).Draw(rt, "body"), "")
		field := strings.Map(func(r rune) rune {
			if r < ' ' || r == 0x7f || r == 0xFFFD {
				return '.'
			}
			return r
		}, strings.Join(rapid.SliceOfN(piece, 0, 4).Draw(rt, "field"), ""))
		got, stdin := asShellRuns(t, "bash", curlOf(exchange.Request{Method: "POST", URL: "https://a.test/", Header: http.Header{"X": {"." + field}}, Body: []byte(body)}))
		option, sent := got[len(got)-2], got[len(got)-1]
		if option == "--data-binary" && sent == "@-" { // what --data-raw has is text
			sent = string(stdin)
		}
		if sent != body {
			rt.Errorf("want the body %q, got %q", body, sent)
		}
		if want := "X: ." + field; got[5] != want {
			rt.Errorf("want the field %q, got %q", want, got[5])
		}
	})
}
