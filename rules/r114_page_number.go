package rules

import (
	"guibei"
)

var r114 = rule(Rule{
	ID: "R114", Version: 1, Group: Format,
	Title:    "没有页码或者页码的形式不规范",
	Basis:    "GB/T 9704—2012 7.5",
	Source:   Standard,
	Severity: guibei.Low,
	Looks:    "页眉、页脚中没有页码；有页码而不是四号字、左右没有一字线的，只作参考。",
	Blind:    "用文本框画出的页码可能看不到；单双页居右居左不看；不足一面的短文不检查。",
}, func(r *Rule, in *Input) []guibei.Finding {
	if !in.looksCount() || in.read().chars < onePage {
		return nil
	}
	if len(in.Layout.Numbers) == 0 {
		return []guibei.Finding{r.finding(guibei.Place{}, "文件没有页码。请在版心下边缘之下插入四号半角宋体阿拉伯数字的页码，左右各放一条一字线。")}
	}
	for _, n := range in.Layout.Numbers {
		if n.Size == 14 && n.Dashes {
			return nil
		}
	}
	f := r.finding(guibei.Place{}, "页码一般用四号半角宋体阿拉伯数字，数字左右各放一条一字线。请核对。")
	f.Severity = guibei.Info
	return []guibei.Finding{f}
})

// onePage is how many characters fill a page: 22 lines of 28.
const onePage = 22 * 28
