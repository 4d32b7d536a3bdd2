package guibei

import "regexp"

// FileRef names a stored file by the SHA-256 of its bytes. Files never travel
// through commands, events or workflow histories; references do.
type FileRef struct {
	SHA256 string `json:"sha256"` // 64 lower-case hex digits
	Name   string `json:"name"`   // as the user called it
}

var sha256Pattern = regexp.MustCompile(`^[0-9a-f]{64}$`)

func (f FileRef) check(what string) error {
	if !sha256Pattern.MatchString(f.SHA256) {
		return Errorf(Invalid, "%s没有对应的已上传文件，请先上传文件，再使用返回的 sha256。", what)
	}
	if f.Name == "" {
		return Errorf(Invalid, "%s缺少文件名，请补上文件名。", what)
	}
	return nil
}

// File is what is known of a stored file. Title and TextSHA256 are empty when
// it is not a docx.
type File struct {
	SHA256     string `json:"sha256"`
	Size       int64  `json:"size"` // bytes
	MediaType  string `json:"media_type"`
	Title      string `json:"title,omitempty"`
	TextSHA256 string `json:"text_sha256,omitempty"` // of the text with tracked changes accepted
}

// Version is one text of a case. The docx bytes are evidence and are never
// rewritten; TextSHA256 is what the text lock compares, so that saving the
// same words again is not a change.
type Version struct {
	N          int     `json:"n"` // 1 is the first
	File       FileRef `json:"file"`
	TextSHA256 string  `json:"text_sha256"`
	Title      string  `json:"title"`
}

// MaterialKind says what a material of the review package is.
type MaterialKind string

// The materials of 国办发〔2018〕115号 and of the filing packages of the
// region packs.
const (
	DraftingExplanation MaterialKind = "drafting_explanation" // 起草说明
	LegalBasis          MaterialKind = "legal_basis"          // 制定依据
	AdoptionRecord      MaterialKind = "adoption_record"      // 征求意见及采纳情况
	UnitOpinion         MaterialKind = "unit_opinion"         // 起草单位合法性审核意见
	FairCompetitionDoc  MaterialKind = "fcr_conclusion"       // 公平竞争审查材料
	MeetingMinutes      MaterialKind = "meeting_minutes"      // 集体审议纪要
	LegalityOpinionDoc  MaterialKind = "legality_opinion"     // 合法性审核意见书
	FilingReport        MaterialKind = "filing_report"        // 备案报告
	OfficialText        MaterialKind = "official_text"        // 正式文本
	PublicationProof    MaterialKind = "publication_proof"    // 公布证明
	OtherMaterial       MaterialKind = "other"                // 其他材料
)

var materialLabels = map[MaterialKind]string{
	DraftingExplanation: "起草说明", LegalBasis: "制定依据", AdoptionRecord: "征求意见及采纳情况",
	UnitOpinion: "起草单位合法性审核意见", FairCompetitionDoc: "公平竞争审查材料", MeetingMinutes: "集体审议纪要",
	LegalityOpinionDoc: "合法性审核意见书", FilingReport: "备案报告", OfficialText: "正式文本",
	PublicationProof: "公布证明", OtherMaterial: "其他材料",
}

// MaterialKinds lists every kind of material.
var MaterialKinds = []MaterialKind{
	DraftingExplanation, LegalBasis, AdoptionRecord, UnitOpinion, FairCompetitionDoc, MeetingMinutes,
	LegalityOpinionDoc, FilingReport, OfficialText, PublicationProof, OtherMaterial,
}

// Label returns the kind in Chinese.
func (k MaterialKind) Label() string { return materialLabels[k] }

// Material is one paper of a package.
type Material struct {
	Kind MaterialKind `json:"kind"`
	File FileRef      `json:"file"`
}

func (m Material) check() error {
	if m.Kind.Label() == "" {
		return Errorf(Invalid, "没有“%s”这类材料，请从材料清单中选择。", m.Kind)
	}
	return m.File.check(m.Kind.Label())
}

func checkMaterials(ms []Material) error {
	for _, m := range ms {
		if err := m.check(); err != nil {
			return err
		}
	}
	return nil
}

// Lock is a text that an act was done on: reviewed, deliberated, published,
// filed. Two locks agree when their text hashes do.
type Lock struct {
	Version    int    `json:"version"`
	TextSHA256 string `json:"text_sha256"`
}

// Holds reports whether the lock was set and is on the text of v.
func (l Lock) Holds(v Version) bool { return l.TextSHA256 != "" && l.TextSHA256 == v.TextSHA256 }
