package laws

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"guibei"
	"guibei/docx"
)

// Text is one version of a law, article by article.
type Text struct {
	Title     string      // as the text has it
	Category  Category    // "" when not known
	Published guibei.Date // the day it was passed or issued in this version
	Effective guibei.Date // first day in force; zero when the text does not say
	Preface   string      // what stands between the title and the first article
	Articles  []Article
	SHA256    string // of title, date and articles: two files with the same text have one
}

// Article is one article. Paragraphs are its lines: a line that begins with
// （一） is an item of the paragraph before it.
type Article struct {
	Label      string // 第三条之一; 一、 in interpretations that have no articles
	Number     int
	Sub        int // 1 for 之一
	Chapter    string
	Paragraphs []string
}

// Words returns the article as one text, a paragraph a line.
func (a Article) Words() string { return strings.Join(a.Paragraphs, "\n") }

// Article returns an article by its number.
func (t *Text) Article(number, sub int) (Article, bool) {
	for _, a := range t.Articles {
		if a.Number == number && a.Sub == sub {
			return a, true
		}
	}
	return Article{}, false
}

var (
	itemLine    = regexp.MustCompile(`^[（(]([零一二三四五六七八九十百]+)[）)]`)
	subItemLine = regexp.MustCompile(`^(?:(\d{1,3})[.．、]|[（(](\d{1,3})[）)])`)
)

// Provision returns the words of a provision, false when the text has no such
// article, paragraph or item. A paragraph comes with its items; an item without a
// paragraph is looked for in the whole article.
func (t *Text) Provision(p Provision) (string, bool) {
	a, ok := t.Article(p.Article, p.Inserted)
	if !ok {
		return "", false
	}
	lines := a.Paragraphs
	if p.Paragraph > 0 {
		if lines, ok = paragraph(lines, p.Paragraph); !ok {
			return "", false
		}
	}
	if p.Item > 0 {
		if lines, ok = numbered(lines, itemLine, p.Item); !ok {
			return "", false
		}
	}
	if p.SubItem > 0 {
		if lines, ok = numbered(lines, subItemLine, p.SubItem); !ok {
			return "", false
		}
	}
	return strings.Join(lines, "\n"), true
}

// paragraph returns the nth paragraph of an article with its items.
func paragraph(lines []string, n int) ([]string, bool) {
	seen, from := 0, -1
	for i, l := range lines {
		if itemLine.MatchString(l) || subItemLine.MatchString(l) {
			continue
		}
		if seen++; seen == n {
			from = i
		} else if seen == n+1 {
			return lines[from:i], true
		}
	}
	if from < 0 {
		return nil, false
	}
	return lines[from:], true
}

// numbered returns the line with a number and what hangs below it.
func numbered(lines []string, label *regexp.Regexp, n int) ([]string, bool) {
	for i, l := range lines {
		if labelNumber(label, l) != n {
			continue
		}
		end := i + 1
		for end < len(lines) && label == itemLine && subItemLine.MatchString(lines[end]) {
			end++
		}
		return lines[i:end], true
	}
	return nil, false
}

func labelNumber(label *regexp.Regexp, line string) int {
	m := label.FindStringSubmatch(line)
	if m == nil {
		return 0
	}
	for _, g := range m[1:] {
		if n, ok := docx.Numeral(g); ok && g != "" {
			return n
		}
	}
	return 0
}

// maxText bounds one law as a file, in bytes; the Civil Code has 0.4 MB.
const maxText = 32 << 20

