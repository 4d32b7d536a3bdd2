package docx

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// toUTF8 returns an XML part as UTF-8 without a byte order mark. The mark decides, then the declaration. A part in
// UTF-8, which is nearly every part, is not copied.
func toUTF8(b []byte) ([]byte, error) {
	name := ""
	switch {
	case bytes.HasPrefix(b, []byte("\xEF\xBB\xBF")):
		b = b[3:]
	case bytes.HasPrefix(b, []byte("\xFF\xFE")), bytes.HasPrefix(b, []byte("<\x00?\x00")), bytes.HasPrefix(b, []byte("<\x00w\x00")):
		name = "utf-16le"
	case bytes.HasPrefix(b, []byte("\xFE\xFF")), bytes.HasPrefix(b, []byte("\x00<\x00?")), bytes.HasPrefix(b, []byte("\x00<\x00w")):
		name = "utf-16be"
	default:
		name = declaredEncoding(b)
	}
	if len(b) > maxRecoded && !isUTF8(name) {
		return nil, guardError{guardRecoded}
	}
	out, err := decodeAs(b, name)
	if err != nil {
		return nil, err
	}
	if !utf8.Valid(out) {
		return nil, fmt.Errorf("%w: not valid UTF-8", errEncoding)
	}
	return out, nil
}

// declaredEncoding returns the lower-cased name in the XML declaration, "" when there is none.
func declaredEncoding(b []byte) string {
	head := b[:min(len(b), 256)]
	before, _, ok0 := bytes.Cut(head, []byte("?>"))
	if !bytes.HasPrefix(head, []byte("<?xml")) || !ok0 {
		return ""
	}
	_, after, ok := bytes.Cut(before, []byte("encoding"))
	after = bytes.TrimLeft(after, " \t\r\n=")
	if !ok || len(after) < 2 {
		return ""
	}
	name, _, ok := bytes.Cut(after[1:], after[:1])
	if !ok {
		return ""
	}
	return strings.ToLower(string(name))
}

// isUTF8 reports whether text in an encoding of this name needs no decoding.
func isUTF8(name string) bool {
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "", "utf-8", "utf8", "us-ascii", "ascii":
		return true
	}
	return false
}

// decodeAs decodes by encoding name. Chinese editors declare GB2312 and write GBK or GB18030, its supersets.
func decodeAs(b []byte, name string) ([]byte, error) {
	var e encoding.Encoding
	if isUTF8(name) {
		return b, nil
	}
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "utf-16", "utf-16le":
		e = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
		if !bytes.HasPrefix(b, []byte("\xFF\xFE")) && !bytes.HasPrefix(b, []byte("\xFE\xFF")) {
			e = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
		}
	case "utf-16be":
		e = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
		b = bytes.TrimPrefix(b, []byte("\xFE\xFF"))
	case "gb2312", "gbk", "gb18030", "x-gbk", "cp936", "windows-936":
		e = simplifiedchinese.GB18030
	case "big5":
		e = traditionalchinese.Big5
	case "iso-8859-1", "latin1", "windows-1252":
		e = charmap.Windows1252
	default:
		return nil, fmt.Errorf("%w: %q", errEncoding, name)
	}
	out, err := e.NewDecoder().Bytes(b)
	if err != nil {
		return nil, fmt.Errorf("%w: %q: %w", errEncoding, name, err)
	}
	return out, nil
}
