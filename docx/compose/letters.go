package compose

import "unicode/utf8"

// Kind names a letter.
type Kind string

// The letters.
const (
	LegalityOpinion      Kind = "legality-opinion"      // 合法性审核意见书
	SupplementNotice     Kind = "supplement-notice"     // 补正通知
	FilingReport         Kind = "filing-report"         // 备案报告
	DraftingNote         Kind = "drafting-note"         // 起草说明
	RegistrationNotice   Kind = "registration-notice"   // 备案登记通知
	ReviewOpinion        Kind = "review-opinion"        // 备案审查意见
	ClarificationRequest Kind = "clarification-request" // 请予说明函
	FilingCatalogue      Kind = "filing-catalogue"      // 备案目录
)

// Kinds lists the letters in the order of a document's life.
var Kinds = []Kind{
	DraftingNote, SupplementNotice, LegalityOpinion, FilingReport, RegistrationNotice, ClarificationRequest, ReviewOpinion, FilingCatalogue,
}

type kindInfo struct {
	label    string
	empty    func() Letter
	template func() ([]byte, error)
}

var kinds = map[Kind]kindInfo{
	LegalityOpinion:      {"合法性审核意见书", func() Letter { return &LegalityOpinionData{} }, legalityOpinionTemplate},
	SupplementNotice:     {"补正通知", func() Letter { return &SupplementNoticeData{} }, supplementNoticeTemplate},
	FilingReport:         {"备案报告", func() Letter { return &FilingReportData{} }, filingReportTemplate},
	DraftingNote:         {"起草说明", func() Letter { return &DraftingNoteData{} }, draftingNoteTemplate},
	RegistrationNotice:   {"备案登记通知", func() Letter { return &RegistrationNoticeData{} }, registrationNoticeTemplate},
	ReviewOpinion:        {"备案审查意见", func() Letter { return &ReviewOpinionData{} }, reviewOpinionTemplate},
	ClarificationRequest: {"请予说明函", func() Letter { return &ClarificationRequestData{} }, clarificationRequestTemplate},
	FilingCatalogue:      {"备案目录", func() Letter { return &FilingCatalogueData{} }, filingCatalogueTemplate},
}

// Label returns the letter's name in Chinese, "" for a kind that does not exist.
func (k Kind) Label() string { return kinds[k].label }

// Letter is the data of one letter: a pointer to one of the structs of this file.
type Letter interface {
	// Kind says which letter it is.
	Kind() Kind
	// derived returns fields of the template that follow from the others, in a fixed order.
	derived() []derivedField
}

// derivedField is a field of the template that nobody types.
type derivedField struct{ name, value, doc string }

// some is the condition that a list has items: the heading over it stands or falls with it.
func some(name string, n int) derivedField {
	d := derivedField{name: name, doc: "清单有内容时不为空，用作条件"}
	if n > 0 {
		d.value = "是"
	}
	return d
}

// Head is what every letter with a red head carries.
type Head struct {
	Organ string `json:"organ" field:"发文机关" need:"yes" doc:"发文机关全称或者规范化简称"`
	No    string `json:"no" field:"发文字号" need:"yes" no:"yes" doc:"如 青司审〔2026〕3号"`
	Date  Day    `json:"date" field:"成文日期" need:"yes" doc:"签发的日期"`
}

// Copies says who else gets a letter in 信函格式, whose 版记 is nothing more (GB/T 9704—2012 10.1).
type Copies struct {
	CopyTo string `json:"copy_to" field:"抄送" bare:"yes" doc:"抄送机关，机关之间用逗号，末尾不加句号；没有的留空"`
}

// Imprint is the 版记 of a document in the general format (7.4).
type Imprint struct {
	CopyTo    string `json:"copy_to" field:"抄送" bare:"yes" doc:"抄送机关，机关之间用逗号，末尾不加句号；没有的留空"`
	Printer   string `json:"printer" field:"印发机关" need:"yes" doc:"印发的机关，如 某某区人民政府办公室"`
	PrintedOn Day    `json:"printed_on" field:"印发日期" need:"yes" doc:"送印的日期"`
}

// longMark is how many characters of 小初 (36 pt) the marking of an organ has room for on one line, less the word 文件.
const longMark = 10

