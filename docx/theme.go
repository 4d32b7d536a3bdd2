package docx

import "strings"

// theme is what theme1.xml says about fonts: by collection ("major" or "minor"), then by kind or script.
type theme map[string]map[string]string

// readTheme reads the font scheme of a theme part.
func readTheme(b []byte) (theme, error) {
	t := theme{"major": {}, "minor": {}}
	s := &scanner{b: b}
	fonts, depth := map[string]string(nil), 0
	for tok := s.next(); tok != tokEOF; tok = s.next() {
		if tok == tokEnd && s.depth < depth {
			fonts = nil
		}
		if tok != tokStart || s.ns != nsA {
			continue
		}
		switch name := string(s.local); name {
		case "majorFont", "minorFont":
			fonts, depth = t[name[:5]], s.depth
		case "latin", "ea", "cs":
			if fonts != nil && fonts[name] == "" {
				fonts[name] = s.value(nsOther, "typeface")
			}
		case "font":
			if script := s.value(nsOther, "script"); fonts != nil && fonts[script] == "" {
				fonts[script] = s.value(nsOther, "typeface")
			}
		}
	}
	return t, s.err
}

// font returns the font a theme reference such as "minorEastAsia" stands for in a document of these languages. Where
// the theme leaves the East Asian or complex font open, the language's script chooses one (ECMA-376 part 1, 17.15.1.88).
func (t theme) font(ref string, set *settings) string {
	if len(ref) < 5 {
		return ""
	}
	fonts := t[ref[:5]]
	kind, lang := "latin", ""
	switch strings.ToLower(ref[5:]) {
	case "eastasia":
		kind, lang = "ea", set.eastAsia
	case "bidi":
		kind, lang = "cs", set.bidi
	}
	if f := fonts[kind]; f != "" || kind == "latin" {
		return f
	}
	return fonts[scriptOf(lang)]
}

// scriptOf returns the script a language is written in, as themes name it.
func scriptOf(lang string) string {
	lang = strings.ToLower(lang)
	base, region, _ := strings.Cut(lang, "-")
	switch base {
	case "zh":
		switch region {
		case "tw", "hk", "mo", "hant", "hant-tw":
			return "Hant"
		}
		return "Hans"
	case "ja":
		return "Jpan"
	case "ko":
		return "Hang"
	case "ar", "fa", "ur":
		return "Arab"
	case "he", "iw":
		return "Hebr"
	case "th":
		return "Thai"
	case "hi", "mr", "ne", "sa":
		return "Deva"
	case "ug":
		return "Uigh"
	case "bo":
		return "Tibt"
	case "mn":
		return "Mong"
	case "vi":
		return "Viet"
	}
	return ""
}

// settings is what settings.xml says that changes how text looks.
type settings struct {
	lang, eastAsia, bidi string // w:themeFontLang
	evenAndOdd           bool   // pages have headers of their own on either side
	styleOverTable       bool   // size and alignment of paragraph styles win over the table style's in any case
}

// readSettings reads settings.xml.
func readSettings(b []byte) (settings, error) {
	var set settings
	s := &scanner{b: b}
	for tok := s.next(); tok != tokEOF; tok = s.next() {
		if tok != tokStart || s.ns != nsW {
			continue
		}
		switch string(s.local) {
		case "themeFontLang":
			set.lang, set.eastAsia, set.bidi = s.value(nsW, "val"), s.value(nsW, "eastAsia"), s.value(nsW, "bidi")
		case "evenAndOddHeaders":
			set.evenAndOdd = toggleOf(s.val()) == on
		case "compatSetting":
			if s.value(nsW, "name") == "overrideTableStyleFontSizeAndJustification" {
				set.styleOverTable = toggleOf(s.val()) == on
			}
		}
	}
	return set, s.err
}
