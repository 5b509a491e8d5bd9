package session

// Misuse is an error of use or configuration. Nothing was sent.
type Misuse struct{ Err error }

func (m *Misuse) Error() string { return m.Err.Error() }

// Unwrap is what is wrong.
func (m *Misuse) Unwrap() error { return m.Err }

// Unjudged is an error that kept a target from being judged.
type Unjudged struct{ Err error }

func (u *Unjudged) Error() string { return u.Err.Error() }

// Unwrap is what is wrong.
func (u *Unjudged) Unwrap() error { return u.Err }

// Hinted is an error with what to do about it: sentences, a line each.
type Hinted struct {
	Err  error
	Hint string
}

// WithHint adds to an error what to do about it.
func WithHint(err error, hint string) error { return &Hinted{err, hint} }

func (h *Hinted) Error() string { return h.Err.Error() }

// Unwrap is what is wrong.
func (h *Hinted) Unwrap() error { return h.Err }
