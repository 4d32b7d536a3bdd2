package rules

import (
	"regexp"
	"strings"

	"guibei"
	"guibei/laws"
)

var r002 = rule(Rule{
	ID: "R002", Version: 3, Group: Citing,
	Title:    "没有写明制定依据",
	Basis:    "《国务院办公厅关于全面推行行政规范性文件合法性审核机制的指导意见》（国办发〔2018〕115号）；《规章制定程序条例》第八条（参照）",
	Source:   Regulation,
	Severity: guibei.Medium,
	Looks:    "全文没有“根据《…》”一类写明名称的依据；只写“根据有关法律法规”的，指出其位置。",
	Blind:    "不判断所列依据是否足够、是否真能作为依据，也不认识不加书名号的依据；不足三百字且没有条文的文本不检查。",
}, func(r *Rule, in *Input) []guibei.Finding {
	if !in.isDocument() {
		return nil
	}
	var vague *guibei.Place
	for i := range in.read().clauses {
		c := &in.view.clauses[i]
		if namesBasis(c.text) {
			return nil
		}
		// The sentence that makes the document says what it rests on. If that
		// is nothing by name, what later articles refer to does not mend it.
		if m := vagueBasis.FindStringIndex(c.text); m != nil && purpose.MatchString(c.text) {
			at := c.placeOf(m[0], m[1])
			vague = &at
			break
		}
		if vague != nil || !strings.Contains(c.text, "关") {
			continue
		}
		if m := vagueBasis.FindStringIndex(c.text); m != nil {
			at := c.placeOf(m[0], m[1])
			vague = &at
		}
	}
	if vague != nil {
		return []guibei.Finding{r.finding(*vague, "只写了“"+vague.Quote+"”，没有写明依据的名称。请写明所依据的法律、法规、规章或者上级文件的名称（文件注明文号），能引到条的引到条。")}
	}
	return []guibei.Finding{r.finding(guibei.Place{}, "全文没有写明制定依据。请在第一条或者引言写明所依据的法律、法规、规章或者上级文件的名称（文件注明文号）。")}
})

var (
	vagueBasis = regexp.MustCompile(`(?:根据|依据|依照|按照)(?:国家|上级|自治区|省|市)?(?:的)?(?:有关|相关)(?:法律|法规|规定|文件|政策|要求)[^，。；]{0,12}`)
	purpose    = regexp.MustCompile(`制定(?:本|如下|以下)`)
	basisWord  = regexp.MustCompile(`(?:根据|依据|依照|按照|遵照|贯彻|落实|执行|经|转发|印发)[^。；《》]{0,60}$`)
)

// namesBasis reports whether a clause rests on a named instrument. What it
// repeals or violates is none.
func namesBasis(text string) bool {
	if !strings.Contains(text, "《") || strings.Contains(text, "废止") {
		return false
	}
	for _, c := range laws.Citations(text) {
		before := tail(text[:c.Start], near)
		if basisWord.MatchString(before) && !violates.MatchString(before) {
			return true
		}
	}
	return false
}

// shortText is where a text is too short to be judged for what it lacks.
const shortText = 300

// isDocument reports whether the text is whole enough to be judged for what
// it lacks: it has articles, or some length.
func (in *Input) isDocument() bool {
	v := in.read()
	if v.chars >= shortText {
		return true
	}
	for i := range v.lines {
		if v.lines[i].heading.unit == '条' {
			return true
		}
	}
	return false
}
