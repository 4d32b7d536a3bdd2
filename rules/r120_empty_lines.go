package rules

import (
	"guibei"
)

var r120 = rule(Rule{
	ID: "R120", Version: 1, Group: Format,
	Title:    "用空行代替间距",
	Basis:    "编排整洁（通行做法）",
	Source:   Practice,
	Severity: guibei.Info,
	Looks:    "正文中间连续两个以上的空段落，合为一条并计数。",
	Blind:    "标题、署名、附件前后的空行不算；单个空行不报；纯文本不检查。",
}, func(r *Rule, in *Input) []guibei.Finding {
	if !in.looksCount() {
		return nil
	}
	var found gathered
	lines := in.read().lines
	blanks, before := 0, roleBlank
	for i := range lines {
		l := &lines[i]
		if l.role == roleBlank {
			blanks++
			continue
		}
		if blanks > 1 && l.role == roleBody && before == roleBody {
			found.add(l.beginning())
		}
		blanks, before = 0, l.role
	}
	if found.count == 0 {
		return nil
	}
	return []guibei.Finding{r.finding(found.first, "这一段之前有连续的空段落。需要间距的，请设段前、段后距或者分页。"+found.places())}
})
