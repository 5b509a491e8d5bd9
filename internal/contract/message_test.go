package contract_test

import (
	"strings"
	"testing"
	"time"

	"kycspec/internal/exchange"
)

// The reason of a refusal is often at the end of what the API says.
func TestARefusalOfWhatIsAllowedSaysWhy(t *testing.T) {
	c := published(t)
	because := strings.Repeat("because ", 12)
	const reason = "Unprocessable Content" // longer than some of what it stands beside
	for name, test := range map[string]struct{ message, want string }{
		"a short reason": {"no", `"no"`},
		"a long reason":  {because + "the domain is another one", `"` + because + `the domain is another one"`},
		"an endless one": {strings.Repeat("x", 161), `"` + strings.Repeat("x", 140) + `"… (161 characters)`},
	} {
		t.Run(name, func(t *testing.T) {
			e := aRefusal(`"status":422,"reason":"` + reason + `","code":"invalid_wallet_address_or_so","message":"` + test.message + `"`)
			want := "status/201   whole: want 201 Created, got 422 Unprocessable Entity: " + test.want + "   (schemas/openapi.yaml:55)"
			if got := rendered(c.Answered(e, 201, nil)); !strings.HasSuffix(got, want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestARefusalSaysWhyWithoutSecrets(t *testing.T) {
	c := published(t)
	for secretName, secret := range planted {
		for encodingName, encoding := range encodings {
			for _, before := range []int{0, 30, 100, 125, 139} { // the cut is at 140 characters
				text := strings.Repeat(".", before) + encoding(secret) + strings.Repeat(".", 200)
				e := exchange.New(asked(), jsonAnswer(422, refused, "Unprocessable Content", text), time.Time{}, 0, plantedSecrets())
				got := rendered(c.Answered(e, 201, nil))
				if part := leaks(got, secret); part != "" || !strings.Contains(got, `got 422 Unprocessable Entity: "`) {
					t.Errorf("%s, %s, after %d characters: leaks %q in\n%s", secretName, encodingName, before, part, got)
				}
			}
		}
	}
}
