package client

import (
	"bufio"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"strings"
)

// maxBody bounds an answer's body, as sent and as decompressed, in bytes.
const maxBody = 1 << 20

// readBody reads the whole body and removes its gzip coding (RFC 9110 section
// 8.4). What was lost on the way (RFC 9112 section 8), and a coding that cannot
// be removed, is an error. A body is cut if the message is whole but the gzip in
// it is not.
func readBody(response *http.Response) (body []byte, cut bool, err error) {
	if response.StatusCode == http.StatusSwitchingProtocols {
		return nil, false, nil // what follows is in a protocol that nobody asked for
	}
	wire := &bounded{reader: response.Body, remaining: maxBody, excess: bodyTooLarge}
	plain, err := decode(wire, response.Header)
	if err == nil {
		body, err = io.ReadAll(plain)
	}
	if wire.err != nil {
		return nil, false, wire.err
	}
	if found, ok := errors.AsType[*failedTrip](err); ok {
		return nil, false, found
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
			return nil, &failedTrip{networkFailure: bodyNotGzip}
		}
		return &bounded{reader: zipped, remaining: maxBody, excess: bodyBomb}, nil
	default:
		return nil, &failedTrip{networkFailure: bodyCoding, detail: coding}
	}
}

// bounded reads up to as many bytes as remain; more is the failure excess. It
// keeps the error that the reader ended with, because decompressors replace it by their own.
type bounded struct {
	reader    io.Reader
	remaining int
	excess    networkFailure
	err       error
}

// Read implements io.Reader.
func (b *bounded) Read(p []byte) (int, error) {
	if len(p) > b.remaining+1 {
		p = p[:b.remaining+1]
	}
	n, err := b.reader.Read(p)
	if n > b.remaining {
		b.err = &failedTrip{networkFailure: b.excess}
		return b.remaining, b.err
	}
	b.remaining -= n
	if err != nil && !errors.Is(err, io.EOF) {
		b.err = err
	}
	return n, err
}
