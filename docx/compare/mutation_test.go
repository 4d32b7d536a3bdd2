package compare

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"guibei/docx"
)

const dataDir = "../../../shared/data"

// draft is a text whose parts are known: articles, or the paragraphs of a text without articles.
type draft struct {
	articles []draftArticle
	lawful   bool
}

// draftArticle has a name that survives renumbering.
type draftArticle struct {
	id    int
	paras []string
}

// text writes a draft out, numbering its articles.
func (d *draft) text() string {
	var b strings.Builder
	for i, a := range d.articles {
		if d.lawful {
			fmt.Fprintf(&b, "第%s条　", docx.FormatNumeral(i+1))
		}
		b.WriteString(strings.Join(a.paras, "\n"))
		b.WriteByte('\n')
	}
	return b.String()
}

func (d *draft) clone() draft {
	out := draft{lawful: d.lawful}
	for _, a := range d.articles {
		out.articles = append(out.articles, draftArticle{a.id, slices.Clone(a.paras)})
	}
	return out
}

func (d *draft) numbers() map[int]int {
	out := map[int]int{}
	for i, a := range d.articles {
		out[a.id] = i + 1
	}
	return out
}

var articleLine = regexp.MustCompile(`^第[〇零一二三四五六七八九十百千]+条[ 　]+`)

// drafts cuts the laws and documents at hand into drafts of about twenty articles or paragraphs.
func drafts(tb testing.TB) []draft {
	tb.Helper()
	var files []string
	for _, dir := range []string{"/laws/text", "/normdocs"} {
		err := filepath.WalkDir(dataDir+dir, func(path string, e fs.DirEntry, err error) error {
			if err == nil && !e.IsDir() && (strings.HasSuffix(path, ".md") || strings.HasSuffix(path, ".txt")) {
				files = append(files, path)
			}
			return nil
		})
		require.NoError(tb, err)
	}
	if len(files) == 0 {
		tb.Skipf("%s is not here: the texts of laws are not part of the repository", dataDir)
	}
	var out []draft
	for k := 0; k < len(files); k += 3 {
		b, err := os.ReadFile(files[k])
		require.NoError(tb, err)
		d := readDraft(string(b))
		for len(d.articles) >= 8 && len(out) < 1000 {
			n := min(20, len(d.articles))
			out = append(out, draft{lawful: d.lawful, articles: d.articles[:n]})
			d.articles = d.articles[n:]
		}
	}
	return out
}

// readDraft reads the articles of a text; one without articles is read by paragraphs.
func readDraft(s string) draft {
	d := draft{lawful: strings.Contains(s, "\n第一条")}
	open := false
	for l := range strings.SplitSeq(s, "\n") {
		l = strings.TrimFunc(l, docx.IsSpace)
		switch {
		case l == "":
		case strings.HasPrefix(l, "#") || strings.HasPrefix(l, "附"):
			open = false
		case articleLine.MatchString(l):
			body := strings.TrimFunc(articleLine.ReplaceAllString(l, ""), docx.IsSpace)
			if open = body != "" && d.lawful; open {
				d.articles = append(d.articles, draftArticle{id: len(d.articles) + 1, paras: []string{body}})
			}
		case open:
			a := &d.articles[len(d.articles)-1]
			a.paras = append(a.paras, l)
		case !d.lawful && runes(l) > 12:
			d.articles = append(d.articles, draftArticle{id: len(d.articles) + 1, paras: []string{l}})
		}
	}
	return d
}

// edit is what was done to a draft, as far as it is known for certain.
type edit struct {
	op          string
	ids         []int // the articles it touched
	chars       int   // runes deleted plus runes inserted
	substantive bool
	word        string // must be quoted by an aspect of the change; "" when none is expected
	kind        Kind   // of the unit, "" when open
}

// operator edits a draft at article i, or does nothing and returns false.
type operator struct {
	name string
	do   func(m *mutator, d *draft, i int) (edit, bool)
}

type mutator struct {
	rng    *rand.Rand
	donors []draft
	next   int
}

// replace replaces one occurrence of re in one paragraph of an article by what with gives; "" gives up.
func (m *mutator) replace(d *draft, i int, re *regexp.Regexp, with func(string) string) (old, new string, ok bool) {
	a := &d.articles[i]
	for _, p := range m.rng.Perm(len(a.paras)) {
		at := re.FindAllStringIndex(a.paras[p], -1)
		if len(at) == 0 {
			continue
		}
		x := at[m.rng.IntN(len(at))]
		old = a.paras[p][x[0]:x[1]]
		if new = with(old); new == old {
			return "", "", false
		}
		a.paras[p] = a.paras[p][:x[0]] + new + a.paras[p][x[1]:]
		return old, new, true
	}
	return "", "", false
}

