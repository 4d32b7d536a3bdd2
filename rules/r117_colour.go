package rules

import (
	"strconv"

	"guibei"
)

var r117 = rule(Rule{
	ID: "R117", Version: 1, Group: Format,
	Title:    "正文留有彩色文字或者突出显示",
	Basis:    "GB/T 9704—2012（如无特殊说明，公文中各要素用黑色）",
	Source:   Standard,
	Severity: guibei.Low,
	Looks:    "正文、标题、附件说明等处不是黑色的文字，以及加了突出显示、底纹的文字，合为一条并计数。",
	Blind:    "标题之前的版头（发文机关标志为红色）不检查；颜色很深、接近黑色的不报；图形和表格底色不看。",
}, func(r *Rule, in *Input) []guibei.Finding {
	var found gathered
	headed := false
	titled := in.read().has(roleTitle)
	in.eachLook(func(l *line, k *Look) {
		headed = headed || l.role == roleTitle || !titled
		if !headed {
			return
		}
		for _, run := range k.Runs {
			if run.Highlight || run.Colour != "" && !dark(run.Colour) {
				found.add(l.runPlace(run))
			}
		}
	})
	if found.count == 0 {
		return nil
	}
	return []guibei.Finding{r.finding(found.first, "文字带有颜色或者突出显示，可能是修改时留下的记号。请核对内容后改为黑色、去掉突出显示。"+found.places())}
})

// dark reports whether a colour cannot be told from black on paper.
func dark(rgb string) bool {
	if len(rgb) != 6 {
		return true
	}
	for i := 0; i < 6; i += 2 {
		if n, err := strconv.ParseUint(rgb[i:i+2], 16, 8); err != nil || n > 0x40 {
			return err != nil
		}
	}
	return true
}
