package docx

import (
	"bytes"
	"cmp"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// archive is the zip container, read strictly. archive/zip is not used because it is made to be lenient: it takes
// duplicate names, local headers that contradict the directory, junk before the first entry and overlapping entries,
// and it reads the whole directory before one can count it. Each of these makes two programs see two documents, or
// costs memory before a limit can be checked.
type archive struct {
	src     *source
	entries []entry
	byKey   map[string]int // folded name -> index in entries
}

// entry is one file of the archive.
type entry struct {
	name         string
	method       uint16
	flags        uint16
	time, date   uint16 // of the last change, in the format of MS-DOS
	crc          uint32
	csize, usize int64
	header, data int64 // offsets of the local header and of the bytes after it
}

// source is the caller's reader. It remembers a failed read, so that a disk error is not blamed on the document, and how
// much was inflated of the file as a whole, of a docx inside it too.
type source struct {
	r        io.ReaderAt
	size     int64
	err      error
	inflated int64
}

// ReadAt implements io.ReaderAt.
func (s *source) ReadAt(p []byte, off int64) (int, error) {
	n, err := s.r.ReadAt(p, off)
	if err != nil && !errors.Is(err, io.EOF) {
		s.err = err
	}
	return n, err //nolint:wrapcheck // io.ReaderAt: io.EOF must pass as it is
}

// bytes reads exactly n bytes at off.
func (s *source) bytes(off int64, n int) ([]byte, error) {
	if off < 0 || n < 0 || off > s.size-int64(n) {
		return nil, io.ErrUnexpectedEOF
	}
	p := make([]byte, n)
	got, err := s.ReadAt(p, off)
	if got == n {
		return p, nil
	}
	return nil, fmt.Errorf("read %d bytes at %d: %w", n, off, err)
}

const (
	sigLocal   = 0x04034b50
	sigCentral = 0x02014b50
	sigEnd     = 0x06054b50 // magicEnd
	sigEnd64   = 0x06064b50
	sigLoc64   = 0x07064b50

	lenLocal, lenCentral, lenEnd = 30, 46, 22

	methodStore, methodDeflate = 0, 8

	flagEncrypted  = 1 << 0
	flagDescriptor = 1 << 3
	flagUTF8       = 1 << 11
)

var (
	errZip       = errors.New("zip structure")
	errZipNames  = errors.New("local header and directory disagree")
	errZipTwice  = errors.New("two directories that disagree")
	errZipHidden = errors.New("entry outside the directory")
	errZipSize   = errors.New("inflated size is not the declared size")
	errZipSum    = errors.New("checksum")
	errZipMethod = errors.New("compression method")
)

// openArchive reads and checks the directory. No entry's data is read yet.
func openArchive(src *source) (*archive, error) {
	dirOff, dirSize, count, err := findDirectory(src)
	switch {
	case errors.Is(err, errZipTwice):
		return nil, guardTwoDirectories.refuse("", err)
	case err != nil:
		return nil, guardDirectory.refuse("", err)
	}
	if count > maxEntries {
		return nil, guardEntries.refuse("", fmt.Errorf("%d entries", count))
	}
	if dirSize > maxDirectory {
		return nil, guardDirectorySize.refuse("", nil)
	}
	dir, err := src.bytes(dirOff, int(dirSize))
	if err != nil {
		return nil, guardDirectory.refuse("", err)
	}
	a := &archive{src: src, byKey: make(map[string]int, count)}
	for len(dir) > 0 && len(a.entries) < count {
		e, n, perr := parseCentral(dir)
		switch {
		case errors.Is(perr, errZipNames):
			return nil, guardTwoNames.refuse(e.name, perr)
		case perr != nil:
			return nil, guardDirectory.refuse("", perr)
		}
		dir = dir[n:]
		a.entries = append(a.entries, e)
	}
	if len(a.entries) != count || len(dir) != 0 {
		return nil, guardDirectory.refuse("", errZip)
	}
	for _, check := range []func() error{a.checkNames, a.checkSizes, func() error { return a.checkLayout(dirOff) }} {
		if err := check(); err != nil {
			return nil, err
		}
	}
	return a, nil
}

// findDirectory finds the central directory through the end record. Programs look for that record in different ways,
// from the end or from the start, with and without regard to its comment; so there must be one only that makes sense.
func findDirectory(src *source) (off, size int64, count int, err error) {
	tail, err := src.bytes(max(0, src.size-lenEnd-0xFFFF), int(min(src.size, lenEnd+0xFFFF)))
	if err != nil {
		return 0, 0, 0, err
	}
	found := false
	err = fmt.Errorf("%w: no end record", errZip)
	for i := len(tail); ; {
		if i = bytes.LastIndex(tail[:i], magicEnd); i < 0 {
			break
		}
		if i+lenEnd > len(tail) || i+lenEnd+int(le16(tail[i+20:])) > len(tail) {
			continue
		}
		o, s, n, perr := parseEnd(src, tail[i:], src.size-int64(len(tail))+int64(i))
		switch {
		case errors.Is(perr, errZipTwice), perr == nil && found:
			return 0, 0, 0, errZipTwice
		case perr == nil:
			off, size, count, found, err = o, s, n, true, nil
		case !found:
			err = perr
		}
	}
	return off, size, count, err
}

// parseEnd reads the end record at end. The directory must lie right before it, or before the zip64 record.
func parseEnd(src *source, e []byte, end int64) (off, size int64, count int, err error) {
	count, size, off = int(le16(e[10:])), int64(le32(e[12:])), int64(le32(e[16:]))
	if loc, lerr := src.bytes(end-20, 20); lerr == nil && le32(loc) == sigLoc64 {
		off64, size64, count64, at, zerr := parseEnd64(src, int64(le64(loc[8:])))
		if zerr != nil {
			return 0, 0, 0, zerr
		}
		if count != 0xFFFF && count != count64 || size != 0xFFFFFFFF && size != size64 || off != 0xFFFFFFFF && off != off64 {
			return 0, 0, 0, errZipTwice
		}
		off, size, count, end = off64, size64, count64, at
	}
	if off < 0 || size < 0 || count < 0 || off > end || size != end-off {
		return 0, 0, 0, fmt.Errorf("%w: the directory is not where the end record says", errZip)
	}
	return off, size, count, nil
}

// parseEnd64 reads the zip64 end record. A 50 MiB file never needs one, yet some writers always make one.
func parseEnd64(src *source, at int64) (off, size int64, count int, end int64, err error) {
	e, err := src.bytes(at, 56)
	if err != nil {
		return 0, 0, 0, 0, err
	}
	n := le64(e[32:])
	if le32(e) != sigEnd64 || n > 1<<30 {
		return 0, 0, 0, 0, fmt.Errorf("%w: zip64 end record", errZip)
	}
	return int64(le64(e[48:])), int64(le64(e[40:])), int(n), at, nil
}

// parseCentral reads one directory record and returns how long it is.
func parseCentral(b []byte) (entry, int, error) {
	if len(b) < lenCentral || le32(b) != sigCentral {
		return entry{}, 0, fmt.Errorf("%w: directory record", errZip)
	}
	nameLen, extraLen, commentLen := int(le16(b[28:])), int(le16(b[30:])), int(le16(b[32:]))
	n := lenCentral + nameLen + extraLen + commentLen
	if n > len(b) {
		return entry{}, 0, fmt.Errorf("%w: directory record", errZip)
	}
	e := entry{
		name:   string(b[lenCentral : lenCentral+nameLen]),
		flags:  le16(b[8:]),
		method: le16(b[10:]),
		time:   le16(b[12:]),
		date:   le16(b[14:]),
		crc:    le32(b[16:]),
		csize:  int64(le32(b[20:])),
		usize:  int64(le32(b[24:])),
		header: int64(le32(b[42:])),
	}
	extra := b[lenCentral+nameLen : lenCentral+nameLen+extraLen]
	e.zip64(extra)
	if renames(extra, e.name) {
		return e, 0, fmt.Errorf("%w: another name in the extra field", errZipNames)
	}
	if e.csize < 0 || e.usize < 0 || e.header < 0 {
		return entry{}, 0, fmt.Errorf("%w: negative size", errZip)
	}
	return e, n, nil
}

// zip64 takes the fields that did not fit into 32 bits from the extra record that holds them.
func (e *entry) zip64(extra []byte) {
	for len(extra) >= 4 {
		id, n := le16(extra), int(le16(extra[2:]))
		extra = extra[4:]
		if n > len(extra) {
			return
		}
		if id == 1 {
			f := extra[:n]
			for _, v := range []*int64{&e.usize, &e.csize, &e.header} {
				if *v == 0xFFFFFFFF && len(f) >= 8 {
					*v = int64(le64(f))
					f = f[8:]
				}
			}
			return
		}
		extra = extra[n:]
	}
}

// renames reports whether an Info-ZIP Unicode Path record gives an entry another name, which some programs then use.
func renames(extra []byte, name string) bool {
	const unicodePath = 0x7075
	for len(extra) >= 4 {
		id, n := le16(extra), int(le16(extra[2:]))
		extra = extra[4:]
		if n > len(extra) {
			return false
		}
		if f := extra[:n]; id == unicodePath && n > 5 && le32(f[1:]) == crc32.ChecksumIEEE([]byte(name)) && string(f[5:]) != name {
			return true
		}
		extra = extra[n:]
	}
	return false
}

// checkNames refuses names that leave the package or that two programs could read differently.
func (a *archive) checkNames() error {
	for i, e := range a.entries {
		if e.flags&flagEncrypted != 0 {
			return guardEntryPassword.refuse("", nil)
		}
		if !safeName(e.name) {
			return guardEntryName.refuse(strconv.Quote(e.name), nil)
		}
		key := foldName(e.name)
		if _, dup := a.byKey[key]; dup {
			return guardTwinNames.refuse(strconv.Quote(e.name), nil)
		}
		a.byKey[key] = i
	}
	return nil
}

// safeName reports whether a name stays inside the package on every system.
func safeName(name string) bool {
	if name == "" || name[0] == '/' || !utf8.ValidString(name) || strings.ContainsRune(name, '\\') {
		return false
	}
	if strings.ContainsFunc(name, func(r rune) bool { return r < 0x20 || r == 0x7F }) {
		return false
	}
	if slices.Contains(strings.Split(name, "/"), "..") {
		return false
	}
	plain := unescapeName(name)
	return plain == name || strings.Count(plain, "/") == strings.Count(name, "/") && safeName(plain)
}

// foldName makes part names comparable: the format compares them without case (ECMA-376 part 2, 9.1.1), and what is
// percent-encoded in one place may be written out in another.
func foldName(name string) string { return strings.ToLower(unescapeName(name)) }

// unescapeName undoes percent-encoding; a name with a stray percent sign stays as it is.
func unescapeName(name string) string {
	if strings.IndexByte(name, '%') < 0 {
		return name
	}
	plain, err := url.PathUnescape(name)
	if err != nil || !utf8.ValidString(plain) {
		return name
	}
	return plain
}

// checkSizes refuses by the declared sizes; inflate holds each part that is read to them.
func (a *archive) checkSizes() error {
	var total int64
	for _, e := range a.entries {
		if e.usize >= ratioFrom && e.usize/maxRatio > e.csize {
			return guardRatio.refuse(e.name, nil)
		}
		if e.usize > maxInflated-total {
			return guardInflated.refuse("", nil)
		}
		total += e.usize
	}
	return nil
}

// checkLayout reads the local headers and refuses entries that share bytes with one another or with the directory.
// Overlap is looked for before names are compared: entries that share data cannot all repeat their names in it.
func (a *archive) checkLayout(dirOff int64) error {
	order := make([]*entry, len(a.entries))
	for i := range a.entries {
		order[i] = &a.entries[i]
	}
	slices.SortFunc(order, func(x, y *entry) int { return cmp.Compare(x.header, y.header) })
	var free int64
	for _, e := range order {
		if e.header < free {
			return guardOverlap.refuse("", nil)
		}
		free = e.header + lenLocal + e.csize
	}
	free = 0
	for _, e := range order {
		if e.header < free {
			return guardOverlap.refuse("", nil)
		}
		if err := a.refuseHidden(free, e.header); err != nil {
			return err
		}
		if err := e.locate(a.src); err != nil {
			if errors.Is(err, errZipNames) {
				return guardTwoNames.refuse(e.name, err)
			}
			return broken(e.name, err)
		}
		if free = e.data + e.csize; free > dirOff {
			return broken(e.name, fmt.Errorf("%w: data runs into the directory", errZip))
		}
	}
	return a.refuseHidden(free, dirOff)
}

// refuseHidden refuses an entry between from and to that the directory does not list: a program that reads from the
// start finds it. A data descriptor or padding may stand there.
func (a *archive) refuseHidden(from, to int64) error {
	if to-from < lenLocal {
		return nil
	}
	gap, err := a.src.bytes(from, int(to-from))
	if err != nil {
		return guardDirectory.refuse("", err)
	}
	if bytes.Contains(gap, magicZip) {
		return guardHiddenEntry.refuse("", errZipHidden)
	}
	return nil
}

// locate finds the data behind the local header, which must name the same entry in the same way.
func (e *entry) locate(src *source) error {
	h, err := src.bytes(e.header, lenLocal)
	if err != nil {
		return err
	}
	if le32(h) != sigLocal {
		return fmt.Errorf("%w: local header", errZip)
	}
	nameLen, extraLen := int(le16(h[26:])), int(le16(h[28:]))
	b, err := src.bytes(e.header+lenLocal, nameLen+extraLen)
	if err != nil {
		return err
	}
	if string(b[:nameLen]) != e.name || le16(h[8:]) != e.method || !e.agrees(h, b[nameLen:]) {
		return errZipNames
	}
	e.data = e.header + lenLocal + int64(nameLen+extraLen)
	return nil
}

// agrees reports whether a local header gives the sizes and the sum of the directory. It may leave them to a data
// descriptor behind the data, or the sizes to a zip64 record.
func (e *entry) agrees(h, extra []byte) bool {
	flags := le16(h[6:])
	if flags&flagEncrypted != 0 {
		return false
	}
	if flags&flagDescriptor != 0 {
		return true
	}
	local := entry{csize: int64(le32(h[18:])), usize: int64(le32(h[22:]))}
	local.zip64(extra)
	return le32(h[14:]) == e.crc && local.csize == e.csize && local.usize == e.usize
}

// find returns the entry of a part; name has no leading slash and may be in any case.
func (a *archive) find(name string) (*entry, bool) {
	i, ok := a.byKey[foldName(name)]
	if !ok {
		return nil, false
	}
	return &a.entries[i], true
}

// inflate returns the bytes of an entry. It never holds more than the declared size, which checkSizes has bounded.
func (a *archive) inflate(e *entry) ([]byte, error) {
	if e.usize > maxPart {
		return nil, guardPartSize.refuse(e.name, nil)
	}
	if a.src.inflated += e.usize; a.src.inflated > maxRead {
		return nil, guardRead.refuse("", nil)
	}
	packed, err := a.src.bytes(e.data, int(e.csize))
	if err != nil {
		return nil, broken(e.name, err)
	}
	b := partBytes(int(e.usize))
	raw := bytes.NewReader(packed) // the inflater reads it byte by byte, without a buffer of its own between
	switch e.method {
	case methodStore:
		err = readExactly(b, raw)
	case methodDeflate:
		err = inflateInto(b, raw)
	default:
		err = fmt.Errorf("%w %d", errZipMethod, e.method)
	}
	if err != nil {
		return nil, broken(e.name, err)
	}
	if _, err := raw.ReadByte(); !errors.Is(err, io.EOF) {
		return nil, broken(e.name, fmt.Errorf("%w: bytes behind the data", errZipSize))
	}
	if crc32.ChecksumIEEE(b) != e.crc {
		return nil, broken(e.name, errZipSum)
	}
	return b, nil
}

// buffers of parts are reused between files: every page of a fresh one costs a fault.
var buffers sync.Pool

// maxReused is the largest buffer that is kept for the next file, in bytes.
const maxReused = 32 << 20

// partBytes returns n bytes with anything in them.
func partBytes(n int) []byte {
	if b, ok := buffers.Get().(*[]byte); ok && cap(*b) >= n {
		return (*b)[:n]
	}
	return make([]byte, n)
}

// recycle gives a part back that nothing refers to any more.
func recycle(b []byte) {
	if cap(b) <= maxReused {
		buffers.Put(&b)
	}
}

// inflaters are reused between parts and files: each holds a window of 40 KB.
var inflaters = sync.Pool{New: func() any { return flate.NewReader(bytes.NewReader(nil)) }}

// inflateInto fills b with what r inflates to, which must be exactly that much.
func inflateInto(b []byte, r io.Reader) error {
	z, ok := inflaters.Get().(io.ReadCloser)
	if !ok {
		return errZipMethod
	}
	defer inflaters.Put(z)
	if err := z.(flate.Resetter).Reset(r, nil); err != nil { //nolint:forcetypeassert // what flate.NewReader returns is one, as documented
		return err
	}
	return readExactly(b, z)
}

// readExactly fills b from r, which must end there.
func readExactly(b []byte, r io.Reader) error {
	if _, err := io.ReadFull(r, b); err != nil {
		return fmt.Errorf("%w: %w", errZipSize, err)
	}
	var more [1]byte
	if n, err := r.Read(more[:]); n != 0 || !errors.Is(err, io.EOF) {
		return errZipSize
	}
	return nil
}

// Signatures of files people upload by mistake.
var (
	magicOLE = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}
	magicZip = []byte("PK\x03\x04")
	magicEnd = []byte("PK\x05\x06")
)