// swapping makes an operator that replaces words.
func swapping(name, pattern string, substantive, quoted bool, with func(m *mutator, s string) string) operator {
	re := regexp.MustCompile(pattern)
	return operator{name, func(m *mutator, d *draft, i int) (edit, bool) {
		old, new, ok := m.replace(d, i, re, func(s string) string { return with(m, s) })
		if !ok {
			return edit{}, false
		}
		e := edit{op: name, ids: []int{d.articles[i].id}, chars: runes(old) + runes(new), substantive: substantive, kind: Modified}
		if quoted {
			e.word = new
		}
		if name == "change bound" {
			_, size := utf8.DecodeRuneInString(new)
			e.word = new[size:]
		}
		return e, true
	}}
}

// pick returns one of the others.
func pick(m *mutator, not string, from ...string) string {
	for {
		if s := from[m.rng.IntN(len(from))]; s != not {
			return s
		}
	}
}

// renumber replaces the numeral of a quantity by another one written the same way.
func renumber(m *mutator, s string) string {
	re := regexp.MustCompile(`[0-9]+|[一二三四五六七八九十百]+`)
	return re.ReplaceAllStringFunc(s, func(n string) string {
		v, ok := docx.Numeral(n)
		if !ok {
			return n
		}
		v += 1 + m.rng.IntN(9)
		if n[0] >= '0' && n[0] <= '9' {
			return strconv.Itoa(v)
		}
		return docx.FormatNumeral(v)
	})
}

var operators = []operator{
	swapping("swap modal verb", `应当|可以|不得|必须`, true, true, func(m *mutator, s string) string {
		return pick(m, s, "应当", "可以", "不得", "必须")
	}),
	swapping("negate", `应当|可以`, true, false, func(_ *mutator, s string) string { return "不" + s }),
	swapping("change amount", `([0-9]+|[一二三四五六七八九十百]+)(万元|元|倍|%)`, true, true, renumber),
	swapping("change period", `([0-9]+|[一二三四五六七八九十]+)(个工作日|个月|日内)`, true, false, renumber),
	swapping("change date", `[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日`, true, true, func(m *mutator, _ string) string {
		return fmt.Sprintf("%d年%d月%d日", 2019+m.rng.IntN(9), 1+m.rng.IntN(12), 1+m.rng.IntN(28))
	}),
	swapping("rename organ", `公安机关|人民法院|人民检察院|人民政府|国务院`, true, false, func(m *mutator, s string) string {
		return pick(m, s, "公安机关", "人民法院", "监察机关", "司法行政部门", "乡镇人民政府", "民政部门")
	}),
	swapping("change bound", `[年月日天元岁人级倍](以上|以下|以内)`, true, true, func(m *mutator, s string) string {
		r, size := utf8.DecodeRuneInString(s)
		return string(r) + pick(m, s[size:], "以上", "以下", "以内")
	}),
	swapping("delete exception", `，但是?[^，。；（）()]{2,30}(除外|的除外)|[^，。；、（）()]{2,20}的?除外`, true, false, func(*mutator, string) string { return "" }),
	swapping("delete condition", `经[^，。；]{2,16}(批准|同意)，?`, true, false, func(*mutator, string) string { return "" }),
	swapping("typo", `[规定管理组织工作部门]`, false, false, func(m *mutator, s string) string {
		return pick(m, s, "现", "锭", "官", "力", "祖", "识", "公", "作", "步", "们")
	}),
	swapping("punctuation", `，`, false, false, func(m *mutator, s string) string { return pick(m, s, "；", "、", "") }),
	{"insert article", func(m *mutator, d *draft, i int) (edit, bool) {
		donor := m.donors[m.rng.IntN(len(m.donors))]
		a := donor.articles[m.rng.IntN(len(donor.articles))]
		m.next++
		a = draftArticle{m.next, slices.Clone(a.paras)}
		if !d.lawful {
			a.paras = a.paras[:1]
		}
		if len(joinedParas(a)) < 30 || slices.ContainsFunc(d.articles, func(x draftArticle) bool { return alike(x, a) }) {
			return edit{}, false
		}
		d.articles = slices.Insert(d.articles, i, a)
		return edit{op: "insert article", ids: []int{a.id}, chars: runes(joinedParas(a)), substantive: true, kind: Inserted}, true
	}},
	{"delete article", func(_ *mutator, d *draft, i int) (edit, bool) {
		a := d.articles[i]
		d.articles = slices.Delete(d.articles, i, i+1)
		return edit{op: "delete article", ids: []int{a.id}, chars: runes(joinedParas(a)), substantive: true, kind: Deleted}, true
	}},
	{"move article", func(m *mutator, d *draft, i int) (edit, bool) {
		a := d.articles[i]
		if runes(joinedParas(a)) < 15 {
			return edit{}, false
		}
		d.articles = slices.Delete(d.articles, i, i+1)
		to := m.rng.IntN(len(d.articles) + 1)
		if to == i {
			to = (to + 2) % len(d.articles)
		}
		d.articles = slices.Insert(d.articles, to, a)
		return edit{op: "move article", ids: []int{a.id}}, true
	}},
	{"split article", func(m *mutator, d *draft, i int) (edit, bool) {
		a := &d.articles[i]
		if !d.lawful || len(a.paras) != 2 || runes(a.paras[0]) < 20 || runes(a.paras[1]) < 20 || strings.HasPrefix(a.paras[1], "（") {
			return edit{}, false
		}
		m.next++
		tail := draftArticle{m.next, slices.Clone(a.paras[1:])}
		a.paras = a.paras[:1:1]
		id := a.id
		d.articles = slices.Insert(d.articles, i+1, tail)
		return edit{op: "split article", ids: []int{id, tail.id}, kind: Split}, true
	}},
	{"merge articles", func(_ *mutator, d *draft, i int) (edit, bool) {
		if !d.lawful || i+1 >= len(d.articles) || runes(joinedParas(d.articles[i])) < 20 || runes(joinedParas(d.articles[i+1])) < 20 {
			return edit{}, false
		}
		a, b := &d.articles[i], d.articles[i+1]
		a.paras = append(slices.Clone(a.paras), b.paras...)
		id := a.id
		d.articles = slices.Delete(d.articles, i+1, i+2)
		return edit{op: "merge articles", ids: []int{id, b.id}, kind: Merged}, true
	}},
	{"insert item", func(m *mutator, d *draft, i int) (edit, bool) {
		return m.items(d, i, "insert item", func(items []string) []string {
			return slices.Insert(items, m.rng.IntN(len(items)), "法律、行政法规规定应当报送的其他材料；")
		})
	}},
	{"delete item", func(m *mutator, d *draft, i int) (edit, bool) {
		return m.items(d, i, "delete item", func(items []string) []string {
			k := m.rng.IntN(len(items) - 1)
			return slices.Delete(items, k, k+1)
		})
	}},
	{"reorder items", func(m *mutator, d *draft, i int) (edit, bool) {
		e, ok := m.items(d, i, "reorder items", func(items []string) []string {
			k := m.rng.IntN(len(items) - 1)
			items[k], items[k+1] = items[k+1], items[k]
			return items
		})
		e.substantive = false // nobody can say
		return e, ok
	}},
}

