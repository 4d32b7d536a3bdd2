package docx

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"
)

// altChunk reads the body part that a w:altChunk stands for, in its place. Converters from HTML put the whole document
// there and leave document.xml empty; a reader that passes over it reports an empty text without an error. What cannot
// be read is listed in Inventory.UnreadChunks.
func (r *storyReader) altChunk() {
	id := r.s.value(nsR, "id")
	r.s.skip()
	r.inv.Chunks++
	if r.chunks++; r.chunks > maxChunks {
		r.err = guardChunks.refuse("", nil)
		return
	}
	rel, ok := r.pkg.target(id)
	if !ok {
		r.unread(id)
		return
	}
	e, ok := r.pkg.find(rel.target)
	if rel.external || !ok {
		r.unread(rel.target)
		return
	}
	if r.chunkBytes += e.usize; r.chunkBytes > maxChunkBytes {
		r.err = guardChunkBytes.refuse("", nil)
		return
	}
	b, err := r.pkg.inflate(e)
	if err != nil {
		r.err = err
		return
	}
	c := r.top()
	c.chunks++
	r.enter('a', c.chunks)
	switch chunkKind(r.pkg.typeOf(e.name), e.name, b) {
	case chunkHTML:
		r.htmlChunk(e.name, b, "")
	case chunkMHT:
		r.mhtChunk(e.name, b)
	case chunkText:
		r.textChunk(e.name, b)
	case chunkDocx:
		r.docxChunk(e.name, b)
	case chunkOther:
		r.unread(e.name)
	}
	r.leave()
}

func (r *storyReader) unread(name string) {
	if len(r.inv.UnreadChunks) < maxListed {
		r.inv.UnreadChunks = append(r.inv.UnreadChunks, name)
	}
}

type chunk uint8

const (
	chunkOther chunk = iota
	chunkHTML
	chunkMHT
	chunkText
	chunkDocx
)

// chunkKind tells what a chunk is by its content type, then by its name: a package need not declare it well.
func chunkKind(contentType, name string, b []byte) chunk {
	ct, _, _ := strings.Cut(contentType, ";")
	if bytes.HasPrefix(b, magicZip) {
		return chunkDocx
	}
	switch ct {
	case "text/html", "application/xhtml+xml":
		return chunkHTML
	case "message/rfc822", "multipart/related", "application/x-mimearchive":
		return chunkMHT
	case "text/plain":
		return chunkText
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".htm", ".xhtml":
		return chunkHTML
	case ".mht", ".mhtml", ".eml":
		return chunkMHT
	case ".txt":
		return chunkText
	}
	return chunkOther
}

// plain adds a paragraph that is text and a style name only.
func (r *storyReader) plain(text []byte, sty *style, inTable bool) bool {
	r.startParagraph()
	if r.err != nil {
		return false
	}
	o := r.current()
	p := &r.paras[o.index]
	p.style, p.inTable = sty, p.inTable || inTable
	p.direct.center, p.size = sty.center, sty.size
	o.buf = append(o.buf, text...)
	r.endParagraph()
	return r.err == nil
}

// textChunk reads plain text, a paragraph per line.
func (r *storyReader) textChunk(name string, b []byte) {
	if len(b) > maxHTML {
		r.err = guardHTML.refuse(name, nil)
		return
	}
	text := decodeText(b, "")
	for len(text) > 0 {
		line, rest, _ := bytes.Cut(text, []byte("\n"))
		if text = rest; !r.plain(bytes.TrimRight(line, "\r"), r.styles.paragraph, false) {
			return
		}
	}
}

// docxChunk reads a whole docx, with its own styles and lists. One inside another is not followed.
func (r *storyReader) docxChunk(name string, b []byte) {
	if r.nested {
		r.unread(name)
		return
	}
	src := &source{r: bytes.NewReader(b), size: int64(len(b)), inflated: r.pkg.src.inflated}
	pkg, err := openPackage(src)
	if err != nil {
		r.err = err
		return
	}
	l := &loader{pkg: pkg, nested: true, paragraphs: r.paragraphs, chunks: r.chunks, chunkBytes: r.chunkBytes, formats: r.formats}
	inner, err := l.body()
	if err != nil {
		r.err = err
		return
	}
	r.pkg.src.inflated = src.inflated
	r.paragraphs, r.chunks, r.chunkBytes = l.paragraphs, l.chunks, l.chunkBytes
	r.inv.add(&l.inv)
	to := make([]int32, len(inner.paras))
	for i := range inner.paras {
		to[i] = -1
		p := inner.paras[i]
		if p.dropped {
			continue
		}
		r.top().paras++
		p.text = r.keep(nil, inner.arena[p.text.from:p.text.to])
		p.id, p.paraID = r.structuralID(), 0
		p.into, p.shift = int32(len(r.paras)), 0
		r.paras = append(r.paras, p)
		to[i] = int32(len(r.paras) - 1)
	}
	if r.rec != nil {
		r.rec.adopt(inner, to)
	}
}

