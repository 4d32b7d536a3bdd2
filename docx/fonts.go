package docx

import (
	"strings"
	"unicode"
)

// Font returns the font Word takes for a character: by what the character is, the hint and the language of the run
// ([MS-OI29500] 2.1.88).
func (f *RunFormat) Font(c rune) string {
	switch {
	case f.ComplexScript || f.RightToLeft:
		return f.Fonts.CS
	case f.Fonts.EastAsia == timesNewRoman && f.Fonts.ASCII == f.Fonts.HAnsi:
		return f.Fonts.ASCII
	}
	switch slotOf(c, f.Hint == "eastAsia", strings.HasPrefix(strings.ToLower(f.LangEastAsia), "zh")) {
	case slotASCII:
		return f.Fonts.ASCII
	case slotEastAsia:
		return f.Fonts.EastAsia
	case slotHAnsi:
	}
	return f.Fonts.HAnsi
}

// timesNewRoman is what Word takes where nothing names a font.
const timesNewRoman = "Times New Roman"

type fontSlot uint8

const (
	slotHAnsi fontSlot = iota
	slotASCII
	slotEastAsia
)

// block is a range of characters that take one slot. hint and chinese blocks take the East Asian font only under the
// hint, and under the hint in Chinese text.
type block struct {
	from, to rune
	when     uint8
}

const (
	always uint8 = iota
	hinted
	chinese
)

// eastAsian lists the characters that may take the East Asian font, in order. All others take hAnsi, and ASCII ascii.
var eastAsian = []block{
	{0xA1, 0xA1, hinted},
	{0xA4, 0xA4, hinted},
	{0xA7, 0xA8, hinted},
	{0xAA, 0xAA, hinted},
	{0xAD, 0xAD, hinted},
	{0xAF, 0xAF, hinted},
	{0xB0, 0xB4, hinted},
	{0xB6, 0xBA, hinted},
	{0xBC, 0xBF, hinted},
	{0xD7, 0xD7, hinted},
	{0xE0, 0xE1, chinese},
	{0xE8, 0xEA, chinese},
	{0xEC, 0xED, chinese},
	{0xF2, 0xF3, chinese},
	{0xF7, 0xF7, hinted},
	{0xF9, 0xFA, chinese},
	{0xFC, 0xFC, chinese},
	{0x100, 0x24F, chinese},
	{0x250, 0x2AF, chinese},
	{0x2B0, 0x3CF, hinted},
	{0x400, 0x4FF, hinted},
	{0x1100, 0x11FF, always},
	{0x1E00, 0x1EFF, chinese},
	{0x2000, 0x2BFF, hinted}, // punctuation, numerals in circles, arrows, boxes, shapes, dingbats
	{0x2E80, 0x31EF, always},
	{0x31F0, 0x4DFF, always},
	{0x4E00, 0xA4CF, always},
	{0xAC00, 0xD7AF, always},
	{0xE000, 0xF8FF, hinted},
	{0xF900, 0xFAFF, always},
	{0xFB00, 0xFB1C, hinted},
	{0xFE30, 0xFE6F, always},
	{0xFF00, 0xFFEF, always},
	{0x10000, unicode.MaxRune, always}, // surrogates
}

// slotOf tells which font slot a character takes.
func slotOf(c rune, hint, zh bool) fontSlot {
	switch {
	case c < 0x80, c >= 0x590 && c <= 0x7BF, c >= 0xFB1D && c <= 0xFDFF, c >= 0xFE70 && c <= 0xFEFE:
		return slotASCII
	case c >= 0x4E00 && c <= 0x9FFF:
		return slotEastAsia
	}
	for _, b := range eastAsian {
		if c < b.from {
			break
		}
		if c <= b.to && (b.when == always || hint && (b.when == hinted || zh)) {
			return slotEastAsia
		}
	}
	return slotHAnsi
}

// fontFamilies lists names under which one typeface is installed on different systems, in lower case without spaces.
// A GB2312, GBK or GB18030 cut has the same design and differs in how many characters it has.
var fontFamilies = [][]string{
	{"宋体", "simsun", "nsimsun", "新宋体", "中易宋体"},
	{"仿宋", "fangsong", "仿宋_gb2312", "fangsong_gb2312", "仿宋gb2312", "中易仿宋", "simfang"},
	{"楷体", "kaiti", "楷体_gb2312", "kaiti_gb2312", "楷体gb2312", "中易楷体", "simkai"},
	{"黑体", "simhei", "hei", "中易黑体"},
	{"微软雅黑", "microsoftyahei", "microsoftyaheiui"},
	{"等线", "dengxian"},
	{"隶书", "lisu", "simli"},
	{"幼圆", "youyuan", "simyou"},
	{"华文宋体", "stsong"},
	{"华文中宋", "stzhongsong"},
	{"华文仿宋", "stfangsong"},
	{"华文楷体", "stkaiti"},
	{"华文细黑", "stxihei"},
	{"华文黑体", "stheiti"},
	{
		"方正小标宋简体", "方正小标宋_gbk", "方正小标宋_gb2312", "方正小标宋_gb18030", "方正小标宋", "方正小标宋_简体", "小标宋", "小标宋体",
		"fzxiaobiaosong-b05s", "fzxiaobiaosong-b05", "fzxbsjw--gb1-0", "fzxbsk--gbk1-0",
	},
	{"方正大标宋简体", "方正大标宋_gbk", "方正大标宋", "fzdabiaosong-b06s", "fzdabiaosong-b06"},
	{"方正仿宋简体", "方正仿宋_gbk", "方正仿宋_gb2312", "方正仿宋_gb18030", "方正仿宋", "fzfangsong-z02s", "fzfangsong-z02", "fzfs-gbk"},
	{"方正楷体简体", "方正楷体_gbk", "方正楷体_gb2312", "方正楷体_gb18030", "方正楷体", "fzkai-z03s", "fzkai-z03"},
	{"方正黑体简体", "方正黑体_gbk", "方正黑体_gb2312", "方正黑体_gb18030", "方正黑体", "fzhei-b01s", "fzhei-b01"},
	{"方正书宋简体", "方正书宋_gbk", "方正书宋", "fzshusong-z01s", "fzshusong-z01"},
	{"timesnewroman", "timesnewromanpsmt", "times"},
	{"mingliu", "細明體", "细明体"},
	{"pmingliu", "新細明體", "新细明体"},
}

var familyOf = func() map[string]int {
	m := map[string]int{}
	for i, names := range fontFamilies {
		for _, n := range names {
			m[n] = i
		}
	}
	return m
}()

// SameFont reports whether two font names mean the same typeface: 仿宋_GB2312, FangSong and 仿宋 do, 仿宋 and 方正仿宋
// do not. Case, spaces, full-width letters and the @ of vertical writing do not count.
func SameFont(a, b string) bool {
	a, b = foldFont(a), foldFont(b)
	if a == b {
		return true
	}
	x, ok := familyOf[a]
	y, ok2 := familyOf[b]
	return ok && ok2 && x == y
}

func foldFont(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case IsSpace(r):
			return -1
		case r >= '！' && r <= '～': // the full-width forms of ASCII
			r -= '！' - '!'
		}
		return unicode.ToLower(r)
	}, s)
	return strings.TrimPrefix(s, "@")
}
