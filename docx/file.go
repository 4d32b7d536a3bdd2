package docx

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// File is a docx as a package: every part as it came. It does not change; what is written goes into a copy. It may not
// be used by several goroutines at once.
type File struct {
	pkg *opc
	src *source
	// ours says that we wrote it: it may be without text, where all of it was suggested to be deleted.
	ours bool
}

var errNoPart = errors.New("part is missing")

// Part is one file of the package.
type Part struct {
	Name string // without leading slash
	Type string // content type in lower case, "" when none is declared
	Size int64  // bytes, inflated
}

// OpenFile opens a docx for reading in all views and for writing annotated copies. r must stay readable as long as the
// File is used. Errors are as in Open.
func OpenFile(r io.ReaderAt, size int64) (*File, error) {
	src := &source{r: r, size: size}
	pkg, err := openPackage(src)
	if src.err != nil {
		return nil, fmt.Errorf("read docx: %w", src.err)
	}
	if err != nil {
		return nil, err
	}
	return &File{pkg: pkg, src: src}, nil
}

// OpenBytes is OpenFile for a file in memory; b must not be changed while the File is used.
func OpenBytes(b []byte) (*File, error) { return OpenFile(bytes.NewReader(b), int64(len(b))) }

// Parts lists the files of the package in the order in which they lie in it.
func (f *File) Parts() []Part {
	out := make([]Part, 0, len(f.pkg.entries))
	for _, e := range f.pkg.entries {
		out = append(out, Part{Name: e.name, Type: f.pkg.typeOf(e.name), Size: e.usize})
	}
	return out
}

// Main is the name of the main part.
func (f *File) Main() string { return f.pkg.main }

// Part returns the bytes of a part as they came.
func (f *File) Part(name string) ([]byte, error) {
	e, ok := f.pkg.find(name)
	if !ok {
		return nil, broken(name, errNoPart)
	}
	return f.read(func() ([]byte, error) { return f.pkg.inflate(e) })
}

// Signed reports whether the file carries a digital signature, which holds for the file as it came and for no copy that
// something was written into.
func (f *File) Signed() bool { return f.pkg.signed() }

// Read reads the document in one view.
func (f *File) Read(v View) (*Document, error) {
	d, _, err := f.load(v, false)
	return d, err
}

// load reads the document; traced keeps where its text lies in the main part.
func (f *File) load(v View, traced bool) (*Document, *storyReader, error) {
	f.pkg.renew()
	l := &loader{pkg: f.pkg, view: v, traced: traced, mayBeEmpty: f.ours}
	d, body, err := l.document()
	if f.src.err != nil {
		return nil, nil, fmt.Errorf("read docx: %w", f.src.err)
	}
	return d, body, err
}

// read keeps an error of the disk apart from one of the document.
func (f *File) read(do func() ([]byte, error)) ([]byte, error) {
	f.pkg.renew()
	b, err := do()
	if f.src.err != nil {
		return nil, fmt.Errorf("read docx: %w", f.src.err)
	}
	return b, err
}
