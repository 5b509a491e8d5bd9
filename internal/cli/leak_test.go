package cli

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strings"
	"testing"
)

// planted is a secret that must never come out.
type planted struct {
	name, value string
	public      int // bytes at its beginning that anybody may know
}

// shapes are the forms in which a secret may be written down, by name. What
// stands around it is base64-encoded with it, at each of the three alignments.
func (p planted) shapes() map[string]string {
	in := []byte(p.value)
	quoted, _ := json.Marshal(p.value)
	shapes := map[string]string{
		"plain": p.value, "hex": hex.EncodeToString(in), "HEX": strings.ToUpper(hex.EncodeToString(in)),
		"query": url.QueryEscape(p.value), "path": url.PathEscape(p.value), "JSON": string(quoted[1 : len(quoted)-1]),
		"every character escaped in JSON": escapedJSON(p.value), "every character escaped in a URL": escapedURL(p.value),
	}
	for alignment := range 3 {
		around := strings.Repeat("{", alignment) + p.value + "} and more"
		shapes[fmt.Sprintf("base64 at %d", alignment)] = base64.StdEncoding.EncodeToString([]byte(around))
		shapes[fmt.Sprintf("base64url at %d", alignment)] = base64.RawURLEncoding.EncodeToString([]byte(around))
	}
	return shapes
}

func escapedJSON(text string) string {
	var b strings.Builder
	for i := range len(text) {
		fmt.Fprintf(&b, `\u%04x`, text[i])
	}
	return b.String()
}

func escapedURL(text string) string {
	var b strings.Builder
	for i := range len(text) {
		fmt.Fprintf(&b, "%%%02X", text[i])
	}
	return b.String()
}

// window is how much of a secret, in bytes of any form, is as good as the whole.
const window = 16

// trace is a text that gives a secret away.
type trace struct{ secret, form, text string }

// traces are in plain every part of the secret but one character over and over,
// which tells nothing and which long numbers have too, and in every other form what
// does not depend on what stands around it.
func (p planted) traces() []trace {
	var list []trace
	for at := p.public; at+window <= len(p.value); at++ {
		if part := p.value[at : at+window]; strings.Trim(part, part[:1]) != "" {
			list = append(list, trace{p.name, "a part of it", part})
		}
	}
	for form, text := range p.shapes() {
		if strings.HasPrefix(form, "base64") {
			text = text[4 : 4+(len(p.value)-6)*4/3]
		}
		list = append(list, trace{p.name, form, text})
	}
	return list
}

// leaks says where in the texts a secret came out. It looks up what each trace
// begins with, so that many secrets take no longer than one.
func leaks(secrets []planted, texts map[string]string) []string {
	beginnings := map[string][]trace{}
	for _, secret := range secrets {
		for _, t := range secret.traces() {
			beginnings[t.text[:window]] = append(beginnings[t.text[:window]], t)
		}
	}
	var found []string
	for place, text := range texts {
		for at := 0; at+window <= len(text); at++ {
			for _, t := range beginnings[text[at:at+window]] {
				if strings.HasPrefix(text[at:], t.text) {
					found = append(found, fmt.Sprintf("%s in %s, %s: …%s…", t.secret, place, t.form,
						text[max(0, at-60):min(len(text), at+len(t.text)+20)]))
				}
			}
		}
	}
	return found
}

// written is everything in a folder, by file.
func written(t *testing.T, dir string) map[string]string {
	t.Helper()
	texts := map[string]string{}
	root := os.DirFS(dir)
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(root, name)
		texts[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

func TestALeakIsFoundInEveryForm(t *testing.T) {
	secret := planted{name: "secret", value: "a/secret+with=all \"kinds\" of~letters<&>"}
	for form, text := range secret.shapes() {
		if len(leaks([]planted{secret}, map[string]string{"log": "before " + text + " after"})) == 0 {
			t.Errorf("not found: %s", form)
		}
	}
	if found := leaks([]planted{secret}, map[string]string{"log": "a/secret+with= and so on"}); found != nil {
		t.Errorf("found %q", found)
	}
}
