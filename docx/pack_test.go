package docx

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"hash/crc32"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// repeated is content that is too long to make: head, then n times unit, then tail.
type repeated struct {
	head, unit string
	n          int
	tail       string
}

// body puts markup around what is repeated, so that it is a main part.
func (r repeated) body() repeated {
	r.head = xmlHead + `<w:document ` + allNS + `><w:body>` + r.head
	r.tail += `</w:body></w:document>`
	return r
}

// size and sum are those of the whole, of which nothing is held.
func (r repeated) size() int { return len(r.head) + r.n*len(r.unit) + len(r.tail) }

func (r repeated) sum() uint32 {
	sum := crc32.ChecksumIEEE([]byte(r.head))
	unit := []byte(r.unit)
	for range r.n {
		sum = crc32.Update(sum, crc32.IEEETable, unit)
	}
	return crc32.Update(sum, crc32.IEEETable, []byte(r.tail))
}

// deflated compresses the unit once: blocks that end in a flush may be copied.
func (r repeated) deflated(tb testing.TB) []byte {
	tb.Helper()
	var out bytes.Buffer
	block := func(s string, last bool) []byte {
		var b bytes.Buffer
		w, err := flate.NewWriter(&b, flate.BestCompression)
		require.NoError(tb, err)
		_, err = io.WriteString(w, s)
		require.NoError(tb, err)
		if last {
			require.NoError(tb, w.Close())
		} else {
			require.NoError(tb, w.Flush())
		}
		return b.Bytes()
	}
	out.Write(block(r.head, false))
	unit := block(r.unit, false)
	for range r.n {
		out.Write(unit)
	}
	out.Write(block(r.tail, true))
	return out.Bytes()
}

// pack writes f with one more part, or with one of its parts replaced by such content.
func pack(tb testing.TB, f *file, name string, content repeated) []byte {
	tb.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	plain := f.bytes(tb)
	inner, err := zip.NewReader(bytes.NewReader(plain), int64(len(plain)))
	require.NoError(tb, err)
	for _, e := range inner.File {
		if e.Name != name {
			require.NoError(tb, z.Copy(e))
		}
	}
	data := content.deflated(tb)
	w, err := z.CreateRaw(&zip.FileHeader{
		Name: name, Method: zip.Deflate, CRC32: content.sum(),
		CompressedSize64: uint64(len(data)), UncompressedSize64: uint64(content.size()),
	})
	require.NoError(tb, err)
	_, err = w.Write(data)
	require.NoError(tb, err)
	require.NoError(tb, z.Close())
	return buf.Bytes()
}

// padding is a comment that does not compress, so that a part stays below the limit on the ratio.
func padding(bytes int) string {
	b := make([]byte, bytes)
	for i, n := 0, uint64(1); i < bytes; i++ {
		n = n*6364136223846793005 + 1442695040888963407
		b[i] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/"[n>>58]
	}
	return "<!--" + string(b) + "-->"
}

// pad400 is enough of it for 80 MB that compress to nothing.
var pad400 = sync.OnceValue(func() string { return padding(400 << 10) })

// record is an entry written by hand: what the local header says and what the directory says may differ.
type record struct {
	name, localName            string
	data                       []byte
	method, flags, localFlags  uint16
	sum, localSum              uint32
	csize, usize               uint32
	localCsize, localUsize     uint32
	extra, localExtra, between []byte
	hidden                     bool // has no place in the directory
	at                         int  // offset of another entry's local header to use instead of one of its own, with alias
	alias                      bool
}

// stored is an honest entry without compression.
func stored(name, content string) record {
	n, sum := uint32(len(content)), crc32.ChecksumIEEE([]byte(content))
	return record{
		name: name, localName: name, data: []byte(content), sum: sum, localSum: sum,
		csize: n, usize: n, localCsize: n, localUsize: n,
	}
}

// honest is f as records.
func honest(tb testing.TB, f *file) []record {
	tb.Helper()
	plain := f.bytes(tb)
	inner, err := zip.NewReader(bytes.NewReader(plain), int64(len(plain)))
	require.NoError(tb, err)
	var out []record
	for _, e := range inner.File {
		r, err := e.Open()
		require.NoError(tb, err)
		b, err := io.ReadAll(r)
		require.NoError(tb, err)
		out = append(out, stored(e.Name, string(b)))
	}
	return out
}

// change returns the records with the one of that name changed.
func change(rs []record, name string, f func(*record)) []record {
	out := slices.Clone(rs)
	f(&out[slices.IndexFunc(out, func(r record) bool { return r.name == name })])
	return out
}

// archived is the parts of an archive written by hand.
type archived struct{ entries, dir, end []byte }

func (a archived) bytes() []byte { return slices.Concat(a.entries, a.dir, a.end) }

