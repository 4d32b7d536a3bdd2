package laws

import (
	"regexp"
	"strings"
	"unicode"
)

const country = "中华人民共和国"

// edition is the note some drafters put behind a title: （2018年修正）.
var edition = regexp.MustCompile(`（\d{4}年?(修正|修订|修改)?(版|本)?）$`)

// inner is a title inside a title: 关于适用《中华人民共和国民法典》的解释.
var inner = strings.NewReplacer("《"+country, "《", "〈"+country, "《", "〈", "《", "〉", "》")

// courts are the two that issue interpretations together, with a mark between
// them or without.
var courts = regexp.MustCompile(`(最高人民法院|最高人民检察院)[、，](最高人民)`)

// Key reduces a title to what two spellings of it have in common: no 《》, no
// blanks, full-width brackets, no 中华人民共和国 in front, no edition behind.
// （试行） stays: it names another instrument. The empty title has no key.
func Key(title string) string {
	t := strings.Map(fold, title)
	t = strings.TrimSuffix(strings.TrimPrefix(t, "《"), "》")
	t = edition.ReplaceAllString(t, "")
	t = inner.Replace(t)
	t = courts.ReplaceAllString(t, "$1$2")
	if rest, ok := strings.CutPrefix(t, country); ok && rest != "" {
		return rest
	}
	return t
}

// fold drops blanks and gives brackets and digits one form each.
func fold(r rune) rune {
	switch {
	case unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff':
		return -1
	case r == '(':
		return '（'
	case r == ')':
		return '）'
	case r == '<' || r == '＜':
		return '〈'
	case r == '>' || r == '＞':
		return '〉'
	case r >= '０' && r <= '９':
		return r - '０' + '0'
	}
	return r
}
