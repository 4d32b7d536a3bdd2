package docx

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// rewritten is an honest file of one paragraph, changed by hand.
func rewritten(f func(testing.TB, []record) []record) func(testing.TB) []byte {
	return func(tb testing.TB) []byte {
		tb.Helper()
		return assemble(f(tb, honest(tb, newFile(pt("正文"))))).bytes()
	}
}

// mainRecord is an honest file whose main part's entry is changed.
func mainRecord(f func(*record)) func(testing.TB) []byte {
	return rewritten(func(_ testing.TB, rs []record) []record { return change(rs, "word/document.xml", f) })
}

// other is a main part that says something else.
const other = `<w:document xmlns:w="` + wNS + `"><w:body><w:p><w:r><w:t>另一份</w:t></w:r></w:p></w:body></w:document>`

// extra64 is a zip64 record of an extra field.
func extra64(sizes ...uint64) []byte {
	var b []byte
	for _, n := range sizes {
		b = binary.LittleEndian.AppendUint64(b, n)
	}
	return extraField(1, b)
}

// hostileArchives lie in the container.
func hostileArchives() []hostile {
	const full = 0xFFFFFFFF
	named := func(name string) func(testing.TB) []byte {
		return rewritten(func(_ testing.TB, rs []record) []record { return append(rs, stored(name, "x")) })
	}
	return slices.Concat([]hostile{
		{"an ordinary archive, written by hand", mainRecord(func(*record) {}), "", "正文"},
		{"padding between entries", mainRecord(func(r *record) { r.between = make([]byte, 100) }), "", "正文"},
		{"zip64 sizes that are not needed", mainRecord(func(r *record) {
			r.extra = extra64(uint64(r.usize), uint64(r.csize))
			r.localExtra = r.extra
			r.usize, r.csize, r.localUsize, r.localCsize = full, full, full, full
		}), "", "正文"},
		{"zip64 sizes that do not agree", mainRecord(func(r *record) {
			r.localExtra = extra64(5, 5)
			r.localUsize, r.localCsize = full, full
		}), "two_names", ""},
		{"zip64 sizes that are missing", mainRecord(func(r *record) { r.usize, r.csize = full, full }), "inflated", ""},
		{"a zip64 size beyond the file", mainRecord(func(r *record) {
			r.extra = extra64(uint64(r.usize), 1<<40)
			r.csize = full
			r.usize = full
		}), "two_names", ""},
		{"a negative zip64 size", mainRecord(func(r *record) { r.usize, r.extra = full, extra64(1<<63) }), "directory", ""},
		{"a local size that does not agree", mainRecord(func(r *record) { r.localUsize, r.localCsize = 3, 3 }), "two_names", ""},
		{"a local sum that does not agree", mainRecord(func(r *record) { r.localSum++ }), "two_names", ""},
		{"a local password", mainRecord(func(r *record) { r.localFlags = flagEncrypted }), "two_names", ""},
		{"a password", mainRecord(func(r *record) { r.flags = flagEncrypted }), "entry_password", ""},
		{"another compression in the local header", mainRecord(func(r *record) { r.method = methodDeflate }), "part", ""},
		{"an unknown compression", mainRecord(func(r *record) { r.method = 99 }), "part", ""},
		{"another name in the extra field", mainRecord(func(r *record) {
			path := binary.LittleEndian.AppendUint32([]byte{1}, crc32.ChecksumIEEE([]byte(r.name)))
			r.extra = extraField(0x7075, append(path, "word/other.xml"...))
		}), "two_names", ""},
		{"the same name in the extra field", mainRecord(func(r *record) {
			path := binary.LittleEndian.AppendUint32([]byte{1}, crc32.ChecksumIEEE([]byte(r.name)))
			r.extra = extraField(0x7075, append(path, r.name...))
		}), "", "正文"},
		{"an extra field that ends early", mainRecord(func(r *record) { r.extra = []byte{1, 0, 99, 0, 1} }), "", "正文"},
		{"an entry that only a reader from the start sees", rewritten(func(_ testing.TB, rs []record) []record {
			r := stored("word/document.xml", other)
			r.hidden = true
			return slices.Concat([]record{r}, rs)
		}), "hidden_entry", ""},
		{"an entry hidden behind the others", rewritten(func(_ testing.TB, rs []record) []record {
			r := stored("word/document.xml", other)
			r.hidden = true
			return append(rs, r)
		}), "hidden_entry", ""},
		{"two entries on one header", rewritten(func(_ testing.TB, rs []record) []record {
			r := rs[0]
			r.alias, r.name = true, "word/copy.xml"
			return append(rs, r)
		}), "overlap", ""},
		{"a name with a NUL", named("word/a\x00.xml"), "entry_name", ""},
		{"a name with a line end", named("word/a\n.xml"), "entry_name", ""},
		{"an empty name", named(""), "entry_name", ""},
		{"an absolute name", named("/etc/passwd"), "entry_name", ""},
		{"a name that climbs out later", named("word/../../evil"), "entry_name", ""},
		{"a name that climbs out in code", named("word/%2e%2E/%2e./evil"), "entry_name", ""},
		{"a slash in code", named("word%2Fdocument.xml"), "entry_name", ""},
		{"a name that is no UTF-8", named("a\xff"), "entry_name", ""},
		{"a stray percent sign", named("word/media/100%.png"), "", "正文"},
		{"a name that is the same in another case", named("WORD/Document.XML"), "twin_names", ""},
		{"a name that is the same in code", named("word/docu%6Dent.xml"), "twin_names", ""},
	}, hostileDirectories())
}

