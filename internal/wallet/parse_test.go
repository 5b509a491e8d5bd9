package wallet

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

const fullText = `https://service.org wants you to sign in with your Ethereum account:
0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2

I own it.

URI: https://service.org/login
Version: 1
Chain ID: 1
Nonce: 32891756
Issued At: 2026-01-02T03:04:05Z
Expiration Time: 2026-01-02T03:04:06.5Z
Not Before: 2026-01-02T03:04:05+02:00
Request ID: a%20b
Resources:
- ipfs://bafy/
- https://example.com/my.json`

func fullMessage() Message {
	return Message{
		Scheme: "https", Domain: "service.org", Address: "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2",
		Statement: "I own it.", URI: "https://service.org/login", Version: "1", ChainID: 1, Nonce: "32891756",
		IssuedAt:       time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC),
		ExpirationTime: time.Date(2026, 1, 2, 3, 4, 6, 5e8, time.UTC),
		NotBefore:      time.Date(2026, 1, 2, 3, 4, 5, 0, time.FixedZone("", 2*60*60)),
		RequestID:      "a%20b", Resources: []string{"ipfs://bafy/", "https://example.com/my.json"},
	}
}

func TestMessageText(t *testing.T) {
	if have := fullMessage().String(); have != fullText {
		t.Errorf("have\n%s\nwant\n%s", have, fullText)
	}
	const least = "a wants you to sign in with your Ethereum account:\n0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2\n\n\n" +
		"URI: a:\nVersion: 1\nChain ID: 0\nNonce: 12345678\nIssued At: 0001-01-01T00:00:00Z"
	if have := (Message{Domain: "a", Address: fullMessage().Address, URI: "a:", Nonce: "12345678"}).String(); have != least {
		t.Errorf("have\n%s\nwant\n%s", have, least)
	}
}

func TestParseMessageReadsEveryField(t *testing.T) {
	have, err := ParseMessage(fullText)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(fullMessage(), have); diff != "" {
		t.Errorf("message, wanted (-) and had (+):\n%s", diff)
	}
}

// change is a text in the place of another one of fullText.
type change struct{ from, to string }

func (c change) apply(t *testing.T) string {
	t.Helper()
	if strings.Count(fullText, c.from) != 1 {
		t.Fatalf("%q is not once in the text", c.from)
	}
	return strings.Replace(fullText, c.from, c.to, 1)
}

