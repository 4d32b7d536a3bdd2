package docx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Save writes the file as it came, byte for byte.
func (f *File) Save(w io.Writer) error {
	if _, err := io.Copy(w, io.NewSectionReader(f.src, 0, f.src.size)); err != nil {
		return fmt.Errorf("save docx: %w", err)
	}
	return nil
}

// edit is a change of a package on its way into a copy. Parts that are not named in it go out as the compressed bytes
// that came in.
type edit struct {
	f     *File
	parts map[string][]byte // changed and new parts, by name
	added []string          // the new ones, in order
}

func (f *File) edit() *edit { return &edit{f: f, parts: map[string][]byte{}} }

// part returns a part as it stands in the edit, as UTF-8.
func (e *edit) part(name string) ([]byte, error) {
	if b, ok := e.parts[foldName(name)]; ok {
		return b, nil
	}
	return e.f.read(func() ([]byte, error) { return e.f.pkg.part(name) })
}

// set changes a part. What was in another encoding becomes UTF-8.
func (e *edit) set(name string, b []byte) { e.parts[foldName(name)] = sayUTF8(b) }

// add makes a new part with a content type and relates a part to it, under a name that is free.
func (e *edit) add(from, kind, target, contentType string, b []byte) error {
	dir := path.Dir(from)
	ext := path.Ext(target)
	name := path.Join(dir, target)
	for n := 1; e.taken(name); n++ {
		name = path.Join(dir, strings.TrimSuffix(target, ext)+strconv.Itoa(n)+ext)
	}
	e.added = append(e.added, name)
	e.set(name, b)
	if err := e.declare(name, contentType); err != nil {
		return err
	}
	return e.relate(from, kind, path.Base(name))
}

func (e *edit) taken(name string) bool {
	_, there := e.f.pkg.find(name)
	_, made := e.parts[foldName(name)]
	return there || made
}

// declare gives a new part its content type.
func (e *edit) declare(name, contentType string) error {
	const types = "[Content_Types].xml"
	b, err := e.part(types)
	if err != nil {
		return err
	}
	b, err = appendChild(b, func(prefix string) string {
		return "<" + prefix + `Override PartName="/` + escapeAttr(name) + `" ContentType="` + contentType + `"/>`
	})
	if err != nil {
		return refuseXML(types, err)
	}
	e.set(types, b)
	return nil
}

// relate adds a relationship from a part to a target in the same folder.
func (e *edit) relate(from, kind, target string) error {
	dir, base := path.Split(from)
	name := dir + "_rels/" + base + ".rels"
	b := []byte(xmlDeclaration + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>`)
	if e.taken(name) {
		var err error
		if b, err = e.part(name); err != nil {
			return err
		}
	} else {
		e.added = append(e.added, name)
	}
	id := freeID(b)
	b, err := appendChild(b, func(prefix string) string {
		return "<" + prefix + `Relationship Id="` + id + `" Type="` + kind + `" Target="` + escapeAttr(target) + `"/>`
	})
	if err != nil {
		return refuseXML(name, err)
	}
	e.set(name, b)
	return nil
}

const xmlDeclaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// freeID is a relationship id that a part does not have yet.
func freeID(rels []byte) string {
	used := map[string]bool{}
	s := &scanner{b: rels}
	for t := s.next(); t != tokEOF; t = s.next() {
		if t == tokStart {
			used[s.value(nsOther, "Id")] = true
		}
	}
	for n := 1; ; n++ {
		if id := "rIdGuibei" + strconv.Itoa(n); !used[id] {
			return id
		}
	}
}

// appendChild puts markup before the end tag of the root; make gets the root's prefix with its colon, or "".
func appendChild(b []byte, make func(prefix string) string) ([]byte, error) {
	s := &scanner{b: b}
	root, end, empty := "", -1, false
	for t := tokStart; t != tokEOF; {
		at := s.p
		switch t = s.next(); {
		case t == tokStart && s.depth == 1:
			root, empty, end = string(s.frames[0].name), s.selfEnd, s.p
		case t == tokEnd && s.depth == 0 && !empty:
			end = at
		}
	}
	if s.err != nil {
		return nil, s.err
	}
	prefix := ""
	if i := strings.IndexByte(root, ':'); i >= 0 {
		prefix = root[:i+1]
	}
	child := make(prefix)
	if empty { // <Types/>
		open := bytes.TrimRight(bytes.TrimSuffix(b[:end], []byte("/>")), " \t\r\n")
		return slices.Concat(open, []byte(">"+child+"</"+root+">"), b[end:]), nil
	}
	return slices.Concat(b[:end], []byte(child), b[end:]), nil
}

// sayUTF8 makes the XML declaration of a part that was transcoded say so.
func sayUTF8(b []byte) []byte {
	name := declaredEncoding(b)
	if name == "" || name == "utf-8" || name == "utf8" {
		return b
	}
	decl, rest, _ := bytes.Cut(b, []byte("?>"))
	i := bytes.Index(decl, []byte("encoding"))
	q := bytes.IndexAny(decl[i:], `"'`) + i
	n := bytes.IndexByte(decl[q+1:], decl[q])
	return slices.Concat(decl[:q+1], []byte("UTF-8"), decl[q+1+n:], []byte("?>"), rest)
}

// write writes the changed package.
func (e *edit) write(w io.Writer) error {
	z := zip.NewWriter(w)
	for i := range e.f.pkg.entries {
		old := &e.f.pkg.entries[i]
		var err error
		if b, ok := e.parts[foldName(old.name)]; ok {
			err = deflate(z, old.zipHeader(), b)
		} else {
			err = e.copy(z, old)
		}
		if err != nil {
			return fmt.Errorf("write part %s: %w", old.name, err)
		}
	}
	for _, name := range e.added {
		if err := deflate(z, zip.FileHeader{Name: name}, e.parts[foldName(name)]); err != nil {
			return fmt.Errorf("write part %s: %w", name, err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("write docx: %w", err)
	}
	return nil
}

// zipHeader is the directory record of an entry without its sizes.
func (e *entry) zipHeader() zip.FileHeader {
	return zip.FileHeader{ //nolint:staticcheck // CreateRaw takes the time from the fields of MS-DOS only
		Name: e.name, Method: e.method, Flags: e.flags & flagUTF8, ModifiedTime: e.time, ModifiedDate: e.date,
	}
}

// copy writes an entry as the bytes it came as.
func (e *edit) copy(z *zip.Writer, old *entry) error {
	h := old.zipHeader()
	h.CRC32, h.CompressedSize64, h.UncompressedSize64 = old.crc, uint64(old.csize), uint64(old.usize)
	w, err := z.CreateRaw(&h)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, io.NewSectionReader(e.f.src, old.data, old.csize))
	return err
}

func deflate(z *zip.Writer, h zip.FileHeader, b []byte) error {
	h.Method = zip.Deflate
	w, err := z.CreateHeader(&h)
	if err != nil {
		return err
	}
	_, err = w.Write(b)
	return err
}

// escapeAttr escapes a value for a double-quoted attribute.
func escapeAttr(s string) string { return attrEscaper.Replace(s) }

var attrEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\t", "&#9;", "\n", "&#10;", "\r", "&#13;")

// escapeText escapes character data; what XML cannot hold is left out.
func escapeText(s string) string {
	return textEscaper.Replace(strings.Map(func(r rune) rune {
		if !xmlChar(r) {
			return -1
		}
		return r
	}, s))
}

var textEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#13;")