// hostileDirectories lie in the directory of the archive.
func hostileDirectories() []hostile {
	whole := func(f func(a archived) []byte) func(testing.TB) []byte {
		return func(tb testing.TB) []byte {
			tb.Helper()
			return f(assemble(honest(tb, newFile(pt("正文")))))
		}
	}
	entries := func(a archived) int { return int(le16(a.end[10:])) }
	return []hostile{
		{"a zip64 end record that is not needed", whole(func(a archived) []byte {
			at := len(a.entries) + len(a.dir)
			return slices.Concat(a.entries, a.dir, endRecord64(entries(a), len(a.dir), len(a.entries), at), a.end)
		}), "", "正文"},
		{"a zip64 end record for everything", whole(func(a archived) []byte {
			at := len(a.entries) + len(a.dir)
			return slices.Concat(a.entries, a.dir, endRecord64(entries(a), len(a.dir), len(a.entries), at), endRecord(0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, ""))
		}), "", "正文"},
		{"a zip64 end record that does not agree", whole(func(a archived) []byte {
			at := len(a.entries) + len(a.dir)
			return slices.Concat(a.entries, a.dir, endRecord64(1, len(a.dir), len(a.entries), at), a.end)
		}), "two_directories", ""},
		{"a zip64 end record with a trillion entries", whole(func(a archived) []byte {
			at := len(a.entries) + len(a.dir)
			return slices.Concat(a.entries, a.dir, endRecord64(1<<40, len(a.dir), len(a.entries), at), endRecord(0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, ""))
		}), "directory", ""},
		{"a zip64 end record that is not there", whole(func(a archived) []byte {
			return slices.Concat(a.entries, a.dir, endRecord(0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, ""))
		}), "directory", ""},
		{"a second directory in the comment of the first", whole(func(a archived) []byte {
			first := slices.Concat(a.entries, a.dir)
			second := slices.Concat(a.dir, endRecord(entries(a), len(a.dir), len(first)+lenEnd, ""))
			return slices.Concat(first, endRecord(entries(a), len(a.dir), len(a.entries), string(second)), second[:0], second)
		}), "two_directories", ""},
		{"an end record in a comment, of nothing", whole(func(a archived) []byte {
			fake := endRecord(3, 5, 7, "")
			return slices.Concat(a.entries, a.dir, endRecord(entries(a), len(a.dir), len(a.entries), string(fake)), fake[:0], fake)
		}), "", "正文"},
		{"a byte behind the archive", whole(func(a archived) []byte { return append(a.bytes(), '\n') }), "", "正文"},
		{"a directory that begins earlier", whole(func(a archived) []byte {
			return slices.Concat(a.entries, a.dir, endRecord(entries(a), len(a.dir)+4, len(a.entries)-4, ""))
		}), "directory", ""},
		{"a directory that is somewhere else", whole(func(a archived) []byte {
			return slices.Concat(a.entries, a.dir, endRecord(entries(a), len(a.dir), 0, ""))
		}), "directory", ""},
		{"fewer entries than the directory holds", whole(func(a archived) []byte {
			return slices.Concat(a.entries, a.dir, endRecord(entries(a)-1, len(a.dir), len(a.entries), ""))
		}), "directory", ""},
		{"a directory of long names", func(tb testing.TB) []byte {
			tb.Helper()
			rs := honest(tb, newFile(pt("正文")))
			for i := range 270 {
				rs = append(rs, stored(strings.Repeat("a", 65_000)+itoa(i), ""))
			}
			return assemble(rs).bytes()
		}, "directory_size", ""},
		{"more than fits", given(make([]byte, maxFileSize+1)), "file_size", ""},
		{"half a gigabyte by small steps", func(tb testing.TB) []byte {
			tb.Helper()
			rs := honest(tb, newFile(pt("正文")))
			for i := range 3 {
				r := stored("word/media/i"+itoa(i), padding(1<<20))
				r.usize, r.localUsize = 180<<20, 180<<20
				rs = append(rs, r)
			}
			return assemble(rs).bytes()
		}, "inflated", ""},
	}
}

