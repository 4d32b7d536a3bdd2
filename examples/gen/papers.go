package main

import (
	"embed"
	"fmt"
	"time"
)

//go:embed text
var texts embed.FS

// paper is one document to write.
type paper struct {
	name   string // path without .docx below examples/; its words are text/<name>.txt
	title  string // document property
	author string
	header string    // line at the top of every page, empty for none
	saved  time.Time // document property; nothing else depends on a time
}

func at(month time.Month, day int) time.Time {
	return time.Date(2026, month, day, 9, 0, 0, 0, time.FixedZone("UTC+8", 8*60*60))
}

const (
	parking = "青山区电动自行车集中停放充电设施管理办法（试行）"
	stalls  = "青山区城区临时摊点管理办法"
	housing = "青山区住房和城乡建设局"
	city    = "青山区城市管理综合执法局"
	office  = "青山区人民政府办公室"
)

var papers = []paper{
	{"parking-clean", parking, housing, "", at(time.November, 16)},
	{"stalls-planted", stalls, city, stalls + "（送审稿）", at(time.November, 9)},
	{"stalls-revised", stalls, city, stalls + "（修改稿）", at(time.November, 23)},
	{"sensitive", "关于某专项工作人员联系方式的说明", "演示", "", at(time.November, 20)},

	{"materials/parking-drafting-explanation", "起草说明", housing, "", at(time.November, 16)},
	{"materials/parking-legal-basis", "制定依据", housing, "", at(time.November, 16)},
	{"materials/parking-adoption-record", "征求意见及采纳情况", housing, "", at(time.November, 16)},
	{"materials/parking-unit-opinion", "起草单位合法性审核意见", housing, "", at(time.November, 13)},
	{"materials/parking-legality-opinion", "合法性审核意见书", "青山区司法局", "", at(time.December, 4)},
	{"materials/parking-meeting-minutes", "集体审议纪要", office, "", at(time.December, 10)},
	{"materials/parking-publication-proof", "公布证明", office, "", at(time.December, 15)},
	{"materials/parking-filing-report", "备案报告", office, "", at(time.December, 18)},

	{"materials/stalls-drafting-explanation", "起草说明", city, "", at(time.November, 9)},
	{"materials/stalls-legal-basis", "制定依据", city, "", at(time.November, 9)},
	{"materials/stalls-adoption-record", "征求意见及采纳情况", city, "", at(time.November, 9)},
	{"materials/stalls-unit-opinion", "起草单位合法性审核意见", city, "", at(time.November, 6)},
	{"materials/stalls-fcr-conclusion", "公平竞争审查材料", "青山区市场监督管理局", "", at(time.December, 7)},
	{"materials/stalls-legality-opinion", "合法性审核意见书", "青山区司法局", "", at(time.December, 17)},
	{"materials/stalls-meeting-minutes", "集体审议纪要", office, "", at(time.December, 24)},
	{"materials/stalls-publication-proof", "公布证明", office, "", at(time.December, 28)},
	{"materials/stalls-filing-report", "备案报告", office, "", at(time.December, 30)},
}

// docx returns the document's bytes.
func (p paper) docx() ([]byte, error) {
	text, err := texts.ReadFile("text/" + p.name + ".txt")
	if err != nil {
		return nil, err
	}
	data, err := pack(p.parts(parse(string(text))))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", p.name, err)
	}
	return data, nil
}
