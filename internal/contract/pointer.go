package contract

import (
	"strconv"
	"strings"
)

var (
	escaper   = strings.NewReplacer("~", "~0", "/", "~1")
	unescaper = strings.NewReplacer("~1", "/", "~0", "~")
)

// escape writes a name as a token of a JSON Pointer (RFC 6901).
func escape(name string) string { return escaper.Replace(name) }

// tokens splits a JSON Pointer into names.
func tokens(pointer string) []string {
	if pointer == "" {
		return nil
	}
	list := strings.Split(strings.TrimPrefix(pointer, "/"), "/")
	if !strings.Contains(pointer, "~") {
		return list
	}
	for i, token := range list {
		list[i] = unescaper.Replace(token)
	}
	return list
}

// pointerOf is the JSON Pointer of a path.
func pointerOf(path []string) string {
	var b strings.Builder
	for _, token := range path {
		b.WriteString("/" + escape(token))
	}
	return b.String()
}

// at finds the value that a JSON Pointer leads to; nil where it leads nowhere.
func at(v any, pointer string) any {
	for _, token := range tokens(pointer) {
		switch holder := v.(type) {
		case map[string]any:
			v = holder[token]
		case []any:
			i, err := strconv.Atoi(token)
			if err != nil || i < 0 || i >= len(holder) {
				return nil
			}
			v = holder[i]
		default:
			return nil
		}
	}
	return v
}

// spot is a value in a body.
type spot struct {
	pointer string
	value   any
}

// spots gives every value at a path, in which "[]" is each element of an array
// and "*" each property of an object, in order.
func spots(v any, path []string, pointer string) []spot {
	if len(path) == 0 {
		return []spot{{pointer, v}}
	}
	var list []spot
	switch holder := v.(type) {
	case map[string]any:
		if inner, has := holder[path[0]]; has {
			return spots(inner, path[1:], pointer+"/"+escape(path[0]))
		}
		if path[0] == "*" {
			for _, name := range keys(holder) {
				list = append(list, spots(holder[name], path[1:], pointer+"/"+escape(name))...)
			}
		}
	case []any:
		if path[0] == "[]" {
			for i, inner := range holder {
				list = append(list, spots(inner, path[1:], pointer+"/"+strconv.Itoa(i))...)
			}
		}
	}
	return list
}

// find gives the values of [spots].
func find(v any, path []string) []any {
	var list []any
	for _, s := range spots(v, path, "") {
		list = append(list, s.value)
	}
	return list
}
