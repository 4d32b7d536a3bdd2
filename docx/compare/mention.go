package compare

import (
	"strings"
	"unicode/utf8"

	"guibei/docx"
)

// mention is an internal reference as written: 本办法第十二条第二款第（三）项, 前款, 附件2.
type mention struct {
	from, to int // bytes in the text of the unit
	kind     mentionKind
	number   int // of the article or annex; how many 款 or 条 back
	sub      int
	clause   int // 款, 0 for none
	point    int // 项, 0 for none
	chain    int // the same for the references of one list: 第三条、第五条和第六条
}

type mentionKind int8

const (
	toArticle   mentionKind = iota // 第十二条
	toClause                       // 第二款, 本条第二款
	clauseBack                     // 前款, 前两款
	articleBack                    // 前条, 前两条
	pointBack                      // 前项
	thisChapter                    // 本章
	thisSection                    // 本节
	toAnnex                        // 附件2
	toChapter                      // 第三章
)

// host says whose articles a chain of references names.
type host int8

const (
	unknownHost host = iota
	ours
	theirs
)

// instruments end the names of texts that have articles.
var instruments = [...]string{
	"法", "条例", "规定", "办法", "细则", "规则", "意见", "通知", "决定", "解释", "方案", "标准", "指引", "指南", "制度", "章程", "规范", "规程", "守则", "公约", "协定", "法典",
}

// leadsIn are words right before 第X条 after which a bare number means an article of the same text.
var leadsIn = [...]string{"依照", "违反", "按照", "根据", "依据", "符合", "适用", "除", "有", "与", "对", "在", "由", "经", "将", "以", "和", "及", "或", "或者", "至", "的"}

// mentions finds the internal references in the text of a unit, in order.
func mentions(text string) []mention {
	if !strings.Contains(text, "第") && !strings.Contains(text, "前") && !strings.Contains(text, "本") && !strings.Contains(text, "附件") {
		return nil
	}
	r := mentionReader{text: text}
	for i := 0; i < len(text); {
		c, size := utf8.DecodeRuneInString(text[i:])
		next := i + size
		switch c {
		case '第':
			if m, ok := readOrdinals(text, i); ok {
				r.ordinal(m)
				next = m.to
			}
		case '前', '本', '附':
			if m, ok := readRelative(text, i, c); ok {
				r.lists++
				m.chain = r.lists
				r.out = append(r.out, m)
				r.host, r.end = ours, m.to
				next = m.to
			}
		}
		i = next
	}
	return r.out
}

// mentionReader collects mentions and remembers the list the last one belongs to.
type mentionReader struct {
	text  string
	out   []mention
	host  host
	end   int // of the last reference, ours or not
	lists int
}

// ordinal takes note of 第…条第…款第…项: a reference of its own, one more of a list, or the rest of 前款第一项.
func (r *mentionReader) ordinal(m mention) {
	linked := r.host != unknownHost && isLink(r.text[r.end:m.from])
	adjacent := linked && m.from == r.end
	if !linked {
		r.host = hostOf(r.text[:m.from], m.kind)
		r.lists++
	}
	m.chain, r.end = r.lists, m.to
	switch {
	case r.host != ours:
	case linked && m.kind == toClause:
		last := &r.out[len(r.out)-1]
		part := last.at(m)
		if !adjacent {
			r.out = append(r.out, part)
			return
		}
		part.from = last.from
		*last = part
	default:
		r.out = append(r.out, m)
	}
}

// at is the 款 and 项 of the article that m names: in 第三条第一款、第二款 the second is of 第三条 too, and in
// 前款第一项、第三项 the second of 前款.
func (m mention) at(part mention) mention {
	out := m
	out.from, out.to, out.chain = part.from, part.to, part.chain
	switch m.kind {
	case thisChapter, thisSection, toAnnex, toChapter, pointBack:
		return part
	case toArticle, toClause, clauseBack, articleBack:
	}
	if part.clause > 0 {
		out.clause, out.point = part.clause, part.point
		if m.kind == clauseBack {
			return part
		}
	} else {
		out.point = part.point
	}
	return out
}

