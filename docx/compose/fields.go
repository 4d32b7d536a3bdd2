package compose

import (
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"guibei/docx"
)

// Day is a civil date in a letter: written 2026-11-24 in JSON, 2026年11月24日 in the letter, without leading zeros as
// GB/T 9704—2012 7.3.5 asks. "" is no date.
type Day string

// chinese returns the date as it stands in a letter.
func (d Day) chinese() string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	return fmt.Sprintf("%d年%d月%d日", t.Year(), int(t.Month()), t.Day())
}

func (d Day) valid() bool {
	_, err := time.Parse(time.DateOnly, string(d))
	return err == nil
}

// Field is one field of a letter, as its template and its data name it.
type Field struct {
	Name string  // in the template
	JSON string  // in the data; "" for what is derived or counted
	Need bool    // must be given
	List []Field // the fields of a list's items; nil for a text
	Doc  string  // what it is, in Chinese
}

// Fields lists the fields of a letter.
func Fields(k Kind) []Field {
	info, ok := kinds[k]
	if !ok {
		return nil
	}
	l := info.empty()
	out := fieldsOf(reflect.TypeOf(l).Elem())
	for _, d := range l.derived() {
		out = append(out, Field{Name: d.name, Doc: d.doc})
	}
	return out
}

// Counters that every item of a list has.
const (
	counter        = "序号"
	counterChinese = "序号中文"
	firstItem      = "首项"
)

func fieldsOf(t reflect.Type) []Field {
	var out []Field
	for f := range t.Fields() {
		if f.Anonymous {
			out = append(out, fieldsOf(f.Type)...)
			continue
		}
		n := Field{Name: f.Tag.Get("field"), JSON: f.Tag.Get("json"), Need: f.Tag.Get("need") != "", Doc: f.Tag.Get("doc")}
		if f.Type.Kind() == reflect.Slice {
			n.List = append([]Field{{Name: counter, Doc: "1、2、3…"}, {Name: counterChinese, Doc: "一、二、三…"}, {Name: firstItem, Doc: "第一项时不为空，用作条件"}}, fieldsOf(f.Type.Elem())...)
		}
		out = append(out, n)
	}
	return out
}

// templateFields is what docx holds a template against.
func templateFields(fields []Field) docx.TemplateFields {
	out := docx.TemplateFields{Lists: map[string]docx.TemplateFields{}}
	for _, f := range fields {
		if f.List != nil {
			out.Lists[f.Name] = templateFields(f.List)
		} else {
			out.Text = append(out.Text, f.Name)
		}
	}
	return out
}

// values turns a letter into what fills its template. In a draft, what must be given and is not stands as a blank.
func values(l Letter, draft bool) docx.Values {
	v := valuesOf(reflect.ValueOf(l).Elem(), draft)
	for _, d := range l.derived() {
		v.Text[d.name] = d.value
	}
	return v
}

func valuesOf(s reflect.Value, draft bool) docx.Values {
	v := docx.Values{Text: map[string]string{}, Lists: map[string][]docx.Values{}}
	for i := range s.NumField() {
		f, x := s.Type().Field(i), s.Field(i)
		name := f.Tag.Get("field")
		switch {
		case f.Anonymous:
			inner := valuesOf(x, draft)
			maps.Copy(v.Text, inner.Text)
		case x.Kind() == reflect.Slice:
			items := make([]docx.Values, x.Len())
			for k := range items {
				items[k] = valuesOf(x.Index(k), draft)
				items[k].Text[counter], items[k].Text[counterChinese] = itoa(k+1), docx.FormatNumeral(k+1)
				if items[k].Text[firstItem] = ""; k == 0 {
					items[k].Text[firstItem] = "是"
				}
			}
			v.Lists[name] = items
		default:
			text := x.String()
			if d, ok := reflect.TypeAssert[Day](x); ok {
				text = d.chinese()
			}
			if f.Tag.Get("bare") != "" { // the template has the full stop
				text = strings.TrimRight(strings.TrimSpace(text), "。；;")
			}
			if ask := f.Tag.Get("ask"); strings.TrimSpace(text) == "" && ask != "" {
				text = "【请写明" + ask + "。】"
			}
			if draft && text == "" && f.Tag.Get("need") != "" {
				text = "【待填：" + name + "】"
			}
			v.Text[name] = text
		}
	}
	return v
}

// DataError is the error for a letter whose data is not complete or not right.
type DataError struct {
	Letter   string   // its name
	Problems []string // one sentence each
}

// Error lists everything at once, in Chinese.
func (e *DataError) Error() string {
	return "不能生成" + e.Letter + "：" + strings.Join(e.Problems, "；") + "。请补充或者更正后重新生成。"
}

// Check reports everything that is missing or wrong in a letter, as a *DataError.
func Check(l Letter) error {
	if problems := check(reflect.ValueOf(l).Elem(), ""); len(problems) > 0 {
		return &DataError{Letter: l.Kind().Label(), Problems: problems}
	}
	return nil
}

// documentNo is a 发文字号 as GB/T 9704—2012 7.2.5 wants it: six-sided brackets, the full year, no 第 and no leading zero.
var documentNo = regexp.MustCompile(`^[^〔〕\s]+〔[12]\d{3}〕[1-9]\d*号$`)

func check(s reflect.Value, in string) []string {
	var out []string
	for i := range s.NumField() {
		f, x := s.Type().Field(i), s.Field(i)
		name := in + f.Tag.Get("field")
		said := fmt.Sprintf("%s（%s）", name, f.Tag.Get("json"))
		switch {
		case f.Anonymous:
			out = append(out, check(x, in)...)
			continue
		case x.Kind() == reflect.Slice:
			if x.Len() == 0 && f.Tag.Get("need") != "" {
				out = append(out, "缺少"+said)
			}
			for k := range x.Len() {
				out = append(out, check(x.Index(k), fmt.Sprintf("%s第%d项的", name, k+1))...)
			}
			continue
		}
		text := strings.TrimSpace(x.String())
		one := f.Tag.Get("one")
		_, isDay := reflect.TypeAssert[Day](x)
		switch {
		case text == "" && f.Tag.Get("need") != "":
			out = append(out, "缺少"+said)
		case text == "":
		case isDay && !Day(text).valid():
			out = append(out, fmt.Sprintf("%s“%s”不是日期，应写作2026-11-24的形式", said, text))
		case one != "" && !slices.Contains(strings.Split(one, ","), text):
			out = append(out, fmt.Sprintf("%s“%s”无效，应为%s之一", said, text, strings.ReplaceAll(one, ",", "、")))
		case f.Tag.Get("no") != "" && !documentNo.MatchString(text):
			out = append(out, fmt.Sprintf("%s“%s”不合公文格式，应写作 机关代字〔2026〕3号：年份用六角括号，序号不加“第”、不编虚位", said, text))
		}
	}
	return out
}

func itoa(n int) string { return strconv.Itoa(n) }
