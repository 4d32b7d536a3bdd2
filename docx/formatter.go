package docx

import "slices"

// formatter works out how paragraphs and runs look (ECMA-376 part 1, 17.7.2):
//
//	document defaults → table style → paragraph style → list level → character style → own settings
//
// where each style begins with what it is based on. Word repeats property elements byte for byte, so each distinct one
// is read once, and each distinct combination is worked out once; equal results are one pointer.
type formatter struct {
	styles *styles
	lists  *counter // finds list levels; it does not count here
	theme  theme
	set    settings

	para paraProps // of the document defaults
	run  runProps

	sheets     map[*style]*sheet
	parts      map[tableContext]*tablePart
	paraDirect []paraDirect
	runDirect  []runDirect
	paraIDs    interner
	runIDs     interner

	paragraphs map[paraKey]*ParagraphFormat
	runs       map[runKey]*RunFormat
	equal      map[RunFormat]*RunFormat
	bases      map[baseKey]*runBase
	full       bool // there were more formats than maxFormats
}

// paraDirect is a w:pPr that stands in a paragraph.
type paraDirect struct {
	style   *style // nil for the default
	props   paraProps
	mark    int32    // what the paragraph mark's w:rPr says, in formatter.runDirect
	section *Section // nil unless the paragraph ends one
}

// runDirect is a w:rPr that stands in a run.
type runDirect struct {
	style *style // nil for none
	props runProps
}

// runBase is what runs of a paragraph start from.
type runBase struct {
	table, style runProps // as levels of the hierarchy: toggles combine
}

type paraKey struct {
	direct int32
	style  *style // of paragraphs without a w:pPr
	in     tableContext
}

type runKey struct {
	base   *runBase
	direct int32
}

type baseKey struct {
	style *style
	in    tableContext
}

func newFormatter(st *styles, num *numbering, th theme, set settings) *formatter {
	f := &formatter{
		styles: st, lists: newCounter(st, num), theme: th, set: set, para: noParaProps, run: noRunProps,
		sheets: map[*style]*sheet{}, parts: map[tableContext]*tablePart{}, bases: map[baseKey]*runBase{},
		paragraphs: map[paraKey]*ParagraphFormat{}, runs: map[runKey]*RunFormat{}, equal: map[RunFormat]*RunFormat{},
		paraDirect: []paraDirect{{props: noParaProps}}, runDirect: []runDirect{{props: noRunProps}},
	}
	if s, ok := st.defaults.scan(); ok {
		eachChild(s, func() {
			switch string(s.local) {
			case "rPr":
				f.run, _ = runPropsOf(s)
			case "pPr":
				f.para = f.readParaProps(s).props
			}
		})
	}
	return f
}

// interner numbers distinct elements by their bytes and by what the prefixes in them mean. Number 0 is for no element.
type interner struct {
	scope int
	ids   map[string]int32 // of the current meaning of prefixes
	all   map[string]map[string]int32
}

func (in *interner) find(s *scanner, from int) (int32, bool) {
	if in.ids == nil || in.scope != s.scope {
		in.enter(s)
	}
	id, ok := in.ids[string(s.b[from:s.p])]
	return id, ok
}

// enter takes the table for the declarations in scope.
func (in *interner) enter(s *scanner) {
	var meaning []byte
	for _, b := range wordSpaces(s) {
		meaning = append(append(meaning, b.prefix...), ':')
	}
	if in.all == nil {
		in.all = map[string]map[string]int32{}
	}
	in.scope, in.ids = s.scope, in.all[string(meaning)]
	if in.ids == nil {
		in.ids = map[string]int32{}
		in.all[string(meaning)] = in.ids
	}
}

// paragraphProps numbers the w:pPr that began at from and has just ended.
func (f *formatter) paragraphProps(s *scanner, from int) (int32, error) {
	id, ok := f.paraIDs.find(s, from)
	if ok {
		return id, nil
	}
	if len(f.paraDirect)+len(f.runDirect) >= maxFormats {
		return 0, guardFormats.refuse("", nil)
	}
	in, ok := (fragment{in: nestOf(s), from: int32(from), to: int32(s.p)}).scan()
	if !ok {
		return 0, nil
	}
	id = int32(len(f.paraDirect))
	f.paraDirect = append(f.paraDirect, f.readParaProps(in))
	f.paraIDs.ids[string(s.b[from:s.p])] = id
	return id, nil
}

// runProps numbers the w:rPr that began at from and has just ended.
func (f *formatter) runProps(s *scanner, from int) (int32, error) {
	id, ok := f.runIDs.find(s, from)
	if ok {
		return id, nil
	}
	if len(f.paraDirect)+len(f.runDirect) >= maxFormats {
		return 0, guardFormats.refuse("", nil)
	}
	in, ok := (fragment{in: nestOf(s), from: int32(from), to: int32(s.p)}).scan()
	if !ok {
		return 0, nil
	}
	id = f.addRun(in)
	f.runIDs.ids[string(s.b[from:s.p])] = id
	return id, nil
}