var acceptedTexts = map[string]struct {
	change
	want func(*Message)
}{
	"no scheme":                   {change{"https://service.org wants", "service.org wants"}, func(m *Message) { m.Scheme = "" }},
	"another scheme":              {change{"https://service.org wants", "a+b-c.9://service.org wants"}, func(m *Message) { m.Scheme = "a+b-c.9" }},
	"domain with port":            {change{".org wants", ".org:8080 wants"}, func(m *Message) { m.Domain = "service.org:8080" }},
	"domain with empty port":      {change{".org wants", ".org: wants"}, func(m *Message) { m.Domain = "service.org:" }},
	"domain with user":            {change{"service.org wants you", "a:b@service.org wants you"}, func(m *Message) { m.Domain = "a:b@service.org" }},
	"domain of IPv6":              {change{"service.org wants you", "[::1]:80 wants you"}, func(m *Message) { m.Domain = "[::1]:80" }},
	"domain of IPv6 in full":      {change{"service.org wants you", "[1:2:3:4:5:6:1.2.3.4] wants you"}, func(m *Message) { m.Domain = "[1:2:3:4:5:6:1.2.3.4]" }},
	"domain of a later IP":        {change{"service.org wants you", "[v1.a:b] wants you"}, func(m *Message) { m.Domain = "[v1.a:b]" }},
	"domain with escape":          {change{"service.org wants you", "s%20.org wants you"}, func(m *Message) { m.Domain = "s%20.org" }},
	"no statement":                {change{"I own it.\n\n", "\n"}, func(m *Message) { m.Statement = "" }},
	"an empty statement":          {change{"I own it.\n\n", "\n\n"}, func(m *Message) { m.Statement = "" }},
	"a statement of one space":    {change{"I own it.", " "}, func(m *Message) { m.Statement = " " }},
	"a statement like a field":    {change{"I own it.", "URI: a:b"}, func(m *Message) { m.Statement = "URI: a:b" }},
	"every statement character":   {change{"I own it.", "aZ09-._~:/?#[]@!$&'()*+,;= "}, func(m *Message) { m.Statement = "aZ09-._~:/?#[]@!$&'()*+,;= " }},
	"URI without hierarchy":       {change{"URI: https://service.org/login", "URI: a:"}, func(m *Message) { m.URI = "a:" }},
	"URI of a name":               {change{"URI: https://service.org/login", "URI: urn:x:y@z/w"}, func(m *Message) { m.URI = "urn:x:y@z/w" }},
	"URI of a path":               {change{"URI: https://service.org/login", "URI: a:/b//c"}, func(m *Message) { m.URI = "a:/b//c" }},
	"URI of a root":               {change{"URI: https://service.org/login", "URI: a:/"}, func(m *Message) { m.URI = "a:/" }},
	"URI without host":            {change{"URI: https://service.org/login", "URI: file:///etc"}, func(m *Message) { m.URI = "file:///etc" }},
	"URI with query and fragment": {change{"URI: https://service.org/login", "URI: http://[::1]/?a=/?#/?%41"}, func(m *Message) { m.URI = "http://[::1]/?a=/?#/?%41" }},
	"chain id of 64 bits":         {change{"Chain ID: 1", "Chain ID: 18446744073709551615"}, func(m *Message) { m.ChainID = 1<<64 - 1 }},
	"chain id with zeros":         {change{"Chain ID: 1", "Chain ID: 0001"}, func(*Message) {}},
	"a long nonce":                {change{"32891756", "32891756aZ"}, func(m *Message) { m.Nonce = "32891756aZ" }},
	"time in lower case":          {change{"Issued At: 2026-01-02T03:04:05Z", "Issued At: 2026-01-02t03:04:05z"}, func(*Message) {}},
	"time of a leap day":          {change{"Issued At: 2026-01-02", "Issued At: 2024-02-29"}, func(m *Message) { m.IssuedAt = m.IssuedAt.AddDate(-2, 1, 27) }},
	"time of a leap second":       {change{"Issued At: 2026-01-02T03:04:05Z", "Issued At: 2016-12-31T23:59:60Z"}, func(m *Message) { m.IssuedAt = time.Date(2017, 1, 1, 0, 0, 0, 0, time.UTC) }},
	"leap second elsewhere": {change{"2026-01-02T03:04:06.5Z", "1990-12-31T15:59:60.25-08:00"}, func(m *Message) {
		m.ExpirationTime = time.Date(1990, 12, 31, 16, 0, 0, 25e7, time.FixedZone("", -8*60*60))
	}},
	"time before all others":    {change{"2026-01-02T03:04:06.5Z", "0001-01-01T02:00:00+02:00"}, func(m *Message) { m.ExpirationTime = time.Time{}.Add(1).In(time.FixedZone("", 2*60*60)) }},
	"time with a long fraction": {change{"06.5Z", "06.5000000009Z"}, func(*Message) {}},
	"time at an unknown place":  {change{"06.5Z", "06.5-00:00"}, func(*Message) {}},
	"an empty request id":       {change{"a%20b", ""}, func(m *Message) { m.RequestID = "" }},
	"no request id":             {change{"Request ID: a%20b\n", ""}, func(m *Message) { m.RequestID = "" }},
	"no expiration":             {change{"Expiration Time: 2026-01-02T03:04:06.5Z\n", ""}, func(m *Message) { m.ExpirationTime = time.Time{} }},
	"no not-before":             {change{"Not Before: 2026-01-02T03:04:05+02:00\n", ""}, func(m *Message) { m.NotBefore = time.Time{} }},
	"resources but none":        {change{"\n- ipfs://bafy/\n- https://example.com/my.json", ""}, func(m *Message) { m.Resources = nil }},
	"no resources":              {change{"\nResources:\n- ipfs://bafy/\n- https://example.com/my.json", ""}, func(m *Message) { m.Resources = nil }},
	"address in lower case":     {change{"0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2", eip55[2]}, func(m *Message) { m.Address = eip55[2] }},
	"address by no checksum":    {change{"0xC02aaA", "0xc02aaA"}, func(m *Message) { m.Address = "0xc02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2" }},
}

