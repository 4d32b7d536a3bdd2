package docx

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// model writes random templates and says what they must become, by rules of its own: strings, no markup.
type model struct{ r *rand.Rand }

// piece of a template: its markup, and its lines for a scope.
type modelled struct {
	xml   string
	lines func(scope []Values) []string
}

// value looks a name up from the inside out.
func value(scope []Values, name string) (string, []Values) {
	for _, v := range slices.Backward(scope) {
		if s, ok := v.Text[name]; ok {
			return s, nil
		}
		if l, ok := v.Lists[name]; ok {
			return "", l
		}
	}
	return "", nil
}

// scopes are those in which the content of a block is written.
func scopes(scope []Values, sign, name string) [][]Values {
	text, items := value(scope, name)
	empty := text == "" && len(items) == 0
	switch {
	case sign == "^" && empty, sign == "#" && text != "":
		return [][]Values{scope}
	case sign == "^" || empty:
		return nil
	}
	var out [][]Values
	for _, i := range items {
		out = append(out, append(append([]Values(nil), scope...), i))
	}
	return out
}

// pick chooses the name of a block that may stand at a depth of lists, and how deep its content is.
func (m *model) pick(depth int) (sign, name string, inner int) {
	sign = []string{"#", "#", "^"}[m.r.IntN(3)]
	names := []string{"结论", "空", "意见", "无"}
	if depth == 1 {
		names = []string{"结论", "空", "依据", "内容"}
	}
	if depth == 2 {
		names = []string{"条文", "空"}
	}
	name = names[m.r.IntN(len(names))]
	if inner = depth; sign == "#" && (name == "意见" || name == "依据") {
		inner++
	}
	if sign == "#" && name == "无" {
		inner = 3 // of its own: only what is known everywhere
	}
	return sign, name, inner
}

// inline makes the text of one paragraph.
func (m *model) inline(depth, room int) (string, func([]Values) string) {
	if room == 0 || m.r.IntN(4) == 0 {
		s := []string{"甲", "乙。", "<&>丙 ", "一二三"}[m.r.IntN(4)]
		return s, func([]Values) string { return s }
	}
	switch m.r.IntN(3) {
	case 0:
		names := []string{"名称", "结论", "空"}
		if depth == 1 || depth == 2 {
			names = append(names, "序号", "内容")
		}
		n := names[m.r.IntN(len(names))]
		return "{{" + n + "}}", func(scope []Values) string { s, _ := value(scope, n); return s }
	case 1:
		a, fa := m.inline(depth, room-1)
		b, fb := m.inline(depth, room-1)
		return a + b, func(scope []Values) string { return fa(scope) + fb(scope) }
	}
	sign, name, inner := m.pick(min(depth, 2))
	if depth > 2 || inner > 2 {
		inner = 3
		sign, name = "^", "空"
	}
	s, f := m.inline(inner, room-1)
	return "{{" + sign + name + "}}" + s + "{{/" + name + "}}", func(scope []Values) string {
		var b strings.Builder
		for _, in := range scopes(scope, sign, name) {
			b.WriteString(f(in))
		}
		return b.String()
	}
}

// runs types a text over runs that begin anywhere.
func (m *model) runs(s string) string {
	var b strings.Builder
	for r := []rune(s); len(r) > 0; {
		n := min(len(r), 1+m.r.IntN(7))
		fmt.Fprintf(&b, `<w:r><w:rPr><w:sz w:val="%d"/></w:rPr><w:t xml:space="preserve">%s</w:t></w:r>`, 20+n, escapeText(string(r[:n])))
		r = r[n:]
	}
	return b.String()
}

// line is a paragraph. A mark before the text keeps it from being alone in it, for lines of their own are tested apart.
func (m *model) line(depth int) modelled {
	s, f := m.inline(depth, 3)
	return modelled{wp(m.runs("·" + s)), func(scope []Values) []string { return []string{"·" + f(scope)} }}
}

// blocks makes paragraphs, tables, and blocks of them.
func (m *model) blocks(depth, room int) modelled {
	var xml strings.Builder
	var parts []func([]Values) []string
	for range 1 + m.r.IntN(3) {
		p := m.line(depth)
		if room > 0 && depth < 3 {
			switch m.r.IntN(4) {
			case 0:
				p = m.paragraphs(depth, room)
			case 1:
				p = m.table(depth, room)
			}
		}
		xml.WriteString(p.xml)
		parts = append(parts, p.lines)
	}
	return modelled{xml.String(), func(scope []Values) []string {
		var out []string
		for _, f := range parts {
			out = append(out, f(scope)...)
		}
		return out
	}}
}

func (m *model) paragraphs(depth, room int) modelled {
	sign, name, inner := m.pick(depth)
	p := m.blocks(inner, room-1)
	return modelled{wp(m.runs("{{"+sign+name+"}}")) + p.xml + wp(m.runs("{{/"+name+"}}")), func(scope []Values) []string {
		var out []string
		for _, in := range scopes(scope, sign, name) {
			out = append(out, p.lines(in)...)
		}
		return out
	}}
}

// table has a row that stays, and rows in a block whose ends are in its cells or in rows of their own.
func (m *model) table(depth, room int) modelled {
	sign, name, inner := m.pick(depth)
	head, a := m.line(depth), m.blocks(inner, room-1)
	s, f := m.inline(inner, 2)
	open, end := "{{"+sign+name+"}}", "{{/"+name+"}}"
	cell := func(xml string) string { return "<w:tc>" + xml + "</w:tc>" }
	rows := "<w:tr>" + cell(wp(m.runs(open+"·"))) + cell(a.xml+wp(m.runs("·"+s+end))) + "</w:tr>"
	first := []string{"·"}
	if m.r.IntN(2) == 0 {
		mark := func(s string) string { return "<w:tr>" + cell(wp(m.runs(s))) + cell(wp("")) + "</w:tr>" }
		rows = mark(open) + "<w:tr>" + cell(wp("")) + cell(a.xml+wp(m.runs("·"+s))) + "</w:tr>" + mark(end)
		first = []string{""}
	}
	xml := "<w:tbl><w:tblPr/><w:tblGrid/><w:tr>" + cell(head.xml) + "</w:tr>" + rows + "</w:tbl>"
	return modelled{xml, func(scope []Values) []string {
		out := head.lines(scope)
		for _, in := range scopes(scope, sign, name) {
			out = append(out, first...)
			out = append(append(out, a.lines(in)...), "·"+f(in))
		}
		return out
	}}
}

func TestRandomTemplatesBecomeWhatTheModelSays(t *testing.T) {
	t.Parallel()
	v := fillValues()
	v.Text["说明"] = ""
	for seed := range uint64(3000) {
		m := &model{rand.New(rand.NewPCG(seed, 7))}
		body := m.blocks(0, 3)
		f := newFile(body.xml + pt("止"))
		in, err := OpenBytes(f.bytes(t))
		require.NoError(t, err)
		var out bytes.Buffer
		require.NoError(t, in.Fill(&out, fillFields, v), "seed %d: %s", seed, body.xml)
		d, err := openBytes(out.Bytes())
		require.NoError(t, err, seed)
		require.Equal(t, strings.Join(append(body.lines([]Values{v}), "止"), "\n"), d.Text(), "seed %d: %s", seed, body.xml)
	}
}
