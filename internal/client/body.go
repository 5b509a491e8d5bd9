package client

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// maxBody bounds an answer's body, as sent and as decompressed, in bytes.
const maxBody = 1 << 20

var (
	errLarge  = errors.New("the answer's body is larger than 1 MiB")
	errBomb   = errors.New("the answer's body is larger than 1 MiB once decompressed")
	errNoGzip = errors.New("the answer's body is not gzip, although its Content-Encoding says so")
	errCoding = errors.New("the answer's body is in a content coding that was not asked for")
)

// readBody reads the whole body and removes its gzip coding (RFC 9110 section
// 8.4). What was lost on the way (RFC 9112 section 8), and a coding that cannot
// be removed, is an error. A body is cut if the message is whole but the gzip in
// it is not.
func readBody(response *http.Response) (body []byte, cut bool, err error) {
	if response.StatusCode == http.StatusSwitchingProtocols {
		return nil, false, nil // what follows is in a protocol that nobody asked for
	}
	wire := &bounded{reader: response.Body, left: maxBody, excess: errLarge}
	plain, err := decode(wire, response.Header)
	if err == nil {
		body, err = io.ReadAll(plain)
	}
	switch {
	case wire.err != nil:
		return nil, false, wire.err
	case errors.Is(err, errBomb), errors.Is(err, errNoGzip), errors.Is(err, errCoding):
		return nil, false, err
	}
	return body, err != nil, nil
}

// decode gives what a body is without its content coding.
func decode(wire io.Reader, header http.Header) (io.Reader, error) {
	buffered := bufio.NewReader(wire)
	magic, err := buffered.Peek(2)
	if len(magic) == 0 && err != nil {
		return buffered, nil // of nothing, nothing need be decoded
	}
	switch coding := strings.ToLower(strings.TrimSpace(strings.Join(header.Values("Content-Encoding"), ","))); coding {
	case "", "identity":
		return buffered, nil
	case "gzip", "x-gzip":
		zipped, err := gzip.NewReader(buffered)
		if err != nil {
			return nil, errNoGzip
		}
		return &bounded{reader: zipped, left: maxBody, excess: errBomb}, nil
	default:
		return nil, fmt.Errorf("%w: %q", errCoding, coding)
	}
}

// bounded reads up to left bytes; more is the error excess. It keeps the error
// that the reader ended with, because decompressors replace it by their own.
type bounded struct {
	reader io.Reader
	left   int
	excess error
	err    error
}

// Read implements io.Reader.
func (b *bounded) Read(p []byte) (int, error) {
	if len(p) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.reader.Read(p)
	if n > b.left {
		b.err = b.excess
		return b.left, b.err
	}
	b.left -= n
	if err != nil && !errors.Is(err, io.EOF) {
		b.err = err
	}
	return n, err
}
