package view

import (
	"kycspec/internal/gherkin"
	"kycspec/internal/spec"
)

// Vocabulary lists the sentences that features may use, by the keyword that they
// go with, and the names with their places in the contract.
func Vocabulary(w *Writer, sentences gherkin.Vocabulary, names spec.Names) {
	for _, keyword := range []string{"Given", "When", "Then"} {
		w.Printf("%s\n", keyword)
		for _, s := range sentences {
			if s.Keyword != keyword {
				continue
			}
			w.Printf("  %s\n", s.Wording)
			for _, choice := range s.Choices { // what the last place of the sentence may be
				w.Printf("      %s\n", choice)
			}
		}
		w.Printf("\n")
	}
	w.Printf("Names, and where the contract keeps them\n")
	for _, name := range names.All() {
		w.Printf("  %-14s %s\n", name, names.Place(name))
	}
	_ = w.Flush()
}
