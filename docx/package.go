package docx

import (
	"errors"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
)

// opc is the package: parts, what they are (content types) and how they hang together (relations).
type opc struct {
	*archive
	defaults  map[string]string // lower-cased extension -> content type
	overrides map[string]string // folded part name -> content type
	relations int               // read so far
	main      string            // name of the main part, without leading slash
	mainRels  []relation
}

// relation is one relationship of a part.
type relation struct {
	id       string
	kind     string // last segment of the type, such as "styles"
	target   string // part name without leading slash; the raw target when external
	external bool
}

// Content types of main parts, lower-cased.
const (
	ctWordML    = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	ctMacroMain = "application/vnd.ms-word."
	ctVBA       = "application/vnd.ms-office.vbaproject"
)

// openPackage checks that the archive is a Word document and finds its main part.
func openPackage(src *source) (*opc, error) {
	if err := sniff(src); err != nil {
		return nil, err
	}
	a, err := openArchive(src)
	if err != nil {
		return nil, err
	}
	p := &opc{archive: a, defaults: map[string]string{}, overrides: map[string]string{}}
	if err := p.readTypes(); err != nil {
		return nil, err
	}
	if err := p.refuseMacros(); err != nil {
		return nil, err
	}
	if err := p.findMain(); err != nil {
		return nil, err
	}
	if p.mainRels, err = p.relationsOf(p.main); err != nil {
		return nil, err
	}
	return p, nil
}

// renew forgets how much has been read, so that a package may be read more than once.
func (p *opc) renew() { p.inflated, p.relations = 0, 0 }

// part returns a part as UTF-8 XML.
func (p *opc) part(name string) ([]byte, error) {
	e, ok := p.find(name)
	if !ok {
		return nil, broken(name, errNoPart)
	}
	b, err := p.inflate(e)
	if err != nil {
		return nil, err
	}
	if b, err = toUTF8(b); err != nil {
		return nil, broken(name, err)
	}
	return b, nil
}

// refuseXML turns an error of the scanner into a refusal for the part it was found in.
func refuseXML(part string, err error) error {
	switch {
	case errors.Is(err, errDoctype):
		return refuse(Unsafe, err, fmt.Sprintf("文件内部的 %s 含有 DTD 声明。", part), nextSaveAs)
	case errors.Is(err, errTooDeep), errors.Is(err, errTooMany):
		return refuse(Bomb, err, fmt.Sprintf("文件内部的 %s 结构异常（嵌套或属性过多）。", part), nextOrigin)
	}
	return broken(part, err)
}

// readTypes reads [Content_Types].xml, without which a zip is not a package.
func (p *opc) readTypes() error {
	const name = "[Content_Types].xml"
	if _, ok := p.find(name); !ok {
		return refuse(NotDocx, nil, "这是普通压缩包（或 OFD 等其他格式），不是 .docx。", nextSaveAs)
	}
	b, err := p.part(name)
	if err != nil {
		return err
	}
	s := &scanner{b: b}
	for t := s.next(); t != tokEOF; t = s.next() {
		if t != tokStart {
			continue
		}
		ct := strings.ToLower(strings.TrimSpace(s.value(nsOther, "ContentType")))
		switch {
		case s.is(nsCT, "Default"):
			p.defaults[strings.ToLower(s.value(nsOther, "Extension"))] = ct
		case s.is(nsCT, "Override"):
			p.overrides[foldName(strings.TrimPrefix(s.value(nsOther, "PartName"), "/"))] = ct
		}
	}
	if s.err != nil {
		return refuseXML(name, s.err)
	}
	return nil
}

// typeOf returns the lower-cased content type of a part, "" when none is declared.
func (p *opc) typeOf(name string) string {
	if ct, ok := p.overrides[foldName(name)]; ok {
		return ct
	}
	return p.defaults[strings.TrimPrefix(strings.ToLower(path.Ext(name)), ".")]
}

// findMain finds the main part by the package's own relations, and by content type where they are silent.
func (p *opc) findMain() error {
	rels, err := p.relationsOf("")
	if err != nil {
		return err
	}
	var found []string
	for _, r := range rels {
		if r.kind != "officeDocument" {
			continue
		}
		if r.external {
			return refuse(Unsafe, nil, "文件的正文指向外部地址。", nextSaveAs)
		}
		if !slices.ContainsFunc(found, func(f string) bool { return foldName(f) == foldName(r.target) }) {
			found = append(found, r.target)
		}
	}
	if len(found) == 0 {
		found = p.mainByType()
	}
	switch len(found) {
	case 0:
		return refuse(NotDocx, nil, "文件里没有 Word 正文，不是 .docx。", nextSaveAs)
	case 1:
		p.main = found[0]
	default:
		return refuse(Ambiguous, nil, "文件里有多份正文，不同软件会读出不同内容。", nextSaveAs)
	}
	return p.checkMain()
}

