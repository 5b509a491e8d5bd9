package revision

import (
	"maps"
	"testing"

	"kycspec/internal/spec"
)

// Reword gives changes other words until the test ends.
func Reword(t *testing.T, words func(old string) string) {
	kept := maps.Clone(phrases)
	t.Cleanup(func() { phrases = kept })
	phrases = maps.Clone(kept)
	for key, old := range kept {
		phrases[key] = words(old)
	}
}

// CompareReworded is [Compare] where clauses and oasdiff's findings have other words.
func CompareReworded(t *testing.T, was, is Document, words func(old string) string) *Comparison {
	t.Helper()
	var manifests []spec.Manifest
	for _, d := range []Document{was, is} {
		bundle, err := spec.Extract(d.Name, d.Text)
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range bundle.Manifest.Clauses {
			bundle.Manifest.Clauses[i].Sentence = words(c.Sentence)
		}
		manifests = append(manifests, bundle.Manifest)
	}
	findings, err := askOasdiff(was, is, manifests[1])
	if err != nil {
		t.Fatal(err)
	}
	for i, finding := range findings {
		findings[i].text = words(finding.text)
	}
	return compareManifests(manifests[0], manifests[1], findings)
}