// hostilePackages lie in what the parts are and how they hang together.
func hostilePackages() []hostile {
	const macroMain = "application/vnd.ms-word.document.macroEnabled.main+xml"
	typed := func(contentType string) func(testing.TB) []byte {
		return made(func() *file {
			f := newFile(pt("正文"))
			f.types.Reset()
			return f.typeOf("word/document.xml", contentType)
		})
	}
	root := func(rs ...string) func(testing.TB) []byte {
		return made(func() *file {
			return newFile(pt("正文")).set("word/other.xml", other).set("_rels/.rels", rels(strings.Join(rs, "")))
		})
	}
	const office = "application/vnd.openxmlformats-officedocument."
	return slices.Concat([]hostile{
		{"a PDF", given([]byte("%PDF-1.7")), "pdf", ""},
		{"RTF", given([]byte(`{\rtf1 x}`)), "rtf", ""},
		{"a web page", given([]byte("\xEF\xBB\xBF<html><body>x")), "web_page", ""},
		{"an encrypted document", given(ole("EncryptedPackage")), "encrypted", ""},
		{"a document of Word 97", given(ole("WordDocument")), "old_word", ""},
		{"some other OLE container", given(ole("Workbook")), "old_office", ""},
		{"a zip that is no package", made(func() *file { return newFile("x").set("[Content_Types].xml", drop) }), "no_types", ""},
		{"a spreadsheet", typed(office + "spreadsheetml.sheet.main+xml"), "excel", ""},
		{"a presentation", typed(office + "presentationml.presentation.main+xml"), "powerpoint", ""},
		{"a macro document by type", typed(macroMain), "macro", ""},
		{"macros by relation", made(func() *file { return newFile(pt("x")).with("vbaProject", "v", "x.bin", "x") }), "macro", ""},
		{"macros by type", made(func() *file { return newFile(pt("x")).set("a.bin", "x").typeOf("a.bin", ctVBA) }), "macro", ""},
		{"another root element", mainPart(`<a xmlns="urn:x"/>`), "not_word", ""},
		{"no main part by any sign", made(func() *file {
			f := newFile(pt("x")).set("_rels/.rels", rels(""))
			f.types.Reset()
			return f
		}), "no_main", ""},
		{"an external main part", root(rel("a", "officeDocument", "http://127.0.0.1:9/", external)), "external_main", ""},
		{"two main parts", root(rel("a", "officeDocument", "word/document.xml", ""), rel("b", "officeDocument", "word/other.xml", "")), "two_mains", ""},
		{"one main part said twice", root(rel("a", "officeDocument", "word/document.xml", ""), rel("b", "officeDocument", "/WORD/document.xml", "")), "", "正文"},
		{"a main part said twice, in Strict too", root(rel("a", "officeDocument", "word/document.xml", ""),
			`<Relationship Id="b" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="word/other.xml"/>`), "two_mains", ""},
		{"50,000 main parts", root(numbered(maxRelations, func(i int) string { return rel("r"+itoa(i), "officeDocument", "m"+itoa(i), "") }), padding(100<<10)), "two_mains", ""},
		{"one part of two types", made(func() *file { return newFile(pt("x")).typeOf("word/document.xml", "text/html") }), "two_types", ""},
		{"one part of one type, said twice", made(func() *file { return newFile(pt("正文")).typeOf("Word/Document.xml", wordML+"document.main+xml") }), "", "正文"},
		{"one ending of two types", made(func() *file {
			f := newFile(pt("x"))
			f.types.WriteString(`<Default Extension="XML" ContentType="text/plain"/>`)
			return f
		}), "two_types", ""},
		{"two relations of one id", made(func() *file {
			return newFile(pt("x")).with("aFChunk", "c", "a.html", "甲").with("aFChunk", "c", "b.html", "乙")
		}), "twin_relations", ""},
		{"50,001 relations", made(func() *file {
			f := newFile(pt("x") + padding(100<<10))
			f.rels.WriteString(padding(100<<10) + numbered(maxRelations+1, func(i int) string { return rel("r"+itoa(i), "image", "i", "") }))
			return f
		}), "relations", ""},
		{"relations of 33 MB", func(tb testing.TB) []byte {
			tb.Helper()
			return pack(tb, newFile(pt("x")), "word/_rels/document.xml.rels", repeated{rels("") + padding(200<<10), strings.Repeat(" ", 1<<20), 33, ""})
		}, "small_part", ""},
	}, hostileEncodings())
}