// isLink reports whether what stands between two references joins them: 第三条、第五条, 第三条至第五条.
func isLink(s string) bool {
	switch strings.TrimFunc(s, docx.IsSpace) {
	case "", "、", "和", "及", "与", "或", "或者", "以及", "至", "到", "，":
		return true
	}
	return false
}

// hostOf tells whose article is meant from what stands before the number.
func hostOf(before string, kind mentionKind) host {
	const enough = 64 // bytes
	before = strings.TrimRightFunc(before[max(0, len(before)-enough):], docx.IsSpace)
	if before == "" {
		return ours
	}
	r, _ := utf8.DecodeLastRuneInString(before)
	if r == '》' || r == '”' || r == '）' || r == '〉' {
		return theirs
	}
	for _, w := range instruments {
		stem, ok := strings.CutSuffix(before, w)
		if !ok {
			continue
		}
		if at := strings.LastIndex(stem, "本"); at >= 0 && runes(stem[at:]) <= 5 && !strings.ContainsAny(stem[at:], "，。；、") {
			return ours
		}
		return theirs
	}
	if kind == toClause || strings.HasSuffix(before, "本条") {
		return ours
	}
	if strings.ContainsRune("，。；：、（“\n", r) {
		return ours
	}
	for _, w := range leadsIn {
		if strings.HasSuffix(before, w) {
			return ours
		}
	}
	return theirs
}

// readOrdinals reads 第…条第…款第…项, each part optional, at i.
func readOrdinals(text string, i int) (mention, bool) {
	m := mention{from: i, to: i, kind: toClause}
	found := false
	for {
		n := ordinalLen(text[m.to:])
		if n == 0 {
			return m, found
		}
		numeral, unit, sub := cutOrdinal(text[m.to : m.to+n])
		v, ok := docx.Numeral(numeral)
		if !ok {
			return m, found
		}
		switch {
		case unit == '条' && !found:
			m.kind, m.number, m.sub = toArticle, v, sub
		case unit == '章' && !found:
			m.kind, m.number = toChapter, v
			m.to += n
			return m, true
		case unit == '款' && m.clause == 0 && m.point == 0:
			m.clause = v
		case unit == '项' && m.point == 0:
			m.point = v
		default:
			return m, found
		}
		found = true
		m.to += n
	}
}

// cutOrdinal splits 第十二条之一, 第（三）项.
func cutOrdinal(s string) (numeral string, unit rune, sub int) {
	s = strings.TrimPrefix(s, "第")
	for i, r := range s {
		if strings.ContainsRune("条款项目章节编次期届", r) {
			if rest, ok := strings.CutPrefix(s[i+utf8.RuneLen(r):], "之"); ok {
				sub, _ = docx.Numeral(rest)
			}
			return strings.Trim(s[:i], "（）()"), r, sub
		}
	}
	return "", 0, 0
}

// readRelative reads 前款, 前两款, 前条, 前项, 本条第二款, 本章, 附件2 at i.
func readRelative(text string, i int, first rune) (mention, bool) {
	m := mention{from: i}
	rest := text[i+utf8.RuneLen(first):]
	switch first {
	case '前':
		numeral, after := cutNumeral(rest)
		m.number = 1
		if numeral != "" {
			m.number, _ = docx.Numeral(numeral)
		}
		r, size := utf8.DecodeRuneInString(after)
		kinds := map[rune]mentionKind{'款': clauseBack, '条': articleBack, '项': pointBack}
		kind, ok := kinds[r]
		if !ok || m.number == 0 {
			return m, false
		}
		m.kind, m.to = kind, len(text)-len(after)+size
		return m, true
	case '本':
		for _, w := range []struct {
			word string
			kind mentionKind
		}{{"章", thisChapter}, {"节", thisSection}} {
			if strings.HasPrefix(rest, w.word) && !strings.HasPrefix(rest, "章程") && !strings.HasPrefix(rest, "节能") {
				m.kind, m.to = w.kind, len(text)-len(rest)+len(w.word)
				return m, true
			}
		}
		return m, false
	}
	after, ok := strings.CutPrefix(rest, "件")
	if !ok {
		return m, false
	}
	numeral, after := cutNumeral(after)
	if numeral == "" {
		return m, false
	}
	m.number, ok = docx.Numeral(numeral)
	m.kind, m.to = toAnnex, len(text)-len(after)
	return m, ok
}
