package contract_test

import "testing"

func TestDeclares(t *testing.T) {
	kyc, other := published(t), odd(t)
	for name, test := range map[string]struct {
		status   int
		pointers []string
		want     bool
	}{
		"what a started answer has":        {201, []string{"", "/data", "/data/error_code", "/data/flow", "/data/widget_data"}, true},
		"what an open answer may have":     {201, []string{"/data/expires_at", "/meta", "/data/flow/x", "/data/[]", "/Data"}, false},
		"what an error has":                {401, []string{"/error/code", "/error/message", "/error/reason", "/error/status"}, true},
		"what another answer has":          {401, []string{"/data", "/error/flow"}, false},
		"the body of an unknown status":    {302, []string{""}, true},
		"a property of an unknown status":  {302, []string{"/data"}, false},
		"a body that is not described":     {202, []string{"/data"}, false},
		"a tree, however deep":             {-201, []string{"/left/left/left/name", "/more/[]/left/more/[]/value"}, true},
		"beside a tree":                    {-201, []string{"/left/right", "/more/name", "/left/[]", "/more/[]/[]"}, false},
		"the elements of a list":           {-299, []string{"/[]"}, true},
		"within the elements of a list":    {-299, []string{"/[]/x", "/0"}, false},
		"names that a pointer must escape": {-400, []string{"/a~1b", "/c~0d", "/e%2f", "/f.g/h", "/é 𝒳", "/oneOf/enum"}, true},
		"the same, not escaped":            {-400, []string{"/a/b", "/c~1d", "/f/g"}, false},
		"whatever is called a count":       {-404, []string{"/named", "/anything"}, true},
		"below a count":                    {-404, []string{"/anything/else", "/[]"}, false},
		"in one of several forms":          {-500, []string{"/many/kind", "/both/y"}, true},
		"in none of them":                  {-500, []string{"/many/sort", "/both/x", "/both/z"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			c, status := kyc, test.status
			if status < 0 {
				c, status = other, -status
			}
			for _, pointer := range test.pointers {
				if got := c.Declares(status, pointer); got != test.want {
					t.Errorf("%d %s: %v", status, pointer, got)
				}
			}
		})
	}
}
