package docx

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// hostile is a file made to harm whoever opens it, or to show two readers two documents.
type hostile struct {
	name string
	file func(testing.TB) []byte
	code Code   // what it is refused for, "" for a file that opens
	text string // of one that opens
}

// written are files that open and are refused, or bounded, when a copy with comments is to be made of them.
func written() []hostile {
	return []hostile{
		{"a million and one pieces of text", flood(repeated{pad400() + `<w:p><w:r>`, strings.Repeat(`<w:t>x</w:t>`, 1000), maxPieces/1000 + 1, `</w:r></w:p>`}), "pieces", ""},
		{"a million and one runs", flood(repeated{pad400() + pt("x") + `<w:p>`, strings.Repeat(`<w:r/>`, 1000), maxPieces/1000 + 1, `</w:p>`}), "pieces", ""},
	}
}

// maxCost is what opening any file may allocate in all, which is more than it ever holds: 512 MiB.
const maxCost = 512 << 20

// allHostile lists every hostile file of these tests.
func allHostile() []hostile {
	return slices.Concat(knownHostile(), hostileArchives(), hostilePackages(), hostileMarkup(), hostileFloods(), hostileChunks())
}

func TestHostileFilesAreBoundedWhereMoreThanTheTextIsRead(t *testing.T) { //nolint:paralleltest // counts allocations
	if underRace {
		t.Skip("takes minutes under the race detector; go test without -race runs it")
	}
	for _, h := range append(written(), openedFloods()...) { //nolint:paralleltest // as above
		t.Run(h.name, func(t *testing.T) {
			f, err := OpenBytes(h.file(t))
			require.NoError(t, err)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, _, err = f.load(Final, true)
			runtime.ReadMemStats(&after)
			require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(maxCost))
			if h.code != "" {
				requireRefusal(t, err)
				requireCode(t, h.code, err)
				return
			}
			require.NoError(t, err)
			runtime.ReadMemStats(&before)
			_, err = f.Formatted()
			runtime.ReadMemStats(&after)
			require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(maxCost))
			require.NoError(t, err)
		})
	}
}

// underRaceToo are the hostile files that are opened under the race detector: those that do not take long.
func underRaceToo() []hostile {
	return slices.Concat(knownHostile(), hostileArchives(), hostilePackages(), hostileMarkup())
}

func TestHostileFilesAreRefusedOrOpenWithinBounds(t *testing.T) { //nolint:paralleltest // counts allocations
	files := allHostile()
	if underRace {
		files = underRaceToo()
	}
	for _, h := range files { //nolint:paralleltest // as above
		t.Run(h.name, func(t *testing.T) {
			file := h.file(t)
			src := &source{r: bytes.NewReader(file), size: int64(len(file))}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			d, err := open(src)
			runtime.ReadMemStats(&after)
			require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(maxCost))
			// Time is not measured here, work is: reading takes a few nanoseconds for each byte that is inflated.
			require.LessOrEqual(t, src.inflated, int64(maxRead)+maxPart)
			t.Logf("%d KB: %d KB allocated, %d KB inflated", len(file)>>10, (after.TotalAlloc-before.TotalAlloc)>>10, src.inflated>>10)
			if h.code == "" {
				require.NoError(t, err)
				requireConsistent(t, d)
				require.Equal(t, h.text, d.Text())
				return
			}
			requireRefusal(t, err)
			requireCode(t, h.code, err)
		})
	}
}

// requireCode checks the cause of a refusal, and that the limit is named where it is one.
func requireCode(tb testing.TB, code Code, err error) {
	tb.Helper()
	var r *Refusal
	require.ErrorAs(tb, err, &r)
	require.Equal(tb, code, r.Code, "%v", err)
	i := slices.IndexFunc(guards[:], func(c cause) bool { return c.code == code })
	require.Equal(tb, guards[i].reason, r.Reason)
	require.Contains(tb, r.Msg, guards[i].limit())
	require.NotContains(tb, r.Msg, "{")
}

func itoa(n int) string { return strconv.Itoa(n) }

