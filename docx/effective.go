package docx

import "slices"

// or returns a number, or other where nothing has said one.
func or(n int32, other int) int {
	if n == absent {
		return other
	}
	return int(n)
}

// format makes the face of resolved paragraph properties.
func (p *paraProps) format() *ParagraphFormat {
	n, s := &p.num, &p.str
	f := &ParagraphFormat{
		Align: Left,
		Indent: Indent{
			Left: or(n[pLeft], 0), Right: or(n[pRight], 0), FirstLine: or(n[pFirstLine], 0),
			LeftChars: or(n[pLeftChars], 0), RightChars: or(n[pRightChars], 0), FirstLineChars: or(n[pFirstLineChars], 0),
		},
		Spacing: Spacing{
			Before: or(n[pBefore], 0), After: or(n[pAfter], 0), BeforeLines: or(n[pBeforeLines], 0), AfterLines: or(n[pAfterLines], 0),
			BeforeAuto: n[pBeforeAuto] == 1, AfterAuto: n[pAfterAuto] == 1, Line: or(n[pLine], 240), Rule: LineAuto,
		},
		KeepNext: n[pKeepNext] == 1, KeepLines: n[pKeepLines] == 1, PageBreakBefore: n[pPageBreak] == 1,
		WidowControl: or(n[pWidow], 1) == 1, SnapToGrid: or(n[pGrid], 1) == 1, AdjustRightIndent: or(n[pAdjustRight], 1) == 1,
		Kinsoku: or(n[pKinsoku], 1) == 1, HangPunctuation: or(n[pHang], 1) == 1,
		AutoSpaceLatin: or(n[pSpaceLatin], 1) == 1, AutoSpaceDigits: or(n[pSpaceDigits], 1) == 1,
		ContextualSpacing: n[pContextual] == 1, RightToLeft: n[pBidi] == 1, Borders: n[pBorders] == 1, Frame: n[pFrame] == 1,
		Shading: fill(s[pShading]), TextDirection: s[pTextDirection],
	}
	if o := or(n[pOutline], 9); o >= 0 && o < 9 {
		f.Outline = o + 1
	}
	if s[pAlign] != "" {
		f.Align = Align(s[pAlign])
	}
	if s[pRule] != "" {
		f.Spacing.Rule = LineRule(s[pRule])
	}
	if s[pTextAlign] != "auto" {
		f.TextAlignment = s[pTextAlign]
	}
	for _, t := range p.tabs {
		if t.Kind != "clear" {
			f.Tabs = append(f.Tabs, t)
		}
	}
	f.Tabs = slices.Clip(f.Tabs)
	return f
}

// format makes the face of resolved run properties.
func (p *runProps) format(f *formatter) RunFormat {
	n, s := &p.num, &p.str
	is := func(i int) bool { return n[i] == 1 }
	r := RunFormat{
		Hint: s[rHint], Size: or(n[rSize], defaultRunSize), SizeCS: or(n[rSizeCS], defaultRunSize),
		Bold: is(rBold), Italic: is(rItalic), BoldCS: is(rBoldCS), ItalicCS: is(rItalicCS), Caps: is(rCaps), SmallCaps: is(rSmallCaps),
		Strike: is(rStrike), DoubleStrike: is(rDoubleStrike), Outline: is(rOutline), Shadow: is(rShadow), Emboss: is(rEmboss),
		Imprint: is(rImprint), Vanish: is(rVanish), WebHidden: is(rWebHidden), SnapToGrid: or(n[rSnapToGrid], 1) == 1,
		RightToLeft: is(rRTL), ComplexScript: is(rCS), Border: is(rBorder),
		Underline: said(s[rUnderline]), Color: "auto", Highlight: said(s[rHighlight]), Shading: fill(s[rShading]), Emphasis: said(s[rEmphasis]),
		Spacing: or(n[rSpacing], 0), Scale: or(n[rScale], 100), Kern: or(n[rKern], 0), Position: or(n[rPosition], 0), FitText: or(n[rFitText], 0),
		Lang: s[rLang], LangEastAsia: s[rLangEastAsia], LangBidi: s[rLangBidi],
	}
	if c := s[rColor]; c != "" && c != "AUTO" {
		r.Color = c
	}
	if v := s[rVertAlign]; v != "baseline" {
		r.VertAlign = v
	}
	for i, dst := range [...]*string{&r.Fonts.ASCII, &r.Fonts.HAnsi, &r.Fonts.EastAsia, &r.Fonts.CS} {
		*dst = f.font(s[rASCII+i])
	}
	return r
}

// font resolves a font name or theme reference.
func (f *formatter) font(name string) string {
	if len(name) > 0 && name[0] == 0 {
		name = f.theme.font(name[1:], &f.set)
	}
	if name == "" {
		return timesNewRoman
	}
	return name
}

// said turns the word for nothing into nothing.
func said(s string) string {
	if s == "none" {
		return ""
	}
	return s
}

// fill returns the colour of a shading; a pattern without one is black on white and counts as "auto".
func fill(s string) string {
	switch s {
	case "none":
		return ""
	case "AUTO":
		return "auto"
	}
	return s
}
