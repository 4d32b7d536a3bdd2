package rules

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"guibei"
	"guibei/laws"
)

// clause is a sentence, or the part of one up to a semicolon. An item is read
// behind the words that lead into it (给予下列处罚：…（二）二百元罚款), because the
// verb stands there; lead is how many bytes of the text are such words.
type clause struct {
	text string
	at   []mark
	lead int

	basis *string  // what it restates, once asked
	keys  []uint64 // which keys of the keyring it holds, once asked

	refs  []laws.Citation // the references in it, once found
	cited bool

	national bool // the document's maker may set what others may not
	without  Ablation
}

// placeOf anchors bytes of the clause's text.
func (c *clause) placeOf(from, to int) guibei.Place {
	first := utf8.RuneCountInString(c.text[:from])
	return place(c.at, first, first+utf8.RuneCountInString(c.text[from:to]))
}

// piece is a stretch of folded text with its marks.
type piece struct {
	text string
	at   []mark
}

func (p piece) empty() bool { return p.text == "" }

func join(a, b piece) piece {
	switch {
	case a.empty():
		return b
	case b.empty():
		return a
	}
	at := make([]mark, 0, len(a.at)+len(b.at))
	return piece{a.text + b.text, append(append(at, a.at...), b.at...)}
}

// grow is join for a sentence that comes in many lines: a must be nobody
// else's to append to.
func grow(a, b piece) piece {
	if a.empty() {
		return piece{b.text, slices.Clip(b.at)}
	}
	return piece{a.text + b.text, append(a.at, b.at...)}
}

var (
	itemLabel    = regexp.MustCompile(`^（[一二三四五六七八九十\d]{1,4}）`)
	subitemLabel = regexp.MustCompile(`^(?:\d{1,2}[.．、]|（\d{1,2}）|[①-⑳])`)
	sectionLabel = regexp.MustCompile(`^[一二三四五六七八九十]{1,4}、`)
)

// maxLead bounds the words that lead into items, in bytes; a longer paragraph
// before a colon is not one sentence.
const maxLead = 600

// reader cuts lines into clauses.
type reader struct {
	out []clause

	open     piece // a sentence whose end has not come
	lead     piece // what leads into （一）
	sub      piece // what leads into 1.
	openLead int   // bytes of open that are such words
	ended    bool  // the line before ended a paragraph's thought with 。
}

func readClauses(lines []line) []clause {
	r := &reader{out: make([]clause, 0, 2*len(lines))}
	for i := range lines {
		if l := &lines[i]; l.text != "" && !l.contents {
			r.line(l)
		}
	}
	r.finish()
	return r.out
}

// line reads one line. A line goes on where the one before stopped if that one
// has no end and this one no label: text copied from a page of fixed width.
func (r *reader) line(l *line) {
	p := piece{l.text, l.at}
	label := itemLabel.MatchString(p.text) || subitemLabel.MatchString(p.text)
	structural := l.heading.unit != 0 || sectionLabel.MatchString(p.text)
	if structural || label || l.para.Table {
		r.finish()
	}
	if structural || l.para.Table || !label && r.ended {
		r.lead, r.sub = piece{}, piece{}
	}
	r.sentences(p)
	if l.para.Table || isTitle(l) {
		r.finish()
	}
	r.ended = strings.HasSuffix(p.text, "。")
}

// isTitle reports whether a line stands alone: a chapter, or a short heading
// without any stop.
func isTitle(l *line) bool {
	switch l.heading.unit {
	case '章', '节', '编':
		return true
	}
	return (sectionLabel.MatchString(l.text) || itemLabel.MatchString(l.text)) &&
		!strings.ContainsAny(l.text, "，；：。、") && utf8.RuneCountInString(l.text) <= 20
}

// sentences cuts a piece at 。；！？ and hands each part on.
func (r *reader) sentences(p piece) {
	from, runes, n := 0, 0, 0
	for i, ch := range p.text {
		n++
		if i-from >= maxClause && (ch == '，' || i-from >= 2*maxClause) {
			r.cut(piece{p.text[from:i], p.at[runes : n-1 : n-1]})
			from, runes = i, n-1
		}
		switch ch {
		case '。', '；', '！', '？':
			end := i + utf8.RuneLen(ch)
			r.part(piece{p.text[from:end], p.at[runes:n:n]})
			r.finish()
			from, runes = end, n
		}
	}
	if from < len(p.text) {
		r.part(piece{p.text[from:], slices.Clip(p.at[runes:])})
	}
	if strings.HasSuffix(p.text, "：") {
		r.leadIn()
	}
}

// maxClause bounds a sentence, in bytes: six hundred characters. What is longer
// is a list without stops, and patterns must not run over a whole document.
const maxClause = 1800

// cut ends a sentence that has grown too long.
func (r *reader) cut(p piece) {
	r.part(p)
	r.finish()
}

// part takes the next stretch of a sentence. One that begins with a label is
// an item and read behind its lead.
func (r *reader) part(p piece) {
	switch {
	case itemLabel.MatchString(p.text):
		r.open, r.openLead = join(r.lead, p), len(r.lead.text)
		r.sub = piece{}
	case subitemLabel.MatchString(p.text):
		lead := r.sub
		if lead.empty() {
			lead = r.lead
		}
		r.open, r.openLead = join(lead, p), len(lead.text)
	default:
		if len(r.open.text)+len(p.text) > 2*maxClause+maxLead {
			r.finish()
		}
		r.open = grow(r.open, p)
	}
	r.splitLead()
}

// splitLead finds a lead within a line: 给予下列处罚：（一）警告；（二）….
func (r *reader) splitLead() {
	i := strings.Index(r.open.text[r.openLead:], "：（一）")
	if i < 0 {
		return
	}
	end := r.openLead + i + len("：")
	if end > maxLead {
		return
	}
	runes := utf8.RuneCountInString(r.open.text[:end])
	r.lead = piece{r.open.text[:end], r.open.at[:runes]}
	r.sub = piece{}
	r.out = append(r.out, clause{text: r.lead.text, at: r.lead.at, lead: r.openLead})
	r.openLead = end
}

// leadIn takes what was read up to a colon as leading into what follows.
func (r *reader) leadIn() {
	lead := r.open
	if lead.empty() || len(lead.text) > maxLead {
		r.finish()
		return
	}
	if itemLabel.MatchString(lead.text[min(r.openLead, len(lead.text)):]) {
		r.sub = lead
	} else {
		r.lead, r.sub = lead, piece{}
	}
	r.finish()
}

// finish ends the open sentence.
func (r *reader) finish() {
	if len(r.open.text) > r.openLead {
		r.out = append(r.out, clause{text: r.open.text, at: r.open.at, lead: r.openLead})
	}
	r.open, r.openLead = piece{}, 0
}