// mainPart is a file with that main part.
func mainPart(xml string) func(testing.TB) []byte {
	return func(tb testing.TB) []byte {
		tb.Helper()
		return newFile("").set("word/document.xml", xml).bytes(tb)
	}
}

// bodyOf is a file with that body.
func bodyOf(markup string) func(testing.TB) []byte {
	return func(tb testing.TB) []byte {
		tb.Helper()
		return newFile(markup).bytes(tb)
	}
}

// made is a file of parts.
func made(f func() *file) func(testing.TB) []byte {
	return func(tb testing.TB) []byte {
		tb.Helper()
		return f().bytes(tb)
	}
}

// flood is a file whose body is long.
func flood(r repeated) func(testing.TB) []byte {
	return func(tb testing.TB) []byte {
		tb.Helper()
		return pack(tb, newFile(""), "word/document.xml", r.body())
	}
}

// given is a file that is at hand.
func given(b []byte) func(testing.TB) []byte { return func(testing.TB) []byte { return b } }

// dtd is a main part with a document type declaration.
func dtd(declaration, text string) func(testing.TB) []byte {
	return mainPart(`<?xml version="1.0"?>` + declaration + `<w:document xmlns:w="` + wNS + `"><w:body>` + pt(text) + `</w:body></w:document>`)
}

// relation writes one relationship.
func rel(id, kind, target, more string) string {
	return `<Relationship Id="` + id + `" Type="` + relNS + "/" + kind + `" Target="` + target + `" ` + more + `/>`
}

const external = `TargetMode="External"`

// knownHostile are the files that fifteen readers of docx were tried with, by their numbers.
func knownHostile() []hostile {
	ok := pt("正文一段")
	return slices.Concat([]hostile{
		{"00 an ordinary file", bodyOf(ok), "", "正文一段"},
		{"01 a gigabyte of text", flood(repeated{"<w:p><w:r><w:t>", strings.Repeat("A", 1<<20), 1024, "</w:t></w:r></w:p>"}), "ratio", ""},
		{"02 eight million empty paragraphs", flood(repeated{unit: strings.Repeat("<w:p/>", 10_000), n: 800}), "ratio", ""},
		{"03 a picture of four gigabytes", func(tb testing.TB) []byte {
			tb.Helper()
			return pack(tb, newFile(ok), "word/media/image1.png", repeated{unit: strings.Repeat("\x00", 1<<20), n: 4096})
		}, "ratio", ""},
		{"04 sixty thousand parts", func(tb testing.TB) []byte {
			tb.Helper()
			rs := honest(tb, newFile(ok))
			for i := range 60_000 {
				rs = append(rs, stored("customXml/item"+itoa(i)+".xml", "<a/>"))
			}
			return assemble(rs).bytes()
		}, "entries", ""},
		{"05 a billion laughs", dtd(laughs(), "&j;"), "doctype", ""},
		{"06 one entity many times", dtd(`<!DOCTYPE x [<!ENTITY a "`+strings.Repeat("A", 50_000)+`">]>`, strings.Repeat("&a;", 50_000)), "doctype", ""},
		{"07 an entity that is a file", dtd(`<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>`, "&x;"), "doctype", ""},
		{"08 a DTD on a server", dtd(`<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">`, "x"), "doctype", ""},
		{"09 names that leave the package", made(func() *file { return newFile(ok).set("../../../../tmp/PWNED", "x").set(`..\..\PWNED`, "x") }), "entry_name", ""},
		{"10 a main part outside the package", made(func() *file {
			return newFile("").set("_rels/.rels", rels(rel("a", "officeDocument", "../../../../etc/passwd", "")))
		}), "part", ""},
		{"11 references to servers", externals(ok), "", "正文一段\n"},
		{"12 a script in an altChunk", made(func() *file {
			return newFile(ok+`<w:altChunk r:id="c"/>`).with("aFChunk", "c", "a.html", `<html><body><script>alert(1)</script><p>块</p></body></html>`)
		}), "", "正文一段\n块"},
		{"13 macros", made(func() *file { return newFile(ok).set("word/vbaProject.bin", string(magicOLE)) }), "macro", ""},
		{"14 a program as an object", made(func() *file { return newFile(ok).with("oleObject", "o", "embeddings/o.bin", "MZ") }), "", "正文一段"},
		{"15 controls 200,000 deep", bodyOf(strings.Repeat("<w:sdt><w:sdtContent>", 200_000) + ok + strings.Repeat("</w:sdtContent></w:sdt>", 200_000)), "ratio", ""},
		{"16 tables 20,000 deep", bodyOf(strings.Repeat("<w:tbl><w:tr><w:tc>", 20_000) + ok + strings.Repeat("</w:tc></w:tr></w:tbl>", 20_000)), "depth", ""},
		{"17 an attribute of 200 MB", flood(repeated{`<w:p w:rsidR="`, strings.Repeat("0", 1<<20), 200, `"/>` + ok}), "ratio", ""},
		{"18 a million attributes", bodyOf(`<w:p ` + numbered(1_000_000, func(i int) string { return "a" + itoa(i) + `="1" ` }) + `/>`), "attributes", ""},
	}, knownHostile19())
}

