// Package rates defines the rates by which filing is judged (三率): 报备率,
// 报备及时率 and 规范率, and beside them 审核率.
//
// An obligation (备案义务) is one document owed to one filing authority. The
// population of a period are the obligations of documents published in it
// (by 公布日期: the cohort is the year of publication, although a document of
// December falls due in January). Everything is as of an instant, so that a
// published figure can be computed again.
//
// What the definitions decide, after domain.md §4.2 and §4.3:
//
//   - A filing sent back for supplement counts as made when it was first
//     submitted: timely if that was in time, but not passed at first.
//   - What an authority has determined in writing not to be a normative
//     document (不予登记) leaves every population. A document leaves when each
//     authority it was owed to has determined so.
//   - A document withdrawn before publication never enters. One repealed after
//     publication is still owed.
//   - What is not yet due and not submitted is pending: in no denominator,
//     never a failure. What is submitted before it is due counts.
//   - Timely means before the end of the due day, against the due date in force
//     at the first submission; a later calendar changes nothing.
//   - An obligation without a due date, for want of a calendar or of a period,
//     is shown as such and is in no denominator until it is submitted; then it
//     counts as submitted, but neither as timely nor as late.
//   - Joint documents count once, for the organ that issues them in the system.
//   - Dual tracks count per track, and a document is complete when every
//     obligation that is left of it was submitted.
//   - A zero denominator is "—", not 100 %.
package rates

import (
	"fmt"
	"maps"
)

// ID names a rate.
type ID string

// The rates.
const (
	FilingRate     ID = "filing_rate"     // 报备率
	TimelinessRate ID = "timeliness_rate" // 报备及时率
	ComplianceRate ID = "compliance_rate" // 规范率
	ReviewRate     ID = "review_rate"     // 审核率
)

// Edition names the definitions below. Whoever changes what is counted gives it
// another name, so that two printed figures can be told apart.
const Edition = "2026-1"

// IDs lists the rates in the order people read them.
var IDs = []ID{FilingRate, TimelinessRate, ComplianceRate, ReviewRate}

// Definition is a rate in words.
type Definition struct {
	Name        string // 报备率
	Numerator   string // what is counted above the line
	Denominator string // and below
}

var definitions = map[ID]Definition{
	FilingRate:     {"报备率", "已报送备案的备案义务", "已到期或者已报送的备案义务"},
	TimelinessRate: {"报备及时率", "首次报送在期限届满前的备案义务", "已报送且期限明确的备案义务"},
	ComplianceRate: {"规范率", "首次形式审查即通过的备案义务", "已报送的备案义务"},
	ReviewRate:     {"审核率", "审议前已有合法性审核意见的规范性文件", "已公布的规范性文件"},
}

// Define returns the definition of a rate, for reports to print beside it.
func Define(id ID) Definition { return definitions[id] }

// Filings counts obligations.
type Filings struct {
	Owed      int `json:"owed" doc:"备案义务，不含不予登记的"`
	Due       int `json:"due" doc:"已到期"`
	Submitted int `json:"submitted" doc:"已报送"`
	Expected  int `json:"expected" doc:"已到期或者已报送"`
	Dated     int `json:"dated" doc:"已报送且期限明确"`
	InTime    int `json:"in_time" doc:"按期报送"`
	Passed    int `json:"passed" doc:"首次形式审查通过"`
	Defective int `json:"defective" doc:"首次形式审查要求补正"`
	Unchecked int `json:"unchecked" doc:"已报送，首次形式审查尚无结果"`
	Overdue   int `json:"overdue" doc:"已到期未报送"`
	Pending   int `json:"pending" doc:"未到期未报送"`
	Undated   int `json:"undated" doc:"未报送且期限不明，须查明"`
	Refused   int `json:"refused" doc:"认定不属于规范性文件，不予登记"`
}

