package compare

import (
	"slices"
	"strings"

	"guibei/docx"
)

// ReferenceStatus says whether a reference still points to what it pointed to.
type ReferenceStatus string

// What can have become of an internal reference.
const (
	Kept       ReferenceStatus = "kept"       // the same number, the same content
	Followed   ReferenceStatus = "followed"   // the content has a new number, and the reference has it too
	Stale      ReferenceStatus = "stale"      // the content is elsewhere now, the reference was left as it was
	Dangling   ReferenceStatus = "dangling"   // the content is gone, or no such number exists
	Redirected ReferenceStatus = "redirected" // it was rewritten, and points to other content now
	Added      ReferenceStatus = "added"      // it has no counterpart in the old text; its target exists
)

// Reference is an internal reference of the new text: 本办法第十二条, 前款, 附件2.
type Reference struct {
	// Article is the label of the unit that holds it, Paragraph the paragraph.
	Article   string `json:"article"`
	Paragraph int    `json:"paragraph"`
	Quote     string `json:"quote"`
	// OldTarget is what the old text pointed to here, by its number in the old text; NewTarget what the new text points
	// to. Either is "" where there is none.
	OldTarget string          `json:"old_target"`
	NewTarget string          `json:"new_target"`
	Status    ReferenceStatus `json:"status"`
}

// target is what a reference points to: a unit, and in it a 款 and an 项.
type target struct {
	unit          int // -1 for none
	clause, point int // from 1, 0 for the whole
}

// resolver finds the targets of references.
type resolver struct {
	e        *engine
	rel      *relater
	old, new targets
	clauses  map[match][]int // pair of units -> old 款 to new 款, from 0
}

// targets are the units of one text by number.
type targets struct {
	s       *side
	byLabel map[[3]int]int // scope, number, sub -> article
	annexes map[int]int
	split   map[int][]clause // unit -> its 款
}

// clause is a 款 with its 项.
type clause struct {
	text   string
	points []string
	start  int // byte in the text of the unit
}

func newTargets(s *side) targets {
	t := targets{s: s, byLabel: map[[3]int]int{}, annexes: map[int]int{}, split: map[int][]clause{}}
	for i := range s.units {
		u := &s.units[i]
		switch u.kind {
		case Article:
			key := [3]int{u.scope, u.label.number, u.label.sub}
			if _, ok := t.byLabel[key]; !ok {
				t.byLabel[key] = i
			}
		case Annex:
			if _, ok := t.annexes[u.label.number]; !ok {
				t.annexes[u.label.number] = i
			}
		default:
		}
	}
	return t
}

// clausesOf cuts a unit into 款 and 项.
func (t *targets) clausesOf(unit int) []clause {
	if c, ok := t.split[unit]; ok {
		return c
	}
	var out []clause
	at := 0
	for part := range strings.SplitSeq(t.s.units[unit].content, "\n") {
		l := parseLabel(part, 0)
		switch {
		case l.level >= outline1 && len(out) > 0:
			if k := len(out) - 2; k >= 0 && l.level == outline2 && l.number > 1 && len(out[k].points) == l.number-1 && len(out[k+1].points) == 0 {
				out[k].text += "\n" + out[k+1].text // a paragraph between two items is of the first
				out = out[:k+1]
			}
			c := &out[len(out)-1]
			if l.level == outline2 || len(c.points) == 0 {
				c.points = append(c.points, part[l.end:])
			}
			c.text += "\n" + part
		default:
			out = append(out, clause{text: part, start: at})
		}
		at += len(part) + 1
	}
	t.split[unit] = out
	return out
}

// clauseAt is the 款 that holds a byte of a unit, from 0.
func (t *targets) clauseAt(unit, at int) int {
	cs := t.clausesOf(unit)
	for k := range slices.Backward(cs) {
		if cs[k].start <= at {
			return k
		}
	}
	return 0
}