// laughs declares ten entities, each ten times the one before.
func laughs() string {
	return `<!DOCTYPE x [<!ENTITY a "` + strings.Repeat("lol", 10) + `">` + numbered(9, func(i int) string {
		return `<!ENTITY ` + string(rune('b'+i)) + ` "` + strings.Repeat("&"+string(rune('a'+i))+";", 10) + `">`
	}) + `]>`
}

// numbered joins n strings.
func numbered(n int, f func(int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(f(i))
	}
	return b.String()
}

// externals is a file with each kind of reference to something outside.
func externals(body string) func(testing.TB) []byte {
	return made(func() *file {
		f := newFile(body + wp(`<w:r><w:pict><v:shape><v:imagedata r:id="i"/></v:shape></w:pict></w:r>`))
		f.rels.WriteString(rel("i", "image", "http://127.0.0.1:9/t.png", external) +
			rel("l", "hyperlink", "file://///10.0.0.1/share/x", external) +
			rel("o", "oleObject", "mhtml:http://127.0.0.1:9/x.html!x-usc:http://127.0.0.1:9/x.html", external))
		f.with("settings", "s", "settings.xml", `<w:settings `+allNS+`><w:attachedTemplate r:id="t"/></w:settings>`)
		return f.set("word/_rels/settings.xml.rels", rels(rel("t", "attachedTemplate", "http://127.0.0.1:9/evil.dotm", external)))
	})
}

