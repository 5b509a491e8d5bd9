package redact

import "strings"

// shortestLine is the least length of a line that is taken for one of a longer
// text: writers of base64 break it after 60, 64 or 76 characters (RFC 2045 section 6.8).
const shortestLine = 16

// unwrapped joins the lines of what was broken into lines, where that shows a
// secret: no line alone is one.
func (x *index) unwrapped(text string, depth int) string {
	var out strings.Builder
	kept := 0
	for i := 0; i < len(text); {
		if text[i] == '\\' { // what follows belongs to an escape
			i += len(text[i:]) - len(strings.TrimLeft(text[i:], `\`)) + 1
			continue
		}
		end := lineEnd(text, i)
		if end-i < shortestLine || nextLine(text, end) == end {
			i = max(end, i+1)
			continue
		}
		lines, end := linesFrom(text, i)
		if shown := x.once(strings.Join(lines, ""), depth); shown != x.each(lines, depth) {
			out.WriteString(text[kept:i])
			out.WriteString(shown)
			kept = end
		}
		i = end
	}
	if kept == 0 {
		return text
	}
	return out.String() + text[kept:]
}

// each is what is shown of the lines if each is looked at alone.
func (x *index) each(lines []string, depth int) string {
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(x.once(line, depth))
	}
	return b.String()
}

// linesFrom gives the lines that begin at i, without their breaks, and where they
// end. The last of them is the first that is short, or that no other follows.
func linesFrom(text string, i int) (lines []string, end int) {
	for {
		end = lineEnd(text, i)
		lines = append(lines, text[i:end])
		next := nextLine(text, end)
		if next == end || end-i < shortestLine {
			break
		}
		i = next
	}
	padding := end
	for padding < len(text) && text[padding] == '=' {
		padding++
	}
	lines[len(lines)-1] += text[end:padding]
	return lines, padding
}

// lineEnd is where the base64, hex or JSON Web Token that begins at i ends.
func lineEnd(text string, i int) int {
	for i < len(text) && (isBase64[text[i]] || text[i] == '.') {
		i++
	}
	return i
}

// nextLine is where the line after a line break at i begins, whether the break
// is itself or an escape of JSON, however deep; i if nothing like it is there.
func nextLine(text string, i int) int {
	next := i
	for _, mark := range []struct{ plain, escape string }{{"\r", "r"}, {"\n", "n"}} {
		rest := text[next:]
		after := strings.TrimLeft(rest, `\`)
		switch {
		case strings.HasPrefix(rest, mark.plain):
			next++
		case len(after) < len(rest) && strings.HasPrefix(after, mark.escape):
			next += len(rest) - len(after) + 1
		}
	}
	if next == len(text) || lineEnd(text[:next+1], next) == next {
		return i
	}
	return next
}
