package sandbox

import (
	"encoding/base64"
	"encoding/json"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"
)

// sessions make KYC sessions, and what the widget is started with.
type sessions struct {
	namespace uuid.UUID
	key       []byte
	now       func() time.Time
}

// widgetLife is how long the widget's own token lives.
const widgetLife = time.Hour

// widget is what widget_data holds, as in the contract's example.
type widget struct {
	AccessToken   string    `json:"access_token"`
	KYCAttributes []string  `json:"kyc_attributes"`
	KYCSession    uuid.UUID `json:"kyc_session"`
}

// session is the same for the same wallet and level, asked by the same application.
func (s sessions) session(application string, a ask) uuid.UUID {
	return s.id("session", application, a.blockchain, sameWallet(a.address, a.blockchain), a.level)
}

// widgetData is base64 (RFC 4648 section 4, padded) of the widget's JSON.
func (s sessions) widgetData(application string, a ask, session uuid.UUID) string {
	token := s.sign(jwt.MapClaims{
		"app_id":         s.id("app", application),
		"customer_id":    s.id("customer", application, a.externalID),
		"email_address":  "customer@kycspec.example",
		"email_verified": false,
		"exp":            s.now().Add(widgetLife).Unix(),
		"iss":            "forte_auth_svc",
		"merchant_id":    s.id("merchant"),
		"token_type":     "external_token",
	})
	text, _ := json.Marshal(widget{token, []string{"NAME", "ADDRESS", "DOB", "PHONE_NUMBER"}, session})
	return base64.StdEncoding.EncodeToString(text)
}

// id is a UUID that is the same for the same words in the same sandbox.
func (s sessions) id(words ...string) uuid.UUID {
	text, _ := json.Marshal(words) // so that no two lists of words are written alike
	return uuid.NewSHA1(s.namespace, text)
}

// sign makes a JSON Web Token (RFC 7519) with HS256.
func (s sessions) sign(claims jwt.Claims) string {
	// HS256 with a key of bytes over claims that have a JSON form has no errors.
	token, _ := jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString(s.key)
	return token
}
