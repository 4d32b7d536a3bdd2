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
	mainByID  map[string]relation
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
	p.mainByID = make(map[string]relation, len(p.mainRels))
	for _, r := range p.mainRels {
		p.mainByID[r.id] = r
	}
	return p, nil
}

// signed reports whether the package carries a digital signature.
func (p *opc) signed() bool {
	return slices.ContainsFunc(p.entries, func(e entry) bool { return strings.HasPrefix(foldName(e.name), "_xmlsignatures/") })
}

// renew forgets how much has been read, so that a package may be read more than once.
func (p *opc) renew() { p.src.inflated, p.relations = 0, 0 }

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
		return nil, refuseXML(name, err)
	}
	return b, nil
}

// smallPart is part for what stays in memory when it has been read: content types, relations, styles, lists.
func (p *opc) smallPart(name string) ([]byte, error) {
	if e, ok := p.find(name); ok && e.usize > maxSmallPart {
		return nil, guardSmallPart.refuse(name, nil)
	}
	return p.part(name)
}

// refuseXML turns an error of the scanner into a refusal for the part it was found in.
func refuseXML(part string, err error) error {
	if stopped, ok := errors.AsType[guardError](err); ok {
		return stopped.guard.refuse(part, err)
	}
	return broken(part, err)
}

// readTypes reads [Content_Types].xml, without which a zip is not a package.
func (p *opc) readTypes() error {
	const name = "[Content_Types].xml"
	if _, ok := p.find(name); !ok {
		return guardNoTypes.refuse("", nil)
	}
	b, err := p.smallPart(name)
	if err != nil {
		return err
	}
	s := &scanner{b: b}
	for t := s.next(); t != tokEOF; t = s.next() {
		if t != tokStart {
			continue
		}
		ct, _, _ := strings.Cut(strings.ToLower(s.value(nsOther, "ContentType")), ";") // a parameter says nothing
		ct = strings.TrimSpace(ct)
		of := p.defaults
		var key string
		switch {
		case s.is(nsCT, "Default"):
			key = strings.ToLower(s.value(nsOther, "Extension"))
		case s.is(nsCT, "Override"):
			of, key = p.overrides, foldName(strings.TrimPrefix(s.value(nsOther, "PartName"), "/"))
		default:
			continue
		}
		if was, twice := of[key]; twice && was != ct {
			return guardTwoTypes.refuse(key, nil)
		}
		of[key] = ct
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
			return guardExternalMain.refuse("", nil)
		}
		if !slices.ContainsFunc(found, func(f string) bool { return foldName(f) == foldName(r.target) }) {
			if found = append(found, r.target); len(found) > 1 {
				break
			}
		}
	}
	if len(found) == 0 {
		found = p.mainByType()
	}
	switch len(found) {
	case 0:
		return guardNoMain.refuse("", nil)
	case 1:
		p.main = found[0]
	default:
		return guardTwoMains.refuse("", nil)
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
		return guardMacro.refuse("", nil)
	case strings.Contains(ct, "spreadsheetml"), strings.Contains(ct, "ms-excel"):
		return guardExcel.refuse("", nil)
	case strings.Contains(ct, "presentationml"), strings.Contains(ct, "ms-powerpoint"):
		return guardPowerPoint.refuse("", nil)
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
			return guardMacro.refuse("", nil)
		}
	}
	return nil
}

// relationsOf reads the relations of a part; "" is the package itself. A part without relations has none.
func (p *opc) relationsOf(part string) ([]relation, error) {
	dir, base := path.Split(part)
	name := dir + "_rels/" + base + ".rels"
	if _, ok := p.find(name); !ok {
		return nil, nil
	}
	b, err := p.smallPart(name)
	if err != nil {
		return nil, err
	}
	var rels []relation
	ids := map[string]bool{}
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
			return nil, guardMacro.refuse("", nil)
		}
		if p.relations++; p.relations > maxRelations {
			return nil, guardRelations.refuse("", nil)
		}
		if ids[r.id] {
			return nil, guardTwinRelations.refuse(name, fmt.Errorf("relation %q twice", r.id))
		}
		ids[r.id] = true
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
	r, ok := p.mainByID[id]
	return r, ok
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
