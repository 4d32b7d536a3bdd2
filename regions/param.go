package regions

import (
	"fmt"
	"strings"

	"guibei"
	"guibei/deadline"
)

// Param is one value of one parameter, in words: what the region is asked to
// confirm and what people read to see why a period is what it is.
type Param struct {
	Path      string      `json:"path"`  // e.g. "tracks.gov_up.filing"
	Label     string      `json:"label"` // e.g. "报包头市人民政府备案：报送备案期限"
	Value     string      `json:"value"` // e.g. "15日，末日遇节假日顺延"
	Unit      string      `json:"unit"`  // 日, 工作日, 个月, 年; empty for what is not counted
	From      guibei.Date `json:"from"`
	Source    string      `json:"source"`
	Confirmed bool        `json:"confirmed"`
}

// walk visits every parameter of a pack once, for its words and its faults.
type walk struct {
	params []Param
	errs   []string
}

func (w *walk) fail(path, format string, args ...any) {
	w.errs = append(w.errs, path+"："+fmt.Sprintf(format, args...))
}

// visit takes a parameter that may have no value.
func visit[T any](w *walk, path, label string, d dated[T], text func(T) string, check func(T) error) {
	var last guibei.Date
	for i, v := range d {
		at := fmt.Sprintf("%s[%d]", path, i+1)
		switch {
		case v.From.IsZero():
			w.fail(at, "没有写明自何日起适用，请补上 from")
		case !last.Before(v.From):
			w.fail(at, "适用日期%s不晚于前一项，请按先后排列", v.From)
		}
		if strings.TrimSpace(v.Source) == "" {
			w.fail(at, "没有写明依据，请补上 source；尚无依据的，写明暂定的理由并标 confirmed: false")
		}
		if err := check(v.Value); err != nil {
			w.fail(at, "%s", err)
		}
		last = v.From
		w.params = append(w.params, Param{
			Path: path, Label: label, Value: text(v.Value), Unit: unitOf(v.Value, text(v.Value)), From: v.From, Source: v.Source, Confirmed: v.Confirmed,
		})
	}
}

// unitOf is what a value is counted in, "" when it is no number.
func unitOf(v any, text string) string {
	switch v := v.(type) {
	case limit:
		return unitLabels[v.Unit]
	case int:
		return strings.TrimLeft(text, "0123456789")
	}
	return ""
}

var unitLabels = map[deadline.Unit]string{
	deadline.Days: "日", deadline.WorkingDays: "工作日", deadline.Months: "个月", deadline.Years: "年",
}

// need takes a parameter that must have a value.
func need[T any](w *walk, path, label string, d dated[T], text func(T) string, check func(T) error) {
	if len(d) == 0 {
		w.fail(path, "缺少%s，请填写；本地不作规定的期限，写 value: {none: true}", label)
	}
	visit(w, path, label, d, text, check)
}

func limitText(l limit) string {
	switch {
	case l.None:
		return "不设期限"
	case l.RollForward:
		return l.bare().String() + "，末日遇节假日顺延"
	}
	return l.bare().String()
}

func boolText(b bool) string {
	if b {
		return "是"
	}
	return "否"
}

// counted returns the words of a number of things.
func counted(unit string) func(int) string {
	return func(n int) string { return fmt.Sprintf("%d%s", n, unit) }
}

func plain(s string) string { return s }

// listed returns the words of a list.
func listed[T any](label func(T) string) func([]T) string {
	return func(list []T) string {
		if len(list) == 0 {
			return "无"
		}
		words := make([]string, len(list))
		for i, v := range list {
			words[i] = label(v)
		}
		return strings.Join(words, "、")
	}
}

var classLabels = map[guibei.Class]string{
	guibei.GovDocument: "政府规范性文件", guibei.DeptDocument: "部门规范性文件", guibei.TownshipDocument: "乡镇街道规范性文件",
}

// ClassLabel names a class of documents in Chinese.
func ClassLabel(c guibei.Class) string { return classLabels[c] }

var exemptionLabels = map[guibei.Exemption]string{
	guibei.Emergency: "预防、应对和处置突发事件", guibei.UrgentOrder: "执行上级机关的紧急命令和决定", guibei.DrafterAgrees: "审核提前完成",
}

var countLabels = map[string]string{fromEffective: "自施行之日起算", fromPublished: "自公布之日起算"}

var organLabels = map[guibei.OrganKind]string{
	guibei.Government: "本级人民政府", guibei.GovOffice: "政府办公机构", guibei.Department: "工作部门",
	guibei.Township: "乡镇", guibei.Subdistrict: "街道办事处", guibei.Superior: "上级人民政府", guibei.Congress: "人大常委会",
}

// in returns the words of a value out of a table.
func in[T comparable](labels map[T]string) func(T) string {
	return func(v T) string { return labels[v] }
}
