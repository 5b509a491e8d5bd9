package session

import (
	"context"

	"kycspec/internal/explore"
)

// Explore asks the target with generated requests, as the options say: how many,
// from which seed, about what, and what is called for each. Signatures are left out
// where the settings have no application for them.
func (t *Target) Explore(ctx context.Context, asked explore.Options) (*explore.Conclusion, error) {
	o := t.Environment.Exploration()
	o.Requests, o.Seed, o.Case, o.Only, o.Asked = asked.Requests, asked.Seed, asked.Case, asked.Only, asked.Asked
	o.Concurrency = t.Settings.Concurrency
	if o.SIWE {
		// Signatures are dated by the target's clock. What goes wrong here, the first request will meet and report.
		_ = t.Client.Ready(ctx, t.Environment.App)
	}
	return explore.Run(ctx, o)
}
