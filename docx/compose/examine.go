package compose

import (
	"errors"
	"slices"
	"strings"

	"guibei/docx"
)

// Examine says which names a letter's template uses and everything that keeps it from being used, in Chinese sentences:
// that it is no docx, placeholders that the letter does not have, blocks that do not fit, and fields that must be given
// but have no place in it.
func Examine(k Kind, t Template) (used, problems []string) {
	f, err := docx.OpenBytes(t.Bytes)
	if err != nil {
		return nil, []string{sentence(notATemplate(t, err))}
	}
	placeholders, err := f.Placeholders()
	if err != nil {
		return nil, []string{sentence(named(t, err))}
	}
	fields := Fields(k)
	for _, p := range placeholders {
		name, _, _ := strings.Cut(p.Name, ".")
		if slices.Contains(used, name) {
			continue // as a field and as a block
		}
		if used = append(used, name); !knows(fields, name) {
			problems = append(problems, "模板中的 {{"+p.Name+"}} 不是"+k.Label()+"的字段，请改正或者删去。")
		}
	}
	// What it says of a name has been said above, for all of them.
	if err := f.CheckTemplate(templateFields(fields)); err != nil {
		if e, ok := errors.AsType[*docx.TemplateError](err); !ok || e.Reason != docx.UnknownField || len(problems) == 0 {
			problems = append(problems, sentence(named(t, err)))
		}
	}
	for _, f := range fields {
		if f.Need && !slices.Contains(used, f.Name) {
			problems = append(problems, "模板中缺少必填的字段 {{"+f.Name+"}}（"+f.Doc+"），请补上。")
		}
	}
	return used, problems
}

// knows reports whether a name is one of the fields, at any depth.
func knows(fields []Field, name string) bool {
	return slices.ContainsFunc(fields, func(f Field) bool { return f.Name == name || knows(f.List, name) })
}

// sentence is an error as the person reads it.
func sentence(err error) string {
	if r, ok := errors.AsType[*docx.Refusal](err); ok {
		return r.Msg
	}
	return err.Error()
}