// Add returns the sum of two counts.
func (f Filings) Add(g Filings) Filings {
	return Filings{
		Owed: f.Owed + g.Owed, Due: f.Due + g.Due, Submitted: f.Submitted + g.Submitted, Expected: f.Expected + g.Expected,
		Dated: f.Dated + g.Dated, InTime: f.InTime + g.InTime, Passed: f.Passed + g.Passed, Defective: f.Defective + g.Defective,
		Unchecked: f.Unchecked + g.Unchecked, Overdue: f.Overdue + g.Overdue, Pending: f.Pending + g.Pending,
		Undated: f.Undated + g.Undated, Refused: f.Refused + g.Refused,
	}
}

// Counts are the raw numbers of one issuing organ, from which every rate is
// computed; organs are summed by [Total], never percentages averaged.
type Counts struct {
	Organ    string             `json:"organ" doc:"制定机关编号；合计为空"`
	Issued   int                `json:"issued" doc:"已公布的规范性文件"`
	Reviewed int                `json:"reviewed" doc:"审议前已有合法性审核意见"`
	Complete int                `json:"complete" doc:"各备案义务均已报送"`
	Filings  Filings            `json:"filings" doc:"备案义务，各备案机关合计"`
	ByTrack  map[string]Filings `json:"by_track" doc:"备案义务，按备案渠道"`
}

// Add returns the sum of two counts, of no organ.
func (c Counts) Add(d Counts) Counts {
	sum := Counts{
		Issued: c.Issued + d.Issued, Reviewed: c.Reviewed + d.Reviewed, Complete: c.Complete + d.Complete,
		Filings: c.Filings.Add(d.Filings), ByTrack: maps.Clone(c.ByTrack),
	}
	if sum.ByTrack == nil {
		sum.ByTrack = map[string]Filings{}
	}
	for track, f := range d.ByTrack {
		sum.ByTrack[track] = sum.ByTrack[track].Add(f)
	}
	return sum
}

// Total sums the counts of all organs.
func Total(all []Counts) Counts {
	sum := Counts{ByTrack: map[string]Filings{}}
	for _, c := range all {
		sum = sum.Add(c)
	}
	return sum
}

// Rate is one rate with the whole numbers behind it, both of which open as
// lists.
type Rate struct {
	ID          ID     `json:"id" doc:"指标"`
	Name        string `json:"name" doc:"名称"`
	Numerator   int    `json:"numerator" doc:"分子"`
	Denominator int    `json:"denominator" doc:"分母"`
	Undecided   int    `json:"undecided" doc:"尚无结果的：报备率为未到期未报送（不在分母），规范率为形式审查尚无结果（在分母）"`
	Text        string `json:"percent" doc:"百分比，保留一位小数；分母为零的为“—”"`
}

func rate(id ID, numerator, denominator, undecided int) Rate {
	r := Rate{ID: id, Name: definitions[id].Name, Numerator: numerator, Denominator: denominator, Undecided: undecided}
	r.Text = r.Percent()
	return r
}

// Percent writes the rate to one decimal, half up, computed from the whole
// numbers. Zero below the line is "—". Only all of them is 100.0%: rounding must
// not hide the one that is missing.
func (r Rate) Percent() string {
	if r.Denominator <= 0 {
		return "—"
	}
	const scale = 1000 // tenths of a percent
	n, d := int64(r.Numerator), int64(r.Denominator)
	tenths := (2*scale*n + d) / (2 * d)
	if n < d {
		tenths = min(tenths, scale-1)
	}
	return fmt.Sprintf("%d.%d%%", tenths/10, tenths%10)
}

// Rates returns every rate of the counts, in the order of [IDs].
func (c Counts) Rates() []Rate {
	f := c.Filings
	return append(f.Rates(), rate(ReviewRate, c.Reviewed, c.Issued, 0))
}

// Rates returns the three rates of filing: 报备率, 报备及时率, 规范率.
func (f Filings) Rates() []Rate {
	return []Rate{
		rate(FilingRate, f.Submitted, f.Expected, f.Pending),
		rate(TimelinessRate, f.InTime, f.Dated, 0),
		rate(ComplianceRate, f.Passed, f.Submitted, f.Unchecked),
	}
}
