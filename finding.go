package guibei

import (
	"strings"
	"time"
)

// Severity says how much attention a finding asks for. None of them is a
// verdict; people decide.
type Severity string

// The severities, gravest first.
const (
	Blocker Severity = "blocker" // 原则上不能这样写，须逐条说明
	High    Severity = "high"    // 很可能有问题
	Medium  Severity = "medium"  // 值得核对
	Low     Severity = "low"     // 格式、文字
	Info    Severity = "info"    // 供参考，不必处理
)

var severityLabels = map[Severity]string{Blocker: "严重", High: "重要", Medium: "核对", Low: "提示", Info: "参考"}

// Label returns the severity in Chinese.
func (s Severity) Label() string { return severityLabels[s] }

// Finding is a lead of a rule: a place in the text, a law and a reason.
type Finding struct {
	Rule     string   `json:"rule"`            // e.g. "R005"; never reused
	Group    string   `json:"group,omitempty"` // what part of the document the rule is about
	Title    string   `json:"title"`
	Severity Severity `json:"severity"`
	Basis    string   `json:"basis"`  // law and article behind the rule
	Detail   string   `json:"detail"` // what was seen and what to do, in Chinese
	Place    Place    `json:"place"`  // zero when the finding is about the package or something missing
	Verify   bool     `json:"verify"` // the sentence cites a higher law: verify the quotation instead
}

// Remark is the finding as a comment in a document: what it is, what was seen
// and what to do, and the law behind it, one a line.
func (f Finding) Remark() string {
	s := "［" + f.Severity.Label() + "］" + f.Title + "（" + f.Rule + "）\n" + f.Detail
	if f.Basis != "" {
		s += "\n依据：" + f.Basis
	}
	return s
}

// Advice parts the detail into what was seen and what to do about it: the
// sentences from the first that asks for something.
func (f Finding) Advice() (seen, do string) {
	at := 0
	for sentence := range strings.SplitAfterSeq(f.Detail, "。") {
		if strings.HasPrefix(sentence, "请") && at > 0 {
			return f.Detail[:at], f.Detail[at:]
		}
		at += len(sentence)
	}
	if i := strings.Index(f.Detail, "，请核对。"); i >= 0 && i+len("，请核对。") < len(f.Detail) {
		return f.Detail[:i] + "。", f.Detail[i+len("，请核对。"):]
	}
	return f.Detail, ""
}

// Place anchors a finding in a text so that it survives a later edit: the
// paragraph's id, the article, and the words themselves.
type Place struct {
	Paragraph string `json:"paragraph,omitempty"` // paragraph id of the docx model
	Article   string `json:"article,omitempty"`   // label such as 第三条
	Start     int    `json:"start"`               // UTF-16 code units from the paragraph's start
	End       int    `json:"end"`
	Quote     string `json:"quote,omitempty"`
}

// CheckReceipt says which rules looked at which bytes and what came of it. It
// is advisory: it is not filing and replaces no review.
type CheckReceipt struct {
	DocumentSHA256 string    `json:"document_sha256"`
	TextSHA256     string    `json:"text_sha256"`
	RuleSet        string    `json:"rule_set"` // hash of the rules and parameters used
	Laws           string    `json:"laws"`     // hash of the register of laws and the texts used
	Verdict        string    `json:"verdict"`  // clean | leads | blocker
	Findings       []Finding `json:"findings"`
}

// RuleSetting is what a region changed of the rules that drafts are checked by.
type RuleSetting struct {
	Off       map[string]string // identifiers of rules switched off, with the reason
	Own       string            // the bureau's own rules, as written (YAML)
	ChangedAt time.Time         // zero when nothing was ever changed
	ChangedBy string            // a person
}
