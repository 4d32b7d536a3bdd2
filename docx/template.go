package docx

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// TemplateFields says which placeholders a template may hold: {{name}} for a text, and for a list the block
// {{#name}} … {{/name}} with the list's own fields inside it.
type TemplateFields struct {
	Text  []string
	Lists map[string]TemplateFields
}

// Values are what the placeholders of a template become. Every field of the template needs a value; it may be empty.
type Values struct {
	Text  map[string]string
	Lists map[string][]Values
}

// TemplateReason says what is wrong with a template, for programs.
type TemplateReason string

// What can be wrong with a template.
const (
	UnknownField   TemplateReason = "unknown_field"   // no such field in this letter
	MissingValue   TemplateReason = "missing_value"   // a field of the letter that was given no value
	UnclosedBlock  TemplateReason = "unclosed_block"  // {{#name}} without {{/name}}
	StrayEnd       TemplateReason = "stray_end"       // {{/name}} without {{#name}}
	MisplacedBlock TemplateReason = "misplaced_block" // the two ends of a block do not fit together
	NestedTooDeep  TemplateReason = "nested_too_deep" // a list in a list in a list
	TooManyFields  TemplateReason = "too_many_fields" // more placeholders than anybody types
	BrokenField    TemplateReason = "broken_field"    // a placeholder that is not whole, or stands where nothing can be written
)

// TemplateError is the error for a template that cannot be filled. It names the placeholder and where it stands.
type TemplateError struct {
	Reason      TemplateReason
	Template    string // name of the template, "" when the caller gave none
	Placeholder string // as it is written in the template
	Where       string // such as 第3段 or 页脚第1段
	Detail      string // what is wrong with it and what to do next
}

// Error is a Chinese sentence for the person who made the template.
func (e *TemplateError) Error() string {
	name := "模板"
	if e.Template != "" {
		name = "模板“" + e.Template + "”"
	}
	return fmt.Sprintf("%s%s的 %s %s", name, e.Where, e.Placeholder, e.Detail)
}

// ErrFill is the error for a filled copy that did not come out as it must; the copy was not written.
var ErrFill = errors.New("filled copy differs from what the template and the values ask for")

// slotKind is what a placeholder does.
type slotKind byte

const (
	slotField slotKind = '='
	slotOpen  slotKind = '#' // a block for each item of a list, or if a text is not empty
	slotEmpty slotKind = '^' // a block if a list or a text is empty
	slotClose slotKind = '/'
)

// slot is one placeholder of a part.
type slot struct {
	kind       slotKind
	name       string
	raw        string // as written
	para       int
	start, end int // bytes of the paragraph's text
	pair       int // the other end of a block
	inline     bool
	spent      bool // goes with its paragraph or row, so that nothing is to be written for it
}

// Openers and closers; a Chinese input method types the wide ones.
var (
	slotOpeners = []string{"{{", "｛｛"}
	slotClosers = []string{"}}", "｝｝"}
)

// barrier stands in a paragraph's text for what is no text, such as a picture, a tab or the border of a field.
const barrier = '\uFFFC'

// maxSlots is how many placeholders a part of a template may hold: hundreds of times what a letter has.
const maxSlots = 10_000

// maxSlotName is far longer than any name; what is longer is a brace that was never closed.
const maxSlotName = 60

func firstOf(s string, of []string) (at, n int) {
	at = -1
	for _, o := range of {
		if i := strings.Index(s, o); i >= 0 && (at < 0 || i < at) {
			at, n = i, len(o)
		}
	}
	return at, n
}

// slots finds the placeholders of all paragraphs, in the order of the part, and pairs the ends of blocks.
func (s *fillScan) findSlots() error {
	for i := range s.paras {
		if err := s.paragraphSlots(i); err != nil {
			return err
		}
	}
	var open []int
	for i := range s.slots {
		t := &s.slots[i]
		switch t.kind {
		case slotOpen, slotEmpty:
			open = append(open, i)
		case slotClose:
			if len(open) == 0 || s.slots[open[len(open)-1]].name != t.name {
				return s.wrong(StrayEnd, t, "没有与它配对的开始标记。请在它前面补上 {{#"+t.name+"}}，或者删去它；块不能交叉。")
			}
			o := open[len(open)-1]
			open = open[:len(open)-1]
			s.slots[o].pair, t.pair = i, o
		case slotField:
		}
	}
	if len(open) > 0 {
		t := &s.slots[open[len(open)-1]]
		return s.wrong(UnclosedBlock, t, "没有结束标记。请在块的末尾补上 {{/"+t.name+"}}。")
	}
	return nil
}

