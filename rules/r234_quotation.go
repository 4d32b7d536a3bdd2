package rules

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"guibei"
	"guibei/laws"
)

var r234 = rule(Rule{
	ID: "R234", Version: 1, Group: Citing,
	Title:    "引文与所引的条文不一致",
	Basis:    "《立法法》第六十五条；各该法律、法规",
	Source:   Statute,
	Severity: guibei.Medium,
	Looks:    "写明条号并转述内容的句子，逐字对照已导入的条文：数额、期限、“应当”“可以”不同，比原文多或者少；所引的款、项不存在。",
	Blind:    "没有导入文本的法律不核对；只引条号、没有转述内容的不比；概括得与原文不像的不比；一句引了几条的，与最像的一条比。",
}, func(r *Rule, in *Input) []guibei.Finding {
	if len(in.Texts) == 0 {
		return nil
	}
	var out []guibei.Finding
	for ref, c := range in.references() {
		t := in.Texts[laws.Key(ref.Title)]
		if t == nil || ref.Article == "" || violates.MatchString(tail(c.text[:ref.Start], near)) || isPast(tail(c.text[:ref.Start], near), head(c.text[ref.End:], near)) {
			continue
		}
		out = append(out, r.quotation(c, ref, t)...)
	}
	return out
})

// leadsOn is what stands between a reference and the words it introduces.
var leadsOn = regexp.MustCompile(`^(?:之规定|的规定|规定|的有关规定|有关规定)?[，：]?`)

// enoughWords is how many characters a clause must have to be compared.
const enoughWords = 10

// quotation compares what follows a reference with the provision.
func (r *Rule) quotation(c *clause, ref laws.Citation, t *laws.Text) []guibei.Finding {
	rest := c.text[ref.End:]
	from := ref.End + len(leadsOn.FindString(rest))
	said := strings.TrimRight(c.text[from:], "。；")
	if i := strings.Index(said, "《"); i >= 0 {
		said = said[:i]
	}
	var best *laws.Quotation
	var where laws.Provision
	for _, p := range laws.Provisions(ref.Article) {
		words, ok := t.Provision(p)
		if !ok {
			return []guibei.Finding{r.missing(c, ref, t, p)}
		}
		if utf8.RuneCountInString(said) < enoughWords {
			continue
		}
		for _, part := range append(strings.FieldsFunc(words, endsPart), words) {
			q := laws.Compare(said, part)
			if best == nil || q.Common > best.Common || q.Common == best.Common && len(q.Differences) < len(best.Differences) {
				best, where = &q, p
			}
		}
	}
	if best == nil || best.Common < restatement || best.Same {
		return nil
	}
	return r.differs(c, from, from+len(said), where, t, best)
}

// endsPart is where a provision can be cited in part.
func endsPart(r rune) bool { return r == '。' || r == '；' || r == '\n' }

// restatement is how much of a clause must stand in the provision for it to be a
// restatement.
const restatement = 0.7

func (r *Rule) missing(c *clause, ref laws.Citation, t *laws.Text, p laws.Provision) guibei.Finding {
	f := r.finding(c.placeOf(ref.Start, ref.End), fmt.Sprintf("《%s》（%s公布的文本）没有%s。请核对条、款、项的序号。", laws.Key(t.Title), t.Published, p))
	f.Severity = guibei.High
	return f
}

// differs tells the differences that matter: other words for the same are told
// only beside one of those.
func (r *Rule) differs(c *clause, from, to int, p laws.Provision, t *laws.Text, q *laws.Quotation) []guibei.Finding {
	var told []string
	severity := guibei.Low
	for _, d := range q.Differences {
		switch d.Kind {
		case laws.AmountDiffers, laws.PeriodDiffers, laws.ModalDiffers:
			severity = guibei.High
		case laws.Widened, laws.Narrowed, laws.Reworded:
			if d.Kind == laws.Narrowed && severity != guibei.High && utf8.RuneCountInString(d.Law) > 4 || d.Kind == laws.Widened && utf8.RuneCountInString(d.Clause) > 4 && severity != guibei.High {
				severity = guibei.Medium
			}
		}
		if len(told) < 5 {
			told = append(told, fmt.Sprintf("%s（文中“%s”，原文“%s”）", d.Label, clip(d.Clause), clip(d.Law)))
		}
	}
	f := r.finding(c.placeOf(from, to), fmt.Sprintf("与《%s》%s的原文不一致：%s。请改为与原文一致，或者只写“依照《%s》%s处理”。",
		laws.Key(t.Title), p, strings.Join(told, "；"), laws.Key(t.Title), p))
	f.Severity = severity
	return []guibei.Finding{f}
}

// clip keeps a message short.
func clip(s string) string {
	const most = 30
	if rs := []rune(s); len(rs) > most {
		return string(rs[:most]) + "…"
	}
	return s
}