func (h Head) derived() []derivedField {
	d := derivedField{name: "长标志", doc: "发文机关名称较长、发文机关标志须用较小的字时不为空，用作条件"}
	if utf8.RuneCountInString(h.Organ) > longMark {
		d.value = "是"
	}
	return []derivedField{d}
}

// Contact is whom to ask.
type Contact struct {
	Person string `json:"contact" field:"联系人" doc:"没有的留空"`
	Phone  string `json:"phone" field:"联系电话" doc:"没有的留空"`
}

// LegalityOpinionData is a 合法性审核意见书: the outcome of a legality review before issue, with the seven tests of
// 国办发〔2018〕115号 under four headings.
type LegalityOpinionData struct {
	Head
	To          string        `json:"to" field:"送审单位" need:"yes" doc:"主送机关：报送审核的单位"`
	Title       string        `json:"title" field:"文件名称" need:"yes" doc:"送审文件的名称，不加书名号"`
	Version     string        `json:"version" field:"送审稿版本" doc:"如 第二稿；不分稿次的留空"`
	SubmittedOn Day           `json:"submitted_on" field:"送审日期" need:"yes" doc:"送审材料齐全的日期"`
	Conclusion  string        `json:"conclusion" field:"审核结论" need:"yes" one:"合法,应当予以修改,不合法" doc:"合法、应当予以修改、不合法之一"`
	Basis       string        `json:"basis" field:"审核依据" doc:"本地的审核规定，写全名称和文号；没有的留空"`
	Summary     string        `json:"summary" field:"综合意见" doc:"对全文的总体意见，可以分段；没有的留空"`
	Items       []OpinionItem `json:"items" field:"审核事项" need:"yes" doc:"逐项的审核结果"`
	Problems    []Problem     `json:"problems" field:"问题" doc:"发现的问题；没有的留空"`
	Copies
}

// OpinionItem is one tested point.
type OpinionItem struct {
	Heading string `json:"heading" field:"方面" need:"yes" doc:"合法性、合理性、科学性、程序之一"`
	Test    string `json:"test" field:"审核内容" need:"yes" doc:"如 制定主体"`
	Result  string `json:"result" field:"审核结果" need:"yes" doc:"如 没有问题"`
}

// Problem is one problem of a legality opinion.
type Problem struct {
	Place      string `json:"place" field:"位置" need:"yes" doc:"如 第十二条"`
	Test       string `json:"test" field:"审核内容" doc:"如 权限"`
	Reason     string `json:"reason" field:"理由" need:"yes" doc:"问题和理由"`
	Basis      string `json:"basis" field:"依据" need:"yes" bare:"yes" doc:"法律、法规、规章的名称和条款"`
	Suggestion string `json:"suggestion" field:"建议" doc:"修改意见；没有的留空"`
}

// Kind implements Letter.
func (*LegalityOpinionData) Kind() Kind { return LegalityOpinion }

func (d *LegalityOpinionData) derived() []derivedField {
	only := func(c string) string {
		if d.Conclusion == c {
			return c
		}
		return ""
	}
	return append(d.Head.derived(),
		derivedField{"结论合法", only("合法"), "结论为合法时不为空，用作条件"},
		derivedField{"结论须修改", only("应当予以修改"), "结论为应当予以修改时不为空，用作条件"},
		derivedField{"结论不合法", only("不合法"), "结论为不合法时不为空，用作条件"},
		some("有问题", len(d.Problems)))
}

// SupplementNoticeData is a 补正通知: what a package lacks and until when it is to be brought.
type SupplementNoticeData struct {
	Head
	To          string        `json:"to" field:"报送单位" need:"yes" doc:"主送机关"`
	Title       string        `json:"title" field:"文件名称" need:"yes" doc:"不加书名号"`
	Purpose     string        `json:"purpose" field:"报送事项" need:"yes" one:"合法性审核,备案" doc:"合法性审核、备案之一"`
	SubmittedOn Day           `json:"submitted_on" field:"报送日期" need:"yes" doc:"收到材料的日期"`
	Reason      string        `json:"reason" field:"补正理由" need:"yes" doc:"不齐全或者不符合要求之处，可以分段"`
	Items       []MissingItem `json:"items" field:"材料" doc:"逐项的材料和要求；理由已经写明的留空"`
	DueOn       Day           `json:"due_on" field:"补正期限" need:"yes" doc:"最后一日"`
	Consequence string        `json:"consequence" field:"期限说明" doc:"如 补正所用时间不计入审核期限；按本地规定填写，没有的留空"`
	Contact
	Copies
}

