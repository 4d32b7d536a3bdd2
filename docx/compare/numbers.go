package compare

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"guibei/docx"
)

// sameNumbers reports whether two texts differ only in how numbers are written: 三十日 and 30日.
func sameNumbers(a, b string) bool {
	x, okA := numbersRead(a)
	y, okB := numbersRead(b)
	return okA && okB && x == y
}

// numbersRead writes all numbers of a text in digits; false when there is none.
func numbersRead(s string) (string, bool) {
	var out strings.Builder
	found := false
	for len(s) > 0 {
		end := 0
		for i, r := range s {
			if !isNumeral(r) && r != '万' {
				break
			}
			end = i + utf8.RuneLen(r)
		}
		if end == 0 {
			_, size := utf8.DecodeRuneInString(s)
			out.WriteString(s[:size])
			s = s[size:]
			continue
		}
		n, ok := docx.Numeral(s[:end])
		if !ok {
			return "", false
		}
		out.WriteString(strconv.Itoa(n))
		found = true
		s = s[end:]
	}
	return out.String(), found
}

// followsNumbers reports whether a hunk differs only in the numbers of internal references that were renumbered
// rightly.
func (h *hunk) followsNumbers(places []located) bool {
	if len(places) == 0 || h.inserted == "" || withoutOrdinals(h.deleted) != withoutOrdinals(h.inserted) {
		return false
	}
	covered := 0
	for i := 0; i < len(h.inserted); {
		n := 0
		if strings.HasPrefix(h.inserted[i:], "第") {
			n = ordinalLen(h.inserted[i:])
		}
		if n == 0 {
			i++
			continue
		}
		if !followed(places, h.newFrom+i, h.newFrom+i+n) {
			return false
		}
		covered++
		i += n
	}
	return covered > 0
}

func followed(places []located, from, to int) bool {
	for _, p := range places {
		if p.from <= from && to <= p.to {
			return p.status == Followed || p.status == Kept
		}
	}
	return false
}

// withoutOrdinals puts one mark in the place of each 第…条, 第…款, 第…项.
func withoutOrdinals(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		if strings.HasPrefix(s[i:], "第") {
			if n := ordinalLen(s[i:]); n > 0 {
				_, unit, _ := cutOrdinal(s[i : i+n])
				b.WriteRune('第')
				b.WriteRune(unit)
				i += n
				continue
			}
		}
		b.WriteByte(s[i])
		i++
	}
	return b.String()
}
