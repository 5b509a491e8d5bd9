package mutate

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"
	"sync/atomic"

	"kycspec/internal/contract"
	"kycspec/internal/outcome"
	"kycspec/internal/sandbox"
	"kycspec/internal/spec"
)

// protocol breaks what stands around an answer's values.
func (m *maker) protocol() {
	for _, response := range m.manifest.Responses {
		status, err := strconv.Atoi(response.Status)
		if err != nil {
			continue // a class of statuses has no one answer to break
		}
		m.swap(response.Status, m.undocumented(), breaks(spec.StatusClause))
		if other := m.swapped(status); other != 0 {
			m.swap(response.Status, other, breaksAnyOf("status/"+response.Status, "status/"+strconv.Itoa(other),
				fmt.Sprintf("response/%d/", other), fmt.Sprintf("semantic/%d/", other), "request/", "semantic/request/"))
		}
		if len(response.MediaTypes) == 0 {
			continue
		}
		m.mediaTypes(response)
		m.bodies(response.Status)
	}
	m.tenth()
	m.limits()
}

// swap answers with another status than it should be.
func (m *maker) swap(key string, to int, right func(outcome.Violation) bool) {
	m.add(Mutant{
		ID: fmt.Sprintf("status/%s/as-%d", key, to), Kind: Protocol, Clause: "status/" + key, rightReason: right,
		Says:      fmt.Sprintf("Answers %d where it should answer %s.", to, key),
		Faults:    sandbox.Faults{Rewrite: m.on(key, func(a *sandbox.Answer) { a.Status = to })},
		noticedBy: []contract.Exercise{observed("status/" + key)}, hint: "a scenario that promises " + key,
	})
}

// undocumented is a status that the contract does not have.
func (m *maker) undocumented() int {
	for _, status := range []int{http.StatusTeapot, http.StatusGone, http.StatusLocked, http.StatusConflict} {
		if _, documented := m.contract.Documented(status); !documented {
			return status
		}
	}
	return http.StatusTeapot
}

// swapped is another documented status that is never right in place of one; 0
// for none. A success is swapped for a refusal. A refusal is swapped for a
// failure, since which client error refuses a bad request is free.
func (m *maker) swapped(status int) int {
	to := http.StatusInternalServerError
	if status/100 != 4 {
		to = http.StatusUnprocessableEntity
	}
	if _, documented := m.contract.Documented(to); documented && to != status {
		return to
	}
	return 0
}

func (m *maker) mediaTypes(response spec.Response) {
	clause := "media/" + response.Status + "/" + response.MediaTypes[0]
	for _, wrong := range []struct {
		name  string
		value []string
	}{{"html", []string{"text/html; charset=utf-8"}}, {"missing", nil}, {"octets", []string{"application/octet-stream"}}} {
		m.add(Mutant{
			ID: clause + "/" + wrong.name, Kind: Protocol, Clause: clause,
			Says:      fmt.Sprintf("A %s answer has the wrong media type, or none (%s).", response.Status, wrong.name),
			Faults:    sandbox.Faults{Rewrite: m.on(response.Status, func(a *sandbox.Answer) { a.Header["Content-Type"] = wrong.value })},
			noticedBy: []contract.Exercise{observed("status/" + response.Status)}, hint: "any scenario that is answered " + response.Status,
		})
	}
}

// bodies are ways in which a body is not one JSON document.
func (m *maker) bodies(key string) {
	ways := []struct {
		name, says string
		change     func(a *sandbox.Answer)
	}{
		{"empty", "is empty", func(a *sandbox.Answer) { a.Body = nil }},
		{"truncated", "ends too early", func(a *sandbox.Answer) { a.Body = a.Body[:len(a.Body)/2] }},
		{"cut", "is compressed and cut off", func(a *sandbox.Answer) {
			zipped(a)
			a.Body = a.Body[:len(a.Body)/2]
		}},
		{"doubled", "comes twice", func(a *sandbox.Answer) { a.Body = bytes.Repeat(a.Body, 2) }},
		{"trailing", "is followed by more", func(a *sandbox.Answer) { a.Body = append(bytes.Clone(a.Body), " done"...) }},
		{"duplicate-key", "has a key twice", func(a *sandbox.Answer) { a.Body = twice(a.Body) }},
		{"html", "is a web page", func(a *sandbox.Answer) { a.Body = []byte("<!DOCTYPE html><title>Error</title>") }},
		{"utf-16", "is not UTF-8", func(a *sandbox.Answer) { a.Body = append([]byte("\xff\xfe"), a.Body...) }},
	}
	clause := fmt.Sprintf("response/%s/$/%s", key, spec.KeywordJSON)
	for _, way := range ways {
		m.add(Mutant{
			ID: clause + "/" + way.name, Kind: Protocol, Clause: clause,
			Says:      fmt.Sprintf("The body of a %s answer %s.", key, way.says),
			Faults:    sandbox.Faults{Rewrite: m.on(key, way.change)},
			noticedBy: []contract.Exercise{observed("status/" + key)}, hint: "any scenario that is answered " + key,
		})
	}
}

// twice repeats the first key of an object.
func twice(body []byte) []byte {
	colon := bytes.IndexByte(body, ':')
	if !bytes.HasPrefix(body, []byte("{")) || colon < 0 {
		return body
	}
	return append(append(append([]byte("{"), body[1:colon+1]...), "null,"...), body[1:]...)
}

// tenth answers every tenth request with a failure.
func (m *maker) tenth() {
	failure := encode(m.contract.Sample(http.StatusInternalServerError))
	if _, documented := m.contract.Documented(http.StatusInternalServerError); !documented {
		m.equivalent(Protocol, "every-tenth", "the contract documents no failure")
		return
	}
	started := m.statusOf(http.StatusCreated)
	count := &atomic.Int64{}
	m.add(Mutant{
		ID: "every-tenth", Kind: Protocol, Clause: started, Says: "Every tenth answer is a failure (500).",
		Faults: sandbox.Faults{Rewrite: func(a *sandbox.Answer) {
			if m.isOperation(a) && count.Add(1)%10 == 0 {
				a.Status, a.Body = http.StatusInternalServerError, failure
				a.Header.Set("Content-Type", "application/json")
			}
		}},
		hint: "scenarios that promise what they are answered",
	})
}