func (f *formatter) addRun(s *scanner) int32 {
	d := runDirect{}
	var id []byte
	if d.props, id = runPropsOf(s); id != nil {
		if st := f.styles.byID[string(id)]; st != nil && st.kind == "character" {
			d.style = st
		}
	}
	f.runDirect = append(f.runDirect, d)
	return int32(len(f.runDirect) - 1)
}

// runPropsOf reads an open w:rPr to its end, and which character style it names. What a tracked change replaced is
// not read.
func runPropsOf(s *scanner) (p runProps, style []byte) {
	p = noRunProps
	eachChild(s, func() {
		switch string(s.local) {
		case "rStyle":
			style = s.val()
		case "rPrChange":
			s.skip()
		default:
			p.read(s)
		}
	})
	return p, style
}

// readParaProps reads an open w:pPr to its end.
func (f *formatter) readParaProps(s *scanner) paraDirect {
	d := paraDirect{props: noParaProps}
	eachChild(s, func() {
		switch string(s.local) {
		case "pStyle":
			d.style = f.styles.of(s.val())
		case "rPr":
			d.mark = f.addRun(s)
		case "sectPr":
			d.section = readSection(s)
		case "pPrChange":
			s.skip()
		default:
			d.props.read(s)
		}
	})
	return d
}

// sheet is a style with what it is based on.
type sheet struct {
	para     paraProps // without what list levels say
	numbered paraProps // with what the level of the style's own list says
	run      runProps
	listed   bool // the style or its base names a list
}

// sheet resolves a style. It walks up to a style that is done, then down again; a cycle ends the walk where it closes.
func (f *formatter) sheet(d *style) *sheet {
	if sh := f.sheets[d]; sh != nil {
		return sh
	}
	var chain []*style
	seen := map[*style]bool{}
	for d != nil && f.sheets[d] == nil && !seen[d] && len(f.sheets)+len(chain) < maxFormats {
		seen[d] = true
		chain = append(chain, d)
		d = f.styles.byID[d.basedOn]
	}
	base := f.sheets[d]
	if base == nil {
		base = &sheet{para: noParaProps, numbered: noParaProps, run: noRunProps}
	}
	for _, c := range slices.Backward(chain) {
		base = f.derive(base, c)
		f.sheets[c] = base
	}
	return base
}

// derive puts what one style says over its base. The style that touches the list brings in the level's settings, under
// its own: an indent said beside the list wins over the list's.
func (f *formatter) derive(base *sheet, d *style) *sheet {
	sh := *base
	if s, ok := d.own.run.scan(); ok {
		p, _ := runPropsOf(s)
		sh.run.overlay(&p)
	}
	own := noParaProps
	if s, ok := d.own.para.scan(); ok {
		own = f.readParaProps(s).props
	}
	if d.id == "" {
		d.stated(&own, &sh.run)
	}
	if own.num[pNumID] != absent || own.num[pLevel] != absent {
		sh.numbered, sh.listed = sh.para, false
		if at, ok := f.lists.place(noProps, d); ok {
			sh.listed = true
			if p, ok := f.levelProps(at); ok {
				sh.numbered.overlay(&p)
			}
		}
	}
	sh.para.overlay(&own)
	sh.numbered.overlay(&own)
	return &sh
}

// stated gives what the style of an HTML element says, which has no place in a style sheet.
func (d *style) stated(para *paraProps, run *runProps) {
	if d.center == on {
		para.str[pAlign] = string(Center)
	}
	if d.outline > 0 {
		para.num[pOutline] = int32(d.outline - 1)
	}
	if d.size > 0 {
		run.num[rSize] = int32(d.size)
	}
}

// levelProps reads what a list level says about its paragraphs.
func (f *formatter) levelProps(at listPlace) (paraProps, bool) {
	s, ok := levelAt(at.a, at.num, at.level).para.scan()
	if !ok {
		return paraProps{}, false
	}
	p := f.readParaProps(s).props
	p.num[pNumID], p.num[pLevel] = absent, absent
	return p, true
}

