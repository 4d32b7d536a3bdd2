package docx

import (
	"slices"
	"strings"
	"testing"
)

// hostileMarkup is XML that is wrong, or more than a document needs.
func hostileMarkup() []hostile {
	deep := func(n int) string { return strings.Repeat("<a>", n) + strings.Repeat("</a>", n) }
	return []hostile{
		{"an unknown entity", bodyOf(pt("&nbsp;")), "part", ""},
		{"a control character", bodyOf(pt("a\x01b")), "part", ""},
		{"half a part", mainPart(`<w:document xmlns:w="` + wNS + `"><w:body>` + pt("x")), "part", ""},
		{"tags that cross", bodyOf(`<w:p><w:r></w:p></w:r>`), "part", ""},
		{"text after the root", mainPart(`<w:document xmlns:w="` + wNS + `"/>x`), "part", ""},
		{"two roots", mainPart(`<w:document xmlns:w="` + wNS + `"/><a/>`), "part", ""},
		{"an attribute without a value", bodyOf(`<w:p a/>`), "part", ""},
		{"no text", bodyOf(`<w:p/>` + pt("　 ")), "no_text", ""},
		{"elements 254 deep in the body", bodyOf(pt("正文") + deep(254)), "", "正文"},
		{"elements 255 deep in the body", bodyOf(pt("正文") + deep(255)), "depth", ""},
		{"a DTD inside", bodyOf(`<!DOCTYPE x>`), "doctype", ""},
		{"an attribute of a megabyte", bodyOf(`<w:p w:rsidR="` + padding(maxAttrLen)[4:] + `"/>`), "attribute_length", ""},
		{"257 attributes", bodyOf(`<w:p ` + strings.Repeat(`a="1" `, maxAttrs+1) + `/>`), "attributes", ""},
		{"600 declarations in scope", bodyOf(strings.Repeat(`<a `+strings.Repeat(`xmlns:b="c" `, 200)+`>`, 3) + strings.Repeat(`</a>`, 3)), "bindings", ""},
		{"600 declarations, not in one scope", bodyOf(pt("正文") + strings.Repeat(`<a `+strings.Repeat(`xmlns:b="c" `, 200)+`/>`, 3)), "", "正文"},
		{"a prefix that means something else inside", bodyOf(pt("甲") + `<w:p xmlns:w="urn:x"><w:r><w:t>藏</w:t></w:r></w:p>` + pt("乙")), "", "甲\n乙"},
		{"a prefix that means Word inside only", mainPart(`<x:document xmlns:x="` + wNS + `"><x:body><y:p xmlns:y="` + wNS + `"><y:r><y:t>甲</y:t></y:r></y:p><y:p/></x:body></x:document>`), "", "甲"},
		{"an empty prefix", mainPart(`<document xmlns="` + wNS + `"><body><:p/></body></document>`), "part", ""},
		{"an empty prefix of an attribute", mainPart(`<document xmlns="` + wNS + `"><body><p><r><sym :char="4E00"/><t>正文</t></r></p></body></document>`), "", "正文"},
		{"Strict and Transitional names in one part", bodyOf(`<s:p xmlns:s="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:r><s:t>甲</s:t></w:r></s:p>`), "", "甲"},
		{"deep tables", bodyOf(strings.Repeat("<w:tbl><w:tr><w:tc>", 200) + pt("x") + strings.Repeat("</w:tc></w:tr></w:tbl>", 200)), "depth", ""},
		{"styles based on one another in a ring of three", made(ringOfStyles), "", "藏不住"},
		{"a level text of a kilobyte and a byte", made(func() *file {
			return newFile(item(1, 0, "甲")).numbering(`<w:abstractNum w:abstractNumId="0">` + lvl(0, "decimal", strings.Repeat("x", maxLevelText+1)) + `</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`)
		}), "level_text", ""},
	}
}

// ringOfStyles has three styles in a circle, of which one hides: where the circle is cut must not depend on chance.
func ringOfStyles() *file {
	style := func(id, base, more string) string {
		return `<w:style w:type="paragraph" w:styleId="` + id + `"><w:name w:val="` + id + `"/><w:basedOn w:val="` + base + `"/>` + more + `</w:style>`
	}
	return newFile(wp(`<w:pPr><w:pStyle w:val="B"/></w:pPr>` + wr("藏不住"))).
		styles(style("A", "B", `<w:rPr><w:vanish/></w:rPr>`) + style("B", "C", "") + style("C", "A", `<w:rPr><w:vanish w:val="0"/></w:rPr>`))
}

// hostileFloods are many of something. What a reader must hold, or look up, for each is limited.
func hostileFloods() []hostile {
	return slices.Concat(refusedFloods(), openedFloods())
}

