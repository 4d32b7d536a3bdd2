package rules

import (
	"fmt"
	"slices"

	"guibei"
)

var r001 = rule(Rule{
	ID: "R001", Version: 2, Group: Package,
	Title:    "送审材料不齐",
	Basis:    "《国务院办公厅关于全面推行行政规范性文件合法性审核机制的指导意见》（国办发〔2018〕115号）；本地规定的材料清单",
	Source:   Regulation,
	Severity: guibei.High,
	Looks:    "本地规定必须有而材料包中没有的材料，逐项列出。材料清单由地区配置给出。",
	Blind:    "只看材料的种类，不看内容是否相符、是否签章；尚未组成材料包时不检查。",
}, func(r *Rule, in *Input) []guibei.Finding {
	if in.Materials == nil {
		return nil
	}
	var out []guibei.Finding
	for _, k := range in.Required {
		if !slices.Contains(in.Materials, k) {
			out = append(out, r.finding(guibei.Place{}, fmt.Sprintf("材料包中没有“%s”。请补充该材料后再送审；确实不涉及的，请说明理由。", k.Label())))
		}
	}
	return out
})
