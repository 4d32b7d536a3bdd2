package rules

import (
	"fmt"
	"regexp"

	"guibei"
)

var r126 = rule(Rule{
	ID: "R126", Version: 1, Group: Secrecy,
	Title:    "文件属性或者批注里有姓名",
	Basis:    "《个人信息保护法》第六条",
	Source:   Statute,
	Severity: guibei.Info,
	Looks:    "文件属性中的作者、最后保存者和批注人的姓名；公开电子文件前宜清除。",
	Blind:    "只读核心属性和批注；修订者的姓名、自定义属性不看；纯文本没有属性。",
}, func(r *Rule, in *Input) []guibei.Finding {
	if in.Layout == nil {
		return nil
	}
	n := 0
	for _, a := range in.Layout.Authors {
		if personName.MatchString(a) {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	return []guibei.Finding{r.finding(guibei.Place{}, fmt.Sprintf(
		"电子文件的属性或者批注里记有%d个姓名。公开发布电子文件之前，请在“检查文档”中删除文档属性和个人信息。", n))}
})

// personName is two to four Chinese characters: names of programs and offices
// are longer or Latin.
var personName = regexp.MustCompile(`^[\p{Han}]{2,4}$`)