// MissingItem is one material that is to be brought.
type MissingItem struct {
	Name string `json:"name" field:"名称" need:"yes" doc:"材料名称"`
	What string `json:"what" field:"要求" need:"yes" doc:"补正的要求"`
}

// Kind implements Letter.
func (*SupplementNoticeData) Kind() Kind { return SupplementNotice }

func (d *SupplementNoticeData) derived() []derivedField {
	return append(d.Head.derived(), some("有材料", len(d.Items)))
}

// FilingReportData is a 备案报告 to one filing authority.
type FilingReportData struct {
	Head
	Signer      string         `json:"signer" field:"签发人" need:"yes" doc:"上行文的签发人姓名"`
	To          string         `json:"to" field:"备案机关" need:"yes" doc:"主送机关"`
	Title       string         `json:"title" field:"文件名称" need:"yes" doc:"不加书名号"`
	DocumentNo  string         `json:"document_no" field:"文件字号" need:"yes" no:"yes" doc:"报备文件的发文字号"`
	UnifiedNo   string         `json:"unified_no" field:"统一编号" doc:"没有的留空"`
	Meeting     string         `json:"meeting" field:"审议会议" need:"yes" doc:"如 区人民政府第12次常务会议"`
	MeetingOn   Day            `json:"meeting_on" field:"审议日期" need:"yes" doc:"审议通过的日期"`
	PublishedOn Day            `json:"published_on" field:"公布日期" need:"yes" doc:"最早公布的日期"`
	Channel     string         `json:"channel" field:"公布载体" need:"yes" doc:"如 区人民政府网站"`
	EffectiveOn Day            `json:"effective_on" field:"施行日期" need:"yes" doc:"施行的日期"`
	ExpiresOn   Day            `json:"expires_on" field:"有效期至" doc:"不定有效期的留空"`
	Basis       string         `json:"basis" field:"备案依据" need:"yes" doc:"要求备案的规定，写全名称和文号"`
	Enclosures  []EnclosedItem `json:"enclosures" field:"附件" need:"yes" doc:"备案材料：正式文本、起草说明、制定依据、合法性审核意见等"`
	Contact
	Imprint
}

// EnclosedItem is one enclosure.
type EnclosedItem struct {
	Name   string `json:"name" field:"名称" need:"yes" doc:"材料名称"`
	Copies string `json:"copies" field:"份数" doc:"如 5份；只报电子件的留空"`
}

// Kind implements Letter.
func (*FilingReportData) Kind() Kind { return FilingReport }

// DraftingNoteData is the skeleton of a 起草说明: what is not given yet stands in it as a request to write it.
type DraftingNoteData struct {
	Title       string         `json:"title" field:"文件名称" need:"yes" doc:"不加书名号"`
	Drafter     string         `json:"drafter" field:"起草单位" need:"yes" doc:"署名的单位"`
	Date        Day            `json:"date" field:"成文日期" need:"yes" doc:"说明的日期"`
	Necessity   string         `json:"necessity" field:"必要性" ask:"要解决的问题、制定的必要性和可行性" doc:"要解决的问题、必要性和可行性"`
	Basis       string         `json:"basis" field:"制定依据" ask:"所依据的法律、法规、规章和政策的名称、文号和条款" doc:"法律、法规、规章和政策的名称、文号和条款"`
	Process     string         `json:"process" field:"起草过程" ask:"调研、起草、征求意见、修改的经过和时间" doc:"调研、起草、征求意见、修改的经过"`
	Measures    string         `json:"measures" field:"主要内容" ask:"主要制度、措施及其考虑" doc:"主要制度和措施"`
	Consulted   string         `json:"consulted" field:"征求意见情况" ask:"征求意见的范围、方式、起止时间和收到意见的数量" doc:"范围、方式、起止时间和数量"`
	Comments    []CommentTaken `json:"comments" field:"意见" doc:"意见采纳情况表；没有的留空"`
	Assessment  string         `json:"assessment" field:"评估结论" ask:"必要性、可行性、合理性和预期效果的评估论证结论" doc:"评估论证结论"`
	Competition string         `json:"competition" field:"公平竞争审查情况" ask:"公平竞争审查的结论；不涉及经营者经济活动的，写明理由" doc:"公平竞争审查结论"`
	Disputes    string         `json:"disputes" field:"分歧意见" ask:"重大分歧意见的协调和处理结果；没有的，写明没有" doc:"重大分歧意见及其处理"`
	Validity    string         `json:"validity" field:"施行和有效期" ask:"施行日期、有效期及其理由" doc:"施行日期、有效期及其理由"`
}

