package config

import "strings"

// checkEach reports each setting that is set to a value that it must not have.
func (r *reading) checkEach(config *Config, unparsed map[string]bool) {
	for _, setting := range settings {
		if r.found[setting.Name].value == "" || setting.want == "" {
			continue
		}
		if unparsed[setting.Name] || !setting.fits(config) {
			hint := "Correct it, or leave it out: " + setting.Unset + "."
			if setting.Default != "" {
				hint = "Correct it, or leave it out for the default, " + setting.Default + "."
			}
			r.reject(setting, setting.want, hint)
		}
	}
}

// group is settings that only make sense together.
type group struct {
	name     string
	settings []string
	meaning  string
}

var groups = []group{
	{"credentials", []string{"KYC_CLIENT_ID", "KYC_CLIENT_SECRET"}, "an application of the target"},
	{"siwe", []string{"KYC_SIWE_CLIENT_ID", "KYC_SIWE_CLIENT_SECRET", "KYC_SIWE_DOMAIN", "KYC_SIWE_URI"}, siweMeaning},
	{"banned", []string{"KYC_BANNED_EXTERNAL_ID", "KYC_BANNED_ADDRESS", "KYC_BANNED_BLOCKCHAIN"}, bannedMeaning},
	{"forbidden", []string{"KYC_FORBIDDEN_EXTERNAL_ID", "KYC_FORBIDDEN_ADDRESS", "KYC_FORBIDDEN_BLOCKCHAIN"}, forbiddenMeaning},
}

// checkGroups reports groups that are set in part, and a remote target without credentials.
func (r *reading) checkGroups() {
	for _, group := range groups {
		var there, missing []string
		for _, name := range group.settings {
			if r.found[name].value == "" {
				missing = append(missing, name)
			} else {
				there = append(there, name)
			}
		}
		if len(there) > 0 && len(missing) > 0 {
			r.report(r.found[there[0]].at, there[0], "is set without "+list(missing),
				"Set "+list(missing)+" too, or leave all of "+list(group.settings)+" out.")
		} else if len(there) == 0 && group.name == "credentials" && r.remote {
			r.report(r.found["KYC_BASE_URL"].at, "KYC_BASE_URL", "a remote target is set without "+list(missing),
				"Set both, or leave KYC_BASE_URL out for the embedded sandbox.")
		}
	}
}

// Missing says whether a scenario tagged with the need cannot run, and why. A
// need is a setting's name or one of the groups "credentials", "siwe", "banned"
// and "forbidden"; any other is always missing. The embedded sandbox has them all.
func (c Config) Missing(need string) (reason string, missing bool) {
	names, meaning, known := needed(need)
	if !known {
		return "needs " + need + ", which is neither a setting nor a group of settings", true
	}
	if c.Embedded {
		return "", false
	}
	values := c.values()
	for _, name := range names {
		if values[name] == "" {
			return "needs " + list(names) + ": " + meaning, true
		}
	}
	return "", false
}

// IsNeed says whether [Config.Missing] knows the need.
func IsNeed(need string) bool {
	_, _, known := needed(need)
	return known
}

func needed(need string) (names []string, meaning string, known bool) {
	for _, group := range groups {
		if group.name == strings.ToLower(need) {
			return group.settings, group.meaning, true
		}
	}
	setting, known := lookup(need)
	return []string{setting.Name}, setting.Meaning, known
}
