package contract

import (
	"strconv"

	"kycspec/internal/jsonpointer"
)

// at finds the value that a JSON Pointer leads to; nil where it leads nowhere.
func at(v any, pointer string) any {
	found, _ := jsonpointer.Find(v, jsonpointer.Split(pointer))
	return found
}

// placedValue is a value in a body.
type placedValue struct {
	pointer string
	value   any
}

// spots gives every value at a path, in which "[]" is each element of an array
// and "*" each property of an object, in order.
func spots(v any, path []string, pointer string) []placedValue {
	if len(path) == 0 {
		return []placedValue{{pointer, v}}
	}
	var list []placedValue
	switch holder := v.(type) {
	case map[string]any:
		if inner, has := holder[path[0]]; has {
			return spots(inner, path[1:], pointer+"/"+jsonpointer.Escape(path[0]))
		}
		if path[0] == "*" {
			for _, name := range keys(holder) {
				list = append(list, spots(holder[name], path[1:], pointer+"/"+jsonpointer.Escape(name))...)
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