func TestParseMessageAccepts(t *testing.T) {
	for name, tt := range acceptedTexts {
		t.Run(name, func(t *testing.T) {
			want := fullMessage()
			tt.want(&want)
			have, err := ParseMessage(tt.apply(t))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, have); diff != "" {
				t.Errorf("message, wanted (-) and had (+):\n%s", diff)
			}
			roundTrip(t, have)
		})
	}
}

const longText = "an error is a sentence, not the whole of a text that somebody sent, which may be long"

var refusedTexts = map[string]struct {
	change
	want string
}{
	"nothing":                     {change{fullText, ""}, `line 1 is "", want a domain and then " wants you to sign in with your Ethereum account:"`},
	"another preamble":            {change{"wants you", "Wants you"}, `line 1 is "https://service.org Wants you to sign in with your Ethereum "…, want a domain and then " wants you to sign in with your Ethereum account:"`},
	"no domain":                   {change{"https://service.org wants", " wants"}, `line 1 names no domain`},
	"scheme but no domain":        {change{"service.org wants", " wants"}, `line 1 names no domain`},
	"a scheme that is none":       {change{"https://service.org wants", "1://service.org wants"}, `line 1 has no scheme before ://`},
	"an empty scheme":             {change{"https://service.org wants", "://service.org wants"}, `line 1 has no scheme before ://`},
	"domain with path":            {change{".org wants", ".org/ wants"}, `line 1 names no domain`},
	"domain with space":           {change{".org wants", ".org  wants"}, `line 1 names no domain`},
	"domain with port of letters": {change{".org wants", ".org:http wants"}, `line 1 names no domain`},
	"domain of two zones":         {change{"service.org wants", "[::1%25eth0] wants"}, `line 1 names no domain`},
	"domain of IPv4 in brackets":  {change{"service.org wants", "[1.2.3.4] wants"}, `line 1 names no domain`},
	"domain of half an IPv6":      {change{"service.org wants", "[1:2:3] wants"}, `line 1 names no domain`},
	"domain not of ASCII":         {change{"service.org wants", "sérvice.org wants"}, `line 1 names no domain`},
	"address of 39 digits":        {change{"756Cc2", "756Cc"}, `line 2 is no address of 0x and 40 hex digits`},
	"address of 41 digits":        {change{"756Cc2", "756Cc21"}, `line 2 is no address of 0x and 40 hex digits`},
	"address with 0X":             {change{"0xC02", "0XC02"}, `line 2 is "0XC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2", want a line that begins with "0x"`},
	"address with a space":        {change{"756Cc2", "756Cc2 "}, `line 2 is no address of 0x and 40 hex digits`},
	"no blank before statement":   {change{"\n\nI own", "\nI own"}, `line 3 is "I own it.", want a blank line`},
	"no blank after statement":    {change{"it.\n\n", "it.\n"}, `line 5 is "URI: https://service.org/login", want a blank line`},
	"one blank, no statement":     {change{"\n\nI own it.\n\n", "\n\n"}, `line 5 is "Version: 1", want a blank line`},
	"three blanks after":          {change{"it.\n\n", "it.\n\n\n"}, `line 6 is "", want a line that begins with "URI: "`},
	"a statement of two lines":    {change{"own it", "own\nit"}, `line 5 is "it.", want a blank line`},
	"a statement with a quote":    {change{"own", `"own"`}, `line 4 has a character that no statement may have`},
	"a statement with a percent":  {change{"own", "own 100%"}, `line 4 has a character that no statement may have`},
	"a statement not of ASCII":    {change{"own", "öwn"}, `line 4 has a character that no statement may have`},
	"a statement with a tab":      {change{"own", "\town"}, `line 4 has a character that no statement may have`},
	"fields in another order":     {change{"Version: 1\nChain ID: 1", "Chain ID: 1\nVersion: 1"}, `line 7 is "Chain ID: 1", want a line that begins with "Version: "`},
	"a label in lower case":       {change{"Version: ", "version: "}, `line 7 is "version: 1", want a line that begins with "Version: "`},
	"a label without space":       {change{"Nonce: ", "Nonce:"}, `line 9 is "Nonce:32891756", want a line that begins with "Nonce: "`},
	"times in another order":      {change{"Expiration Time: 2026-01-02T03:04:06.5Z\nNot Before: 2026-01-02T03:04:05+02:00", "Not Before: 2026-01-02T03:04:05+02:00\nExpiration Time: 2026-01-02T03:04:06.5Z"}, `line 12 is "Expiration Time: 2026-01-02T03:04:06.5Z", want the end of the message`},
	"a field twice":               {change{"Request ID: a%20b", "Request ID: a\nRequest ID: b"}, `line 14 is "Request ID: b", want the end of the message`},
	"an unknown field":            {change{"Request ID: a%20b", "Session: a"}, `line 13 is "Session: a", want the end of the message`},
	"a relative URI":              {change{"URI: https://service.org/login", "URI: /login"}, `line 6 is no URI`},
	"no URI":                      {change{"URI: https://service.org/login", "URI: "}, `line 6 is no URI`},
	"URI with space":              {change{"URI: https://service.org/login", "URI: a:b c"}, `line 6 is no URI`},
	"URI with a bad escape":       {change{"URI: https://service.org/login", "URI: a:%4"}, `line 6 is no URI`},
	"URI with two fragments":      {change{"URI: https://service.org/login", "URI: a:#b#c"}, `line 6 is no URI`},
	"URI with a bad IPv6":         {change{"URI: https://service.org/login", "URI: a://[::1::]/"}, `line 6 is no URI`},
	"URI with a bad scheme":       {change{"URI: https://service.org/login", "URI: 1a:b"}, `line 6 is no URI`},
	"version 2":                   {change{"Version: 1", "Version: 2"}, `line 7 has the version "2", want 1`},
	"version 01":                  {change{"Version: 1", "Version: 01"}, `line 7 has the version "01", want 1`},
	"no chain id":                 {change{"Chain ID: 1", "Chain ID: "}, `line 8 has no chain id of decimal digits and 64 bits`},
	"chain id in hex":             {change{"Chain ID: 1", "Chain ID: 0x1"}, `line 8 has no chain id of decimal digits and 64 bits`},
	"chain id with a sign":        {change{"Chain ID: 1", "Chain ID: +1"}, `line 8 has no chain id of decimal digits and 64 bits`},
	"chain id of 65 bits":         {change{"Chain ID: 1", "Chain ID: 18446744073709551616"}, `line 8 has no chain id of decimal digits and 64 bits`},
	"a nonce of 7":                {change{"32891756", "3289175"}, `line 9 has the nonce "3289175", want 8 or more letters and digits`},
	"a nonce with a hyphen":       {change{"32891756", "3289-1756"}, `line 9 has the nonce "3289-1756", want 8 or more letters and digits`},
	"a nonce not of ASCII":        {change{"32891756", "3289175é"}, `line 9 has the nonce "3289175\u00e9", want 8 or more letters and digits`},
	"30 February":                 {change{"At: 2026-01-02", "At: 2026-02-30"}, `line 10 has the time "2026-02-30T03:04:05Z", which is no date of the calendar`},
	"29 February, no leap year":   {change{"At: 2026-01-02", "At: 2026-02-29"}, `line 10 has the time "2026-02-29T03:04:05Z", which is no date of the calendar`},
	"month 13":                    {change{"At: 2026-01-02", "At: 2026-13-02"}, `line 10 has the time "2026-13-02T03:04:05Z", which is no date of the calendar`},
	"hour 24":                     {change{"At: 2026-01-02T03", "At: 2026-01-02T24"}, `line 10 has the time "2026-01-02T24:04:05Z", which is no date of the calendar`},
	"a day without leap second":   {change{"At: 2026-01-02T03:04:05", "At: 2016-12-30T23:59:60"}, `line 10 has the time "2016-12-30T23:59:60Z", which has a second 60 where there was no leap second`},
	"a leap second not announced": {change{"At: 2026-01-02T03:04:05", "At: 2026-12-31T23:59:60"}, `line 10 has the time "2026-12-31T23:59:60Z", which has a second 60 where there was no leap second`},
	"a leap second of elsewhere":  {change{"06.5Z", "06.5Z\nNot Before: 2016-12-31T23:59:60+02:00"}, `line 12 has the time "2016-12-31T23:59:60+02:00", which has a second 60 where there was no leap second; line 13 is "Not Before: 2026-01-02T03:04:05+02:00", want the end of the message`},
	"second 61":                   {change{"At: 2026-01-02T03:04:05", "At: 2016-12-31T23:59:61"}, `line 10 has the time "2016-12-31T23:59:61Z", which is no date of the calendar`},
	"minute 60":                   {change{"At: 2026-01-02T03:04:05", "At: 2016-12-31T23:60:00"}, `line 10 has the time "2016-12-31T23:60:00Z", which is no date of the calendar`},
	"29 February of 2100":         {change{"At: 2026-01-02", "At: 2100-02-29"}, `line 10 has the time "2100-02-29T03:04:05Z", which is no date of the calendar`},
	"a date alone":                {change{"At: 2026-01-02T03:04:05Z", "At: 2026-01-02"}, `line 10 has the time "2026-01-02", which is no RFC 3339 date-time`},
	"time with a space":           {change{"At: 2026-01-02T", "At: 2026-01-02 "}, `line 10 has the time "2026-01-02 03:04:05Z", which is no RFC 3339 date-time`},
	"time without zone":           {change{"06.5Z", "06.5"}, `line 11 has the time "2026-01-02T03:04:06.5", which is no RFC 3339 date-time`},
	"time with a comma":           {change{"06.5Z", "06,5Z"}, `line 11 has the time "2026-01-02T03:04:06,5Z", which is no RFC 3339 date-time`},
	"time with an empty fraction": {change{"06.5Z", "06.Z"}, `line 11 has the time "2026-01-02T03:04:06.Z", which is no RFC 3339 date-time`},
	"an hour of one digit":        {change{"At: 2026-01-02T03", "At: 2026-01-02T3"}, `line 10 has the time "2026-01-02T3:04:05Z", which is no RFC 3339 date-time`},
	"a zone of 24 hours":          {change{"+02:00", "+24:00"}, `line 12 has the time "2026-01-02T03:04:05+24:00", which is no RFC 3339 date-time`},
	"a zone without colon":        {change{"+02:00", "+0200"}, `line 12 has the time "2026-01-02T03:04:05+0200", which is no RFC 3339 date-time`},
	"a request id with a slash":   {change{"a%20b", "a/b"}, `line 13 is no request id`},
	"a request id with space":     {change{"a%20b", "a b"}, `line 13 is no request id`},
	"a request id half escaped":   {change{"a%20b", "a%2"}, `line 13 is no request id`},
	"resources on one line":       {change{"Resources:\n- ipfs", "Resources: ipfs"}, `line 14 has " ipfs://bafy/" after "Resources:"`},
	"a resource without hyphen":   {change{"- ipfs", "ipfs"}, `line 15 is "ipfs://bafy/", want the end of the message`},
	"a relative resource":         {change{"- ipfs://", "- "}, `line 15 is no URI`},
	"an empty resource":           {change{"- ipfs://bafy/", "- "}, `line 15 is no URI`},
	"a last line end":             {change{"my.json", "my.json\n"}, `line 17 is "", want the end of the message`},
	"a text after":                {change{"my.json", "my.json\n" + longText}, `line 17 is "` + longText[:60] + `"…, want the end of the message`},
	"a cut text":                  {change{fullText, strings.Join(strings.Split(fullText, "\n")[:9], "\n")}, `line 10 is the end of the message, want a line that begins with "Issued At: "`},
	"a text cut after address":    {change{fullText, strings.Join(strings.Split(fullText, "\n")[:3], "\n")}, `line 4 is the end of the message, want a blank line`},
	"CRLF":                        {change{fullText, strings.ReplaceAll(fullText, "\n", "\r\n")}, `line 1 is "https://service.org wants you to sign in with your Ethereum "…, want a domain and then " wants you to sign in with your Ethereum account:"`},
	"one CR":                      {change{"Chain ID: 1\n", "Chain ID: 1\r\n"}, `line 8 has no chain id of decimal digits and 64 bits`},
	"bad UTF-8":                   {change{"own", "\xff"}, `line 4 has a character that no statement may have`},
	"many mistakes at once":       {change{"Version: 1\nChain ID: 1\nNonce: 32891756", "Version: 2\nChain ID: x\nNonce: 1"}, `line 7 has the version "2", want 1; line 8 has no chain id of decimal digits and 64 bits; line 9 has the nonce "1", want 8 or more letters and digits`},
}

