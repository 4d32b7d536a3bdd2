package docx

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// bomb makes a docx whose main part is head, then n times unit, then tail, without holding it inflated.
func bomb(tb testing.TB, head, unit string, n int, tail string) []byte {
	tb.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	f := newFile("")
	inner, err := zip.NewReader(bytes.NewReader(f.bytes(tb)), int64(len(f.bytes(tb))))
	require.NoError(tb, err)
	for _, e := range inner.File {
		if e.Name != "word/document.xml" {
			require.NoError(tb, z.Copy(e))
		}
	}
	w, err := z.Create("word/document.xml")
	require.NoError(tb, err)
	_, err = io.WriteString(w, xmlHead+`<w:document `+allNS+`><w:body>`+head)
	require.NoError(tb, err)
	for range n {
		_, err = io.WriteString(w, unit)
		require.NoError(tb, err)
	}
	_, err = io.WriteString(w, tail+`</w:body></w:document>`)
	require.NoError(tb, err)
	require.NoError(tb, z.Close())
	return buf.Bytes()
}

// patch changes the only occurrence of old at or after the given marker.
func patch(tb testing.TB, b []byte, marker string, at int, new ...byte) []byte {
	tb.Helper()
	i := bytes.Index(b, []byte(marker))
	require.GreaterOrEqual(tb, i, 0)
	out := bytes.Clone(b)
	copy(out[i+at:], new)
	return out
}

// overlapping makes an archive whose directory names one stretch of data many times.
func overlapping(tb testing.TB, n int) []byte {
	tb.Helper()
	var data bytes.Buffer
	w, err := flate.NewWriter(&data, flate.BestCompression)
	require.NoError(tb, err)
	plain := []byte(strings.Repeat("media", 1000))
	_, err = w.Write(plain)
	require.NoError(tb, err)
	require.NoError(tb, w.Close())
	var out, dir bytes.Buffer
	le := func(to *bytes.Buffer, v ...any) {
		for _, x := range v {
			require.NoError(tb, binary.Write(to, binary.LittleEndian, x))
		}
	}
	size, usize, sum := uint32(data.Len()), uint32(len(plain)), crc32.ChecksumIEEE(plain)
	name := "a0000"
	le(&out, uint32(sigLocal), uint16(20), uint16(0), uint16(methodDeflate), uint32(0), sum, size, usize, uint16(len(name)), uint16(0))
	out.WriteString(name)
	out.Write(data.Bytes())
	for i := range n {
		le(&dir, uint32(sigCentral), uint16(20), uint16(20), uint16(0), uint16(methodDeflate), uint32(0), sum, size, usize,
			uint16(len(name)), uint16(0), uint16(0), uint16(0), uint16(0), uint32(0), uint32(0))
		fmt.Fprintf(&dir, "a%04d", i)
	}
	off := uint32(out.Len())
	out.Write(dir.Bytes())
	le(&out, uint32(sigEnd), uint16(0), uint16(0), uint16(n), uint16(n), uint32(dir.Len()), off, uint16(0))
	return out.Bytes()
}

// utf16Text spells ASCII as the stream names of an OLE container.
func ole(stream string) []byte {
	return append(append(bytes.Clone(magicOLE), make([]byte, 600)...), utf16le(stream)...)
}

