package rules

import (
	"fmt"

	"guibei"
)

var r119 = rule(Rule{
	ID: "R119", Version: 1, Group: Format,
	Title:    "含有隐藏文字",
	Basis:    "送审稿、正式文本应当是定稿（通行做法）",
	Source:   Practice,
	Severity: guibei.Medium,
	Looks:    "设为隐藏的文字，计数；隐藏的文字不会打印，但是随电子文件流转。",
	Blind:    "与纸同色的文字见R117；不判断隐藏的内容是什么。",
}, func(r *Rule, in *Input) []guibei.Finding {
	if in.Layout == nil || in.Layout.Hidden == 0 {
		return nil
	}
	return []guibei.Finding{r.finding(guibei.Place{}, fmt.Sprintf(
		"文件里有隐藏文字%d字，打印时看不到，但是随电子文件流转。请显示隐藏文字，核对后删去或者改为普通文字。", in.Layout.Hidden))}
})