// hostileEncodings are parts whose letters are in doubt.
func hostileEncodings() []hostile {
	wide := func(s string, size int) string {
		var b bytes.Buffer
		for _, c := range s {
			b.Write([]byte{byte(c), byte(c >> 8), 0, 0}[:size])
		}
		return b.String()
	}
	declared := func(name string) string {
		return `<?xml version="1.0" encoding="` + name + `"?><w:document xmlns:w="` + wNS + `"><w:body>` + pt("+ZYdO9g-") + `</w:body></w:document>`
	}
	return []hostile{
		{"UTF-7", mainPart(declared("UTF-7")), "part", ""},
		{"EBCDIC", mainPart(declared("IBM037")), "part", ""},
		{"UTF-32 with a mark", mainPart("\xFF\xFE\x00\x00" + wide(declared("UTF-32"), 4)), "part", ""},
		{"UTF-32 without a mark", mainPart(wide(declared("UTF-32"), 4)), "part", ""},
		{"UTF-16 that says UTF-8", mainPart("\xFF\xFE" + wide(declared("UTF-8"), 2)), "", "+ZYdO9g-"},
		{"UTF-8 that says UTF-16", mainPart(declared("UTF-16")), "part", ""},
		{"UTF-16 of 33 MB", func(tb testing.TB) []byte {
			tb.Helper()
			text := repeated{pt(""), pt("x") + strings.Repeat(" ", 1<<19), 33, ""}.body()
			return pack(tb, newFile(""), "word/document.xml", repeated{"\xFF\xFE" + wide(text.head+padding(200<<10), 2), wide(text.unit, 2), text.n, wide(text.tail, 2)})
		}, "recoded", ""},
		{"a NUL in the text", bodyOf(pt("a\x00b")), "part", ""},
		{"half a character", bodyOf(pt("a\xe4\xb8")), "part", ""},
		{"a surrogate", bodyOf(pt("a\xed\xa0\x80")), "part", ""},
		{"a surrogate by code", bodyOf(pt("a&#xD800;")), "part", ""},
		{"a character beyond the last", bodyOf(pt("a&#x110000;")), "part", ""},
		{"a number without end", bodyOf(pt("a&#" + strings.Repeat("9", 1000) + ";")), "part", ""},
	}
}

func TestAFreeRelationIsFoundWhereTheFileHasTakenMany(t *testing.T) {
	t.Parallel()
	taken := rels(numbered(50_000, func(i int) string { return rel("rIdGuibei"+itoa(i+1), "image", "i", "") }))
	require.Equal(t, "rIdGuibei50001", freeID([]byte(taken)))
}
