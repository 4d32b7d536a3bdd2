package docx

import "strings"

// numbering is the list definitions. The zero value is a document without lists.
type numbering struct {
	abstracts map[int]*abstractNum
	nums      map[int]*num
	bodies    map[string]int // numbering style -> the lowest definition that is its body
}

// abstractNum is a list definition; all w:num that point to it count together.
type abstractNum struct {
	levels    [9]level
	styleLink string // names the numbering style this definition is the body of
	numStyle  string // names the numbering style whose body is used instead
}

// level is one of the nine levels of a list.
type level struct {
	defined bool
	start   int
	format  string
	text    string   // such as 第%1条
	suffix  string   // what stands between label and text
	style   string   // the paragraph style that is numbered at this level
	legal   bool     // all numbers in it are shown as decimals
	restart int      // restartDefault, or 1-based level that restarts this one; 0 never
	para    fragment // how a paragraph at this level looks,
	run     fragment // and its label
}

const restartDefault = -1

// num is one list: a definition, and where it departs from it.
type num struct {
	abstract  int
	starts    [9]int // startAbsent when not overridden
	overrides [9]*level
}

const startAbsent = -1 << 31

// readNumbering reads numbering.xml.
func readNumbering(b []byte) (*numbering, error) {
	n := &numbering{abstracts: map[int]*abstractNum{}, nums: map[int]*num{}, bodies: map[string]int{}}
	s := &scanner{b: b}
	var frags fragments
	for t := s.next(); t != tokEOF; t = s.next() {
		if t != tokStart || s.ns != nsW {
			continue
		}
		if len(n.abstracts)+len(n.nums) > maxLists {
			s.fail(guardError{guardLists}, "list")
			break
		}
		switch string(s.local) {
		case "abstractNum":
			id := attrInt(s, "abstractNumId")
			if a := readAbstract(s, &frags); n.abstracts[id] == nil {
				n.abstracts[id] = a
				if best, ok := n.bodies[a.styleLink]; a.styleLink != "" && (!ok || id < best) {
					n.bodies[a.styleLink] = id
				}
			}
		case "num":
			id := attrInt(s, "numId")
			if m := readNum(s, &frags); n.nums[id] == nil {
				n.nums[id] = m
			}
		}
	}
	return n, s.err
}

// attrInt reads a numeric attribute of the w namespace, -1 when it is absent or no number.
func attrInt(s *scanner, local string) int {
	v, _ := s.get(nsW, local)
	return atoi(v, -1)
}

// readAbstract reads one w:abstractNum.
func readAbstract(s *scanner, frags *fragments) *abstractNum {
	a := &abstractNum{}
	depth := s.depth
	for s.depth >= depth {
		switch s.next() {
		case tokEOF:
			return a
		case tokStart:
			switch {
			case s.is(nsW, "lvl"):
				i := attrInt(s, "ilvl")
				if l := readLevel(s, frags); i >= 0 && i < len(a.levels) {
					a.levels[i] = l
				}
			case s.is(nsW, "styleLink"):
				a.styleLink = s.value(nsW, "val")
			case s.is(nsW, "numStyleLink"):
				a.numStyle = s.value(nsW, "val")
			}
		case tokEnd, tokText:
		}
	}
	return a
}

// readLevel reads one w:lvl.
func readLevel(s *scanner, frags *fragments) level {
	l := level{defined: true, suffix: "\t", format: "decimal", restart: restartDefault}
	depth := s.depth
	for s.depth >= depth {
		switch s.next() {
		case tokEOF:
			return l
		case tokStart:
			switch {
			case s.ns == nsW:
				readLevelProp(s, &l, frags)
			case s.is(nsMC, "Fallback"):
				s.skip() // a poorer number format for programs older than Word 2010
			}
		case tokEnd, tokText:
		}
	}
	return l
}

func readLevelProp(s *scanner, l *level, frags *fragments) {
	from := s.from
	switch string(s.local) {
	case "start":
		l.start = atoi(s.val(), 0)
	case "numFmt":
		if l.format = string(s.val()); l.format == "custom" {
			l.format, _, _ = strings.Cut(s.value(nsW, "format"), ",") // such as "001, 002, 003, ..."
		}
	case "lvlText":
		if l.text = s.value(nsW, "val"); len(l.text) > maxLevelText {
			s.fail(guardError{guardLevelText}, "lvlText")
		}
	case "suff":
		switch string(s.val()) {
		case "space":
			l.suffix = " "
		case "nothing":
			l.suffix = ""
		}
	case "pStyle":
		l.style = s.value(nsW, "val")
	case "isLgl":
		l.legal = toggleOf(s.val()) == on
	case "lvlRestart":
		l.restart = atoi(s.val(), restartDefault)
	case "pPr":
		s.skip()
		l.para = frags.take(s, from)
	case "rPr":
		s.skip()
		l.run = frags.take(s, from)
	}
}

// readNum reads one w:num.
func readNum(s *scanner, frags *fragments) *num {
	m := &num{abstract: -1}
	for i := range m.starts {
		m.starts[i] = startAbsent
	}
	depth, at := s.depth, -1
	for s.depth >= depth {
		switch s.next() {
		case tokEOF:
			return m
		case tokStart:
			switch {
			case s.is(nsW, "abstractNumId"):
				m.abstract = atoi(s.val(), -1)
			case s.is(nsW, "lvlOverride"):
				if at = attrInt(s, "ilvl"); at >= len(m.starts) {
					at = -1
				}
			case s.is(nsW, "startOverride") && at >= 0:
				m.starts[at] = atoi(s.val(), startAbsent)
			case s.is(nsW, "lvl"):
				if l := readLevel(s, frags); at >= 0 {
					m.overrides[at] = &l
				}
			}
		case tokEnd, tokText:
		}
	}
	return m
}

// follow finds the definition a list counts in. A definition may stand for a numbering style, whose list has the real
// definition; the file may close that into a circle, so it is followed once.
func (n *numbering) follow(m *num, st *styles) (int, *abstractNum) {
	id := m.abstract
	a := n.abstracts[id]
	if a == nil || a.numStyle == "" {
		return id, a
	}
	if d := st.byID[a.numStyle]; d != nil {
		if linked := n.nums[d.numID]; linked != nil && linked.abstract != id && n.abstracts[linked.abstract] != nil {
			return linked.abstract, n.abstracts[linked.abstract]
		}
	}
	if best, ok := n.bodies[a.numStyle]; ok {
		return best, n.abstracts[best]
	}
	return id, a
}