// resolve finds what a mention in a unit points to.
func (t *targets) resolve(unit int, m *mention) target {
	u := &t.s.units[unit]
	switch m.kind {
	case toArticle:
		i, ok := t.byLabel[[3]int{u.scope, m.number, m.sub}]
		if !ok {
			return target{unit: -1}
		}
		return t.within(target{i, m.clause, m.point})
	case toClause:
		to := target{unit, m.clause, m.point}
		if m.clause == 0 {
			to.clause = t.itemized(unit, t.clauseAt(unit, m.from))
		}
		return t.within(to)
	case clauseBack, pointBack:
		return t.back(unit, m)
	case articleBack:
		for i, left := unit-1, m.number; i >= 0 && t.s.units[i].scope == u.scope; i-- {
			if t.s.units[i].kind != Article {
				continue
			}
			if left--; left == 0 {
				return t.within(target{i, m.clause, m.point})
			}
		}
	case thisChapter, thisSection:
		lv := chapterLevel
		if m.kind == thisSection {
			lv = sectionLevel
		}
		for i := unit; i >= 0 && t.s.units[i].scope == u.scope; i-- {
			if t.s.units[i].kind == Heading && t.s.units[i].label.level == lv {
				return target{unit: i}
			}
		}
	case toChapter:
		for i := range t.s.units {
			h := &t.s.units[i]
			if h.kind == Heading && h.scope == u.scope && h.label.level == chapterLevel && h.label.number == m.number {
				return target{unit: i}
			}
		}
	case toAnnex:
		if i, ok := t.annexes[m.number]; ok {
			return target{unit: i}
		}
	}
	return target{unit: -1}
}

// back resolves 前款, which is of the same article, and 前项.
func (t *targets) back(unit int, m *mention) target {
	c := t.clauseAt(unit, m.from)
	if m.kind == pointBack {
		return target{unit, c + 1, 0}
	}
	if c < m.number {
		return target{unit: -1}
	}
	return t.within(target{unit, c - m.number + 1, m.point})
}

// itemized is the 款, from 1, that 第（三）项 alone is one of: the same, or the last one before it with items.
func (t *targets) itemized(unit, at int) int {
	cs := t.clausesOf(unit)
	for k := at; k >= 0; k-- {
		if len(cs[k].points) > 0 {
			return k + 1
		}
	}
	return at + 1
}

// within drops a target whose 款 or 项 does not exist.
func (t *targets) within(to target) target {
	cs := t.clausesOf(to.unit)
	switch {
	case to.clause > len(cs):
		return target{unit: -1}
	case to.point > 0:
		c := to.clause
		if c == 0 {
			for k := range cs { // 第三条第（二）项: the 款 with items
				if len(cs[k].points) > 0 {
					c = k + 1
					break
				}
			}
		}
		if c == 0 || to.point > len(cs[c-1].points) {
			return target{unit: -1}
		}
		to.clause = c
	}
	return to
}

// name is how a target is called.
func (t *targets) name(to target) string {
	if to.unit < 0 {
		return ""
	}
	s := t.s.units[to.unit].label.text
	if s == "" {
		s = strings.TrimSpace(t.s.ls[t.s.units[to.unit].first].text)
	}
	if to.clause > 0 {
		s += "第" + docx.FormatNumeral(to.clause) + "款"
	}
	if to.point > 0 {
		s += "第（" + docx.FormatNumeral(to.point) + "）项"
	}
	return s
}

// located is where a reference stands in the joined new text of a relation, and what became of it.
type located struct {
	from, to int
	status   ReferenceStatus
}