// mhtChunk reads a web archive: its root, which is HTML. Its pictures are not looked at.
func (r *storyReader) mhtChunk(name string, b []byte) {
	body, charset, err := mhtRoot(b)
	if err != nil {
		r.err = refuseXML(name, err)
		return
	}
	r.htmlChunk(name, body, charset)
}

// maxMIMEParts bounds the parts of a web archive that are looked at for the root.
const maxMIMEParts = 1000

var errNoHTML = errors.New("web archive without an HTML root")

// mhtRoot returns the root of a web archive, decoded from its transfer encoding, and its character set.
func mhtRoot(b []byte) (html []byte, charset string, err error) {
	b = bytes.TrimLeft(b, "\xEF\xBB\xBF\r\n")
	if head := b[:min(len(b), maxMIMEHeader)]; len(b) > len(head) && !bytes.Contains(head, []byte("\n\n")) && !bytes.Contains(head, []byte("\n\r\n")) {
		return nil, "", guardError{guardMIMEHeader} // package mail keeps each line of it
	}
	msg, err := mail.ReadMessage(bytes.NewReader(b))
	if err != nil {
		return nil, "", fmt.Errorf("web archive: %w", err)
	}
	kind, params, err := mime.ParseMediaType(msg.Header.Get("Content-Type"))
	if err != nil {
		return nil, "", fmt.Errorf("web archive: %w", err)
	}
	if !strings.HasPrefix(kind, "multipart/") {
		html, err = transferDecode(msg.Body, msg.Header.Get("Content-Transfer-Encoding"))
		return html, params["charset"], err
	}
	parts := multipart.NewReader(msg.Body, params["boundary"])
	for range maxMIMEParts {
		part, perr := parts.NextRawPart()
		if perr != nil {
			return nil, "", fmt.Errorf("%w: %w", errNoHTML, perr)
		}
		kind, pparams, _ := mime.ParseMediaType(part.Header.Get("Content-Type"))
		if start := params["start"]; start != "" && part.Header.Get("Content-Id") != start || kind != "text/html" && kind != "application/xhtml+xml" {
			continue
		}
		html, err = transferDecode(part, part.Header.Get("Content-Transfer-Encoding"))
		return html, pparams["charset"], err
	}
	return nil, "", errNoHTML
}

// transferDecode undoes a MIME transfer encoding.
func transferDecode(r io.Reader, name string) ([]byte, error) {
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "quoted-printable":
		r = quotedprintable.NewReader(r)
	case "base64":
		r = base64.NewDecoder(base64.StdEncoding, r)
	}
	b, err := io.ReadAll(io.LimitReader(r, maxHTML+1))
	if err != nil {
		return nil, fmt.Errorf("decode %s: %w", name, err)
	}
	return b, nil
}

var metaCharset = regexp.MustCompile(`(?i)<meta[^>]+charset\s*=\s*["']?([\w-]+)`)

// decodeText turns text of a known, declared or guessed encoding into UTF-8. What is not UTF-8 and says nothing is
// taken for GB18030, the other encoding of Chinese Windows.
func decodeText(b []byte, charset string) []byte {
	switch {
	case bytes.HasPrefix(b, []byte("\xEF\xBB\xBF")):
		b, charset = b[3:], "utf-8"
	case bytes.HasPrefix(b, []byte("\xFF\xFE")), bytes.HasPrefix(b, []byte("\xFE\xFF")):
		charset = "utf-16"
	case charset == "":
		if m := metaCharset.FindSubmatch(b[:min(len(b), 2048)]); m != nil {
			charset = string(m[1])
		}
	}
	if (charset == "" || strings.EqualFold(charset, "utf-8")) && !utf8.Valid(b) {
		charset = "gb18030"
	}
	out, err := decodeAs(b, charset)
	if err != nil {
		out = b
	}
	return bytes.Map(func(c rune) rune {
		if !xmlChar(c) {
			return -1
		}
		return c
	}, bytes.ToValidUTF8(out, []byte("\uFFFD")))
}
