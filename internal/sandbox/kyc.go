package sandbox

import "net/http"

// bannedCode is the vendor's code for a customer who is banned.
const bannedCode = "ERR01"

// startKYC answers the contract's operation.
func (s *Sandbox) startKYC(c *incoming) *Answer {
	if a := s.forced(c.header); a != nil {
		return a
	}
	for _, guard := range s.behaviour.guards {
		if refused := guard(s, c); refused != nil {
			return s.refuse(refused)
		}
	}
	if s.isBanned(c) {
		return s.answerBan()
	}
	return s.compose(s.templates.started, words{code: "started", widget: s.widgetData(c)})
}

func (s *Sandbox) checkForbidden(c *incoming) *refusal {
	if !s.fixtures.Forbidden.is(c.ask) || s.faults.skipsFor(CheckForbid, c) {
		return nil
	}
	return &refusal{status: http.StatusForbidden, code: bannedCode, message: "This customer is banned."}
}

func (s *Sandbox) isBanned(c *incoming) bool {
	if s.faults.BanEverybody {
		return true
	}
	return s.fixtures.Banned.is(c.ask) && !s.faults.skipsFor(CheckBan, c)
}

// answerBan is the success that reports a ban, or, in a contract that has none, the refusal.
func (s *Sandbox) answerBan() *Answer {
	if s.templates.banned == 0 {
		return s.refuse(&refusal{status: http.StatusForbidden, code: bannedCode, message: "This customer is banned."})
	}
	return s.compose(s.templates.banned, words{code: bannedCode})
}

func (s *Sandbox) widgetData(c *incoming) string {
	session := s.sessions.session(c.token.application, c.ask)
	switch {
	case s.faults.SameSession:
		session = s.sessions.id("session")
	case s.faults.FreshSession:
		session = s.sessions.id("session", "fresh", s.count())
	}
	return s.sessions.widgetData(c.token.application, c.ask, session)
}