func TestWhatMustNotComeInIsRefusedWithItsReason(t *testing.T) {
	t.Parallel()
	ok := newFile(pt("正文")).bytes(t)
	manyParts := newFile(pt("x"))
	for i := range maxEntries {
		manyParts.set(fmt.Sprintf("customXml/item%d.xml", i), "")
	}
	main := func(xml string) []byte { return newFile("").set("word/document.xml", xml).bytes(t) }
	body := func(s string) []byte { return newFile(s).bytes(t) }
	part := func(name, s string) []byte { return newFile(pt("x")).set(name, s).bytes(t) }
	macroMain := newFile("").set("word/document.xml", "<x/>")
	macroMain.types.Reset()
	macroMain.typeOf("word/document.xml", "application/vnd.ms-word.document.macroEnabled.main+xml")
	excel := newFile("")
	excel.types.Reset()
	excel.typeOf("word/document.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml")
	two := rels(`<Relationship Id="a" Type="` + relNS + `/officeDocument" Target="word/document.xml"/><Relationship Id="b" Type="` + relNS + `/officeDocument" Target="word/other.xml"/>`)
	doctype := func(dtd, text string) []byte {
		return main(`<?xml version="1.0"?>` + dtd + `<w:document xmlns:w="` + wNS + `"><w:body>` + pt(text) + `</w:body></w:document>`)
	}
	for name, c := range map[string]struct {
		file []byte
		want Reason
	}{
		"no bytes":                      {nil, Empty},
		"no text":                       {body(`<w:p/>` + pt("　 ")), Empty},
		"some other file":               {[]byte("hello world, not a docx"), NotDocx},
		"a PDF":                         {[]byte("%PDF-1.7"), NotDocx},
		"RTF":                           {[]byte(`{\rtf1 x}`), NotDocx},
		"HTML":                          {[]byte("<html><body>x"), NotDocx},
		"junk before the archive":       {append([]byte("JUNK"), ok...), NotDocx},
		"a zip that is no package":      {newFile("x").set("[Content_Types].xml", drop).bytes(t), NotDocx},
		"a spreadsheet":                 {excel.bytes(t), NotDocx},
		"another root element":          {main(`<a xmlns="urn:x"/>`), NotDocx},
		"an encrypted document":         {ole("EncryptedPackage"), Encrypted},
		"an encrypted entry":            {patch(t, ok, "PK\x01\x02", 8, 1), Encrypted},
		"an old document":               {ole("WordDocument"), LegacyDoc},
		"some other OLE container":      {ole("Workbook"), LegacyDoc},
		"a VBA project by name":         {part("word/vbaProject.bin", "x"), Macro},
		"a VBA project by relation":     {newFile(pt("x")).with("vbaProject", "v", "x.bin", "x").bytes(t), Macro},
		"a macro document by type":      {macroMain.bytes(t), Macro},
		"too many entries":              {manyParts.bytes(t), TooLarge},
		"paragraphs all the same":       {bomb(t, pt("x"), `<w:p w:rsidR="00AB12CD"><w:pPr/></w:p>`, 50_000, ""), Bomb},
		"text that compresses too well": {bomb(t, "<w:p><w:r><w:t>", strings.Repeat("A", 1<<20), 8, "</w:t></w:r></w:p>"), Bomb},
		"millions of empty paragraphs":  {bomb(t, "", strings.Repeat("<w:p/>", 10_000), 100, ""), Bomb},
		"overlapping entries":           {overlapping(t, 5000), Bomb},
		"the same name twice":           {newFile(pt("一")).set("word/Document.xml", "x").bytes(t), Ambiguous},
		"two main parts":                {newFile(pt("一")).set("word/other.xml", "x").set("_rels/.rels", two).bytes(t), Ambiguous},
		"headers that disagree":         {patch(t, ok, "word/document.xml", 0, 'W'), Ambiguous},
		"a name that climbs out":        {part("../../evil", "x"), Unsafe},
		"a name that climbs out later":  {part("word/../../evil", "x"), Unsafe},
		"an absolute name":              {part("/etc/passwd", "x"), Unsafe},
		"a Windows name":                {part(`..\evil`, "x"), Unsafe},
		"a name that is not UTF-8":      {part("a\xff", "x"), Unsafe},
		"a target outside the package":  {newFile(pt("x")).set("_rels/.rels", rels(`<Relationship Id="a" Type="`+relNS+`/officeDocument" Target="../../../../etc/passwd"/>`)).bytes(t), Broken},
		"an external main part":         {newFile(pt("x")).set("_rels/.rels", rels(`<Relationship Id="a" Type="`+relNS+`/officeDocument" TargetMode="External" Target="http://127.0.0.1:9/"/>`)).bytes(t), Unsafe},
		"a billion laughs":              {doctype(`<!DOCTYPE x [<!ENTITY a "lol">]>`, "&a;"), Unsafe},
		"an external entity":            {doctype(`<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>`, "&x;"), Unsafe},
		"an external DTD":               {doctype(`<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">`, "x"), Unsafe},
		"an unknown entity":             {body(pt("&nbsp;")), Broken},
		"deep controls":                 {body(strings.Repeat("<w:sdt><w:sdtContent>", 20_000) + pt("x") + strings.Repeat("</w:sdtContent></w:sdt>", 20_000)), Bomb},
		"deep tables":                   {body(strings.Repeat("<w:tbl><w:tr><w:tc>", 200) + pt("x") + strings.Repeat("</w:tc></w:tr></w:tbl>", 200)), Bomb},
		"a huge attribute":              {body(`<w:p w:rsidR="` + strings.Repeat("0123456789abcdef!?+-", maxAttrLen/20+1) + `"/>`), Bomb},
		"a flood of attributes":         {body(`<w:p ` + strings.Repeat(`a="1" `, maxAttrs+1) + `/>`), Bomb},
		"a flood of declarations":       {body(strings.Repeat(`<a `+strings.Repeat(`xmlns:b="c" `, 200)+`>`, 3) + strings.Repeat(`</a>`, 3)), Bomb},
		"bad UTF-8":                     {body(pt("\xff\xfe\xc0\x80")), Broken},
		"a control character":           {body(pt("a\x01b")), Broken},
		"a control character by code":   {body(pt("a&#x1;b")), Broken},
		"an unknown encoding":           {main(`<?xml version="1.0" encoding="klingon"?><a/>`), Broken},
		"half a file":                   {ok[:len(ok)/2], Broken},
		"a wrong checksum":              {patch(t, patch(t, ok, "PK\x01\x02", 16, 1, 2, 3, 4), "PK\x03\x04", 14, 0), Broken},
		"an unknown compression":        {patch(t, patch(t, ok, "PK\x01\x02", 10, 99), "PK\x03\x04", 8, 99), Broken},
		"a part that is not there":      {newFile("").set("word/document.xml", drop).bytes(t), Broken},
		"half a part":                   {main(`<w:document xmlns:w="` + wNS + `"><w:body>` + pt("x")), Broken},
		"tags that cross":               {body(`<w:p><w:r></w:p></w:r>`), Broken},
		"text after the root":           {main(`<w:document xmlns:w="` + wNS + `"/>x`), Broken},
		"two roots":                     {main(`<w:document xmlns:w="` + wNS + `"/><a/>`), Broken},
		"an attribute without a value":  {body(`<w:p a/>`), Broken},
		"a chunk without HTML":          {chunkFile("a.mht", "message/rfc822", "x").bytes(t), Broken},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := openBytes(c.file)
			requireRefusal(t, err)
			require.Equal(t, c.want, ReasonOf(err), "%v", err)
		})
	}
}