func refusedFloods() []hostile {
	pad := pad400()
	text := strings.Repeat("文", 1<<18)
	sheet := func(name, root, unit string, n int) func(testing.TB) []byte {
		return func(tb testing.TB) []byte {
			tb.Helper()
			f := newFile(pt("x")).with(name, "s", name+".xml", "")
			return pack(tb, f, "word/"+name+".xml", repeated{`<w:` + root + ` ` + allNS + `>` + pad, unit, n, `</w:` + root + `>`})
		}
	}
	list := func(pattern string) string {
		return `<w:abstractNum w:abstractNumId="0">` + lvl(0, "upperRoman", pattern) + `</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
	}
	return []hostile{
		{"a part of 129 MB", flood(repeated{padding(1 << 20), strings.Repeat(" ", 1<<20), 129, ""}), "part_size", ""},
		{"eight million elements", flood(repeated{pad, strings.Repeat("<a/>", 10_000), 801, ""}), "elements", ""},
		{"200,001 paragraphs", flood(repeated{pad, strings.Repeat("<w:p/>", 1000), 201, ""}), "paragraphs", ""},
		{"200,001 footnotes", made(func() *file {
			return newFile(pt("x")).with("footnotes", "f", "footnotes.xml", `<w:footnotes `+allNS+`>`+pad+strings.Repeat(`<w:footnote><w:p/></w:footnote>`, maxParagraphs)+`</w:footnotes>`)
		}), "paragraphs", ""},
		{"33 MB of text in one run", flood(repeated{pad + `<w:p><w:r><w:t>`, text, 43, `</w:t></w:r></w:p>`}), "text", ""},
		{"33 MB of text in many paragraphs", flood(repeated{pad, pt(text), 43, ""}), "text", ""},
		{"33 MB of text whose paragraph marks are deleted", flood(repeated{pad, wp(`<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>` + wr(text)), 43, pt("x")}), "text", ""},
		{"33 MB of text in paragraphs in paragraphs", bodyOf(padding(1<<20) + strings.Repeat(`<w:p>`+wr(text), 43) + strings.Repeat(`</w:p>`, 43)), "text", ""},
		{"33 MB of labels", made(func() *file {
			return newFile(pad + strings.Repeat(item(1, 0, "x"), 40_000)).numbering(list(strings.Repeat("第", 300)))
		}), "text", ""},
		{"33 MB of numbers in labels", made(func() *file {
			return newFile(pad + strings.Repeat(item(1, 0, "x"), 10_000)).numbering(list(strings.Repeat("%1", 500)))
		}), "text", ""},
		{"300,000 line breaks", flood(repeated{pad + `<w:p><w:r><w:t>x</w:t>`, strings.Repeat("<w:br/>", 10_000), 31, `</w:r></w:p>`}), "lines", ""},
		{"many paragraphs in deep tables", flood(repeated{pad + strings.Repeat("<w:tbl><w:tr><w:tc>", 80), strings.Repeat("<w:p/>", 1000), 100, strings.Repeat("</w:tc></w:tr></w:tbl>", 80)}), "nested_tables", ""},
		{"50,001 comments", made(func() *file {
			return newFile(pt("x")).with("comments", "k", "comments.xml", `<w:comments `+allNS+`>`+pad+strings.Repeat(`<w:comment w:id="1"/>`, maxComments+1)+`</w:comments>`)
		}), "comments", ""},
		{"marks of 50,001 comments", bodyOf(pad + `<w:p>` + strings.Repeat(`<w:commentRangeStart w:id="1"/>`, marksEach*maxComments+1) + wr("x") + `</w:p>`), "comments", ""},
		{"styles of 33 MB", sheet("styles", "styles", strings.Repeat(" ", 1<<20), 33), "small_part", ""},
		{"50,001 styles", made(func() *file {
			return newFile(pt("x")).styles(pad + numbered(maxStyles+1, func(i int) string { return `<w:style w:styleId="` + itoa(i) + `"/>` }))
		}), "styles", ""},
		{"50,002 lists", made(func() *file {
			return newFile(pt("x")).numbering(pad + numbered(maxLists+2, func(i int) string { return `<w:num w:numId="` + itoa(i) + `"/>` }))
		}), "lists", ""},
		{"50,002 list definitions", made(func() *file {
			return newFile(pt("x")).numbering(pad + numbered(maxLists+2, func(i int) string { return `<w:abstractNum w:abstractNumId="` + itoa(i) + `"/>` }))
		}), "lists", ""},
	}
}

// openedFloods are within all limits. Each would take minutes if reading it took the square of its length.
func openedFloods() []hostile {
	pad := pad400()
	style := func(i int) string {
		return `<w:style w:type="paragraph" w:styleId="s` + itoa(i) + `"><w:basedOn w:val="s` + itoa(i+1) + `"/></w:style>`
	}
	prefixes := numbered(250, func(i int) string { return ` xmlns:p` + itoa(i) + `="u"` })
	linked := numbered(20_000, func(i int) string {
		return `<w:abstractNum w:abstractNumId="` + itoa(i) + `"><w:numStyleLink w:val="no` + itoa(i) + `"/></w:abstractNum><w:num w:numId="` + itoa(i+1) + `"><w:abstractNumId w:val="` + itoa(i) + `"/></w:num>`
	})
	contents := strings.Repeat("　", 1<<20) + `</w:t><w:br/><w:t>目录</w:t>` + strings.Repeat(`<w:br/><w:t>第一章 总则</w:t>`, 40_000) + `<w:t>`
	return []hostile{
		{"40,000 comments far into a long paragraph", made(func() *file {
			return newFile(pad+`<w:p>`+wr(strings.Repeat("文", 1<<20))+numbered(40_000, func(i int) string {
				return `<w:commentRangeStart w:id="` + itoa(i) + `"/>` + wr("x") + `<w:commentRangeEnd w:id="` + itoa(i) + `"/>`
			})+`</w:p>`).
				with("comments", "k", "comments.xml", `<w:comments `+allNS+`>`+pad+numbered(40_000, func(i int) string {
					return `<w:comment w:id="` + itoa(i) + `"><w:p w14:paraId="` + hex8(uint32(i+1)) + `"/></w:comment>`
				})+`</w:comments>`).
				with("commentsExtended", "e", "commentsExtended.xml", `<w15:commentsEx xmlns:w15="urn:x">`+pad+strings.Repeat(`<w15:commentEx w15:paraId="0000000F" w15:done="1"/>`, 40_000)+`</w15:commentsEx>`)
		}), "", strings.Repeat("文", 1<<20) + strings.Repeat("x", 40_000)},
		{"40,000 links and bookmarks far into a long paragraph", bodyOf(pad + `<w:p>` + wr(strings.Repeat("文", 1<<20)) +
			numbered(40_000, func(i int) string { return `<w:bookmarkStart w:id="` + itoa(i) + `" w:name="b"/>` }) +
			strings.Repeat(`<w:hyperlink w:anchor="b">`+wr("x")+`</w:hyperlink>`, 40_000) +
			numbered(40_000, func(i int) string { return `<w:bookmarkEnd w:id="` + itoa(i) + `"/>` }) + `</w:p>`), "", strings.Repeat("文", 1<<20) + strings.Repeat("x", 40_000)},
		{"marks before 100,000 paragraphs whose marks are gone", made(func() *file {
			return newFile(pad+`<w:tbl><w:tr><w:tc>`+strings.Repeat(`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:commentRangeStart w:id="1"/></w:p><w:tbl/>`, 100_000)+`</w:tc></w:tr></w:tbl>`+pt("正文")).
				with("comments", "k", "comments.xml", `<w:comments `+allNS+`><w:comment w:id="1"/></w:comments>`)
		}), "", "正文"},
		{"200,000 symbols", bodyOf(pad + `<w:p><w:r>` + strings.Repeat(`<w:sym w:font="Wingdings" w:char="F0FE"/>`, 200_000) + `</w:r></w:p>`), "", strings.Repeat("☑", 200_000)},
		{"200,000 fields that never end", bodyOf(pad + `<w:p><w:r>` + strings.Repeat(`<w:fldChar w:fldCharType="begin"/>`, 200_000) + `<w:t>正文</w:t></w:r></w:p>`), "", "正文"},
		{"a name of entities", made(func() *file {
			return newFile(wp(`<w:pPr><w:pStyle w:val="A"/></w:pPr>` + wr("正文"))).styles(`<w:style w:type="paragraph" w:styleId="A"><w:name w:val="` + strings.Repeat("&#x4E00;", 100_000) + `"/></w:style>` + pad)
		}), "", "正文"},
		{"styles 40,000 deep", made(func() *file {
			return newFile(wp(`<w:pPr><w:pStyle w:val="s0"/></w:pPr>` + wr("正文"))).styles(pad + numbered(40_000, style))
		}), "", "正文"},
		{"20,000 lists that stand for styles that are not there", made(func() *file {
			return newFile(pad + numbered(20_000, func(i int) string { return item(i+1, 0, "条") })).numbering(pad + linked)
		}), "", strings.TrimSuffix(strings.Repeat("条\n", 20_000), "\n")},
		{"two million names of 500 prefixes", bodyOf(pad + pt("正文") + `<a` + prefixes + `><b` + strings.ReplaceAll(prefixes, ":p", ":q") + `>` + strings.Repeat(`<p1:x/><p2:x/>`, 1_000_000) + `</b></a>`), "", "正文"},
		{"a table of a hundred thousand cells", bodyOf(pad + `<w:tbl>` + strings.Repeat(`<w:tr>`+strings.Repeat(`<w:tc>`+pt("格")+`</w:tc>`, 1000)+`</w:tr>`, 100) + `</w:tbl>`), "", strings.TrimSuffix(strings.Repeat("格\n", 100_000), "\n")},
		{"a table of contents of 40,000 lines behind a long one", bodyOf(pad + wp(`<w:r><w:t xml:space="preserve">`+contents+`</w:t></w:r>`)), "", strings.Repeat("　", 1<<20) + "\v目录" + strings.Repeat("\v第一章 总则", 40_000)},
		{"pairs of properties that differ at their ends", bodyOf(pad + numbered(20_000, func(i int) string {
			return wp(`<w:pPr><w:tabs>` + strings.Repeat(" ", 1500) + `</w:tabs><w:jc w:val="` + itoa(i) + `"/></w:pPr>` + wr("条"))
		})), "", strings.TrimSuffix(strings.Repeat("条\n", 20_000), "\n")},
	}
}

