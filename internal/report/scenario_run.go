package report

import (
	"encoding/base64"
	"encoding/json"
	"time"

	"github.com/cucumber/messages/go/v34"

	"kycspec/internal/exchange"
	"kycspec/internal/outcome"
)

// scenarioRun is one planned scenario and what has come of it so far.
type scenarioRun struct {
	outcome Outcome
	steps   map[string]Step // of the test steps, by id; zero for hooks
	pending map[string]bool // test steps that have not ended
	total   int

	earlier  []Outcome // of the attempts before this one
	tries    int
	began    time.Time
	last     time.Time // when a step ended last
	finished bool
	proofs   map[string]outcome.Proof
	answered string // the step that the last of the answers is of
}

// start begins the first attempt, or another one.
func (t *scenarioRun) start(at time.Time) {
	if t.tries > 0 {
		t.earlier = append(t.earlier, t.outcome)
	}
	t.tries++
	t.began, t.last, t.finished = at, at, false
	t.proofs = map[string]outcome.Proof{}
	t.pending = map[string]bool{}
	for id := range t.steps {
		t.pending[id] = true
	}
	o := &t.outcome
	o.Verdict, o.Proof, o.Reason, o.FailedStep = outcome.Undecided, outcome.Proof{}, "", Step{}
	o.Exchanges, o.Answers, o.Requests, t.answered = nil, nil, nil, ""
	o.Also, o.Stopped = nil, false
}

func (t *scenarioRun) attach(attachment *messages.Attachment) {
	body := []byte(attachment.Body)
	if attachment.ContentEncoding == messages.AttachmentContentEncoding_BASE64 {
		decoded, err := base64.StdEncoding.DecodeString(attachment.Body)
		if err != nil {
			return
		}
		body = decoded
	}
	switch attachment.MediaType {
	case outcome.ProofMediaType:
		var proof outcome.Proof
		if json.Unmarshal(body, &proof) == nil {
			t.proofs[attachment.TestStepId] = proof
		}
	case outcome.RequestMediaType:
		var request outcome.Request
		if json.Unmarshal(body, &request) == nil {
			t.outcome.Requests = append(t.outcome.Requests, request)
		}
	case exchange.MediaType:
		var record exchange.Record
		if json.Unmarshal(body, &record) == nil {
			t.outcome.Exchanges = append(t.outcome.Exchanges, record)
			t.answer(attachment.TestStepId, record)
		}
	}
}

// answer keeps what its step asked for: what a step is answered replaces what it was answered before.
func (t *scenarioRun) answer(step string, record exchange.Record) {
	o := &t.outcome
	switch {
	case record.Aside:
		return
	case len(o.Answers) > 0 && t.answered == step:
		o.Answers = o.Answers[:len(o.Answers)-1]
	}
	o.Answers, t.answered = append(o.Answers, record), step
}

func (t *scenarioRun) stepDone(id string, result *messages.TestStepResult, at time.Time) {
	delete(t.pending, id)
	t.last = at
	verdict := stepVerdict(result)
	o := &t.outcome
	if verdict <= o.Verdict {
		if verdict == outcome.Broken && result.Message != "" {
			o.Also = append(o.Also, result.Message)
		}
		return
	}
	o.Stopped = verdict == outcome.Skipped && result.Exception != nil && result.Exception.Type == "stopped"
	o.Verdict, o.Reason = verdict, result.Message
	if verdict == outcome.Passed {
		return
	}
	o.FailedStep, o.Proof = t.steps[id], t.proofs[id]
	if o.Reason == "" && result.Exception != nil {
		o.Reason = result.Exception.Message
	}
}

// stepVerdict reads a verdict from a step's result: of a failure it is the
// exception's type. What did not run to its end is never passed.
func stepVerdict(result *messages.TestStepResult) outcome.Verdict {
	switch result.Status {
	case messages.TestStepResultStatus_PASSED:
		return outcome.Passed
	case messages.TestStepResultStatus_SKIPPED:
		return outcome.Skipped
	case messages.TestStepResultStatus_FAILED:
		if result.Exception == nil {
			return outcome.Broken
		}
		if v, ok := outcome.ParseVerdict(result.Exception.Type); ok && v > outcome.Skipped {
			return v
		}
		return outcome.Broken
	}
	return outcome.Inconclusive
}

// finish ends an attempt. Its time is that of its steps: its end may be written
// much later, when it is known that no other attempt follows.
func (t *scenarioRun) finish(at time.Time) {
	t.finished = true
	o := &t.outcome
	if t.total > 0 {
		at = t.last
	}
	o.Duration = at.Sub(t.began)
	switch {
	case t.total == 0:
		o.unjudged(outcome.NothingRan)
	case len(t.pending) > 0 && o.Verdict != outcome.Broken:
		o.unjudged(outcome.StepsLeft)
	case o.Verdict == outcome.Inconclusive && o.Reason == "":
		o.unjudged(outcome.UnknownStep)
	}
}

// unjudged makes an outcome inconclusive for a cause that no step tells of.
func (o *Outcome) unjudged(kind outcome.ObstacleKind) {
	o.Verdict, o.Proof, o.Reason = outcome.Inconclusive, outcome.Proof{Violations: o.Violations, Obstacle: outcome.Obstacle{Kind: kind}}, ""
}

// conclude makes one verdict of all attempts. What was seen broken stays so
// unless it was seen kept later.
func (t *scenarioRun) conclude() {
	o := &t.outcome
	o.Earlier = t.earlier
	for i, earlier := range t.earlier {
		switch {
		case earlier.Verdict != outcome.Broken:
		case o.Verdict == outcome.Passed:
			o.Verdict, o.Reason = outcome.Flaky, ""
		case o.Verdict == outcome.Inconclusive || o.Verdict == outcome.Skipped:
			others := append(t.earlier[:i:i], t.earlier[i+1:]...)
			others = append(others, *o)
			*o = earlier
			o.Earlier = others
			return
		}
	}
}

// unfinished is the outcome of what the log does not tell the end of.
func (t *scenarioRun) unfinished(whole bool) Outcome {
	if t.tries > 0 && t.total > 0 && len(t.pending) == 0 { // only that it is the end is missing
		t.finish(t.last)
		t.conclude()
		return t.outcome
	}
	for _, earlier := range t.earlier {
		if earlier.Verdict == outcome.Broken {
			return earlier
		}
	}
	o := t.outcome
	o.Proof, o.FailedStep, o.Duration = outcome.Proof{}, Step{}, 0
	switch {
	case t.tries > 0:
		o.unjudged(outcome.RunEnded)
	case whole:
		o.unjudged(outcome.NothingRan)
	default:
		o.unjudged(outcome.RunEnded)
		o.Verdict, o.Stopped = outcome.Skipped, true
	}
	return o
}
