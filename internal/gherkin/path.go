package gherkin

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// root is the folder of the features where nothing else is selected.
const root = "features"

// selectedPath is a path of a [Selection], taken apart.
type selectedPath struct {
	asked string // as it was written
	path  string
	lines []int // nil: all of the path
}

var pathLines = regexp.MustCompile(`^(.*?)((?::[0-9]+)+)$`)

// newSelectedPath takes a path apart. Both kinds of slashes will do.
func newSelectedPath(asked string) selectedPath {
	p := selectedPath{asked: asked, path: asked}
	if match := pathLines.FindStringSubmatch(asked); match != nil {
		p.path = match[1]
		for _, digits := range strings.Split(match[2][1:], ":") {
			line, _ := strconv.Atoi(digits) // a number that is too large is past any file's end
			p.lines = append(p.lines, line)
		}
	}
	p.path = path.Clean(strings.ReplaceAll(p.path, `\`, "/"))
	return p
}

// find lists the feature files that the path stands for, in the order of their names.
func (p selectedPath) find(fsys fs.FS) ([]string, Diagnostics) {
	if p.asked == "" {
		return nil, Diagnostics{{Sentence: "a path is empty", Hint: "name a folder or a file, or none at all for everything"}}
	}
	if !fs.ValidPath(p.path) {
		return nil, Diagnostics{{Path: p.asked, Sentence: "the path is not below the project's folder", Hint: "name a folder or a file such as " + root + "/"}}
	}
	info, err := fs.Stat(fsys, p.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, Diagnostics{p.missing(fsys)}
	case err != nil:
		return nil, Diagnostics{{Path: p.asked, Sentence: "the path cannot be read: " + cause(err), Hint: "see to its permissions"}}
	case info.IsDir() && p.lines != nil:
		return nil, Diagnostics{{Path: p.asked, Sentence: "a folder has no lines", Hint: "name a feature file before the line"}}
	case info.IsDir():
		return p.walk(fsys)
	case !isFeature(path.Base(p.path)):
		return nil, Diagnostics{{Path: p.asked, Sentence: "the file is not a feature", Hint: `name a file that ends in ".feature" and does not begin with a dot`}}
	}
	return []string{p.path}, nil
}

func (p selectedPath) walk(fsys fs.FS) ([]string, Diagnostics) {
	files, diagnostics := walk(fsys, p.path)
	if len(files) == 0 && diagnostics == nil {
		diagnostics = Diagnostics{{Path: p.asked, Sentence: "the folder has no feature files", Hint: `write one that ends in ".feature"`}}
	}
	return files, diagnostics
}

// walk lists the feature files below a folder.
func walk(fsys fs.FS, folder string) ([]string, Diagnostics) {
	var files []string
	var diagnostics Diagnostics
	// The function never returns an error but SkipDir, so neither does the walk.
	_ = fs.WalkDir(fsys, folder, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			diagnostics = append(diagnostics, Diagnostic{Path: name, Sentence: "the path cannot be read: " + cause(err), Hint: "see to its permissions"})
		case isHidden(entry.Name()) && name != folder:
			if entry.IsDir() {
				return fs.SkipDir
			}
		case entry.Type()&fs.ModeSymlink != 0 && isFolder(fsys, name):
			diagnostics = append(diagnostics, Diagnostic{Path: name, Sentence: "a link to a folder is not followed, so its features would not be asked", Hint: "put the folder itself there, or select the link by its path"})
		case !entry.IsDir() && isFeature(entry.Name()):
			files = append(files, name)
		}
		return nil
	})
	return files, diagnostics
}

// isFeature says whether a file of the name is a feature. What an editor leaves
// beside one while it is open is none: ".#a.feature", "#a.feature#", "a.feature~".
func isFeature(name string) bool { return strings.HasSuffix(name, ".feature") && !isHidden(name) }

// isHidden says whether a file or folder of the name is for programs and not for
// people, as every name is that begins with a dot.
func isHidden(name string) bool { return strings.HasPrefix(name, ".") }

func isFolder(fsys fs.FS, name string) bool {
	info, err := fs.Stat(fsys, name)
	return err == nil && info.IsDir()
}

// cause is an error without the path, which the diagnostic has already.
func cause(err error) string {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err.Error()
	}
	return err.Error()
}

// missing says that a path is not there, and which one may have been meant.
func (p selectedPath) missing(fsys fs.FS) Diagnostic {
	if p.path == root {
		return Diagnostic{Path: p.asked, Sentence: "the features folder is not there", Hint: "work in the project's folder, or name another folder"}
	}
	files, _ := walk(fsys, root)
	known := map[string]bool{}
	for _, file := range files {
		for name := file; name != "."; name = path.Dir(name) {
			known[name] = true
		}
	}
	names := slices.Sorted(maps.Keys(known))
	diagnostic := Diagnostic{Path: p.asked, Sentence: "there is no such file or folder", Hint: "paths begin at the project's folder, such as " + root + "/"}
	full := map[string]string{} // names by what people may write for them: all of it, what is below the root, its end alone
	for _, name := range names {
		for _, form := range []string{path.Base(name), strings.TrimPrefix(name, root+"/"), name} {
			full[form] = name
		}
	}
	if near, ok := Nearest(p.path, slices.Sorted(maps.Keys(full))); ok {
		diagnostic.Hint = fmt.Sprintf("did you mean %s?", full[near])
	}
	return diagnostic
}