// CommentTaken is one comment of the consultation and what became of it.
type CommentTaken struct {
	From   string `json:"from" field:"提出单位" need:"yes" doc:"单位或者个人"`
	Text   string `json:"text" field:"意见内容" need:"yes" doc:"意见"`
	Answer string `json:"answer" field:"采纳情况" need:"yes" doc:"采纳、部分采纳或者未采纳"`
	Reason string `json:"reason" field:"理由" doc:"未采纳的理由"`
}

// Kind implements Letter.
func (*DraftingNoteData) Kind() Kind { return DraftingNote }

func (d *DraftingNoteData) derived() []derivedField {
	return []derivedField{some("有意见", len(d.Comments))}
}

// RegistrationNoticeData is a 备案登记通知.
type RegistrationNoticeData struct {
	Head
	To             string `json:"to" field:"报送机关" need:"yes" doc:"主送机关"`
	Title          string `json:"title" field:"文件名称" need:"yes" doc:"不加书名号"`
	DocumentNo     string `json:"document_no" field:"文件字号" need:"yes" no:"yes" doc:"报备文件的发文字号"`
	SubmittedOn    Day    `json:"submitted_on" field:"报备日期" need:"yes" doc:"收到报备材料的日期"`
	RegistrationNo string `json:"registration_no" field:"备案登记号" need:"yes" doc:"登记的编号"`
	RegisteredOn   Day    `json:"registered_on" field:"登记日期" need:"yes" doc:"登记的日期"`
	Basis          string `json:"basis" field:"备案依据" doc:"办理备案登记的规定，写全名称和文号；没有的留空"`
	Copies
}

// Kind implements Letter.
func (*RegistrationNoticeData) Kind() Kind { return RegistrationNotice }

// ReviewOpinionData is a 备案审查意见: what a filing review found and what the maker is to do by when.
type ReviewOpinionData struct {
	Head
	To          string        `json:"to" field:"制定机关" need:"yes" doc:"主送机关"`
	Title       string        `json:"title" field:"文件名称" need:"yes" doc:"不加书名号"`
	DocumentNo  string        `json:"document_no" field:"文件字号" need:"yes" no:"yes" doc:"被审查文件的发文字号"`
	PublishedOn Day           `json:"published_on" field:"公布日期" need:"yes" doc:"公布的日期"`
	Origin      string        `json:"origin" field:"审查方式" need:"yes" doc:"如 依职权审查、依申请审查、移送审查"`
	Basis       string        `json:"basis" field:"审查依据" need:"yes" doc:"备案审查的规定，写全名称和文号"`
	Findings    []ReviewPoint `json:"findings" field:"问题" need:"yes" doc:"审查发现的问题"`
	Action      string        `json:"action" field:"处理意见" need:"yes" doc:"如 对第六条予以修改，修改前停止执行"`
	DueOn       Day           `json:"due_on" field:"处理期限" need:"yes" doc:"书面报告处理结果的最后一日"`
	Further     string        `json:"further" field:"逾期后果" doc:"按本地规定填写；没有的留空"`
	Contact
	Copies
}

// ReviewPoint is one finding of a filing review.
type ReviewPoint struct {
	Article string `json:"article" field:"条款" need:"yes" doc:"如 第六条第二款"`
	Quote   string `json:"quote" field:"原文" need:"yes" doc:"条款的原文"`
	Problem string `json:"problem" field:"存在问题" need:"yes" doc:"问题和理由"`
	Basis   string `json:"basis" field:"依据" need:"yes" bare:"yes" doc:"上位法的名称和条款"`
}

