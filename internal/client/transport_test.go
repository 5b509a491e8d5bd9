package client

import (
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// TestProxies runs itself as a process of its own, because the environment's
// proxies are read once a process.
func TestProxies(t *testing.T) {
	if os.Getenv("KYCSPEC_TEST_PROXIES") == "" {
		command := exec.Command(os.Args[0], "-test.run=^TestProxies$", "-test.v")
		command.Env = append(os.Environ(), "KYCSPEC_TEST_PROXIES=1", "NO_PROXY=", "no_proxy=",
			"HTTP_PROXY=http://user:hidden@proxy.test:3128", "HTTPS_PROXY=http://user:hidden@127.0.0.1:1")
		out, err := command.CombinedOutput()
		if err != nil || strings.Contains(string(out), "hidden") || !strings.Contains(string(out), "--- PASS: TestProxies/") {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	const proxy = "proxy.test:3128"
	for target, want := range map[string]string{
		"https://kyc.test": "127.0.0.1:1", "http://kyc.test:8080": proxy, "http://localhost.kyc.test": proxy, "http://192.0.2.1": proxy,
		"http://localhost:1": "", "http://LocalHost.:1": "", "http://kyc.localhost": "", "https://kyc.localhost.": "",
		"http://127.8.9.1": "", "http://[::1]:1": "", "http://[::1%25lo]:1": "", "http://[::ffff:127.0.0.1]": "",
	} {
		t.Run(target, func(t *testing.T) {
			request, err := http.NewRequest(http.MethodPost, target, nil)
			if err != nil {
				t.Fatal(err)
			}
			got, err := Transport(time.Second).Proxy(request)
			if err != nil || (want == "") != (got == nil) || got != nil && got.Host != want {
				t.Errorf("got a proxy: %v, %v; want %q", got != nil, err, want)
			}
		})
	}
	t.Run("the proxy refuses", func(t *testing.T) {
		const want = "https://kyc.test through the proxy 127.0.0.1:1: the connection was refused\n" + proxyHint
		c := New(Options{BaseURL: "https://kyc.test", TokenPath: "/tokens"})
		defer c.Close()
		if err := c.Ready(t.Context(), Application{ID: "an-id", Secret: "a-secret"}); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	})
}
