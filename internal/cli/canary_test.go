package cli

import (
	"bytes"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/tidwall/gjson"

	"kycspec/internal/sandbox"
)

// The secrets that the settings hold.
var (
	appSecret  = planted{name: "client secret", value: "canary/secret+of=the~application<1>"}
	siweSecret = planted{name: "client secret for signatures", value: "canary-secret-of-the-siwe-application-2"}
	walletKey  = planted{name: "wallet key", value: "c0ffee254729296a45a3885639ac7e1f9d54979d3ba4b1c6e0f2b7d8e9a1b2c3"}
)

// birdcage is a sandbox that hears every secret of a run, and a misdeed that
// tries to make the run tell them.
type birdcage struct {
	box     *sandbox.Sandbox
	misdeed misdeed

	mu      sync.Mutex
	heard   map[string]planted
	answers int
}

// misdeed answers in place of the sandbox; nil answers honestly.
type misdeed struct {
	token, operation func(http.ResponseWriter, telling)
}

// telling is a request, and all that an answer to it could tell.
type telling struct {
	*http.Request
	body    string
	honest  *httptest.ResponseRecorder
	secrets []planted // of the settings and of this exchange: nobody else's are known to who asks
	number  int       // of the answer
}

func newBirdcage(t *testing.T, m misdeed) *birdcage {
	t.Helper()
	c, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	return &birdcage{misdeed: m, heard: map[string]planted{}, box: sandbox.New(sandbox.Options{Contract: c,
		Fixtures: sandbox.Fixtures{
			App:     sandbox.Application{ID: "app-1", Secret: appSecret.value},
			SIWEApp: sandbox.Application{ID: "app-2", Secret: siweSecret.value},
		}})}
}

// ServeHTTP hears the request and its honest answer, and misbehaves.
func (c *birdcage) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	honest := httptest.NewRecorder()
	c.box.ServeHTTP(honest, r)
	secrets := append([]planted{appSecret, siweSecret, walletKey}, secretsOf(r.Header, body, honest.Body.Bytes())...)
	c.mu.Lock()
	c.answers++
	number := c.answers
	for _, secret := range secrets {
		c.heard[secret.value] = secret
	}
	c.mu.Unlock()
	answer := c.misdeed.operation
	if r.URL.Path == sandbox.TokenPath {
		answer = c.misdeed.token
	}
	if answer == nil {
		answer = honestly
	}
	answer(w, telling{r, string(body), honest, secrets, number})
}

var hexSignature = regexp.MustCompile(`^0x[0-9a-fA-F]{120,}$`)

// secretsOf finds a token, a wallet's signature and widget data in an exchange.
func secretsOf(header http.Header, request, answer []byte) []planted {
	var found []planted
	tokens := append(strings.Fields(header.Get("Authorization")), gjson.GetBytes(answer, "data.access_token").String())
	for _, token := range tokens {
		// What a JSON Web Token begins with is the same for all; the made-up one is all zeros at its end.
		first, _, isJWT := strings.Cut(token, ".")
		if len(token) < 2*window || strings.HasSuffix(token, "AAAAAAAA") {
			continue
		}
		if !isJWT {
			first = ""
		}
		found = append(found, planted{"token", token, len(first)})
	}
	if signature := strings.Trim(gjson.GetBytes(request, "customer.wallet.siwe.signature").Raw, `"`); hexSignature.MatchString(signature) {
		found = append(found, planted{name: "signature", value: signature[2:]})
	}
	if data := gjson.GetBytes(answer, "data.widget_data").String(); data != "" {
		found = append(found, planted{name: "widget data", value: data})
	}
	return found
}

// secrets are all that were heard.
func (c *birdcage) secrets() []planted {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Collect(maps.Values(c.heard))
}