// ParseText reads a law from a file: a docx as the national law database gives
// it, or Markdown or plain text with the title in the first line and an article a
// paragraph. The day of publication is taken from the file's name, such as
// 行政处罚法(2021-01-22).md, or else from the preface, or else it is that of the
// only version that the register knows. Errors are guibei.Invalid
// and say what is missing.
func ParseText(name string, data []byte) (Text, error) {
	switch {
	case len(data) > maxText:
		return Text{}, unreadable(name, nil, "文件超过32 MB")
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		doc, err := docx.Open(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return Text{}, unreadable(name, err, "docx 打不开")
		}
		lines := make([]string, 0, len(doc.Paragraphs()))
		for _, p := range doc.Paragraphs() {
			if !p.Contents && !p.InTable {
				lines = append(lines, strings.Split(p.Text, "\v")...)
			}
		}
		return parse(name, lines)
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if bytes.IndexByte(data, 0) >= 0 {
		return Text{}, unreadable(name, nil, "不是文本，也不是 docx")
	}
	if !utf8.Valid(data) {
		decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
		if err != nil || bytes.ContainsRune(decoded, utf8.RuneError) {
			return Text{}, unreadable(name, err, "文字编码认不出来，请另存为 UTF-8")
		}
		data = decoded
	}
	return parse(name, strings.Split(string(data), "\n"))
}

func unreadable(name string, cause error, why string) error {
	return guibei.Because(guibei.Invalid, cause, fmt.Sprintf("%s：%s。请更正后重新导入。", filepath.Base(name), why))
}

var (
	articleLine  = regexp.MustCompile(`^第(` + numeral + `)条(?:之(` + numeral + `))?([\s　:：]*)(.*)$`)
	chapterLine  = regexp.MustCompile(`^第` + numeral + `(?:编|分编|章|节)[\s　]`)
	plainSection = regexp.MustCompile(`^([一二三四五六七八九十百]+)、(.*)$`)
	nameDate     = regexp.MustCompile(`(\d{4})-?(\d{2})-?(\d{2})`)
	proseDate    = regexp.MustCompile(`(\d{4})年(\d{1,2})月(\d{1,2})日`)
	inForceFrom  = regexp.MustCompile(`(?:本[法条例规定办法解释决定]{1,2}|本[\p{Han}]{1,6})?自(\d{4})年(\d{1,2})月(\d{1,2})日起(?:施行|实施|生效)`)
)

// wholeText is the label of a text that is not parted into articles.
const wholeText = "全文"

// parse reads the lines of a law.
func parse(name string, lines []string) (Text, error) {
	r := textReader{}
	for _, l := range lines {
		r.line(strings.TrimSpace(strings.TrimLeft(strings.Trim(l, "\r"), "# ")))
	}
	t := r.t
	if t.Title == "" {
		return t, unreadable(name, nil, "没有标题")
	}
	if len(t.Articles) == 0 {
		t.Articles = sections(r.body)
	}
	if len(t.Articles) == 0 && len(r.body) > 0 {
		t.Articles = []Article{{Label: wholeText, Paragraphs: r.body}} // replies and lists have no articles
	}
	if len(t.Articles) == 0 {
		return t, unreadable(name, nil, "没有条文")
	}
	t.Preface = strings.Join(r.preface, "\n")
	if t.Published = dateIn(nameDate, filepath.Base(name), false); t.Published.IsZero() {
		t.Published = dateIn(proseDate, t.Preface, true)
	}
	if l, ok := Default().Find(t.Title); ok && t.Published.IsZero() && len(l.Versions) == 1 {
		t.Published = l.Versions[0].Published // there is only one it can be
	}
	if t.Published.IsZero() {
		return t, unreadable(name, nil, "看不出公布日期，请在文件名里写明，如 某某法(2021-01-22).docx")
	}
	t.Effective = effectiveIn(&t)
	t.SHA256 = t.hash()
	return t, nil
}

// dateIn returns the first or the last date that exists in a text.
func dateIn(re *regexp.Regexp, s string, last bool) guibei.Date {
	var out guibei.Date
	for _, m := range re.FindAllStringSubmatch(s, -1) {
		y, _ := strconv.Atoi(m[1])
		mo, _ := strconv.Atoi(m[2])
		da, _ := strconv.Atoi(m[3])
		if d := (guibei.Date{Year: y, Month: time.Month(mo), Day: da}); d.Valid() && y >= 1949 {
			if out = d; !last {
				break
			}
		}
	}
	return out
}

// effectiveIn reads the day from which the text is in force out of its last
// articles. A later version keeps the first day in its text; then it is not what
// is asked for.
func effectiveIn(t *Text) guibei.Date {
	for i := len(t.Articles) - 1; i >= max(0, len(t.Articles)-3); i-- {
		for _, p := range t.Articles[i].Paragraphs {
			if m := inForceFrom.FindString(p); m != "" {
				if d := dateIn(proseDate, m, false); !d.Before(t.Published) {
					return d
				}
			}
		}
	}
	return guibei.Date{}
}

func (t *Text) hash() string {
	h := sha256.New()
	_, _ = fmt.Fprintf(h, "%s\n%s\n", Key(t.Title), t.Published) // a hash never fails
	for _, a := range t.Articles {
		_, _ = fmt.Fprintf(h, "%s\n%s\n", a.Label, a.Words())
	}
	return hex.EncodeToString(h.Sum(nil))
}

// textReader follows the lines of a law.
type textReader struct {
	t       Text
	preface []string
	body    []string // lines behind the title, for texts without articles
	chapter string
	done    bool // an annex began: its articles are not the law's
}

func (r *textReader) line(l string) {
	if l == "" {
		return
	}
	if r.t.Title == "" {
		r.t.Title = strings.Join(strings.Fields(l), " ")
		return
	}
	r.body = append(r.body, l)
	switch {
	case r.done:
	case r.article(l):
	case chapterLine.MatchString(l + " "):
		if utf8.RuneCountInString(l) <= 40 && !strings.ContainsAny(l, "。；，") {
			r.chapter = strings.Join(strings.Fields(l), " ")
			return
		}
		r.add(l)
	default:
		r.add(l)
	}
}

// article takes a line that begins an article: with a blank behind the label, or
// with the number that comes next.
func (r *textReader) article(l string) bool {
	m := articleLine.FindStringSubmatch(l)
	if m == nil {
		return false
	}
	n, ok := docx.Numeral(m[1])
	if !ok {
		return false
	}
	sub := 0
	if m[2] != "" {
		sub, _ = docx.Numeral(m[2])
	}
	last := Article{}
	if k := len(r.t.Articles); k > 0 {
		last = r.t.Articles[k-1]
	}
	next := n == last.Number+1 || n == last.Number && sub == last.Sub+1
	if m[3] == "" && m[4] != "" && (!next || startsReference(m[4])) {
		return false
	}
	if n <= last.Number && sub == 0 {
		r.done = n == 1
		return r.done
	}
	label := "第" + docx.FormatNumeral(n) + "条"
	if sub > 0 {
		label += "之" + docx.FormatNumeral(sub)
	}
	a := Article{Label: label, Number: n, Sub: sub, Chapter: r.chapter}
	if m[4] != "" {
		a.Paragraphs = []string{m[4]}
	}
	r.t.Articles = append(r.t.Articles, a)
	return true
}

// startsReference reports whether what follows a label shows that the article is
// only mentioned.
func startsReference(rest string) bool {
	for _, s := range []string{"规定", "的", "、", "，", "第", "和", "所", "至", "修改", "中"} {
		if strings.HasPrefix(rest, s) {
			return true
		}
	}
	return false
}

func (r *textReader) add(l string) {
	if k := len(r.t.Articles); k > 0 {
		r.t.Articles[k-1].Paragraphs = append(r.t.Articles[k-1].Paragraphs, l)
		return
	}
	r.preface = append(r.preface, l)
}

// sections reads 一、二、 as articles, for interpretations and decisions that have
// no others.
func sections(lines []string) []Article {
	var out []Article
	for _, l := range lines {
		m := plainSection.FindStringSubmatch(l)
		if m != nil {
			if n, ok := docx.Numeral(m[1]); ok && n == len(out)+1 {
				out = append(out, Article{Label: m[1] + "、", Number: n, Paragraphs: []string{m[2]}})
				continue
			}
		}
		if len(out) > 0 {
			out[len(out)-1].Paragraphs = append(out[len(out)-1].Paragraphs, l)
		}
	}
	return out
}
