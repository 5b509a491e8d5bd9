package explore

import (
	"maps"
	"reflect"
	"slices"
	"strconv"

	"kycspec/internal/generate"
	"kycspec/internal/jsonpointer"
)

// A tree is a JSON value as encoding/json has it, with json.Number for numbers,
// in which a [mark] may stand where a text is to be made when it is sent. Trees
// share parts, and are never changed: whoever wants another one makes a copy.

// pointer leads to one value of a tree: names, and the indices of elements as text.
type pointer []string

// with is a copy of the tree in which the value at a path is another one. The
// objects on the way must be there.
func with(v any, at pointer, value any) any {
	if len(at) == 0 {
		return value
	}
	switch holder := v.(type) {
	case map[string]any:
		object := maps.Clone(holder)
		object[at[0]] = with(object[at[0]], at[1:], value)
		return object
	case []any:
		i, err := strconv.Atoi(at[0])
		if err != nil || i < 0 || i >= len(holder) {
			return v
		}
		list := slices.Clone(holder)
		list[i] = with(list[i], at[1:], value)
		return list
	}
	return v
}

// without is a copy of the tree that lacks the value at a path.
func without(v any, at pointer) any {
	if len(at) == 0 {
		return v
	}
	holder, found := jsonpointer.Find(v, at[:len(at)-1])
	last := at[len(at)-1]
	if !found {
		return v
	}
	switch holder := holder.(type) {
	case map[string]any:
		object := maps.Clone(holder)
		delete(object, last)
		return with(v, at[:len(at)-1], object)
	case []any:
		i, err := strconv.Atoi(last)
		if err != nil || i < 0 || i >= len(holder) {
			return v
		}
		return with(v, at[:len(at)-1], slices.Delete(slices.Clone(holder), i, i+1))
	}
	return v
}

// spots lists the paths to every value at a place.
func spots(v any, place []string, at pointer) []pointer {
	if len(place) == 0 {
		return []pointer{slices.Clone(at)}
	}
	var list []pointer
	switch holder := v.(type) {
	case map[string]any:
		if inner, has := holder[place[0]]; has {
			return spots(inner, place[1:], append(at, place[0]))
		}
		if place[0] == generate.Other {
			for _, name := range sortedKeys(holder) {
				list = append(list, spots(holder[name], place[1:], append(at, name))...)
			}
		}
	case []any:
		if place[0] == generate.Element {
			for i, inner := range holder {
				list = append(list, spots(inner, place[1:], append(at, strconv.Itoa(i)))...)
			}
		}
	}
	return list
}

// differences lists the paths at which two trees differ: as deep as both have
// an object there, in order.
func differences(a, b any, at pointer) []pointer {
	first, isObject := a.(map[string]any)
	second, also := b.(map[string]any)
	if !isObject || !also {
		if reflect.DeepEqual(a, b) {
			return nil
		}
		return []pointer{slices.Clone(at)}
	}
	names := maps.Clone(first)
	maps.Copy(names, second)
	var list []pointer
	for _, name := range sortedKeys(names) {
		_, inFirst := first[name]
		_, inSecond := second[name]
		if inFirst != inSecond {
			list = append(list, append(slices.Clone(at), name))
			continue
		}
		list = append(list, differences(first[name], second[name], append(at, name))...)
	}
	return list
}

func sortedKeys(object map[string]any) []string { return slices.Sorted(maps.Keys(object)) }
