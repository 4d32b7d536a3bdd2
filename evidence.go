package guibei

import "strings"

// maxEvidence is how many findings, comments or articles an opinion may carry.
const maxEvidence = 2000

// Decision is what a reviewer made of a finding of the rules.
type Decision string

// The decisions on a finding.
const (
	FindingAccepted  Decision = "accepted"  // 采纳
	FindingDismissed Decision = "dismissed" // 不采纳
)

// Decisions lists the decisions on a finding.
var Decisions = []Decision{FindingAccepted, FindingDismissed}

// DecidedFinding is a finding of the rules with what the reviewer made of it.
// Rule, paragraph, start and quote say which finding it is.
type DecidedFinding struct {
	Rule      string   `json:"rule" doc:"规则编号，如 R005"`
	Quote     string   `json:"quote,omitempty" doc:"原文"`
	Paragraph string   `json:"paragraph,omitempty" doc:"段落编号"`
	Article   string   `json:"article,omitempty" doc:"条文，如：第三条"`
	Start     int      `json:"start,omitempty" doc:"起始位置（UTF-16 码元）"`
	End       int      `json:"end,omitempty" doc:"结束位置（UTF-16 码元）"`
	Decision  Decision `json:"decision" doc:"accepted 采纳，dismissed 不采纳" enum:"accepted,dismissed"`
	Reason    string   `json:"reason,omitempty" doc:"理由；不采纳的必填"`
}

// OpinionComment is a reviewer's note at a place of the text. Offsets are UTF-16 code
// units from the start of the paragraph.
type OpinionComment struct {
	ID        string `json:"id" doc:"批注编号，由填写人给出，不重复"`
	Paragraph string `json:"paragraph" doc:"段落编号"`
	Start     int    `json:"start" doc:"起始位置（UTF-16 码元）"`
	End       int    `json:"end" doc:"结束位置（UTF-16 码元）"`
	Quote     string `json:"quote,omitempty" doc:"原文"`
	Article   string `json:"article,omitempty" doc:"条文，如：第三条"`
	Text      string `json:"text" doc:"批注"`
	Item      string `json:"item,omitempty" doc:"对应的审核意见的编号"`
}

// Evidence is what a reviewer noted on the way to an opinion: what became of
// the findings, notes in the text, and the articles read.
type Evidence struct {
	Findings     []DecidedFinding `json:"findings,omitempty" doc:"对规则线索的处理"`
	Comments     []OpinionComment `json:"comments,omitempty" doc:"批注"`
	ReadArticles []string         `json:"read_articles,omitempty" doc:"已经审阅的条文，如：第三条"`
}

func (e *Evidence) check(items []OpinionItem) error {
	if len(e.Findings) > maxEvidence || len(e.Comments) > maxEvidence || len(e.ReadArticles) > maxEvidence {
		return Errorf(TooLarge, "线索、批注或者已阅条文超过%d项，请精简后再保存。", maxEvidence)
	}
	for _, f := range e.Findings {
		switch {
		case f.Rule == "" || f.Decision != FindingAccepted && f.Decision != FindingDismissed:
			return Errorf(Invalid, "对线索的处理须写明规则编号，并选择采纳或者不采纳，请补全。")
		case f.Decision == FindingDismissed && strings.TrimSpace(f.Reason) == "":
			return Errorf(Invalid, "线索%s（%s）不采纳，须写明理由，请补充后再保存。", f.Rule, f.Article)
		}
	}
	known := map[string]bool{}
	for _, i := range items {
		known[i.ID] = true
	}
	seen := map[string]bool{}
	for _, c := range e.Comments {
		switch {
		case c.ID == "" || seen[c.ID]:
			return Errorf(Invalid, "批注没有编号，或者编号“%s”重复，请更正。", c.ID)
		case strings.TrimSpace(c.Text) == "":
			return Errorf(Invalid, "批注%s没有内容，请补充或者删除。", c.ID)
		case c.Paragraph == "" || c.Start < 0 || c.End < c.Start:
			return Errorf(Invalid, "批注%s没有写明位置，请重新选取原文。", c.ID)
		case c.Item != "" && !known[c.Item]:
			return Errorf(Invalid, "批注%s对应的第%s项审核意见不存在，请更正。", c.ID, c.Item)
		}
		seen[c.ID] = true
	}
	return nil
}
