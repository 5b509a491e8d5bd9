// Package jsonpointer reads and writes JSON Pointers (RFC 6901), by which
// values in bodies, keywords in schemas and references in documents are named,
// such as "/items/0/a~1b".
package jsonpointer

import (
	"strconv"
	"strings"
)

var (
	escaper   = strings.NewReplacer("~", "~0", "/", "~1")
	unescaper = strings.NewReplacer("~1", "/", "~0", "~")
)

// Escape writes a name as one token of a pointer: "a/b" is "a~1b".
func Escape(name string) string { return escaper.Replace(name) }

// Unescape is the name that one token of a pointer stands for.
func Unescape(token string) string { return unescaper.Replace(token) }

// Join is the pointer that goes through the names, from the outside in; of
// none it is empty, which means the whole value.
func Join(names []string) string {
	var b strings.Builder
	for _, name := range names {
		b.WriteString("/" + Escape(name))
	}
	return b.String()
}

// Split gives the names that a pointer goes through. A slash that is missing
// at its beginning is taken for there.
func Split(pointer string) []string {
	if pointer == "" {
		return nil
	}
	names := strings.Split(strings.TrimPrefix(pointer, "/"), "/")
	for i, token := range names {
		names[i] = Unescape(token)
	}
	return names
}

// Find follows names, and the indices of elements, into a decoded JSON value;
// not found where one of them leads nowhere.
func Find(value any, names []string) (found any, ok bool) {
	for _, name := range names {
		switch holder := value.(type) {
		case map[string]any:
			if value, ok = holder[name]; !ok {
				return nil, false
			}
		case []any:
			i, err := strconv.Atoi(name)
			if err != nil || i < 0 || i >= len(holder) {
				return nil, false
			}
			value = holder[i]
		default:
			return nil, false
		}
	}
	return value, true
}