// mainByType lists the parts whose content type says that they are a main part.
func (p *opc) mainByType() []string {
	var found []string
	for _, e := range p.entries {
		if ct := p.typeOf(e.name); strings.HasPrefix(ct, ctWordML) && strings.HasSuffix(ct, ".main+xml") {
			found = append(found, e.name)
		}
	}
	return found
}

// checkMain refuses spreadsheets, presentations and macro documents by what they say they are. An unknown type passes:
// the root element of the part decides then.
func (p *opc) checkMain() error {
	switch ct := p.typeOf(p.main); {
	case strings.HasPrefix(ct, ctMacroMain) && strings.Contains(ct, "macroenabled"):
		return refuseMacro()
	case strings.Contains(ct, "spreadsheetml"), strings.Contains(ct, "ms-excel"):
		return refuse(NotDocx, nil, "这是 Excel 表格，不是 Word 文档。", nextSaveAs)
	case strings.Contains(ct, "presentationml"), strings.Contains(ct, "ms-powerpoint"):
		return refuse(NotDocx, nil, "这是 PowerPoint 演示文稿，不是 Word 文档。", nextSaveAs)
	}
	if _, ok := p.find(p.main); !ok {
		return broken(p.main, errors.New("the main part is missing"))
	}
	return nil
}

// refuseMacros refuses a VBA project by name, by content type and, in relationsOf, by relation: any one of them is
// enough for some program to load it.
func (p *opc) refuseMacros() error {
	for _, e := range p.entries {
		base := path.Base(foldName(e.name))
		if base == "vbaproject.bin" || base == "vbadata.xml" || p.typeOf(e.name) == ctVBA {
			return refuseMacro()
		}
	}
	return nil
}

func refuseMacro() error {
	return refuse(Macro, nil, "文件含有宏。", nextNoMacro)
}

// relationsOf reads the relations of a part; "" is the package itself. A part without relations has none.
func (p *opc) relationsOf(part string) ([]relation, error) {
	dir, base := path.Split(part)
	name := dir + "_rels/" + base + ".rels"
	if _, ok := p.find(name); !ok {
		return nil, nil
	}
	b, err := p.part(name)
	if err != nil {
		return nil, err
	}
	var rels []relation
	s := &scanner{b: b}
	for t := s.next(); t != tokEOF; t = s.next() {
		if t != tokStart || !s.is(nsPR, "Relationship") {
			continue
		}
		r := relation{id: s.value(nsOther, "Id"), kind: path.Base(s.value(nsOther, "Type")), target: s.value(nsOther, "Target")}
		if r.external = strings.EqualFold(s.value(nsOther, "TargetMode"), "External"); !r.external {
			r.target = resolveTarget(dir, r.target)
		}
		if r.kind == "vbaProject" {
			return nil, refuseMacro()
		}
		if p.relations++; p.relations > maxRelations {
			return nil, refuse(TooLarge, nil, "文件内部的关联过多。", nextOrigin)
		}
		rels = append(rels, r)
	}
	if s.err != nil {
		return nil, refuseXML(name, s.err)
	}
	return rels, nil
}

// resolveTarget makes a part name of a target. "../" stops at the root of the package: path.Clean of a rooted path
// cannot leave it.
func resolveTarget(dir, target string) string {
	if i := strings.IndexAny(target, "?#"); i >= 0 {
		target = target[:i]
	}
	if s, err := url.PathUnescape(target); err == nil {
		target = s
	}
	target = strings.ReplaceAll(target, `\`, "/")
	if !strings.HasPrefix(target, "/") {
		target = "/" + dir + target
	}
	return strings.TrimPrefix(path.Clean(target), "/")
}

// target returns the part that relation id of the main part points to.
func (p *opc) target(id string) (relation, bool) {
	i := slices.IndexFunc(p.mainRels, func(r relation) bool { return r.id == id })
	if i < 0 {
		return relation{}, false
	}
	return p.mainRels[i], true
}

// related lists the parts the main part is related to in a given way, such as "styles".
func (p *opc) related(kind string) []string {
	var names []string
	for _, r := range p.mainRels {
		if r.kind == kind && !r.external {
			if _, ok := p.find(r.target); ok {
				names = append(names, r.target)
			}
		}
	}
	return names
}