// assemble writes records as an archive.
func assemble(rs []record) archived {
	var a archived
	le := binary.LittleEndian
	offsets := make([]int, len(rs))
	for i, r := range rs {
		offsets[i] = len(a.entries)
		if r.alias {
			offsets[i] = r.at
			continue
		}
		h := le.AppendUint32(nil, sigLocal)
		h = le.AppendUint16(h, 20)
		h = le.AppendUint16(h, r.localFlags)
		h = le.AppendUint16(h, r.method)
		h = le.AppendUint32(h, 0x21<<16)
		h = le.AppendUint32(h, r.localSum)
		h = le.AppendUint32(h, r.localCsize)
		h = le.AppendUint32(h, r.localUsize)
		h = le.AppendUint16(h, uint16(len(r.localName)))
		h = le.AppendUint16(h, uint16(len(r.localExtra)))
		for _, b := range [][]byte{h, []byte(r.localName), r.localExtra, r.data, r.between} {
			a.entries = append(a.entries, b...)
		}
	}
	count := 0
	for i, r := range rs {
		if r.hidden {
			continue
		}
		count++
		a.dir = append(a.dir, central(r, offsets[i])...)
	}
	a.end = endRecord(count, len(a.dir), len(a.entries), "")
	return a
}

// central is the record of the directory.
func central(r record, offset int) []byte {
	le := binary.LittleEndian
	h := le.AppendUint32(nil, sigCentral)
	h = le.AppendUint32(h, 20<<16|20)
	h = le.AppendUint16(h, r.flags)
	h = le.AppendUint16(h, r.method)
	h = le.AppendUint32(h, 0x21<<16)
	h = le.AppendUint32(h, r.sum)
	h = le.AppendUint32(h, r.csize)
	h = le.AppendUint32(h, r.usize)
	h = le.AppendUint16(h, uint16(len(r.name)))
	h = le.AppendUint16(h, uint16(len(r.extra)))
	h = append(h, make([]byte, 10)...)
	h = le.AppendUint32(h, uint32(offset))
	return slices.Concat(h, []byte(r.name), r.extra)
}

// endRecord is the end record of an archive.
func endRecord(count, size, offset int, comment string) []byte {
	le := binary.LittleEndian
	h := le.AppendUint32(nil, sigEnd)
	h = le.AppendUint32(h, 0)
	h = le.AppendUint16(h, uint16(min(count, 0xFFFF)))
	h = le.AppendUint16(h, uint16(min(count, 0xFFFF)))
	h = le.AppendUint32(h, uint32(min(size, 0xFFFFFFFF)))
	h = le.AppendUint32(h, uint32(min(offset, 0xFFFFFFFF)))
	h = le.AppendUint16(h, uint16(len(comment)))
	return append(h, comment...)
}

// endRecord64 is the zip64 end record and its locator, which lie before the end record at offset at.
func endRecord64(count, size, offset, at int) []byte {
	le := binary.LittleEndian
	h := le.AppendUint32(nil, sigEnd64)
	h = le.AppendUint64(h, 44)
	h = le.AppendUint32(h, 45<<16|45)
	h = le.AppendUint64(h, 0)
	h = le.AppendUint64(h, uint64(count))
	h = le.AppendUint64(h, uint64(count))
	h = le.AppendUint64(h, uint64(size))
	h = le.AppendUint64(h, uint64(offset))
	h = le.AppendUint32(h, sigLoc64)
	h = le.AppendUint32(h, 0)
	h = le.AppendUint64(h, uint64(at))
	return le.AppendUint32(h, 1)
}

// extraField is one record of an extra field.
func extraField(id uint16, data []byte) []byte {
	h := binary.LittleEndian.AppendUint16(nil, id)
	h = binary.LittleEndian.AppendUint16(h, uint16(len(data)))
	return append(h, data...)
}

// ole is the start of an OLE container with a stream of that name.
func ole(stream string) []byte {
	return append(append(bytes.Clone(magicOLE), make([]byte, 600)...), utf16le(stream)...)
}

// overlapping makes a docx whose directory names one stretch of data many times.
func overlapping(tb testing.TB, n int) []byte {
	tb.Helper()
	rs := honest(tb, newFile(pt("正文")))
	at := len(assemble(rs).entries)
	media := repeated{unit: strings.Repeat("media", 1000), n: 1}
	data := media.deflated(tb)
	m := record{data: data, method: methodDeflate, sum: media.sum(), localSum: media.sum()}
	m.csize, m.usize = uint32(len(data)), uint32(media.size())
	m.localCsize, m.localUsize = m.csize, m.usize
	for i := range n {
		m.name = "word/media/a" + strings.Repeat("0", 5-len(itoa(i))) + itoa(i)
		m.localName, m.at, m.alias = m.name, at, i > 0
		rs = append(rs, m)
	}
	return assemble(rs).bytes()
}