func joinedParas(a draftArticle) string { return strings.Join(a.paras, "\n") }

// alike is a crude measure of the test's own: whether articles share many runs of four characters.
func alike(a, b draftArticle) bool {
	x, y := []rune(joinedParas(a)), joinedParas(b)
	n := 0
	for i := 0; i+4 <= len(x); i++ {
		if strings.Contains(y, string(x[i:i+4])) {
			n++
		}
	}
	return n*5 > len(x)
}

// items edits the items （一）（二） of an article and numbers them again.
func (m *mutator) items(d *draft, i int, name string, change func([]string) []string) (edit, bool) {
	a := &d.articles[i]
	label := regexp.MustCompile(`^（[一二三四五六七八九十]+）`)
	first := slices.IndexFunc(a.paras, label.MatchString)
	if first < 0 {
		return edit{}, false
	}
	last := first
	for last < len(a.paras) && label.MatchString(a.paras[last]) {
		last++
	}
	if last-first < 3 {
		return edit{}, false
	}
	var items []string
	for _, p := range a.paras[first:last] {
		items = append(items, label.ReplaceAllString(p, ""))
	}
	before := slices.Clone(a.paras)
	after := change(slices.Clone(items))
	chars := 0
	same := func(s string) bool { return slices.Contains(items, s) }
	for k, s := range after {
		if !same(s) {
			chars += runes(s) + 4
			continue
		}
		if was := slices.Index(items, s); was != k { // a new number: the old one and the new one
			chars += runes("（"+docx.FormatNumeral(was+1)+"）") + runes("（"+docx.FormatNumeral(k+1)+"）")
		}
	}
	for _, s := range items {
		if !slices.Contains(after, s) {
			chars += runes(s) + 4
		}
	}
	if name == "reorder items" {
		chars = 0
		for k := range items {
			if items[k] != after[k] {
				chars = max(chars, 2*min(runes(items[k]), runes(after[k]))+2)
			}
		}
	}
	out := slices.Clone(a.paras[:first])
	for k, s := range after {
		out = append(out, "（"+docx.FormatNumeral(k+1)+"）"+s)
	}
	out = append(out, before[last:]...)
	a.paras = out
	return edit{op: name, ids: []int{a.id}, chars: chars, substantive: true, kind: Modified}, true
}

// mutate makes a script of one to five edits to different articles. The operator is drawn first and then a place for
// it, so that rare ones come as often as common ones.
func (m *mutator) mutate(old *draft) (draft, []edit) {
	d := old.clone()
	m.next = 1_000_000
	var out []edit
	touched := map[int]bool{}
	for tries, want := 0, 1+m.rng.IntN(5); len(out) < want && tries < 40; tries++ {
		op := operators[m.rng.IntN(len(operators))]
		for _, i := range m.rng.Perm(len(d.articles)) {
			if touched[d.articles[i].id] || i+1 < len(d.articles) && touched[d.articles[i+1].id] {
				continue
			}
			e, ok := op.do(m, &d, i)
			if !ok {
				continue
			}
			for _, id := range e.ids {
				touched[id] = true
			}
			out = append(out, e)
			break
		}
	}
	return d, out
}
