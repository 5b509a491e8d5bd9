package client

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"strings"
)

// maxBody bounds an answer's body, as sent and as decompressed, in bytes.
const maxBody = 1 << 20

var errLarge = errors.New("the answer's body is larger than 1 MiB")

// readBody reads the whole body and removes its gzip coding (RFC 9110 section
// 8.4). A body that the target ended before it was whole is cut; one that was
// lost on the way is an error.
func readBody(response *http.Response) (body []byte, cut bool, err error) {
	wire := &bounded{reader: response.Body, left: maxBody}
	var plain io.Reader = wire
	if isGzip(response.Header) {
		plain = decompress(wire)
	}
	body, err = io.ReadAll(plain)
	switch {
	case wire.err != nil && !errors.Is(wire.err, io.ErrUnexpectedEOF):
		return nil, false, wire.err
	case errors.Is(err, errLarge):
		return nil, false, err
	}
	return body, err != nil, nil
}

// decompress removes the gzip coding of a body. Bytes that only claim to be
// gzip are given as they are, for the judge to see.
func decompress(wire io.Reader) io.Reader {
	buffered := bufio.NewReader(wire)
	if magic, _ := buffered.Peek(2); !bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		return buffered
	}
	zipped, err := gzip.NewReader(buffered)
	if err != nil {
		return failing{err}
	}
	return &bounded{reader: zipped, left: maxBody}
}

type failing struct{ err error }

// Read implements io.Reader.
func (f failing) Read([]byte) (int, error) { return 0, f.err }

func isGzip(header http.Header) bool {
	coding := strings.ToLower(strings.TrimSpace(header.Get("Content-Encoding")))
	return coding == "gzip" || coding == "x-gzip"
}

// bounded reads up to left bytes; more is [errLarge]. It keeps the error that
// the reader ended with, because decompressors replace it by their own.
type bounded struct {
	reader io.Reader
	left   int
	err    error
}

// Read implements io.Reader.
func (b *bounded) Read(p []byte) (int, error) {
	if len(p) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.reader.Read(p)
	if n > b.left {
		b.err = errLarge
		return b.left, b.err
	}
	b.left -= n
	if err != nil && !errors.Is(err, io.EOF) {
		b.err = err
	}
	return n, err
}
