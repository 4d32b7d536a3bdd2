package laws

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Citation is one reference to an instrument, as written.
type Citation struct {
	Title      string // between 《 and 》
	DocumentNo string // 发文字号 in brackets right behind, such as 国办发〔2018〕37号
	Article    string // 第九条、第十六条 right behind, as written
	Start, End int    // bytes of the text, from 《 to the end of the last part
}

// maxTitle bounds a title; the longest of the State Council's documents has
// fewer than 80 characters, titles of judicial interpretations come near.
const maxTitle = 120

const numeral = `[零〇○一二三四五六七八九十百千两\d０-９]+`

var (
	documentNo = regexp.MustCompile(`^\s*[（(]([^（）()《》。；]{2,30}号)[)）]`)
	articles   = regexp.MustCompile(`^\s*(?:的|中的?)?(` + articleRef + `(?:(?:、|，|和|及|以及|与|至|到|或者?)(?:` + articleRef + `|` + belowRef + `))*)`)
)

const (
	belowRef   = `(?:第` + numeral + `款(?:第?[（(]?` + numeral + `[)）]?项)?|第?[（(]?` + numeral + `[)）]?项)(?:第` + numeral + `目)?`
	articleRef = `第` + numeral + `条(?:之` + numeral + `)?(?:` + belowRef + `)?`
)

// Citations finds the references to titles in 《》 with what stands right
// behind them. Titles nest by 〈〉 or by a second 《》; the outermost is the
// citation.
func Citations(text string) []Citation {
	var out []Citation
	for at := 0; ; {
		i := strings.Index(text[at:], "《")
		if i < 0 {
			return out
		}
		start := at + i
		size := titleSize(text[start:])
		if size == 0 {
			at = start + len("《")
			continue
		}
		c := Citation{Title: text[start+len("《") : start+size-len("》")], Start: start, End: start + size}
		c.readTail(text)
		out = append(out, c)
		at = c.End
	}
}

// titleSize returns how many bytes the 《…》 at the start of s takes, 0 when it
// is not closed within a title's length or is empty.
func titleSize(s string) int {
	depth, runes := 0, 0
	for i, r := range s {
		switch r {
		case '《':
			depth++
		case '》':
			if depth--; depth == 0 {
				if runes < 2 {
					return 0
				}
				return i + utf8.RuneLen(r)
			}
		case '\n':
			return 0
		}
		if runes++; runes > maxTitle {
			return 0
		}
	}
	return 0
}

// ahead bounds what is looked at behind a title, so that a text full of titles
// takes no longer than its length.
func ahead(s string) string {
	const most = 600
	if len(s) <= most {
		return s
	}
	return s[:most]
}

func (c *Citation) readTail(text string) {
	if m := documentNo.FindStringSubmatchIndex(ahead(text[c.End:])); m != nil {
		c.DocumentNo = text[c.End+m[2] : c.End+m[3]]
		c.End += m[1]
	}
	if m := articles.FindStringSubmatchIndex(ahead(text[c.End:])); m != nil {
		c.Article = text[c.End+m[2] : c.End+m[3]]
		c.End += m[1]
	}
}