// start serves the birdcage and gives the settings of a run against it.
func (c *birdcage) start(t *testing.T) []string {
	t.Helper()
	server := httptest.NewServer(c)
	t.Cleanup(server.Close)
	banned := c.box.Fixtures().Banned
	return append(os.Environ(), "KYC_BASE_URL="+server.URL, "KYC_CLIENT_ID=app-1", "KYC_CLIENT_SECRET="+appSecret.value,
		"KYC_SIWE_CLIENT_ID=app-2", "KYC_SIWE_CLIENT_SECRET="+siweSecret.value, "KYC_WALLET_PRIVATE_KEY="+walletKey.value,
		"KYC_SIWE_DOMAIN="+c.box.Fixtures().SIWEDomain, "KYC_SIWE_URI="+c.box.Fixtures().SIWEURI,
		"KYC_BANNED_EXTERNAL_ID="+banned.ExternalID, "KYC_BANNED_ADDRESS="+banned.Address, "KYC_BANNED_BLOCKCHAIN="+banned.Blockchain,
		"KYC_TIMEOUT=5s", "KYC_RETRIES=0")
}

// kycspec runs the program in a folder; what it printed is kept beside.
func kycspec(t *testing.T, dir string, environ []string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	cmd := exec.Command("kycspec", args...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = dir, environ, &out, &errs
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), out.String(), errs.String()
}

// canaries are the scenarios that a misdeed is tried on: some of each area, and
// all that have secrets of their own.
const canaries = `token|scheme|[Ss]ign|banned customer|level 1$|accepts only text/html|body that is a list|application asks|application waits|API fails`

func TestNoSecretComesOutOfARun(t *testing.T) {
	for name, m := range some(misdeeds) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			if err := os.CopyFS(filepath.Join(dir, "features"), os.DirFS(filepath.Join(project, "features"))); err != nil {
				t.Fatal(err)
			}
			cage := newBirdcage(t, m)
			environ := cage.start(t)
			printed := map[string]string{}
			for _, args := range [][]string{{"run", "-v", "--name", canaries}, {"token"}} {
				code, out, errs := kycspec(t, dir, environ, args...)
				command := strings.Join(args, " ")
				if args[0] != "token" || code != 0 { // which prints a token, and nothing else, on purpose
					printed["stdout of "+command] = out
				}
				printed["stderr of "+command] = errs
				if args[0] == "run" && code == exitMisused {
					t.Errorf("%s: exit code %d: %s", command, code, errs)
				}
			}
			for file, text := range written(t, dir) {
				printed[file] = text
			}
			wantNoLeak(t, cage, printed)
		})
	}
}

func wantNoLeak(t *testing.T, cage *birdcage, printed map[string]string) {
	t.Helper()
	if cage.answers == 0 || len(printed) < 5 {
		t.Fatalf("%d answers, %d texts: nothing was tried", cage.answers, len(printed))
	}
	for i, leak := range leaks(cage.secrets(), printed) {
		if i == 10 {
			t.Fatal("and more")
		}
		t.Error(leak)
	}
}

func TestNoSecretComesOutOfBadSettings(t *testing.T) {
	const secret = "canary-secret-within-bad-settings"
	for name, settings := range some(map[string]string{
		"an unknown setting":        "KYC_CLIENT_SECERT=" + secret,
		"a line without a name":     "KYC_CLIENT_SECRET\n" + secret,
		"quotes that do not close":  "KYC_CLIENT_SECRET='" + secret,
		"a dollar":                  "KYC_CLIENT_SECRET=\"$X" + secret + "\"",
		"in another setting":        "KYC_CLIENT_SECRET=" + secret + "\nKYC_TIMEOUT=" + secret,
		"in the URL":                "KYC_CLIENT_SECRET=" + secret + "\nKYC_BASE_URL=https://x:" + secret + "@kyc.example",
		"a wallet key that is none": "KYC_WALLET_PRIVATE_KEY=0x" + secret,
		"white space around":        "KYC_CLIENT_SECRET=\" " + secret + " \"",
		"the id alone":              "KYC_CLIENT_SECRET=" + secret,
	}) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, ".env"), []byte(settings+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			printed := map[string]string{}
			for _, command := range []string{"run", "validate", "token"} {
				code, out, errs := kycspec(t, dir, os.Environ(), command)
				if code != exitMisused || errs == "" {
					t.Errorf("%s: exit code %d, %q", command, code, errs)
				}
				printed[command] = out + errs
			}
			if found := leaks([]planted{{name: "secret", value: secret}}, printed); found != nil {
				t.Errorf("%q", found)
			}
		})
	}
}