// references finds and judges the references of the new units of a relation. es are its edits over the texts of the old
// and the new units, each joined by "\n".
func (r *resolver) references(rel *relation, es []Edit) ([]Reference, []located) {
	var before []counterpart
	base := 0
	for _, o := range slices.Sorted(slices.Values(rel.olds)) {
		text := r.old.s.units[o].content
		for _, m := range mentions(text) {
			before = append(before, counterpart{m, o, base + m.from})
		}
		base += len(text) + 1
	}
	var refs []Reference
	var places []located
	base = 0
	for _, n := range slices.Sorted(slices.Values(rel.news)) {
		u := &r.new.s.units[n]
		found := mentions(u.content)
		was := counterparts(found, base, es, before)
		r.pairLists(n, found, was, before)
		line, upTo := 0, 0
		for k, m := range found {
			if m.kind == toAnnex && len(r.new.annexes)+len(r.old.annexes) == 0 {
				continue // the annexes are in files of their own
			}
			line, upTo = line+strings.Count(u.content[upTo:m.from], "\n"), m.from
			to := r.new.resolve(n, &m)
			ref := Reference{
				Article: u.label.text, Quote: u.content[m.from:m.to], Paragraph: r.new.s.paragraphOf(u, line),
				NewTarget: r.new.name(to),
			}
			ref.OldTarget, ref.Status = r.judge(&m, to, was[k])
			refs = append(refs, ref)
			places = append(places, located{base + m.from, base + m.to, ref.Status})
		}
		base += len(u.content) + 1
	}
	return refs, places
}

// counterpart is a mention of the old text, the unit it stands in, and where it is in the joined text.
type counterpart struct {
	mention
	unit, at int
}

// counterparts finds the old mention for each new one, nil for none: the same characters where they are unchanged, the
// one of the same rank in the replaced text where they are not.
func counterparts(found []mention, base int, es []Edit, before []counterpart) []*counterpart {
	out := make([]*counterpart, len(found))
	p := pairing{before: before}
	f, n := 0, 0
	for k, e := range es {
		if e.Kind == Delete {
			p.gone(len(e.Text))
			continue
		}
		for end := n + len(e.Text); f < len(found) && base+found[f].from < end; f++ {
			switch at := base + found[f].from; {
			case at < n: // in a unit before this one
			case e.Kind == Equal:
				out[f] = p.unchanged(p.old + at - n)
			case k > 0 && es[k-1].Kind == Delete:
				out[f] = p.replaced()
			}
		}
		n += len(e.Text)
		if e.Kind == Equal {
			p.old += len(e.Text)
		}
	}
	return out
}

// pairing walks the old mentions beside the edits.
type pairing struct {
	before []counterpart
	next   int
	old    int // where the next edit begins in the old text
}

// gone steps over deleted text and stops at the first mention in it.
func (p *pairing) gone(length int) {
	for p.next < len(p.before) && p.before[p.next].end() <= p.old {
		p.next++
	}
	p.old += length
}

// unchanged is the mention at a byte of the old text.
func (p *pairing) unchanged(at int) *counterpart {
	for p.next < len(p.before) && p.before[p.next].at < at {
		p.next++
	}
	if p.next == len(p.before) || p.before[p.next].at != at {
		return nil
	}
	return &p.before[p.next]
}

// replaced is the next mention in the text deleted last.
func (p *pairing) replaced() *counterpart {
	if p.next == len(p.before) || p.before[p.next].at >= p.old {
		return nil
	}
	p.next++
	return &p.before[p.next-1]
}

// end is where a counterpart ends in the joined text.
func (c *counterpart) end() int { return c.at + c.to - c.from }

// pairLists pairs lists of references, 第三条、第五条, with the old list that they come from: by rank where both are of
// one length, else by where they point. That one of them looks the same as another in the old list means nothing.
func (r *resolver) pairLists(unit int, found []mention, was []*counterpart, before []counterpart) {
	for s := 0; s < len(found); {
		e := s + 1
		for e < len(found) && found[e].chain == found[s].chain {
			e++
		}
		if e-s > 1 {
			r.pairList(unit, found[s:e], was[s:e], before)
		}
		s = e
	}
}

// maxListPairs bounds the pairs of references that are looked at; a list in a law has at most a dozen.
const maxListPairs = 10_000

