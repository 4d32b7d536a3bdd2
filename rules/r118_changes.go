package rules

import (
	"fmt"
	"strings"

	"guibei"
)

var r118 = rule(Rule{
	ID: "R118", Version: 1, Group: Format,
	Title:    "留有修订痕迹或者批注",
	Basis:    "送审稿、正式文本应当是定稿（通行做法）",
	Source:   Practice,
	Severity: guibei.Medium,
	Looks:    "没有接受或者拒绝的修订，没有删去的批注，各计数。",
	Blind:    "修订内容本身不在这里检查：检查按全部接受修订后的文字进行。",
}, func(r *Rule, in *Input) []guibei.Finding {
	if in.Layout == nil || in.Layout.Changes+in.Layout.Comments == 0 {
		return nil
	}
	var what []string
	if n := in.Layout.Changes; n > 0 {
		what = append(what, fmt.Sprintf("修订痕迹%d处", n))
	}
	if n := in.Layout.Comments; n > 0 {
		what = append(what, fmt.Sprintf("批注%d条", n))
	}
	return []guibei.Finding{r.finding(guibei.Place{}, "文件里留有"+strings.Join(what, "、")+"。请接受或者拒绝修订、删去批注后，以定稿送审。")}
})
