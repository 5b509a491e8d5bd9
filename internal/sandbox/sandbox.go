// Package sandbox is the KYC API as an http.Handler, made of the contract
// itself: honest by default, with named faults for tests of the suite.
//
// What the contract leaves open is decided so: a request that cannot be read,
// whatever is wrong with it, is 422; so is a wallet signature that is not
// accepted. Checks are made in the order media type, Accept, token, pace, body,
// signature, customer. A customer is known by its external id, or by its
// address on its blockchain.
package sandbox

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"sync/atomic"
	"time"

	"kycspec/internal/contract"
	"kycspec/internal/wallet"
)

// Options say what a sandbox is made of. Only the contract is needed.
type Options struct {
	// Contract is what the sandbox implements; several sandboxes may share one.
	Contract *contract.Contract
	// Now is the clock of tokens, pace and signatures; nil is the system's.
	Now func() time.Time
	// Random is where credentials and keys come from, read in [New] only; nil,
	// and one that runs dry, is the system's.
	Random io.Reader
	// Log gets a line for each answer, without secrets and bodies; nil: none.
	Log *slog.Logger
	// Latency is called before each answer is written, and may wait; nil: no wait.
	Latency func(context.Context)
	// RateLimit is how many requests a second a token may make, from
	// [SlowestRate] to [FastestRate]; 0 is no limit.
	RateLimit float64
	// Origin is what wallet signatures are for, such as "http://127.0.0.1:8080":
	// its host is their domain, itself their URI. Empty: "https://kycspec.example".
	Origin string
	// Fixtures are credentials and customers to use; what is empty in them is made up.
	Fixtures Fixtures
	// Like is the server that the sandbox behaves like; zero, and one that it does not know, is [Honest].
	Like Profile
	// Faults are the promises that the sandbox does not keep; zero: it keeps all.
	Faults Faults
}

// Sandbox serves the KYC operation of its contract and the token call. It is
// safe for concurrent use; making one compiles nothing.
type Sandbox struct {
	contract  *contract.Contract
	now       func() time.Time
	log       *slog.Logger
	latency   func(context.Context)
	rate      float64
	fixtures  Fixtures
	faults    resolvedFaults
	behaviour behaviour
	templates *answerTemplates
	places    places
	sessions  sessions

	offers     []mediaType // of answers
	taken      []mediaType // of requests
	castings   []casting   // of values, in profiles that do so
	skipChecks map[wallet.Check]bool

	tokens  *recent[*issuedToken]
	nonces  *recent[struct{}]
	counter atomic.Uint64
}

// How much a sandbox remembers: past these the oldest is forgotten.
const (
	mostTokens = 1 << 16
	mostNonces = 1 << 17
)

// New makes a sandbox.
func New(o Options) *Sandbox {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	seed := newSeed(o.Random)
	s := &Sandbox{
		contract: o.Contract, now: o.Now, log: o.Log, latency: o.Latency, rate: o.RateLimit,
		faults:    o.Faults.resolve(o.Contract),
		templates: newAnswerTemplates(o.Contract),
		places:    newPlaces(o.Contract.Names()),
		sessions:  sessions{namespace: seed.namespace, key: seed.key, now: o.Now},
		tokens:    newRecent[*issuedToken](mostTokens),
		nonces:    newRecent[struct{}](mostNonces),
	}
	s.behaviour = behaviours[Honest]
	if like, known := behaviours[o.Like]; known {
		s.behaviour = like
	}
	s.castings = newCastings(o.Contract)
	s.offers = s.templates.offers()
	s.taken = readMediaTypes(slices.Concat(o.Contract.Bundle().Manifest.Request.MediaTypes, o.Faults.Takes))
	s.skipChecks = s.faults.skipChecks()
	s.fixtures = o.Fixtures.filled(seed, o.Origin, s.places.sampleBlockchain(o.Contract))
	return s
}

// Fixtures are the credentials and customers that the sandbox knows.
func (s *Sandbox) Fixtures() Fixtures { return s.fixtures }

// Reset forgets every token, its pace, and every nonce. Credentials, customers
// and sessions stay as they are.
func (s *Sandbox) Reset() {
	s.tokens.reset()
	s.nonces.reset()
}

// ServeHTTP answers a request.
func (s *Sandbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	answer := s.route(w, r)
	answer.Request = r
	if s.faults.Rewrite != nil {
		s.faults.Rewrite(answer)
	}
	if s.latency != nil {
		s.latency(r.Context())
	}
	s.log.LogAttrs(r.Context(), slog.LevelInfo, "answered", slog.String("method", r.Method),
		slog.String("path", r.URL.Path), slog.Int("status", answer.Status), slog.String("code", answer.code))
	w.Header().Set("Date", s.now().UTC().Format(http.TimeFormat)) // of the sandbox's clock, not the system's
	answer.write(w)
}

func (s *Sandbox) route(w http.ResponseWriter, r *http.Request) *Answer {
	c := readRequest(w, r)
	if first := s.behaviour.first; first != nil {
		if refused := first(s, c); refused != nil {
			return s.undocumented(refused)
		}
	}
	operation := &s.contract.Bundle().Manifest
	method, serve := operation.Method, s.startKYC
	switch r.URL.Path {
	case operation.Path:
	case TokenPath, tokenPathSingular:
		method, serve = http.MethodPost, s.giveToken
	default:
		return s.undocumented(&refusal{status: http.StatusNotFound, code: "not_found", message: "There is nothing here."})
	}
	if r.Method != method {
		return s.undocumented(&refusal{status: http.StatusMethodNotAllowed, code: "method_not_allowed",
			message: "This path takes " + method + " only.", header: http.Header{"Allow": {method}}})
	}
	return serve(c)
}

// count is another number each time.
func (s *Sandbox) count() string { return strconv.FormatUint(s.counter.Add(1), 10) }