// hostileChunks are bodies in altChunks.
func hostileChunks() []hostile {
	const chunk = `<w:altChunk r:id="c"/>`
	html := func(markup string, r repeated) func(testing.TB) []byte {
		return func(tb testing.TB) []byte {
			tb.Helper()
			return pack(tb, newFile(pt("正文")+markup).with("aFChunk", "c", "a.html", ""), "word/a.html", r)
		}
	}
	mht := func(head, body string) func(testing.TB) []byte {
		return made(func() *file { return newFile(pt("正文")+chunk).with("aFChunk", "c", "a.mht", head+"\r\n\r\n"+body) })
	}
	const multipart = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b; type=\"text/html\""
	const page = "--b\r\nContent-Type: text/html\r\n\r\n<p>块</p>\r\n--b--\r\n"
	inner := func(tb testing.TB, n int) string {
		tb.Helper()
		b := flood(repeated{padding(400 << 10), strings.Repeat(" ", 1<<20), n, pt("块")})(tb)
		return string(b)
	}
	return []hostile{
		{"a thousand and one altChunks", bodyOf(pt("正文") + strings.Repeat(chunk, maxChunks+1)), "chunks", ""},
		{"altChunks of 65 MB in all", html(strings.Repeat(chunk, 33), repeated{padding(20<<10) + "<!--", strings.Repeat("x", 1<<20), 2, "-->"}), "chunk_bytes", ""},
		{"an altChunk of 17 MB", html(chunk, repeated{padding(100<<10) + "<!--", strings.Repeat("x", 1<<20), 17, "-->"}), "html", ""},
		{"a web archive", mht(multipart, page), "", "正文\n块"},
		{"a web archive with a long header", mht(multipart+"\r\n"+numbered(10_000, func(i int) string { return "X-" + itoa(i) + ": y\r\n" })+"X: y", page), "mime_header", ""},
		{"a web archive of a thousand and one parts", mht(multipart, strings.Repeat("--b\r\nContent-Type: image/png\r\n\r\nx\r\n", maxMIMEParts+1)+page), "part", ""},
		{"a web archive without HTML", mht(multipart, "--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n"), "part", ""},
		{"no web archive at all", chunkOf("a.mht", "message/rfc822", "x"), "part", ""},
		{"a document in an altChunk in an altChunk", func(tb testing.TB) []byte {
			tb.Helper()
			third := string(bodyOf(pt("三"))(tb))
			second := newFile(pt("二")+chunk).with("aFChunk", "c", "c.docx", third).bytes(tb)
			return newFile(pt("一")+chunk).with("aFChunk", "c", "b.docx", string(second)).bytes(tb)
		}, "", "一\n二"},
		{"a document in an altChunk, again and again", func(tb testing.TB) []byte {
			tb.Helper()
			return newFile(pt("正文")+strings.Repeat(chunk, 60)).with("aFChunk", "c", "b.docx", inner(tb, 60)).bytes(tb)
		}, "read", ""},
		{"elements of HTML that never end", html(chunk, repeated{"块<script><style", strings.Repeat("<title", 10_000), 10, ""}), "", "正文\n块"},
		{"quotes of HTML that never end", html(chunk, repeated{"块", strings.Repeat(`<a b="`, 10_000) + `'`, 10, ""}), "", "正文\n块"},
	}
}

// chunkOf is a file that is an altChunk and nothing else.
func chunkOf(name, contentType, content string) func(testing.TB) []byte {
	return func(tb testing.TB) []byte {
		tb.Helper()
		return chunkFile(name, contentType, content).bytes(tb)
	}
}