// paragraphSlots finds the placeholders of one paragraph.
func (s *fillScan) paragraphSlots(para int) error {
	text := string(s.paras[para].text)
	for at := 0; ; {
		from, n := firstOf(text[at:], slotOpeners)
		end, m := firstOf(text[at:], slotClosers)
		switch {
		case from < 0 && end < 0:
			return nil
		case from < 0 || end >= 0 && end < from:
			return s.broken(para, clipText(text[max(0, at+end-30):at+end+m], 24), "缺少前面的“{{”。请补全花括号，或者删去它。")
		}
		from += at
		inside := text[from+n:]
		end, m = firstOf(inside, slotClosers)
		if next, _ := firstOf(inside, slotOpeners); end < 0 || next >= 0 && next < end {
			return s.broken(para, clipText(text[from:], 12), "没有写完，缺少“}}”。请补全花括号。")
		}
		t := slot{kind: slotField, para: para, start: from, end: from + n + end + m, raw: text[from : from+n+end+m]}
		name := strings.TrimFunc(inside[:end], IsSpace)
		for k, signs := range map[slotKind]string{slotOpen: "#＃", slotEmpty: "^＾", slotClose: "/／"} {
			if r := firstRune(name); r != 0 && strings.ContainsRune(signs, r) {
				t.kind, name = k, strings.TrimFunc(name[len(string(r)):], IsSpace)
				break
			}
		}
		switch t.name = name; {
		case strings.ContainsRune(name, barrier):
			return s.broken(para, strings.ReplaceAll(t.raw, string(barrier), "…"), "被图形、制表符、换行、域或者修订隔断，无法填写。请删去后重新输入整个占位符，中间不要插入其他内容。")
		case name == "", strings.ContainsAny(name, "{}｛｝"), len(name) > maxSlotName:
			return s.broken(para, clipText(t.raw, 24), "不是占位符的写法。请写作 {{字段名}}。")
		}
		if s.slots = append(s.slots, t); len(s.slots) > maxSlots {
			return s.wrong(TooManyFields, &t, fmt.Sprintf("是第%d个占位符，超过了上限。请精简模板，重复的内容写作 {{#清单}} … {{/清单}}。", maxSlots+1))
		}
		at = t.end
	}
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

func clipText(s string, n int) string {
	r := []rune(strings.ReplaceAll(strings.ToValidUTF8(s, ""), string(barrier), "…"))
	if len(r) <= n {
		return string(r)
	}
	return string(r[:n]) + "…"
}

func (s *fillScan) wrong(reason TemplateReason, t *slot, detail string) error {
	return &TemplateError{Reason: reason, Placeholder: t.raw, Where: s.where(t.para), Detail: detail}
}

func (s *fillScan) broken(para int, written, detail string) error {
	return &TemplateError{Reason: BrokenField, Placeholder: written, Where: s.where(para), Detail: detail}
}

// checkNames holds the placeholders against the fields of the letter.
func (s *fillScan) checkNames(fields TemplateFields) error {
	type level struct {
		fields TemplateFields
		list   bool
	}
	scope := []level{{fields: fields}}
	for i := range s.slots {
		t := &s.slots[i]
		if t.kind == slotClose {
			scope = scope[:len(scope)-1]
			continue
		}
		var text, list bool
		var inner TemplateFields
		depth := 0
		for _, l := range slices.Backward(scope) {
			if l.list {
				depth++
			}
			if text = text || slices.Contains(l.fields.Text, t.name); text {
				break
			}
			if inner, list = l.fields.Lists[t.name]; list {
				break
			}
		}
		depth = 0
		for _, l := range scope {
			if l.list {
				depth++
			}
		}
		switch {
		case !text && !list:
			return s.unknown(t, scope[len(scope)-1].fields, fields)
		case list && t.kind == slotField:
			return s.wrong(MisplacedBlock, t, "是清单，不能当作一项文字填写。请写作 {{#"+t.name+"}} … {{/"+t.name+"}}，中间放清单的字段："+names(inner)+"。")
		case list && t.kind == slotOpen && depth == 2:
			return s.wrong(NestedTooDeep, t, "嵌套过深：清单里最多再套一层清单。请改成两层以内。")
		case list && t.kind == slotOpen:
			scope = append(scope, level{inner, true})
		case t.kind != slotField:
			scope = append(scope, level{})
		}
	}
	return nil
}

func (s *fillScan) unknown(t *slot, near, all TemplateFields) error {
	hint := "；"
	if like := closest(t.name, near, all); like != "" {
		hint = "，是否应为 {{" + like + "}}？"
	}
	fields := names(all)
	if inner := names(near); inner != "" && inner != fields {
		fields = inner + "；块外另有 " + fields
	}
	return s.wrong(UnknownField, t, "不是本文书的字段"+hint+"可用字段："+fields+"。请改正模板后重试。")
}

// names lists fields for a person: texts as they are, lists with their own fields.
func names(f TemplateFields) string {
	out := slices.Clone(f.Text)
	for _, n := range slices.Sorted(maps.Keys(f.Lists)) {
		out = append(out, n+"（清单："+names(f.Lists[n])+"）")
	}
	return strings.Join(out, "、")
}

// closest finds the field that a misspelt name most likely means, "" when none is near.
func closest(name string, of ...TemplateFields) string {
	best, found := len([]rune(name))/2+1, ""
	for _, f := range of {
		for _, n := range slices.Concat(f.Text, slices.Sorted(maps.Keys(f.Lists))) {
			if d := editDistance([]rune(name), []rune(n)); d < best {
				best, found = d, n
			}
		}
	}
	return found
}

// editDistance is how many characters must be put in, taken out or changed to make b of a.
func editDistance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		before := row[0]
		row[0] = i + 1
		for j := range b {
			cost := before
			if a[i] != b[j] {
				cost++
			}
			before = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
