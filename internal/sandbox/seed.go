package sandbox

import (
	"crypto/rand"
	"encoding/hex"
	"io"

	"github.com/google/uuid"
)

// seed is everything random in a sandbox, drawn at once.
type seed struct {
	namespace uuid.UUID
	key       []byte // signs tokens
	text      [8]string
	source    io.Reader
}

const textBytes = 8

func newSeed(random io.Reader) seed {
	source := enduring{random}
	s := seed{key: make([]byte, 32), source: source}
	// An enduring source has no errors.
	_, _ = io.ReadFull(source, s.namespace[:])
	_, _ = io.ReadFull(source, s.key)
	for i := range s.text {
		var raw [textBytes]byte
		_, _ = io.ReadFull(source, raw[:])
		s.text[i] = hex.EncodeToString(raw[:])
	}
	return s
}

// address is an EVM address that nobody has the key of, in lower case: without
// a checksum (EIP-55).
func (s seed) address() string {
	var raw [20]byte
	_, _ = io.ReadFull(s.source, raw[:])
	return "0x" + hex.EncodeToString(raw[:])
}

// enduring reads from a source, and from the system's when that one has nothing more.
type enduring struct{ random io.Reader }

func (e enduring) Read(p []byte) (int, error) {
	if e.random != nil {
		if n, err := io.ReadFull(e.random, p); err == nil {
			return n, nil
		}
	}
	return rand.Read(p)
}