// requireRefusal checks that an error speaks to the person who uploaded the file.
func requireRefusal(tb testing.TB, err error) {
	tb.Helper()
	var r *Refusal
	require.ErrorAs(tb, err, &r)
	require.NotEmpty(tb, r.Reason)
	require.Contains(tb, r.Msg, "请")
	require.True(tb, strings.HasSuffix(r.Msg, "。"), r.Msg)
	require.Contains(tb, err.Error(), string(r.Reason))
}

func TestTooManyParagraphsAreRefusedEvenWhenTheyCompressBadly(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	seed := uint32(1)
	for range maxParagraphs + 1 {
		seed = seed*1664525 + 1013904223
		fmt.Fprintf(&b, `<w:p w:rsidR="%08X"/>`, seed)
	}
	_, err := openBytes(newFile(b.String()).bytes(t))
	requireRefusal(t, err)
	require.Equal(t, TooLarge, ReasonOf(err))
}

func TestABombIsRefusedBeforeItIsInflated(t *testing.T) { //nolint:paralleltest // counts allocations
	for name, b := range map[string][]byte{
		"text":       bomb(t, "<w:p><w:r><w:t>", strings.Repeat("A", 1<<20), 16, "</w:t></w:r></w:p>"),
		"paragraphs": bomb(t, "", strings.Repeat("<w:p/>", 10_000), 200, ""),
		"overlap":    overlapping(t, 5000),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := openBytes(b)
		runtime.ReadMemStats(&after)
		require.Equal(t, Bomb, ReasonOf(err), name)
		require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(8<<20), name)
	}
}

func TestASizeThatLiesStopsAtWhatWasDeclared(t *testing.T) {
	t.Parallel()
	plain := newFile("").set("word/document.xml", strings.Repeat("A", 5<<20)).bytes(t)
	i := bytes.LastIndex(plain, []byte("word/document.xml"))
	for _, usize := range []uint32{100, 6 << 20, 1} {
		b := bytes.Clone(plain)
		binary.LittleEndian.PutUint32(b[i-lenCentral+24:], usize)
		_, err := openBytes(b)
		requireRefusal(t, err)
		require.Contains(t, []Reason{Broken, Bomb}, ReasonOf(err))
	}
}

func TestADiskErrorIsNotBlamedOnTheDocument(t *testing.T) {
	t.Parallel()
	errDisk := errors.New("disk on fire")
	b := newFile(pt("正文")).bytes(t)
	for off := int64(0); off < int64(len(b)); off += 7 {
		_, err := Open(failing{bytes.NewReader(b), off, errDisk}, int64(len(b)))
		require.ErrorIs(t, err, errDisk)
		require.Empty(t, ReasonOf(err))
	}
}

// failing fails each read that touches the byte at off.
type failing struct {
	r   io.ReaderAt
	off int64
	err error
}

func (f failing) ReadAt(p []byte, off int64) (int, error) {
	if off <= f.off && f.off < off+int64(len(p)) {
		return 0, f.err
	}
	return f.r.ReadAt(p, off) //nolint:wrapcheck // test double
}

func TestAnOversizedFileIsRefusedUnread(t *testing.T) {
	t.Parallel()
	_, err := Open(failing{nil, 0, errors.New("was read")}, maxFileSize+1)
	requireRefusal(t, err)
	require.Equal(t, TooLarge, ReasonOf(err))
}