// knownHostile19 are the known files from number 19.
func knownHostile19() []hostile {
	ok := pt("正文一段")
	coded := func(name string) string {
		return `<?xml version="1.0" encoding="` + name + `"?><w:document xmlns:w="` + wNS + `"><w:body>` + ok + `</w:body></w:document>`
	}
	named := func(name string) string { return `<w:name w:val="` + name + `"/>` }
	return []hostile{
		{"19 two main parts of one name", func(tb testing.TB) []byte {
			tb.Helper()
			return assemble(append(honest(tb, newFile(pt("第一份"))), stored("word/document.xml", "<x/>"))).bytes()
		}, "twin_names", ""},
		{"20 a part in GB2312", func(tb testing.TB) []byte {
			tb.Helper()
			s, err := simplifiedchinese.GB18030.NewEncoder().String(coded("GB2312"))
			require.NoError(tb, err)
			return mainPart(s)(tb)
		}, "", "正文一段"},
		{"21 a part in UTF-16", func(tb testing.TB) []byte {
			tb.Helper()
			s, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(coded("UTF-16"))
			require.NoError(tb, err)
			return mainPart(s)(tb)
		}, "", "正文一段"},
		{"22 bytes that are no UTF-8", bodyOf(pt("\xff\xfe\xc0\x80bad")), "part", ""},
		{"23 control characters by code", bodyOf(pt("a&#x1;b&#x0;c")), "part", ""},
		{"24 styles based on one another", made(func() *file {
			return newFile(wp(`<w:pPr><w:pStyle w:val="A"/></w:pPr>` + wr("循环"))).
				styles(`<w:style w:type="paragraph" w:styleId="A">` + named("A") + `<w:basedOn w:val="B"/></w:style>` +
					`<w:style w:type="paragraph" w:styleId="B">` + named("B") + `<w:basedOn w:val="A"/><w:link w:val="B"/></w:style>`)
		}), "", "循环"},
		{"25 lists that stand for one another", made(func() *file {
			return newFile(item(1, 0, "a") + item(2, 0, "b") + item(1, 99, "c") + item(1, -1, "d") + item(2147483648, 0, "e")).
				styles(`<w:style w:type="numbering" w:styleId="L">` + named("L") + `<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`).
				numbering(`<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>` +
					`<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="L"/><w:lvl w:ilvl="0"><w:start w:val="-5"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1%9、"/></w:lvl></w:abstractNum>` +
					`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="99"/></w:num>`)
		}), "", "a\nb\nc\nd\ne"},
		{"26 a cell across two billion columns", bodyOf(`<w:tbl><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>` + ok + `</w:tc></w:tr></w:tbl>` + ok), "", "正文一段\n正文一段"},
		{"27 no main part", made(func() *file { return newFile("").set("word/document.xml", drop) }), "part", ""},
		{"28 names in capitals", made(func() *file {
			f := newFile(ok)
			return f.set("WORD/DOCUMENT.XML", f.parts["word/document.xml"]).set("word/document.xml", drop)
		}), "", "正文一段"},
		{"29 no bytes", given(nil), "empty_file", ""},
		{"30 no archive", given([]byte("hello world, not a docx")), "unknown_format", ""},
		{"31 half a file", func(tb testing.TB) []byte { tb.Helper(); b := bodyOf(ok)(tb); return b[:len(b)/2] }, "directory", ""},
		{"32 junk before the archive", func(tb testing.TB) []byte {
			tb.Helper()
			return append([]byte(strings.Repeat("JUNK", 100)), bodyOf(ok)(tb)...)
		}, "unknown_format", ""},
		{"33 a local header with another name", func(tb testing.TB) []byte {
			tb.Helper()
			return assemble(change(honest(tb, newFile(ok)), "word/document.xml", func(r *record) { r.localName = "word/documenX.xml" })).bytes()
		}, "two_names", ""},
		{"34 a sum of zero", func(tb testing.TB) []byte {
			tb.Helper()
			return assemble(change(honest(tb, newFile(ok)), "word/document.xml", func(r *record) { r.sum, r.localSum = 0, 0 })).bytes()
		}, "part", ""},
		{"35 entries that overlap", func(tb testing.TB) []byte { tb.Helper(); return overlapping(tb, 5000) }, "overlap", ""},
		{"36 an unusual prefix", mainPart(`<ns0:document xmlns:ns0="` + wNS + `"><ns0:body><ns0:p><ns0:r><ns0:t>正文</ns0:t></ns0:r></ns0:p></ns0:body></ns0:document>`), "", "正文"},
		{"37 comment ranges that do not match", bodyOf(`<w:p><w:commentRangeStart w:id="0"/><w:commentRangeStart w:id="0"/>` + wr("正文") + `<w:commentRangeEnd w:id="7"/></w:p>`), "", "正文"},
		{"38 relations in a circle", made(func() *file {
			return newFile(ok).with("header", "h", "h.xml", `<w:hdr `+allNS+`/>`).set("word/_rels/h.xml.rels", rels(rel("h", "header", "h.xml", "")))
		}), "", "正文一段"},
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

// BenchmarkHostile reports what the dearest of the hostile files costs; the budget is two seconds.
func BenchmarkHostile(b *testing.B) {
	for _, h := range allHostile() {
		file := h.file(b)
		b.Run(fmt.Sprintf("%s/%s", h.name, h.code), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, err := openBytes(file)
				require.Equal(b, h.code == "", err == nil)
			}
		})
	}
}
