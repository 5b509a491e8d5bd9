package generate

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"strings"
)

// format is how texts of a format that has one meaning are written. Those that
// can have any length have the one asked for.
type format struct {
	plain string
	draw  func(rng *rand.Rand, n int) string
}

var formats = map[string]format{
	"date": {"2000-01-01", func(rng *rand.Rand, _ int) string { return date(rng) }},
	"date-time": {"2000-01-01T00:00:00Z", func(rng *rand.Rand, _ int) string {
		zone := []string{"Z", "+00:00", "-11:30", "+14:00"}[rng.IntN(4)]
		return fmt.Sprintf("%sT%02d:%02d:%02d%s%s", date(rng), rng.IntN(24), rng.IntN(60), rng.IntN(60),
			[]string{"", ".5", ".123456789"}[rng.IntN(3)], zone)
	}},
	"byte": {"AAAA", func(rng *rand.Rand, n int) string {
		return base64.StdEncoding.EncodeToString(octets(rng, n/4*3))
	}},
	"uuid": {"00000000-0000-4000-8000-000000000000", func(rng *rand.Rand, _ int) string {
		return fmt.Sprintf("%08x-%04x-4%03x-8%03x-%012x", rng.Uint32(), rng.IntN(1<<16), rng.IntN(1<<12),
			rng.IntN(1<<12), rng.Int64N(1<<48))
	}},
	"ipv4": {"127.0.0.1", func(rng *rand.Rand, _ int) string {
		return fmt.Sprintf("%d.%d.%d.%d", rng.IntN(256), rng.IntN(256), rng.IntN(256), rng.IntN(256))
	}},
	"ipv6": {"::1", func(rng *rand.Rand, _ int) string {
		return fmt.Sprintf("2001:db8::%x:%x", rng.IntN(1<<16), rng.IntN(1<<16))
	}},
	"uri": {"https://example.com", func(rng *rand.Rand, n int) string {
		return "https://example.com/" + letters(rng, n-20)
	}},
	"email": {"someone@example.com", func(rng *rand.Rand, n int) string {
		return letters(rng, min(n-12, 60)) + "@example.com"
	}},
	"hostname": {"example.com", func(rng *rand.Rand, n int) string {
		return letters(rng, min(n-12, 60)) + ".example.com"
	}},
}

// Formatted is the plainest text of a format; not ok where none is known, as of
// formats that constrain nothing.
func Formatted(name string) (text string, ok bool) {
	f, ok := formats[name]
	return f.plain, ok
}

func date(rng *rand.Rand) string {
	days := []string{"2024-02-29", "1970-01-01", "1999-12-31", "2038-01-19"}
	if at := rng.IntN(8); at < len(days) {
		return days[at]
	}
	return fmt.Sprintf("%04d-%02d-%02d", 1900+rng.IntN(200), 1+rng.IntN(12), 1+rng.IntN(28))
}

func octets(rng *rand.Rand, n int) []byte {
	list := make([]byte, max(n, 0))
	for i := range list {
		list[i] = byte(rng.IntN(256))
	}
	return list
}

func letters(rng *rand.Rand, n int) string {
	var b strings.Builder
	for range max(n, 1) {
		b.WriteByte("abcdefghijklmnopqrstuvwxyz0123456789"[rng.IntN(36)])
	}
	return b.String()
}
