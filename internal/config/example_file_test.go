package config_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/config"
)

var update = flag.Bool("update", false, "rewrite .env.example from the settings")

const exampleFile = "../../.env.example"

const exampleHead = `# Settings of kycspec. Copy this file to .env and fill in what you need: nothing is needed for the
# embedded sandbox. The environment wins over .env, and flags win over both.
# Put a value that has a $, a quote or a backslash into 'single quotes'.
`

// exampleOf writes .env.example: every setting with its meaning, unit and default.
func exampleOf(settings []config.Setting) string {
	var b strings.Builder
	b.WriteString(exampleHead)
	for _, setting := range settings {
		b.WriteString("\n# " + setting.Meaning + "\n# unit: " + setting.Unit + "; ")
		if setting.Default != "" {
			b.WriteString("default: " + setting.Default + "\n")
		} else {
			b.WriteString("when not set: " + setting.Unset + "\n")
		}
		b.WriteString(setting.Name + "=" + setting.Default + "\n")
	}
	return b.String()
}

func TestExampleHasEverySetting(t *testing.T) {
	want := exampleOf(config.Settings())
	if *update {
		if err := os.WriteFile(exampleFile, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(exampleFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf(".env.example is not what the settings say (-update writes it):\n%s", diff)
	}
}

func TestExampleCopiedAsItIsChangesNothing(t *testing.T) {
	copied, err := config.Load(config.Source{File: exampleFile, FileRequired: true})
	if err != nil {
		t.Fatal(err)
	}
	bare, err := config.Load(config.Source{})
	if err != nil {
		t.Fatal(err)
	}
	if copied != bare {
		t.Errorf("with .env.example: %v\nwithout: %v", copied, bare)
	}
}

func TestEverySettingIsDescribed(t *testing.T) {
	for _, setting := range config.Settings() {
		t.Run(setting.Name, func(t *testing.T) {
			if setting.Meaning == "" || setting.Unit == "" {
				t.Error("want a meaning and a unit")
			}
			if (setting.Default == "") == (setting.Unset == "") {
				t.Error("want either a default or what happens without")
			}
			if !config.IsNeed(setting.Name) {
				t.Error("want it to be usable as @needs")
			}
		})
	}
}