// paragraph returns the format of a paragraph: direct is the number of its w:pPr, sty counts where there is none.
func (f *formatter) paragraph(direct int32, sty *style, in tableContext) *ParagraphFormat {
	d := &f.paraDirect[direct]
	if d.style != nil {
		sty = d.style
	} else if direct != 0 {
		sty = f.styles.paragraph
	}
	key := paraKey{direct, sty, in}
	if p := f.paragraphs[key]; p != nil {
		return p
	}
	if len(f.paragraphs) == maxFormats {
		f.full = true
		return &ParagraphFormat{base: &runBase{}}
	}
	p := f.face(sty, d.props, in)
	p.base = f.base(sty, in)
	p.Mark = f.format(p.base, d.mark)
	if at, ok := f.lists.place(d.props.said(), sty); ok {
		p.NumID, p.Level = at.numID, at.level
		p.Label = f.label(p.base, d.mark, at)
		p.Bullet = levelAt(at.a, at.num, at.level).format == "bullet"
	}
	f.paragraphs[key] = p
	return p
}

// face applies the levels of the hierarchy to a paragraph of a style that says props itself.
func (f *formatter) face(sty *style, props paraProps, in tableContext) *ParagraphFormat {
	sh, part := f.sheet(sty), f.part(in)
	said := props.said()
	at, listed := f.lists.place(said, sty)
	acc := f.para
	acc.overlay(&part.para)
	from, own := &sh.para, said.numID != numAbsent || said.level != numAbsent
	if listed && !own {
		from = &sh.numbered
	}
	acc.overlay(from)
	if part.para.str[pAlign] != "" && f.tableWins(from.str[pAlign] == string(Left)) {
		acc.str[pAlign] = part.para.str[pAlign]
	}
	if listed && own {
		if p, ok := f.levelProps(at); ok {
			acc.overlay(&p)
		}
	}
	acc.overlay(&props)
	p := acc.format()
	if p.Style = sty.name; p.Style == "" {
		p.Style = sty.id
	}
	return p
}

// said returns what the properties say about lists.
func (p *paraProps) said() props {
	out := noProps
	if n := p.num[pNumID]; n != absent {
		out.numID = int(n)
	}
	if n := p.num[pLevel]; n != absent {
		out.level = int(n)
	}
	return out
}

// tableWins says whether the table style's size or alignment stands above the paragraph style's: in documents of Word
// before 2010, where the paragraph style says no more than Word's own default. The compatibility setting
// overrideTableStyleFontSizeAndJustification, which later versions write, ends that.
func (f *formatter) tableWins(isDefault bool) bool { return isDefault && !f.set.styleOverTable }

// defaultRunSize is Word's own font size, 10 pt, in half points.
const defaultRunSize = 20

// base returns what the runs of a paragraph start from.
func (f *formatter) base(sty *style, in tableContext) *runBase {
	key := baseKey{sty, in}
	b := f.bases[key]
	if b == nil {
		sh, part := f.sheet(sty), f.part(in)
		b = &runBase{table: part.run, style: sh.run}
		if part.run.num[rSize] != absent && f.tableWins(sh.run.num[rSize] == defaultRunSize) {
			b.style.num[rSize] = absent
		}
		f.bases[key] = b
	}
	return b
}

// label returns the format of a list label: the level's settings over the paragraph mark's.
func (f *formatter) label(b *runBase, mark int32, at listPlace) *RunFormat {
	s, ok := levelAt(at.a, at.num, at.level).run.scan()
	if !ok {
		return f.format(b, mark)
	}
	p, _ := runPropsOf(s)
	d := f.runDirect[mark]
	d.props.overlay(&p)
	return f.resolve(b, &d)
}

// format returns the format of a run: direct is the number of its w:rPr.
func (f *formatter) format(b *runBase, direct int32) *RunFormat {
	key := runKey{b, direct}
	r := f.runs[key]
	if r == nil {
		if len(f.runs) == maxFormats {
			f.full = true
			return &RunFormat{}
		}
		r = f.resolve(b, &f.runDirect[direct])
		f.runs[key] = r
	}
	return r
}

// resolve applies the levels of the hierarchy to a run.
func (f *formatter) resolve(b *runBase, d *runDirect) *RunFormat {
	char := &noRunProps
	if d.style != nil {
		char = &f.sheet(d.style).run
	}
	acc := f.run
	for _, level := range [...]*runProps{&b.table, &b.style, char, &d.props} {
		acc.overlay(level)
	}
	for i := range rToggles {
		acc.num[i] = toggled(f.run.num[i], b.table.num[i], b.style.num[i], char.num[i], d.props.num[i])
	}
	r := acc.format(f)
	if d.style != nil {
		r.Style = d.style.name
	}
	if same := f.equal[r]; same != nil {
		return same
	}
	f.equal[r] = &r
	return &r
}

// toggled combines a toggle property: the run's own word is final; the document's default holds on; otherwise each
// level of styles that says yes turns it around (ECMA-376 part 1, 17.7.3).
func toggled(document, table, para, char, own int32) int32 {
	switch {
	case own != absent:
		return own
	case document == 1:
		return 1
	}
	n := int32(0)
	for _, v := range [...]int32{table, para, char} {
		if v == 1 {
			n ^= 1
		}
	}
	return n
}
