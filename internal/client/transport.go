package client

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"kycspec/internal/exchange"
)

const (
	maxHeader = 64 << 10 // of an answer, in bytes
	maxIdle   = 64       // connections kept for the next request
	idleFor   = 30 * time.Second
)

// Transport is what a client sends with unless it is given something else:
// each phase of an exchange is bounded by the timeout, an answer's header by
// 64 KiB; connections are kept; HTTP/1.1 and HTTP/2 are spoken; proxies are
// taken from the environment, but never for loopback.
func Transport(timeout time.Duration) *http.Transport {
	return &http.Transport{
		Proxy:                  proxyFor,
		DialContext:            (&net.Dialer{Timeout: timeout, KeepAlive: idleFor}).DialContext,
		TLSHandshakeTimeout:    timeout,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		ResponseHeaderTimeout:  timeout,
		MaxResponseHeaderBytes: maxHeader,
		MaxIdleConns:           maxIdle,
		MaxIdleConnsPerHost:    maxIdle,
		IdleConnTimeout:        idleFor,
		ForceAttemptHTTP2:      true,
		DisableCompression:     true, // bodies are decompressed here, within bounds
	}
}

const proxyHint = "Check the proxy, which HTTPS_PROXY or HTTP_PROXY names, then KYC_BASE_URL; NO_PROXY lists the hosts that need none."

// proxyFor is the proxy that the environment names for a request; none for this
// machine by any of its names (RFC 6761 section 6.3), whose credentials are nobody else's.
func proxyFor(request *http.Request) (*url.URL, error) {
	host := strings.TrimRight(strings.ToLower(request.URL.Hostname()), ".")
	address, _, _ := strings.Cut(host, "%") // without its zone (RFC 6874)
	if host == "localhost" || strings.HasSuffix(host, ".localhost") || net.ParseIP(address).IsLoopback() {
		return nil, nil
	}
	return http.ProxyFromEnvironment(request)
}

// through is the host of the proxy that a request goes through; empty if there is none.
func (c *Client) through(request exchange.Request) string {
	if c.own == nil || c.own.Proxy == nil {
		return ""
	}
	message, err := newMessage(context.Background(), request)
	if err != nil {
		return ""
	}
	proxy, err := c.own.Proxy(message)
	if err != nil || proxy == nil {
		return ""
	}
	return proxy.Host
}
