package view

import "kycspec/internal/session"

// Ending prints what there is to say of a run beside its scenarios: how much of
// the contract it covered, what was noted of the target, and where its log is.
func Ending(w *Writer, r *session.RunResult, target, log string) {
	w.Printf("%s\n", Coverage{r.Covered, r.Pairs})
	for _, note := range r.Notes {
		w.Printf("Note: %s\n", note)
	}
	if r.SignaturesRefused {
		w.Printf("Note: no application that requires wallet signatures had one accepted: KYC_SIWE_DOMAIN or KYC_SIWE_URI may not be what the target expects\n")
	}
	w.Printf("Target: %s. Log: %s\n", target, log)
	_ = w.Flush()
}
