package spec_test

import (
	"testing"

	"kycspec/internal/spec"
	"kycspec/schemas"
)

func BenchmarkExtract(b *testing.B) {
	text := document(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := spec.Extract(contract, text); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := spec.Load(schemas.FS); err != nil {
			b.Fatal(err)
		}
	}
}