func TestParseMessageRefuses(t *testing.T) {
	for name, tt := range refusedTexts {
		t.Run(name, func(t *testing.T) {
			m, err := ParseMessage(tt.apply(t))
			if have, want := message(err), "parse message: "+tt.want; have != want {
				t.Errorf("have %s\nwant %s\n%#v", have, want, m)
			}
		})
	}
}

func roundTrip(t interface{ Fatalf(string, ...any) }, m Message) {
	text := m.String()
	again, err := ParseMessage(text)
	if err != nil {
		t.Fatalf("%v:\n%s", err, text)
	}
	if diff := cmp.Diff(m, again); diff != "" {
		t.Fatalf("message, written (-) and read (+):\n%s", diff)
	}
	if again.String() != text {
		t.Fatalf("written as\n%s\nand then as\n%s", text, again)
	}
}

func anyMessage(t *rapid.T) Message {
	maybe := func(form, label string) string {
		return rapid.OneOf(rapid.Just(""), rapid.StringMatching(form)).Draw(t, label)
	}
	instant := func(label string) time.Time {
		zone := time.FixedZone("", 60*rapid.IntRange(-1439, 1439).Draw(t, label+" zone"))
		seconds := rapid.Int64Range(-60_000_000_000, 250_000_000_000).Draw(t, label)
		return time.Unix(seconds, rapid.Int64Range(0, 999_999_999).Draw(t, label+" fraction")).In(zone)
	}
	m := Message{
		Scheme: maybe(`[a-z]{1,5}`, "scheme"), Domain: rapid.StringMatching(`[a-z]{1,9}(\.[a-z]{2,3})?(:[0-9]{2,4})?`).Draw(t, "domain"),
		Address: anyWallet(t).Address(EVM), Statement: maybe(`[A-Za-z ,.!?]{1,60}`, "statement"),
		URI: rapid.StringMatching(`[a-z]{1,5}:(//[a-z]{1,9}(/[a-z]{0,9}){0,3})?(\?[a-z=&]{0,9})?`).Draw(t, "uri"), Version: "1",
		ChainID: rapid.Uint64().Draw(t, "chain id"), Nonce: rapid.StringMatching(`[A-Za-z0-9]{8,20}`).Draw(t, "nonce"),
		IssuedAt: instant("issued at"), RequestID: maybe(`[a-z0-9-]{1,20}`, "request id"),
	}
	if rapid.Bool().Draw(t, "expires") {
		m.ExpirationTime = instant("expiration")
	}
	if rapid.Bool().Draw(t, "begins") {
		m.NotBefore = instant("not before")
	}
	if n := rapid.IntRange(0, 3).Draw(t, "resources"); n > 0 {
		m.Resources = rapid.SliceOfN(rapid.StringMatching(`[a-z]{1,5}:[a-z/]{1,20}`), n, n).Draw(t, "resource")
	}
	return m
}

func TestAnyMessageReadsAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { roundTrip(t, anyMessage(t)) })
}

func FuzzParseMessage(f *testing.F) {
	f.Add("")
	f.Add(fullText)
	f.Add(strings.Replace(fullText, "I own it.\n", "", 1))
	f.Add(strings.Replace(fullText, "I own it.\n", "\n", 1))
	f.Add(strings.Replace(fullText, "service.org wants", "[::ffff:1.2.3.4]:1 wants", 1))
	f.Add(soundMessage().String())
	f.Fuzz(func(t *testing.T, text string) {
		if m, err := ParseMessage(text); err == nil {
			roundTrip(t, m)
		}
	})
}
