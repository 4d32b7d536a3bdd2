package cli

import (
	"bytes"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"guibei"
	"guibei/laws"
	"guibei/rules"
)

// CheckOutput is what `guibei check --json` prints for one file.
type CheckOutput struct {
	File     string         `json:"file"`
	SHA256   string         `json:"sha256"`  // of the file's bytes
	Ruleset  string         `json:"ruleset"` // of the rules and their parameters
	Laws     string         `json:"laws"`    // of the register of laws
	On       guibei.Date    `json:"on"`      // the day it was judged by
	Verdict  string         `json:"verdict"` // clean, leads or blocker
	Findings []CheckFinding `json:"findings"`
}

// CheckFinding is one lead.
type CheckFinding struct {
	Rule     string          `json:"rule"`
	Group    string          `json:"group"`
	Severity guibei.Severity `json:"severity"`
	Title    string          `json:"title"`
	Basis    []CheckBasis    `json:"basis"`
	Quote    string          `json:"quote"` // the words; "" when it is about the whole document
	// Start and End count characters (code points) of the text, paragraphs joined
	// by a line feed as `guibei text` prints them; -1 where the words are not in
	// the body or the lead is about the whole document.
	Start     int    `json:"start"`
	End       int    `json:"end"`
	Paragraph string `json:"paragraph,omitempty"`
	Article   string `json:"article"`
	// Guard says why the lead is softer than the rule: cited, the sentence names a
	// higher law, so its words are to be verified; "" for none.
	Guard      string `json:"guard"`
	Message    string `json:"message"`
	Suggestion string `json:"suggestion"`
}

// CheckBasis is a law and its articles, as the rule cites them.
type CheckBasis struct {
	Law     string `json:"law"`
	Article string `json:"article"` // "" when the rule rests on the whole
}

func checkOutput(d checked) CheckOutput {
	out := CheckOutput{
		File: filepath.Base(d.name), SHA256: d.receipt.DocumentSHA256, Ruleset: d.receipt.RuleSet, Laws: d.receipt.Laws,
		On: d.input.On, Verdict: d.receipt.Verdict, Findings: []CheckFinding{},
	}
	at := newOffsets(d.input.Text.Paragraphs)
	for _, f := range d.receipt.Findings {
		o := CheckFinding{
			Rule: f.Rule, Group: f.Group, Severity: f.Severity, Title: f.Title, Basis: basisOf(f.Basis),
			Quote: f.Place.Quote, Paragraph: f.Place.Paragraph, Article: f.Place.Article,
		}
		o.Start, o.End = at.of(f.Place)
		if f.Verify {
			o.Guard = "cited"
		}
		o.Message, o.Suggestion = f.Advice()
		out.Findings = append(out.Findings, o)
	}
	return out
}

// basisOf takes a rule's basis apart.
func basisOf(basis string) []CheckBasis {
	out := []CheckBasis{}
	for part := range strings.SplitSeq(basis, "；") {
		cs := laws.Citations(part)
		if len(cs) == 0 {
			out = append(out, CheckBasis{Law: part})
		}
		for _, c := range cs {
			out = append(out, CheckBasis{Law: c.Title, Article: c.Article})
		}
	}
	return out
}

// offsets turns a place in a paragraph into one in the whole text.
type offsets struct {
	start map[string]int
	text  map[string]string
}

func newOffsets(ps []rules.Paragraph) offsets {
	o := offsets{map[string]int{}, map[string]string{}}
	at := 0
	for _, p := range ps {
		o.start[p.ID], o.text[p.ID] = at, p.Text
		at += utf8.RuneCountInString(p.Text) + 1
	}
	return o
}

func (o offsets) of(p guibei.Place) (start, end int) {
	from, ok := o.start[p.Paragraph]
	if !ok || p.Paragraph == "" {
		return -1, -1
	}
	text := o.text[p.Paragraph]
	return from + runesIn(text, p.Start), from + runesIn(text, p.End)
}

// runesIn counts the characters before a number of UTF-16 code units.
func runesIn(s string, units int) int {
	n := 0
	for _, r := range s {
		if units <= 0 {
			break
		}
		units--
		if r >= 0x10000 {
			units--
		}
		n++
	}
	return n
}

// decodeText reads plain text as it is typed in offices: UTF-8 with or without a
// mark, or GB18030.
func decodeText(data []byte) (string, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	switch {
	case bytes.IndexByte(data, 0) >= 0:
		return "", guibei.Errorf(guibei.Invalid, "这不是纯文本。docx 请去掉 --text 再检查。")
	case utf8.Valid(data):
		return string(data), nil
	}
	s, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsRune(s, utf8.RuneError) {
		return "", guibei.Because(guibei.Invalid, err, "文字编码认不出来，请另存为 UTF-8 后再检查。")
	}
	return string(s), nil
}
