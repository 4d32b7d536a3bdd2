package main

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// placeholder is {{name}} in a template. Spaces inside the braces do not count.
var placeholder = regexp.MustCompile(`\{\{\s*([^{}]+?)\s*\}\}`)

// column splits the name of a cell: 条目.2 is the second column of table 条目.
func column(name string) (table string, n int, ok bool) {
	i := strings.LastIndexByte(name, '.')
	if i < 0 {
		return "", 0, false
	}
	n, err := strconv.Atoi(name[i+1:])
	return name[:i], n, err == nil && n > 0
}

// names returns the names of the placeholders in texts, sorted.
func names(texts ...string) []string {
	set := map[string]bool{}
	for _, t := range texts {
		for _, m := range placeholder.FindAllStringSubmatch(t, -1) {
			set[m[1]] = true
		}
	}
	return slices.Sorted(maps.Keys(set))
}

// checkTemplate refuses a template that asks for what is not given, or whose
// braces do not close, and names what is wrong.
func (r request) checkTemplate(p pkg) error {
	texts, err := p.paragraphs()
	if err != nil {
		return err
	}
	for _, t := range texts {
		if rest := placeholder.ReplaceAllString(t, ""); strings.Contains(rest, "{{") || strings.Contains(rest, "}}") {
			return refuse(codeInvalid, nil, fmt.Sprintf("模板中“%s”处的占位符不完整。请写成 {{名称}}，并放在同一段内。", clip(t)))
		}
	}
	var missing []string
	for _, name := range names(texts...) {
		if !r.has(name) {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		return refuse(codeInvalid, nil, "模板中的占位符没有对应的内容："+strings.Join(missing, "、")+"。请更正占位符的名称。")
	}
	return nil
}

// has reports whether there is a value for name, in each row if it names a
// column.
func (r request) has(name string) bool {
	if _, ok := r.Fields[name]; ok {
		return true
	}
	table, n, ok := column(name)
	if !ok {
		return false
	}
	rows, ok := r.Tables[table]
	return ok && !slices.ContainsFunc(rows, func(row []string) bool { return len(row) < n })
}

// replaceAcross replaces the placeholders in a text that is given in pieces, as
// runs cut it. A value goes where its placeholder begins; what the placeholder
// covers of other pieces is removed. Where value has none, it stays.
func replaceAcross(pieces []string, value func(name string) (string, bool)) []string {
	out := slices.Clone(pieces)
	text := strings.Join(pieces, "")
	// From the end, so that the positions before stay true.
	for _, m := range slices.Backward(placeholder.FindAllStringSubmatchIndex(text, -1)) {
		v, ok := value(text[m[2]:m[3]])
		if !ok {
			continue
		}
		at := 0
		for i, p := range pieces {
			from, to := max(m[0]-at, 0), min(m[1]-at, len(p))
			at += len(p)
			if from >= to {
				continue
			}
			// Of the piece only what stands before an earlier change is as it was:
			// out[i] ends differently, but begins the same.
			out[i] = out[i][:from] + v + out[i][to:]
			v = ""
		}
	}
	return out
}

func clip(s string) string {
	const most = 20
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