// sniff refuses by size and by the first bytes, in words that fit the kind of file.
func sniff(src *source) error {
	if src.size <= 0 {
		return guardEmptyFile.refuse("", nil)
	}
	if src.size > maxFileSize {
		return guardFileSize.refuse("", nil)
	}
	head, err := src.bytes(0, int(min(src.size, 512)))
	if err != nil {
		return broken("文件头", err)
	}
	switch text := bytes.ToLower(bytes.TrimLeft(head, "\xEF\xBB\xBF \t\r\n")); {
	case bytes.HasPrefix(head, magicZip):
		return nil
	case bytes.HasPrefix(head, magicOLE):
		return refuseOLE(src)
	case bytes.HasPrefix(head, []byte("%PDF")):
		return guardPDF.refuse("", nil)
	case bytes.HasPrefix(head, []byte(`{\rtf`)):
		return guardRTF.refuse("", nil)
	case bytes.HasPrefix(text, []byte("<?xml")), bytes.HasPrefix(text, []byte("<html")), bytes.HasPrefix(text, []byte("<!doctype html")),
		bytes.HasPrefix(text, []byte("mime-version")):
		return guardWebPage.refuse("", nil)
	default:
		return guardUnknownFormat.refuse("", nil)
	}
}

// refuseOLE tells a password from an old format: both live in the same container, and the person must do different
// things. The names of its streams are UTF-16 and may lie anywhere in the file.
func refuseOLE(src *source) error {
	const chunk = 256 << 10
	packed, word := utf16le("EncryptedPackage"), utf16le("WordDocument")
	buf := make([]byte, chunk+len(packed))
	for off := int64(0); off < src.size; off += chunk {
		n, err := src.ReadAt(buf, off)
		if bytes.Contains(buf[:n], packed) {
			return guardEncrypted.refuse("", nil)
		}
		if bytes.Contains(buf[:n], word) {
			return guardOldWord.refuse("", nil)
		}
		if err != nil {
			break
		}
	}
	return guardOldOffice.refuse("", nil)
}

// utf16le spells ASCII as UTF-16LE.
func utf16le(s string) []byte {
	b := make([]byte, 0, 2*len(s))
	for i := range len(s) {
		b = append(b, s[i], 0)
	}
	return b
}

func le16(b []byte) uint16 { return binary.LittleEndian.Uint16(b) }
func le32(b []byte) uint32 { return binary.LittleEndian.Uint32(b) }
func le64(b []byte) uint64 { return binary.LittleEndian.Uint64(b) }
