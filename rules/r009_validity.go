package rules

import (
	"fmt"
	"regexp"
	"strings"

	"guibei"
	"guibei/docx"
)

var r009 = rule(Rule{
	ID: "R009", Version: 3, Group: Dates,
	Title:    "没有写明有效期或者有效期超过上限",
	Basis:    "本地行政规范性文件管理规定（有效期上限由地区配置给出）",
	Source:   Ordinance,
	Severity: guibei.Medium,
	Looks:    "全文没有有效期；有效期的年限，或者施行日期到截止日期的长度，超过本地上限（标题含“试行”“暂行”的用试行上限）；写“长期有效”；截止日期早于施行日期。",
	Blind:    "不看许可证、合同等其他东西的有效期；上限没有配置的，只看有没有写；施行日期写“自公布之日起”而没有判断日的，不核算截止日期；不足三百字且没有条文的文本不检查；国务院的文件不检查。",
}, func(r *Rule, in *Input) []guibei.Finding {
	if !in.isDocument() || in.view.national {
		return nil
	}
	v := validity{in: in, rule: r, from: in.effectiveOn()}
	for i := range in.read().clauses {
		v.at = i
		v.clause(&in.view.clauses[i])
	}
	if v.seen {
		return v.out
	}
	return []guibei.Finding{r.finding(guibei.Place{}, "全文没有写明有效期。"+v.limit()+"请在附则或者文末写明“有效期×年”或者“有效期至×年×月×日”；依法不设有效期的，请说明理由。")}
})

// periodWords are what any sentence about a period of validity has one of.
var periodWords = []string{"效", "期限", "试行", "暂行", "止"}

// validity looks for how long the text says it is in force.
type validity struct {
	in   *Input
	rule *Rule
	from guibei.Date // it takes effect; zero when not known
	at   int         // the clause looked at

	asked  int // the clause that answer is about, counted from 1
	answer bool
	seen   bool
	out    []guibei.Finding
}

const term = `(?:有效期限?|试行期限?|施行期限?|实施期限?|执行期限?|适用期限?)`

var (
	lasts = regexp.MustCompile(term + `[^。；，\d一二三四五六七八九十两]{0,6}(` + num + `)(年|个月)|(?:试行|暂行)(?:期|为期|时间)?(?:为)?(` + num + `)(年|个月)`)
	until = regexp.MustCompile(term + `[^。；]{0,40}?(?:至|到|截至|截止)[^。；]{0,4}?(` + day + `)|[至到](` + day + `)(?:止|废止|失效|自动失效|终止)`)
	// forever needs no subject: nothing but the text itself is said to be so.
	forever = regexp.MustCompile(`长期有效|永久有效|` + term + `(?:为|：)?长期`)
	// others is what else has a validity.
	others = regexp.MustCompile(`(?:证|证书|合同|协议|报告|批复|资格|执照|决定书|结果|承诺书?|保函|保单|票据|号牌|审批|许可|证明|标志|名单|身份|处罚|预案)(?:的)?[^。；，]{0,6}$`)
	own    = regexp.MustCompile(`本` + itself + `|施行|实施|执行|试行|废止|自动失效|印发之日|公布之日|发布之日`)
)

func (v *validity) clause(c *clause) {
	if !containsAny(c.text, periodWords) {
		return
	}
	for _, m := range forever.FindAllStringIndex(c.text, maxHits) {
		if v.own(c, m[0]) {
			v.add(c, m[0], m[1], "没有写明具体期限。"+v.limit()+"请写明有效期，或者说明不设有效期的依据。")
		}
	}
	for _, m := range lasts.FindAllStringSubmatchIndex(c.text, maxHits) {
		if v.own(c, m[0]) {
			v.length(c, m)
		}
	}
	for _, m := range until.FindAllStringIndex(c.text, maxHits) {
		if v.own(c, m[0]) {
			v.end(c, m[0], m[1])
		}
	}
}

// own reports whether words at an offset are about the text itself.
func (v *validity) own(c *clause, at int) bool {
	return !others.MatchString(tail(segment(tail(c.text[:at], near)), 60)) && v.about(c)
}

// about reports whether a sentence speaks of the text itself. 有效期五年。 stands
// beside the sentence about taking effect.
func (v *validity) about(c *clause) bool {
	if v.asked == v.at+1 {
		return v.answer
	}
	v.asked, v.answer = v.at+1, own.MatchString(c.text)
	clauses := v.in.view.clauses
	for _, i := range []int{v.at - 1, v.at + 1} {
		if !v.answer && i >= 0 && i < len(clauses) && clauses[i].at[len(clauses[i].at)-1].para == c.at[0].para {
			v.answer = own.MatchString(clauses[i].text)
		}
	}
	return v.answer
}

func (v *validity) add(c *clause, from, to int, what string) {
	v.seen = true
	at := c.placeOf(from, to)
	v.out = append(v.out, v.rule.finding(at, "“"+at.Quote+"”"+what))
}

// maxPeriod is where a number before 年 is a calendar year, not a period.
const maxPeriod = 600

// length judges 有效期五年.
func (v *validity) length(c *clause, m []int) {
	i := 2
	if m[2] < 0 {
		i = 6
	}
	n, ok := docx.Numeral(c.text[m[i]:m[i+1]])
	if !ok || n > maxPeriod {
		return
	}
	v.seen = true
	months := n
	if c.text[m[i+2]:m[i+3]] == "年" {
		months = 12 * n
	}
	if limit := v.max(); limit > 0 && months > 12*limit {
		v.add(c, m[0], m[1], "超过本地上限。"+v.limit()+"请缩短有效期，或者说明可以更长的依据。")
	}
}

// end judges 有效期至2030年12月31日.
func (v *validity) end(c *clause, from, to int) {
	v.seen = true
	all := fullDate.FindAllString(c.text[from:to], -1)
	last, ok := firstDate(all[len(all)-1])
	if !ok {
		v.add(c, from, to, "中的截止日期在日历上不存在，请核对。")
		return
	}
	switch limit := v.max(); {
	case v.from.IsZero():
	case last.Before(v.from):
		v.add(c, from, to, fmt.Sprintf("早于施行日期（%s），请核对。", v.from))
	case limit > 0 && last.After(v.from.AddYears(limit)):
		v.add(c, from, to, fmt.Sprintf("自施行日期（%s）起算，超过本地上限。%s请提前截止日期，或者说明可以更长的依据。", v.from, v.limit()))
	}
}

func (v *validity) trial() bool {
	t := v.in.title()
	return strings.Contains(t, "试行") || strings.Contains(t, "暂行")
}

func (v *validity) max() int {
	if v.trial() {
		return v.in.MaxTrialYears
	}
	return v.in.MaxYears
}

// limit says the region's cap in words, "" when there is none.
func (v *validity) limit() string {
	if v.max() <= 0 {
		return ""
	}
	if v.trial() {
		return fmt.Sprintf("标题含“试行”或者“暂行”，本地有效期上限为%d年。", v.max())
	}
	return fmt.Sprintf("本地有效期上限为%d年。", v.max())
}

// effectiveOn returns the date on which the text says it takes effect, the day
// it is judged by when it says 自公布之日起, zero when it says nothing.
func (in *Input) effectiveOn() guibei.Date {
	for i := range in.read().clauses {
		c := &in.view.clauses[i]
		for _, at := range takesEffectIn(c.text) {
			m := c.text[at[0]:at[1]]
			if d, ok := firstDate(m); ok {
				return d
			}
			if !unfilled(m) {
				return in.On
			}
		}
	}
	return guibei.Date{}
}
