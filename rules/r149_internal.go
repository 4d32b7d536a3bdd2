package rules

import (
	"regexp"

	"guibei"
)

var r149 = rule(Rule{
	ID: "R149", Version: 1, Group: Secrecy,
	Title:    "带有内部文件的标记",
	Basis:    "《政府信息公开条例》第二十条",
	Source:   Regulation,
	Severity: guibei.Medium,
	Looks:    "“内部资料”“内部文件”“注意保存”“请勿外传”“此件不公开”“此件依申请公开”等标记单独成行或者在页眉、页脚；行政规范性文件应当主动公开。",
	Blind:    "句子里提到内部资料的不报；国家秘密标志见R011。",
}, func(r *Rule, in *Input) []guibei.Finding {
	var out []guibei.Finding
	in.everywhere(func(l *line) {
		if m := internalMark.FindStringIndex(l.text); m != nil {
			out = append(out, r.finding(l.placeOf(m[0], m[1]), "文件带有内部文件的标记。行政规范性文件应当主动公开，没有公布的不得作为行政管理的依据。请核对公开属性，属于误标的，删去标记。"))
		}
	})
	return out
})

var internalMark = regexp.MustCompile(`^[（【\[]?(?:(?:内部(?:资料|文件|材料|参考|使用|发行|传阅))(?:[，·　]?(?:注意保存|注意保管|请勿外传|不得外传|严禁外传|妥善保管))?|(?:请勿|不得|严禁)(?:外传|公开|传播)|注意保存|阅后(?:即焚|收回|销毁)|此件(?:不|依申请|不予)公开(?:发布)?|仅供内部(?:使用|参考))[）】\]]?[。！]?$`)
