package docx

import (
	"strconv"
	"strings"
)

// inWords writes a list number in words, as the formats cardinalText and ordinalText ask for: English in English and
// East Asian text, French and Russian for the sake of foreign models; "" where the language is another one or the number
// too great, for which decimal is shown.
func inWords(n int, lang string, ordinal bool) string {
	if n < 0 || n > maxNumber {
		return ""
	}
	s := ""
	switch base, _, _ := strings.Cut(strings.ToLower(lang), "-"); base {
	case "", "en", "zh", "ja", "ko":
		s = english(n, ordinal)
	case "fr":
		s = french(n, ordinal)
	case "ru":
		s = russian(n, ordinal)
	}
	for _, first := range s { // Word begins the label with a capital
		return strings.ToUpper(string(first)) + s[len(string(first)):]
	}
	return ""
}

var (
	englishOnes = strings.Fields(`zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
		seventeen eighteen nineteen`)
	englishTens     = strings.Fields(`zero ten twenty thirty forty fifty sixty seventy eighty ninety`)
	englishOrdinals = map[string]string{
		"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth", "twelve": "twelfth",
	}
)

// english writes 21 as twenty-one or twenty-first.
func english(n int, ordinal bool) string {
	var parts []string
	if n >= 1000 {
		parts = append(parts, english(n/1000, false), "thousand")
	}
	if h := n / 100 % 10; h > 0 {
		parts = append(parts, englishOnes[h], "hundred")
	}
	switch r := n % 100; {
	case r == 0 && n > 0:
	case r < 20:
		parts = append(parts, englishOnes[r])
	case r%10 == 0:
		parts = append(parts, englishTens[r/10])
	default:
		parts = append(parts, englishTens[r/10]+"-"+englishOnes[r%10])
	}
	s := strings.Join(parts, " ")
	if !ordinal {
		return s
	}
	i := strings.LastIndexAny(s, " -") + 1
	last := s[i:]
	switch irregular, ok := englishOrdinals[last]; {
	case ok:
		last = irregular
	case strings.HasSuffix(last, "y"):
		last = last[:len(last)-1] + "ieth"
	default:
		last += "th"
	}
	return s[:i] + last
}

var (
	frenchOnes = strings.Fields(`zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize
		dix-sept dix-huit dix-neuf`)
	frenchTens = strings.Fields(`zéro dix vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt`) //nolint:misspell // French
)

// french writes 71 as soixante-et-onze, in the spelling of 1990.
func french(n int, ordinal bool) string {
	if ordinal {
		if n == 1 {
			return "premier"
		}
		s := french(n, false)
		switch {
		case strings.HasSuffix(s, "cinq"):
			s += "u"
		case strings.HasSuffix(s, "neuf"):
			s = s[:len(s)-1] + "v"
		case strings.HasSuffix(s, "vingts"), strings.HasSuffix(s, "cents"), strings.HasSuffix(s, "e"):
			s = s[:len(s)-1]
		}
		return s + "ième"
	}
	var parts []string
	if k := n / 1000; k > 0 {
		if k > 1 {
			many := french(k, false)
			if strings.HasSuffix(many, "cents") || strings.HasSuffix(many, "vingts") {
				many = many[:len(many)-1]
			}
			parts = append(parts, many)
		}
		parts = append(parts, "mille")
	}
	if h := n / 100 % 10; h > 0 {
		if h > 1 {
			parts = append(parts, frenchOnes[h])
		}
		cent := "cent"
		if h > 1 && n%100 == 0 {
			cent = "cents"
		}
		parts = append(parts, cent)
	}
	if r := n % 100; r > 0 || n == 0 {
		parts = append(parts, frenchBelow100(r))
	}
	return strings.Join(parts, "-")
}

func frenchBelow100(r int) string {
	if r < 20 {
		return frenchOnes[r]
	}
	tens, ones := r/10, r%10
	if tens == 7 || tens == 9 {
		ones += 10
	}
	switch {
	case r == 80:
		return "quatre-vingts"
	case ones == 0:
		return frenchTens[tens]
	case ones%10 == 1 && tens < 8:
		return frenchTens[tens] + "-et-" + frenchOnes[ones]
	}
	return frenchTens[tens] + "-" + frenchOnes[ones]
}

var (
	russianOnes = strings.Fields(`ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать
		четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать`)
	russianTens     = strings.Fields(`ноль десять двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто`)
	russianHundreds = strings.Fields(`ноль сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот`)
	russianOrdinals = strings.Fields(`нулевой первый второй третий четвёртый пятый шестой седьмой восьмой девятый десятый одиннадцатый
		двенадцатый тринадцатый четырнадцатый пятнадцатый шестнадцатый семнадцатый восемнадцатый девятнадцатый`)
	russianOrdinalTens = strings.Fields(`нулевой десятый двадцатый тридцатый сороковой пятидесятый шестидесятый
		семидесятый восьмидесятый девяностый`)
	russianOrdinalHundreds = strings.Fields(`нулевой сотый двухсотый трёхсотый четырёхсотый пятисотый шестисотый
		семисотый восьмисотый девятисотый`)
	russianGenitive = strings.Fields(`ноль одно двух трёх четырёх пяти шести семи восьми девяти десяти одиннадцати двенадцати
		тринадцати четырнадцати пятнадцати шестнадцати семнадцати восемнадцати девятнадцати`)
)

// russian writes 21 as двадцать один or двадцать первый.
func russian(n int, ordinal bool) string {
	var parts []string
	if k := n / 1000; k > 0 {
		if ordinal && n%1000 == 0 {
			return russianThousandth(k)
		}
		parts = append(parts, russianThousands(k))
	}
	last := func(cardinal, ordinalWord string, end bool) {
		if ordinal && end {
			cardinal = ordinalWord
		}
		parts = append(parts, cardinal)
	}
	if h := n / 100 % 10; h > 0 {
		last(russianHundreds[h], russianOrdinalHundreds[h], n%100 == 0)
	}
	switch r := n % 100; {
	case r == 0 && n > 0:
	case r < 20:
		last(russianOnes[r], russianOrdinals[r], true)
	default:
		last(russianTens[r/10], russianOrdinalTens[r/10], r%10 == 0)
		if r%10 > 0 {
			last(russianOnes[r%10], russianOrdinals[r%10], true)
		}
	}
	return strings.Join(parts, " ")
}

// russianThousands writes how many thousands there are; thousand is feminine.
func russianThousands(k int) string {
	s := russian(k, false)
	if one, ok := strings.CutSuffix(s, "один"); ok {
		s = one + "одна"
	} else if two, ok := strings.CutSuffix(s, "два"); ok {
		s = two + "две"
	}
	switch one, teen := k%10, k%100 > 10 && k%100 < 20; {
	case teen || one == 0 || one > 4:
		return s + " тысяч"
	case one == 1:
		return s + " тысяча"
	}
	return s + " тысячи"
}

// russianThousandth writes двухтысячный; beyond nineteen thousand, which no list reaches, decimal is shown.
func russianThousandth(k int) string {
	switch {
	case k == 1:
		return "тысячный"
	case k < len(russianGenitive):
		return russianGenitive[k] + "тысячный"
	}
	return ""
}

// ordinal writes 1st, 2nd; in French 1er, 2e.
func ordinal(n int, lang string) string {
	if base, _, _ := strings.Cut(strings.ToLower(lang), "-"); base == "fr" {
		if n == 1 {
			return "1er"
		}
		return strconv.Itoa(n) + "e"
	}
	suffix := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return strconv.Itoa(n) + suffix
}
