package exchange

import (
	"context"
	"encoding/json"
)

type attachKey struct{}

// WithAttach gives the context a place for what is worth keeping beside a step's result.
func WithAttach(ctx context.Context, attach func(mediaType string, body []byte)) context.Context {
	return context.WithValue(ctx, attachKey{}, attach)
}

// Attach stores v as JSON beside the step that runs under the context; without
// a place to put it, or if v has no JSON form, it does nothing.
func Attach(ctx context.Context, mediaType string, v any) {
	attach, ok := ctx.Value(attachKey{}).(func(string, []byte))
	if !ok {
		return
	}
	body, err := json.Marshal(v)
	if err != nil {
		return
	}
	attach(mediaType, body)
}