func (r *resolver) pairList(unit int, list []mention, was []*counterpart, before []counterpart) {
	i := slices.IndexFunc(was, func(b *counterpart) bool { return b != nil })
	if i < 0 {
		return
	}
	of := *was[i]
	same := func(b counterpart) bool { return b.unit == of.unit && b.chain == of.chain }
	first := slices.IndexFunc(before, same)
	old := before[first:]
	if end := slices.IndexFunc(old, func(b counterpart) bool { return !same(b) }); end >= 0 {
		old = old[:end]
	}
	if len(old) == len(list) {
		for k := range list {
			was[k] = &old[k]
		}
		return
	}
	if len(old)*len(list) > maxListPairs {
		return
	}
	claimed, byMeaning := make([]bool, len(old)), make([]bool, len(list))
	for k := range list {
		to := r.new.resolve(unit, &list[k])
		for b := range old {
			if from := r.old.resolve(old[b].unit, &old[b].mention); from.unit >= 0 && to.unit >= 0 && r.meets(from, to) {
				was[k], claimed[b], byMeaning[k] = &old[b], true, true
				break
			}
		}
	}
	for k, b := range was {
		if b != nil && !byMeaning[k] && same(*b) && claimed[slices.IndexFunc(old, func(o counterpart) bool { return o.at == b.at })] {
			was[k] = nil
		}
	}
}

// judge compares where a reference points with where it pointed.
func (r *resolver) judge(m *mention, to target, b *counterpart) (string, ReferenceStatus) {
	if b == nil {
		if to.unit < 0 {
			return "", Dangling
		}
		return "", Added
	}
	was := r.old.resolve(b.unit, &b.mention)
	name := r.old.name(was)
	rewritten := m.kind != b.kind || m.number != b.number || m.sub != b.sub || m.clause != b.clause || m.point != b.point
	switch {
	case to.unit < 0:
		return name, Dangling
	case was.unit < 0:
		return name, Added // it pointed nowhere, and points somewhere now
	case r.meets(was, to):
		if rewritten || !r.sameNumber(was, to) {
			return name, Followed
		}
		return name, Kept
	case rewritten:
		return name, Redirected
	case r.rel.to[was.unit] < 0 && r.rel.intoNew[was.unit] < 0:
		return name, Dangling
	}
	return name, Stale
}

// sameNumber reports whether both targets are called the same.
func (r *resolver) sameNumber(a, b target) bool { return r.old.name(a) == r.new.name(b) }

// meets reports whether the new target holds the content of the old one.
func (r *resolver) meets(was, to target) bool {
	if r.rel.to[was.unit] != to.unit && r.rel.intoNew[was.unit] != to.unit && !slices.Contains(r.rel.newParts[was.unit], to.unit) {
		return false
	}
	if r.rel.to[was.unit] != to.unit || was.clause == 0 && to.clause == 0 {
		return true
	}
	if was.clause == 0 || to.clause == 0 {
		return true // one names the whole, the other its part
	}
	map1 := r.clauseMap(was.unit, to.unit)
	if map1[was.clause-1] != to.clause-1 {
		return false
	}
	if was.point == 0 || to.point == 0 {
		return true
	}
	a := r.old.clausesOf(was.unit)[was.clause-1].points
	b := r.new.clausesOf(to.unit)[to.clause-1].points
	points, _ := align(r.e.sim, textItems(a), textItems(b))
	return was.point <= len(points) && points[was.point-1] == to.point-1
}

// clauseMap aligns the 款 of a pair of units.
func (r *resolver) clauseMap(o, n int) []int {
	key := match{o, n}
	if c, ok := r.clauses[key]; ok {
		return c
	}
	texts := func(cs []clause) []string {
		var out []string
		for i := range cs {
			out = append(out, cs[i].text)
		}
		return out
	}
	a, b := textItems(texts(r.old.clausesOf(o))), textItems(texts(r.new.clausesOf(n)))
	c, _ := align(r.e.sim, a, b)
	if len(a) == 1 && len(b) == 1 {
		c[0] = 0
	}
	r.clauses[key] = c
	return c
}

func textItems(texts []string) []item {
	out := make([]item, len(texts))
	for i, s := range texts {
		out[i].text = s
	}
	return out
}

// paragraphOf is the paragraph of the nth line, from 0, in the text of a unit.
func (s *side) paragraphOf(u *unit, n int) int {
	for i := u.first; i <= u.last; i++ {
		l := &s.ls[i]
		if l.blank || l.body == "" && i == u.first {
			continue
		}
		if n == 0 {
			return l.para
		}
		n--
	}
	return s.ls[u.last].para
}
