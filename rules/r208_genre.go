package rules

import (
	"fmt"
	"regexp"

	"guibei"
)

var r208 = rule(Rule{
	ID: "R208", Version: 1, Group: Structure,
	Title:    "标题的文种不合适",
	Basis:    "《党政机关公文处理工作条例》（中办发〔2012〕14号）第八条；《规章制定程序条例》第七条（参照）",
	Source:   Regulation,
	Severity: guibei.High,
	Looks:    "标题以“条例”“法”结尾；以请示、报告、函、纪要、议案、通报、批复等不能承载规范性文件的文种结尾；没有文种。",
	Blind:    "不判断办法、规定、细则之间用得是否恰当；国家法律、行政法规不看。",
}, func(r *Rule, in *Input) []guibei.Finding {
	title := in.title()
	if title == "" || !in.isDocument() || in.read().national {
		return nil
	}
	at := in.view.titleClause(in).placeOf(0, len(title))
	if in.view.titled.at == nil {
		at = guibei.Place{}
	}
	switch m := barredGenre.FindStringSubmatch(title); {
	case m != nil && m[1] == "条例", calledLaw.MatchString(title):
		return []guibei.Finding{r.finding(at, "名称用了“条例”或者“法”。行政规范性文件不得这样称，请改用“办法”“规定”“细则”等。")}
	case m != nil:
		f := r.finding(at, fmt.Sprintf("文种是“%s”，一般不能用来制定行政规范性文件。请改用决定、通告、意见、通知等文种；本来不是规范性文件的，请说明。", m[1]))
		f.Severity = guibei.Medium
		return []guibei.Finding{f}
	case !anyGenre.MatchString(title):
		f := r.finding(at, "标题没有写明文种。请在标题末尾写明，如“办法”“规定”“通知”。")
		f.Severity = guibei.Low
		return []guibei.Finding{f}
	}
	return nil
})

var (
	barredGenre = regexp.MustCompile(`(条例|请示|报告|函|复函|纪要|议案|通报|批复|公报)(?:（[^（）]{1,8}）)?$`)
	calledLaw   = regexp.MustCompile(`[^办方]法(?:（[^（）]{1,8}）)?$`)
	anyGenre    = regexp.MustCompile(`(?:办法|规定|细则|规则|方案|意见|标准|措施|制度|规程|规范|通知|决定|通告|公告|命令|令|决议|指引|指南|目录|清单|基准|章程|政策|若干措施|十条|计划|规划|预案|要点)(?:（[^（）]{1,12}）)*$`)
)
