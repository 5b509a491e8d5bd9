package sandbox

import (
	"strconv"
	"strings"
)

// mediaType is a media type or, with "*", a range of them (RFC 9110 section
// 12.5.1), in lower case.
type mediaType struct {
	kind, sub  string
	parameters map[string]string
	quality    float64 // of a range: its weight, 0 to 1
}

// acceptable says whether the Accept lines of a request allow one of the
// offers. No Accept, and one without a single readable range, allows all.
func acceptable(lines []string, offers []mediaType) bool {
	var ranges []mediaType
	for _, line := range lines {
		for _, part := range split(line, ',') {
			if r, ok := readMediaType(part); ok {
				ranges = append(ranges, r)
			}
		}
	}
	if len(ranges) == 0 {
		return true
	}
	for _, offer := range offers {
		if offer.weighed(ranges) > 0 {
			return true
		}
	}
	return false
}

// weighed is the weight of the most specific range that covers the media type; 0 for none.
func (m mediaType) weighed(ranges []mediaType) float64 {
	best, weight := -1, 0.0
	for _, r := range ranges {
		if !r.covers(m) {
			continue
		}
		specific := r.specificity()
		if specific > best || specific == best && r.quality > weight {
			best, weight = specific, r.quality
		}
	}
	return weight
}

func (m mediaType) covers(offer mediaType) bool {
	if m.kind != "*" && m.kind != offer.kind || m.sub != "*" && m.sub != offer.sub {
		return false
	}
	for name, value := range m.parameters {
		if !strings.EqualFold(offer.parameters[name], value) {
			return false
		}
	}
	return true
}

func (m mediaType) specificity() int {
	switch {
	case m.kind == "*":
		return 0
	case m.sub == "*":
		return 1
	}
	return 2 + len(m.parameters)
}

// readMediaType reads a media type or range. Parameters after the weight are
// skipped, and a weight that cannot be read counts as 1, as lenient servers do it.
func readMediaType(text string) (mediaType, bool) {
	parts := split(text, ';')
	if len(parts) == 0 {
		return mediaType{}, false
	}
	if parts[0] == "*" { // some clients mean */* by it
		parts[0] = "*/*"
	}
	kind, sub, found := strings.Cut(strings.ToLower(parts[0]), "/")
	if !found || kind == "" || sub == "" || kind == "*" && sub != "*" {
		return mediaType{}, false
	}
	m := mediaType{kind: kind, sub: sub, parameters: map[string]string{}, quality: 1}
	for _, part := range parts[1:] {
		name, value := parameter(part)
		if name == "q" {
			m.quality = weight(value)
			break
		}
		m.parameters[name] = value
	}
	return m, true
}

func weight(text string) float64 {
	q, err := strconv.ParseFloat(text, 64)
	if err != nil || !(q >= 0 && q <= 1) {
		return 1
	}
	return q
}