// Kind implements Letter.
func (*ReviewOpinionData) Kind() Kind { return ReviewOpinion }

// ClarificationRequestData is a 请予说明函: what the reviewing organ asks the maker to explain.
type ClarificationRequestData struct {
	Head
	To          string     `json:"to" field:"制定机关" need:"yes" doc:"主送机关"`
	Title       string     `json:"title" field:"文件名称" need:"yes" doc:"不加书名号"`
	DocumentNo  string     `json:"document_no" field:"文件字号" need:"yes" no:"yes" doc:"被审查文件的发文字号"`
	SubmittedOn Day        `json:"submitted_on" field:"报备日期" need:"yes" doc:"收到报备材料的日期"`
	Questions   []Question `json:"questions" field:"说明事项" need:"yes" doc:"请予说明的事项"`
	DueOn       Day        `json:"due_on" field:"答复期限" need:"yes" doc:"书面说明的最后一日"`
	Contact
	Copies
}

// Question is one matter to be explained.
type Question struct {
	Article string `json:"article" field:"条款" need:"yes" doc:"如 第九条；涉及全文的写“全文”"`
	Text    string `json:"text" field:"事项" need:"yes" doc:"请予说明的内容"`
}

// Kind implements Letter.
func (*ClarificationRequestData) Kind() Kind { return ClarificationRequest }

// FilingCatalogueData is a 备案目录 of one organ and period.
type FilingCatalogueData struct {
	Organ   string          `json:"organ" field:"编制机关" need:"yes" doc:"编制目录的机关"`
	Period  string          `json:"period" field:"期间" need:"yes" doc:"如 2026年度"`
	Date    Day             `json:"date" field:"成文日期" need:"yes" doc:"编制的日期"`
	Entries []CatalogueItem `json:"entries" field:"文件" doc:"逐件；没有的留空"`
}

// CatalogueItem is one filed document, with the columns of the ledger.
type CatalogueItem struct {
	Title          string `json:"title" field:"文件名称" need:"yes" doc:"文件名称"`
	DocumentNo     string `json:"document_no" field:"发文字号" doc:"发文字号"`
	UnifiedNo      string `json:"unified_no" field:"统一编号" doc:"统一编号"`
	Issuer         string `json:"issuer" field:"制定机关" need:"yes" doc:"制定机关"`
	Drafter        string `json:"drafter" field:"起草单位" doc:"起草单位"`
	Class          string `json:"class" field:"文件类别" doc:"政府、部门、乡镇街道"`
	PublishedOn    Day    `json:"published_on" field:"公布日期" doc:"公布日期"`
	EffectiveOn    Day    `json:"effective_on" field:"施行日期" doc:"施行日期"`
	ExpiresOn      Day    `json:"expires_on" field:"有效期至" doc:"有效期至"`
	Channel        string `json:"channel" field:"公布载体" doc:"公布载体或者网址"`
	OpinionNo      string `json:"opinion_no" field:"审核意见书文号" doc:"合法性审核意见书的文号"`
	OpinionOn      Day    `json:"opinion_on" field:"审核意见书日期" doc:"合法性审核意见书的日期"`
	Competition    string `json:"competition" field:"公平竞争审查结论" doc:"公平竞争审查结论"`
	SubmittedOn    Day    `json:"submitted_on" field:"报备日期" doc:"报备日期"`
	Authority      string `json:"authority" field:"备案机关" doc:"备案机关"`
	RegistrationNo string `json:"registration_no" field:"备案登记号" doc:"备案登记号"`
	RegisteredOn   Day    `json:"registered_on" field:"备案登记日期" doc:"备案登记日期"`
	Outcome        string `json:"outcome" field:"审查结论" doc:"审查结论"`
	Correction     string `json:"correction" field:"纠错方式" doc:"纠错方式"`
	Remark         string `json:"remark" field:"备注" doc:"备注"`
}

// Kind implements Letter.
func (*FilingCatalogueData) Kind() Kind { return FilingCatalogue }

func (d *FilingCatalogueData) derived() []derivedField {
	return []derivedField{{"件数", itoa(len(d.Entries)), "目录中文件的件数"}}
}
