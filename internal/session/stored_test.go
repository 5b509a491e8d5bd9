package session

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPruneKeepsTheNewestRuns(t *testing.T) {
	const all = "2024-11-03T10-00-00Z 2024-11-03T10-00-00Z-2 2024-11-03T10-00-00Z-10 2024-11-03T09-59-59Z 2023-12-31T23-59-59Z 2024-11-04T00-00-00Z"
	for name, test := range map[string]struct {
		keep int
		held string // being written by another run
		want string // the newest first
	}{
		"all":            {0, "", "2024-11-04T00-00-00Z 2024-11-03T10-00-00Z-10 2024-11-03T10-00-00Z-2 2024-11-03T10-00-00Z 2024-11-03T09-59-59Z 2023-12-31T23-59-59Z"},
		"more than any":  {30, "", "2024-11-04T00-00-00Z 2024-11-03T10-00-00Z-10 2024-11-03T10-00-00Z-2 2024-11-03T10-00-00Z 2024-11-03T09-59-59Z 2023-12-31T23-59-59Z"},
		"some":           {3, "", "2024-11-04T00-00-00Z 2024-11-03T10-00-00Z-10 2024-11-03T10-00-00Z-2"},
		"one":            {1, "", "2024-11-04T00-00-00Z"},
		"one and a held": {1, "2024-11-03T10-00-00Z", "2024-11-04T00-00-00Z 2024-11-03T10-00-00Z"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			runs := filepath.Join(dir, "runs")
			if err := os.MkdirAll(filepath.Join(runs, "2024-01-01T00-00-00Z.ndjson.d"), 0o700); err != nil {
				t.Fatal(err)
			}
			for _, file := range append(strings.Fields(all), "notes", "mine-2024-11-03T10-00-00Z") {
				log, err := os.Create(filepath.Join(runs, file+".ndjson"))
				if err != nil {
					t.Fatal(err)
				}
				defer log.Close()
				if file == test.held {
					defer lock(log)()
				}
			}
			if err := Prune(dir, test.keep); err != nil {
				t.Fatal(err)
			}
			left, err := StoredRuns(dir)
			if err != nil {
				t.Fatal(err)
			}
			var names []string
			for _, run := range left {
				names = append(names, run.Name)
			}
			if got := strings.Join(names, " "); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
			if files, _ := filepath.Glob(filepath.Join(runs, "*")); len(files) != len(left)+3 {
				t.Errorf("what is no log was touched: %v", files)
			}
		})
	}
	if runs, err := StoredRuns(t.TempDir()); len(runs) != 0 || err != nil {
		t.Error(runs, err)
	}
}
