package gherkin

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cucumber/messages/go/v34"
)

// whyColumn is the column that says to people why a row exists; no step need use it.
const whyColumn = "why"

// examplesFlaws lists what is wrong with a block of examples, so that not every
// cell of it is asked.
func (f *File) examplesFlaws(scenario *messages.Scenario, examples *messages.Examples) Diagnostics {
	var diagnostics Diagnostics
	if examples.Name == "" {
		diagnostics = append(diagnostics, f.diagnostic(examples.Location, fmt.Sprintf("the examples of %q have no name", scenario.Name),
			fmt.Sprintf("say after %q what the rows have in common", examples.Keyword+":")))
	}
	if len(examples.TableBody) == 0 {
		return append(diagnostics, f.diagnostic(examples.Location, fmt.Sprintf("the examples %q have no rows", examples.Name), "add rows below a row of column names"))
	}
	columns := columnsOf(examples)
	diagnostics = append(diagnostics, f.columnFlaws(scenario, examples, columns)...)
	diagnostics = append(diagnostics, f.unreplaced(scenario, examples, columns)...)
	return append(diagnostics, f.cellFlaws(examples, columns)...)
}

func columnsOf(examples *messages.Examples) []string {
	var columns []string
	for _, cell := range examples.TableHeader.Cells {
		columns = append(columns, cell.Value)
	}
	return columns
}

// columnFlaws finds columns whose cells are never asked: of two with one name
// Gherkin takes the first, and one that nothing uses makes all its rows the same.
func (f *File) columnFlaws(scenario *messages.Scenario, examples *messages.Examples, columns []string) Diagnostics {
	var diagnostics Diagnostics
	for i, column := range columns {
		sentence, hint := "", ""
		switch {
		case column == "":
			sentence, hint = fmt.Sprintf("column %d of the examples %q has no name", i+1, examples.Name), "say above its cells what they are"
		case slices.Contains(columns[:i], column):
			sentence, hint = fmt.Sprintf("two columns of the examples %q are called %q, and only the first is asked", examples.Name, column), "give each column a name of its own"
		case column != whyColumn && !uses(scenario, examples, column):
			sentence, hint = fmt.Sprintf("nothing uses the column %q of the examples %q", column, examples.Name),
				fmt.Sprintf("write <%s> in a step or in the title, or leave the column out; a remark for people goes into the column %s", column, whyColumn)
		}
		if sentence != "" {
			diagnostics = append(diagnostics, f.diagnostic(examples.TableHeader.Location, sentence, hint))
		}
	}
	return diagnostics
}

// uses says whether an outline has a placeholder for the column. That a tag has
// one is a flaw of its own.
func uses(scenario *messages.Scenario, examples *messages.Examples, column string) bool {
	texts := replaceable(scenario)
	for _, tag := range slices.Concat(scenario.Tags, examples.Tags) {
		texts = append(texts, written{text: tag.Name})
	}
	return slices.ContainsFunc(placeholders(texts), func(w written) bool { return w.text == column })
}

// cellFlaws finds cells that do not stand as they are written: Gherkin replaces
// one column after the other, so a cell that names a later one is replaced too.
func (f *File) cellFlaws(examples *messages.Examples, columns []string) Diagnostics {
	var diagnostics Diagnostics
	for _, row := range examples.TableBody {
		for i, cell := range row.Cells {
			for _, later := range columns[i+1:] {
				if strings.Contains(cell.Value, "<"+later+">") {
					diagnostics = append(diagnostics, f.diagnostic(row.Location, fmt.Sprintf("the cell %q has the name of another column in it, which is replaced", cell.Value),
						fmt.Sprintf("give the column %q another name, or put it before the column %q", later, columns[i])))
				}
			}
		}
	}
	return diagnostics
}
