package sandbox

import "net/http"

// bannedCode is the vendor's code for a customer who is banned.
const bannedCode = "ERR01"

// startKYC answers the contract's operation.
func (s *Sandbox) startKYC(c *call) *Answer {
	if a := s.forced(c.header); a != nil {
		return a
	}
	for _, check := range s.manner.checks {
		if refused := check(s, c); refused != nil {
			return s.refuse(refused)
		}
	}
	if s.isBanned(c) {
		return s.tellBan()
	}
	return s.compose(s.shapes.started, words{code: "started", widget: s.widgetData(c)})
}

func (s *Sandbox) checkForbidden(c *call) *refusal {
	if !s.fixtures.Forbidden.is(c.ask) || s.faults.skipsFor(GateForbid, c) {
		return nil
	}
	return &refusal{status: http.StatusForbidden, code: bannedCode, message: "This customer is banned."}
}

func (s *Sandbox) isBanned(c *call) bool {
	if s.faults.BanEverybody {
		return true
	}
	return s.fixtures.Banned.is(c.ask) && !s.faults.skipsFor(GateBan, c)
}

// tellBan is the success that tells of a ban, or, in a contract that has none, the refusal.
func (s *Sandbox) tellBan() *Answer {
	if s.shapes.banned == 0 {
		return s.refuse(&refusal{status: http.StatusForbidden, code: bannedCode, message: "This customer is banned."})
	}
	return s.compose(s.shapes.banned, words{code: bannedCode})
}

func (s *Sandbox) widgetData(c *call) string {
	session := s.sessions.session(c.grant.application, c.ask)
	switch {
	case s.faults.SameSession:
		session = s.sessions.id("session")
	case s.faults.FreshSession:
		session = s.sessions.id("session", "fresh", s.count())
	}
	return s.sessions.widgetData(c.grant.application, c.ask, session)
}
