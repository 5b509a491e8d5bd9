package explore

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"

	"kycspec/internal/generate"
	"kycspec/internal/spec"
)

// explorer knows what can be asked.
type explorer struct {
	Options
	root       *generate.Node
	roles      *roles
	atBoundary []spec.Clause // at whose boundary valid requests are made
	toBreak    []spec.Clause // that other requests break
	breakable  []spec.Clause // that can be broken beside one of them

	plain    any  // a smallest body that the contract allows
	signed   any  // the same with a sign-in; nil where none can be made
	optional bool // the sign-in may be left out

	mediaType string // of bodies
	accept    string // of answers
}

func newExplorer(o Options) (*explorer, error) {
	root, err := spec.RequestNode(o.Contract.Bundle())
	if err != nil {
		return nil, err
	}
	x := &explorer{Options: o, root: root, roles: newRoles(o.Contract.Names(), root)}
	if o.Sign == nil {
		x.roles.signing = false
	}
	if err := x.begin(); err != nil {
		return nil, err
	}
	x.negotiate()
	x.aim()
	if len(x.atBoundary)+len(x.toBreak) == 0 {
		return nil, ErrNoClause
	}
	return x, nil
}

// negotiate finds the media types of bodies and of answers.
func (x *explorer) negotiate() {
	manifest := x.Contract.Bundle().Manifest
	x.mediaType = "application/json"
	for _, name := range manifest.Request.MediaTypes {
		if !hasRange([]string{name}) {
			x.mediaType = name
			break
		}
	}
	var list []string
	for _, r := range manifest.Responses {
		for _, name := range r.MediaTypes {
			if !slices.Contains(list, name) {
				list = append(list, name)
			}
		}
	}
	if x.accept = strings.Join(list, ", "); x.accept == "" {
		x.accept = "*/*"
	}
}

// begin finds the smallest bodies, and which roles the contract has room for.
func (x *explorer) begin() error {
	x.plain = x.smallest()
	if !x.allowed(x.plain) {
		return errors.New("no request was found that the contract allows")
	}
	for _, role := range []struct {
		place *[]string
		kind  markKind
	}{{&x.roles.customer, theCustomer}, {&x.roles.address, theAddress}} {
		marked := put(x.plain, *role.place, mark{kind: role.kind})
		if *role.place == nil || !x.allowed(marked) {
			*role.place = nil
			continue
		}
		x.plain = marked
	}
	x.beginSigned()
	return nil
}

// smallest is the contract's own sample, or a body with nothing that is not required.
func (x *explorer) smallest() any {
	sample := x.Contract.SampleRequest()
	for _, at := range where(sample, x.roles.siwe) {
		if x.allowed(without(sample, at)) {
			sample = without(sample, at)
		}
	}
	if sample != nil && x.allowed(sample) {
		return sample
	}
	for i := range uint64(mostTries) {
		g := x.generator(rand.New(rand.NewPCG(0, i)))
		g.bare = true
		if sample = g.roles.settle(g, g.draw([]*generate.Node{x.root}, nil)); x.allowed(sample) {
			break
		}
	}
	return sample
}

// beginSigned adds a sign-in to the smallest body, and tries whether what the
// signer makes is what the contract allows.
func (x *explorer) beginSigned() {
	r := x.roles
	r.signing = r.signing && r.address != nil
	if !r.signing {
		return
	}
	g := x.generator(rand.New(rand.NewPCG(0, 0)))
	g.bare, g.signed, g.wishes = true, true, []wish{{place: r.siwe}, {place: r.message}, {place: r.signature}}
	tree := with(x.plain, pointer(r.siwe), g.draw(x.root.At(r.siwe), r.siwe))
	tree = r.settle(g, tree)
	who := newFreshCustomer(x.Seed, 0, 0)
	for _, length := range []int{0, r.longest} {
		r.messageLength = max(length, 0)
		if x.allowed(tree) && len(x.breaks(write(r.fill(tree, who, x.Sign), nil))) == 0 {
			x.signed = tree
			break
		}
	}
	r.signing = x.signed != nil
	x.optional = len(where(x.plain, r.siwe)) == 0
	if !x.optional && x.signed != nil {
		x.plain = x.signed
	}
}

func (x *explorer) generator(rng *rand.Rand) *generator {
	return &generator{rng: rng, roles: x.roles, left: mostValues}
}

// breaks lists the clauses that a body breaks, each once.
func (x *explorer) breaks(body []byte) []string {
	var ids []string
	for _, v := range x.Contract.JudgeRequest(body) {
		if !slices.Contains(ids, v.Clause) {
			ids = append(ids, v.Clause)
		}
	}
	return ids
}

// allowed says whether the contract allows a tree, with stand-ins for what is signed when it is sent.
func (x *explorer) allowed(tree any) bool {
	return len(x.breaks(write(x.roles.fill(tree, newFreshCustomer(x.Seed, 0, 0), nil), nil))) == 0
}

// aim sorts out which clauses requests are aimed at.
func (x *explorer) aim() {
	for _, c := range x.Contract.Clauses() {
		chosen := x.Only == nil || x.Only.MatchString(c.ID)
		if chosen && x.hasBoundary(c) {
			x.atBoundary = append(x.atBoundary, c)
		}
		if x.canBreak(c) {
			x.breakable = append(x.breakable, c)
			if chosen {
				x.toBreak = append(x.toBreak, c)
			}
		}
	}
	for i, list := range [][]spec.Clause{x.atBoundary, x.toBreak} {
		rng := rand.New(rand.NewPCG(x.Seed, uint64(i)))
		rng.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	}
}

func (x *explorer) hasBoundary(c spec.Clause) bool {
	if !slices.Contains(c.Needs, spec.BoundaryAccepted) {
		return false
	}
	return c.Part == spec.RequestPart || c.Keyword == spec.KeywordSIWE && x.signed != nil && x.SIWE
}

func (x *explorer) canBreak(c spec.Clause) bool {
	switch {
	case !slices.Contains(c.Needs, spec.ViolationRejected):
		return false
	case c.Keyword == spec.KeywordSIWE:
		return x.SIWE && (x.optional || x.signed == nil)
	case c.Part == spec.MediaPart:
		return !hasRange(x.Contract.Bundle().Manifest.Request.MediaTypes)
	}
	return c.Part == spec.RequestPart || c.Part == spec.SecurityPart
}
