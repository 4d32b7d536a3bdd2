package view

import "strings"

// role is what a typeface is used for in an official document.
type role uint8

const (
	noRole role = iota
	song
	fangsong
	hei
	kai
	xiaobiaosong
)

// stacks are the names under which the typefaces of each role are found on Windows, macOS, WPS and domestic systems. None
// of them is shipped: some are commercial, all are large.
var stacks = map[role]struct{ name, fonts string }{
	song:         {"--gb-song", `"宋体","SimSun","NSimSun","STSong","Songti SC","方正书宋_GBK","Noto Serif CJK SC",serif`},
	fangsong:     {"--gb-fangsong", `"仿宋_GB2312","FangSong_GB2312","仿宋","FangSong","STFangsong","方正仿宋_GBK","Noto Serif CJK SC",serif`},
	hei:          {"--gb-hei", `"黑体","SimHei","STHeiti","Heiti SC","方正黑体_GBK","Microsoft YaHei","Noto Sans CJK SC",sans-serif`},
	kai:          {"--gb-kai", `"楷体_GB2312","KaiTi_GB2312","楷体","KaiTi","STKaiti","Kaiti SC","方正楷体_GBK",serif`},
	xiaobiaosong: {"--gb-xiaobiaosong", `"方正小标宋简体","方正小标宋_GBK","FZXiaoBiaoSong-B05S","FZXiaoBiaoSong-B05","华文中宋","STZhongsong","宋体","SimSun",serif`},
}

// roleOf tells the role of a font by its name. Latin fonts have none: Chinese text beside them takes the default.
func roleOf(font string) role {
	n := strings.ToLower(font)
	for _, r := range []struct {
		role  role
		words []string
	}{
		{xiaobiaosong, []string{"小标宋", "xiaobiaosong", "中宋", "zhongsong"}},
		{fangsong, []string{"仿宋", "fangsong"}},
		{kai, []string{"楷", "kaiti", "kai_"}},
		{hei, []string{"黑", "simhei", "heiti", "yahei", "等线", "dengxian", "圆"}},
		{song, []string{"宋", "simsun", "song", "mincho", "明"}},
	} {
		for _, w := range r.words {
			if strings.Contains(n, w) {
				return r.role
			}
		}
	}
	return noRole
}
