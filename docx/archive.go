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
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// archive is the zip container, read strictly. archive/zip is not used because it is made to be lenient: it takes
// duplicate names, local headers that contradict the directory, junk before the first entry and overlapping entries,
// and it reads the whole directory before one can count it. Each of these makes two programs see two documents, or
// costs memory before a limit can be checked.
type archive struct {
	src      *source
	entries  []entry
	byKey    map[string]int // folded name -> index in entries
	inflated int64
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

// source is the caller's reader. It remembers a failed read, so that a disk error is not blamed on the document.
type source struct {
	r    io.ReaderAt
	size int64
	err  error
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
	sigEnd     = 0x06054b50
	sigEnd64   = 0x06064b50
	sigLoc64   = 0x07064b50

	lenLocal, lenCentral, lenEnd = 30, 46, 22

	methodStore, methodDeflate = 0, 8

	flagEncrypted = 1 << 0
	flagUTF8      = 1 << 11
)

var (
	errZip       = errors.New("zip structure")
	errZipNames  = errors.New("local header and directory disagree")
	errZipSize   = errors.New("inflated size is not the declared size")
	errZipSum    = errors.New("checksum")
	errZipMethod = errors.New("compression method")
)

// openArchive reads and checks the directory. No entry's data is read yet.
func openArchive(src *source) (*archive, error) {
	dirOff, dirSize, count, err := findDirectory(src)
	if err != nil {
		return nil, broken("压缩目录", err)
	}
	if count > maxEntries {
		return nil, refuse(TooLarge, nil, fmt.Sprintf("文件内部有 %d 个部件，超过上限 %d 个。", count, maxEntries), nextOrigin)
	}
	if dirSize > maxDirectory {
		return nil, refuse(Bomb, nil, "文件的压缩目录异常庞大。", nextOrigin)
	}
	dir, err := src.bytes(dirOff, int(dirSize))
	if err != nil {
		return nil, broken("压缩目录", err)
	}
	a := &archive{src: src, byKey: make(map[string]int, count)}
	for len(dir) > 0 && len(a.entries) < count {
		e, n, perr := parseCentral(dir)
		if perr != nil {
			return nil, broken("压缩目录", perr)
		}
		dir = dir[n:]
		a.entries = append(a.entries, e)
	}
	if len(a.entries) != count || len(dir) != 0 {
		return nil, broken("压缩目录", errZip)
	}
	for _, check := range []func() error{a.checkNames, a.checkSizes, func() error { return a.checkLayout(dirOff) }} {
		if err := check(); err != nil {
			return nil, err
		}
	}
	return a, nil
}

// findDirectory finds the central directory through the end record, which is the last one whose comment fits.
func findDirectory(src *source) (off, size int64, count int, err error) {
	tail, err := src.bytes(max(0, src.size-lenEnd-0xFFFF), int(min(src.size, lenEnd+0xFFFF)))
	if err != nil {
		return 0, 0, 0, err
	}
	at := -1
	for i := len(tail) - lenEnd; i >= 0; i-- {
		if le32(tail[i:]) == sigEnd && i+lenEnd+int(le16(tail[i+20:])) <= len(tail) {
			at = i
			break
		}
	}
	if at < 0 {
		return 0, 0, 0, fmt.Errorf("%w: no end record", errZip)
	}
	e := tail[at:]
	end := src.size - int64(len(tail)) + int64(at)
	count, size, off = int(le16(e[10:])), int64(le32(e[12:])), int64(le32(e[16:]))
	if count == 0xFFFF || size == 0xFFFFFFFF || off == 0xFFFFFFFF {
		if off, size, count, err = findDirectory64(src, end); err != nil {
			return 0, 0, 0, err
		}
	}
	if off < 0 || size < 0 || off > end || size > end-off || count < 0 {
		return 0, 0, 0, fmt.Errorf("%w: directory outside the file", errZip)
	}
	return off, size, count, nil
}

// findDirectory64 reads the zip64 end record. A 50 MiB file never needs one, yet some writers always make one.
func findDirectory64(src *source, end int64) (off, size int64, count int, err error) {
	loc, err := src.bytes(end-20, 20)
	if err != nil {
		return 0, 0, 0, err
	}
	if le32(loc) != sigLoc64 {
		return 0, 0, 0, fmt.Errorf("%w: no zip64 locator", errZip)
	}
	e, err := src.bytes(int64(le64(loc[8:])), 56)
	if err != nil {
		return 0, 0, 0, err
	}
	n := le64(e[32:])
	if le32(e) != sigEnd64 || n > 1<<30 {
		return 0, 0, 0, fmt.Errorf("%w: zip64 end record", errZip)
	}
	return int64(le64(e[48:])), int64(le64(e[40:])), int(n), nil
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
	e.zip64(b[lenCentral+nameLen : lenCentral+nameLen+extraLen])
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

// checkNames refuses names that leave the package or that two programs could read differently.
func (a *archive) checkNames() error {
	for i, e := range a.entries {
		if e.flags&flagEncrypted != 0 {
			return refuse(Encrypted, nil, "文件内部的部件设有压缩密码。", nextUnlock)
		}
		if !safeName(e.name) {
			return refuse(Unsafe, nil, fmt.Sprintf("文件内部有不合规的部件名 %q。", e.name), nextSaveAs)
		}
		key := foldName(e.name)
		if _, dup := a.byKey[key]; dup {
			return refuse(Ambiguous, nil, fmt.Sprintf("文件内部有重名部件 %q，不同软件会读出不同内容。", e.name), nextSaveAs)
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
	return !slices.Contains(strings.Split(name, "/"), "..")
}

// foldName makes part names comparable: the format compares them without case (ECMA-376 part 2, 9.1.1).
func foldName(name string) string { return strings.ToLower(name) }

// checkSizes refuses by the declared sizes; inflate holds each part that is read to them.
func (a *archive) checkSizes() error {
	var total int64
	for _, e := range a.entries {
		if e.usize >= ratioFrom && e.usize/maxRatio > e.csize {
			return refuse(Bomb, nil, fmt.Sprintf("文件内部的 %s 压缩比异常，疑似压缩炸弹。", e.name), nextOrigin)
		}
		if e.usize > maxInflated-total {
			return refuse(Bomb, nil, "文件解压后过于庞大，疑似压缩炸弹。", nextOrigin)
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
			return refuseOverlap()
		}
		free = e.header + lenLocal + e.csize
	}
	free = 0
	for _, e := range order {
		if e.header < free {
			return refuseOverlap()
		}
		if err := e.locate(a.src); err != nil {
			if errors.Is(err, errZipNames) {
				return refuse(Ambiguous, err, fmt.Sprintf("文件内部的 %s 前后名称不一致，不同软件会读出不同内容。", e.name), nextSaveAs)
			}
			return broken(e.name, err)
		}
		if free = e.data + e.csize; free > dirOff {
			return broken(e.name, fmt.Errorf("%w: data runs into the directory", errZip))
		}
	}
	return nil
}

func refuseOverlap() error {
	return refuse(Bomb, nil, "文件内部的部件互相重叠，疑似压缩炸弹。", nextOrigin)
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
	name, err := src.bytes(e.header+lenLocal, nameLen)
	if err != nil {
		return err
	}
	if string(name) != e.name || le16(h[8:]) != e.method {
		return errZipNames
	}
	e.data = e.header + lenLocal + int64(nameLen+extraLen)
	return nil
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
		return nil, refuse(TooLarge, nil, fmt.Sprintf("文件内部的 %s 解压后超过 %d MB。", e.name, maxPart>>20), nextSplit)
	}
	if a.inflated += e.usize; a.inflated > maxInflated {
		return nil, refuse(Bomb, nil, "文件解压后过于庞大，疑似压缩炸弹。", nextOrigin)
	}
	packed, err := a.src.bytes(e.data, int(e.csize))
	if err != nil {
		return nil, broken(e.name, err)
	}
	b := make([]byte, e.usize)
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
	if crc32.ChecksumIEEE(b) != e.crc {
		return nil, broken(e.name, errZipSum)
	}
	return b, nil
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
)

// sniff refuses by size and by the first bytes, in words that fit the kind of file.
func sniff(src *source) error {
	if src.size <= 0 {
		return refuse(Empty, nil, "文件是空的（0 字节）。", nextOrigin)
	}
	if src.size > maxFileSize {
		return refuse(TooLarge, nil, fmt.Sprintf("文件超过 %d MB。", maxFileSize>>20), nextSplit)
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
		return refuse(NotDocx, nil, "这是 PDF 文件，不是 .docx。", nextText)
	case bytes.HasPrefix(head, []byte(`{\rtf`)):
		return refuse(NotDocx, nil, "这是 RTF 文件，不是 .docx。", nextSaveAs)
	case bytes.HasPrefix(text, []byte("<?xml")), bytes.HasPrefix(text, []byte("<html")), bytes.HasPrefix(text, []byte("<!doctype html")),
		bytes.HasPrefix(text, []byte("mime-version")):
		return refuse(NotDocx, nil, "这是网页或 XML 文件，不是 .docx。", nextSaveAs)
	default:
		return refuse(NotDocx, nil, "这不是 .docx 文件。", nextSaveAs)
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
			return refuse(Encrypted, nil, "这是加密文档（设有打开密码或权限保护）。", nextUnlock)
		}
		if bytes.Contains(buf[:n], word) {
			return refuse(LegacyDoc, nil, "这是旧版 .doc（或 .wps）文档。", nextSaveAs)
		}
		if err != nil {
			break
		}
	}
	return refuse(LegacyDoc, nil, "这是加密文档或旧版 .doc。", nextSaveAs)
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
