package cli

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"guibei"
)

// The organs of the story: a department drafts, the district government
// issues.
const (
	drafts    = "qs-cgj"
	issues    = "qs-gov"
	office    = "qs-office"
	reviews   = "qs-sfj"
	markets   = "qs-scjg"
	cityHall  = "bt-gov"
	congress  = "qs-rd"
	planted   = "stalls-planted.docx"
	corrected = "stalls-revised.docx"
)

// The dates that the corrected text names.
var (
	effective = guibei.Date{Year: 2027, Month: time.March, Day: 1}
	lapses    = guibei.Date{Year: 2032, Month: time.February, Day: 29}
)

// tell plays the chapters in order.
func (s *story) tell() error {
	for _, chapter := range []func() error{
		s.submission, s.completeness, s.firstReview, s.revision, s.deliberation, s.publication, s.filings,
	} {
		if err := chapter(); err != nil {
			return err
		}
	}
	return nil
}

func (s *story) submission() error {
	text, err := s.file(guibei.Drafter, drafts, planted)
	if err != nil {
		return err
	}
	papers, err := s.papers(guibei.Drafter, drafts, guibei.DraftingExplanation, guibei.LegalBasis, guibei.AdoptionRecord, guibei.UnitOpinion)
	if err != nil {
		return err
	}
	open := guibei.OpenCase{DraftingOrgan: drafts, IssuingOrgan: issues, Document: text, Materials: papers}
	if err := s.do(guibei.Drafter, drafts, "", s.before(22), open); err != nil {
		return err
	}
	if s.first, err = s.findings(); err != nil {
		return err
	}
	if err := s.do(guibei.Drafter, drafts, "submit", s.before(21), guibei.Submit{Note: "请予审核"}); err != nil {
		return err
	}
	return s.do(guibei.UnitHead, drafts, "approve-submission", s.before(21), guibei.Plain{Note: "同意报送"})
}

func (s *story) completeness() error {
	if err := s.do(guibei.OfficeClerk, office, "request-supplement", s.before(20), guibei.RequestSupplement{
		Reason: "征求意见采纳情况没有附公开征求意见的网页截图", Items: []guibei.MaterialKind{guibei.AdoptionRecord},
	}); err != nil {
		return err
	}
	papers, err := s.papers(guibei.Drafter, drafts, guibei.AdoptionRecord)
	if err != nil {
		return err
	}
	if err := s.do(guibei.Drafter, drafts, "answer-supplement", s.before(19), guibei.AnswerSupplementWith{Materials: papers, Note: "已补附"}); err != nil {
		return err
	}
	return s.do(guibei.OfficeClerk, office, "accept-completeness", s.before(18), guibei.Plain{})
}

// review concludes fair competition if it is due, writes an opinion and issues
// it.
func (s *story) review(begins, ends int, o guibei.RecordOpinion) error {
	if err := s.do(guibei.Reviewer, reviews, "record-opinion", s.before(begins-1), o); err != nil {
		return err
	}
	return s.do(guibei.ReviewLead, reviews, "issue-opinion", s.before(ends), guibei.IssueOpinion{})
}

func (s *story) fair(n int, c guibei.FairConclusion, reason string) error {
	return s.do(guibei.FairReviewer, markets, "conclude-fair-competition", s.before(n), guibei.ConcludeFair{Conclusion: c, Reason: reason})
}

func (s *story) firstReview() error {
	if err := s.fair(17, guibei.FairCompliant, "未发现限定经营者、限制商品要素自由流动的内容"); err != nil {
		return err
	}
	reviewer, err := s.as(guibei.Reviewer, reviews)
	if err != nil {
		return err
	}
	if err := s.do(guibei.ReviewLead, reviews, "assign-reviewer", s.before(17), guibei.AssignReviewer{Reviewer: reviewer.me.ID}); err != nil {
		return err
	}
	if err := s.mustRefuse(guibei.CouncilClerk, office, "record-deliberation", guibei.RecordDeliberation{
		Meeting: "未审先议", HeldOn: s.today, Present: []string{"某"}, Dissent: "无", Result: guibei.MeetingAdopted,
	}); err != nil {
		return err
	}
	return s.review(17, 11, opinionOf(guibei.ReviseRequired, "设定罚款、备案前置和保证金，援引已废止的法律，缺少施行日期和有效期，应当修改。",
		guibei.OpinionItem{
			ID: "1", Heading: guibei.Legality, Test: "不得违法设定行政处罚、行政许可、收费", Result: guibei.Problem,
			Reason: "规范性文件不得设定罚款、变相许可和保证金", Basis: "行政处罚法第十六条；行政许可法第十七条；优化营商环境条例第二十五条",
			Location: "有关条款", Suggestion: "删去",
		}))
}

func (s *story) revision() error {
	text, err := s.file(guibei.Drafter, drafts, corrected)
	if err != nil {
		return err
	}
	answers := []guibei.Disposition{{Item: "1", Answer: guibei.Adopted}}
	if err := s.do(guibei.Drafter, drafts, "submit-revision", s.before(10), guibei.SubmitRevision{Document: text, Dispositions: answers}); err != nil {
		return err
	}
	if s.last, err = s.findings(); err != nil {
		return err
	}
	if err := s.fair(9, guibei.FairCompliant, "修改后的文本仍未发现排除、限制竞争的内容"); err != nil {
		return err
	}
	return s.review(9, 3, opinionOf(guibei.Lawful, "修改到位，未发现与上位法相抵触的内容。",
		guibei.OpinionItem{ID: "1", Heading: guibei.Legality, Test: "七项合法性内容", Result: guibei.Pass}))
}

func opinionOf(c guibei.Conclusion, summary string, first guibei.OpinionItem) guibei.RecordOpinion {
	o := guibei.RecordOpinion{Conclusion: c, Summary: summary, Items: []guibei.OpinionItem{first}}
	tests := []string{"措施与目的相称", "有调研和数据支撑", "经征求意见、公平竞争审查和本单位合法性审核"}
	for i, h := range guibei.Headings[1:] {
		o.Items = append(o.Items, guibei.OpinionItem{ID: strconv.Itoa(i + 2), Heading: h, Test: tests[i], Result: guibei.Pass})
	}
	return o
}

func (s *story) deliberation() error {
	held := s.before(2)
	if err := s.do(guibei.CouncilClerk, office, "record-deliberation", held, guibei.RecordDeliberation{
		Meeting: "区人民政府常务会议", HeldOn: guibei.DateOf(held, s.zone), Present: []string{"区长", "副区长", "各部门主要负责人"},
		Dissent: "无", Result: guibei.MeetingAdopted,
	}); err != nil {
		return err
	}
	signed := s.before(1)
	return s.do(guibei.OfficeClerk, office, "sign", signed, guibei.Sign{Signer: "区长", DatedOn: guibei.DateOf(signed, s.zone)})
}

func (s *story) publication() error {
	wrong, err := s.file(guibei.OfficeClerk, office, planted)
	if err != nil {
		return err
	}
	text, err := s.file(guibei.OfficeClerk, office, corrected)
	if err != nil {
		return err
	}
	on := s.today.AddDays(-lateBy)
	from, until := effective, lapses
	if from.Before(on) { // the text's own dates, as long as they lie ahead
		from, until = on.AddDays(30), on.AddDays(29).AddYears(5)
	}
	p := guibei.Publish{
		Document: wrong, PublishedOn: on, EffectiveOn: from, ValidUntil: until,
		Channel: "区政府门户网站", URL: "https://www.example.gov.cn/gfxwj/1", SecrecyReviewed: true,
	}
	if err := s.mustRefuse(guibei.OfficeClerk, office, "publish", p); err != nil {
		return err
	}
	p.Document = text
	return s.do(guibei.OfficeClerk, office, "publish", s.at(on), p)
}

func (s *story) filings() error {
	text, err := s.file(guibei.OfficeClerk, office, corrected)
	if err != nil {
		return err
	}
	papers, err := s.papers(guibei.OfficeClerk, office, guibei.FilingReport, guibei.OfficialText, guibei.DraftingExplanation,
		guibei.LegalBasis, guibei.LegalityOpinionDoc, guibei.FairCompetitionDoc, guibei.PublicationProof)
	if err != nil {
		return err
	}
	detail, err := s.detail()
	if err != nil {
		return err
	}
	for _, o := range detail.Obligations {
		if err := s.do(guibei.OfficeClerk, office, "submit-filing", time.Time{}, guibei.SubmitFiling{Obligation: o.ID, Document: text, Materials: papers}); err != nil {
			return err
		}
	}
	for _, o := range detail.Obligations {
		organ := map[guibei.Role]string{guibei.FilingReviewer: cityHall, guibei.CongressDesk: congress}[o.Track.Desk]
		if o.Track.Desk == guibei.FilingReviewer {
			if err := s.defect(o, text, papers); err != nil {
				return err
			}
		}
		if err := s.do(o.Track.Desk, organ, "register-filing", time.Time{}, guibei.RegisterFiling{Obligation: o.ID}); err != nil {
			return err
		}
	}
	return nil
}

// defect has the city send the first submission back once: the filing is late
// and not right at the first time.
func (s *story) defect(o guibei.Obligation, text guibei.FileRef, papers []guibei.Material) error {
	if err := s.do(guibei.FilingReviewer, cityHall, "request-filing-supplement", time.Time{},
		guibei.FilingReason{Obligation: o.ID, Reason: "备案报告未加盖制定机关印章"}); err != nil {
		return err
	}
	return s.do(guibei.OfficeClerk, office, "submit-filing", time.Time{}, guibei.SubmitFiling{Obligation: o.ID, Document: text, Materials: papers})
}

// caseDetail is what the demonstration reads of a case.
type caseDetail struct {
	Title       string              `json:"title"`
	DocumentNo  string              `json:"document_no"`
	UnifiedNo   string              `json:"unified_no"`
	Stage       guibei.Stage        `json:"stage"`
	Clocks      []guibei.Clock      `json:"clocks"`
	Obligations []guibei.Obligation `json:"obligations"`
}

func (s *story) detail() (caseDetail, error) {
	var d caseDetail
	return d, s.get(guibei.OfficeClerk, office, "/api/v1/cases/"+s.id, &d)
}

// get reads, and waits for a server that is away for a while.
func (s *story) get(role guibei.Role, organ, path string, out any) error {
	in, err := s.as(role, organ)
	if err != nil {
		return err
	}
	return in.get(s.ctx, path, out)
}

func (s *story) report() (Report, error) {
	d, err := s.detail()
	if err != nil {
		return Report{}, err
	}
	r := Report{
		Case: s.id, Title: d.Title, DocumentNo: d.DocumentNo, UnifiedNo: d.UnifiedNo, Stage: d.Stage,
		Clocks: d.Clocks, Filings: d.Obligations, Tried: s.tried, zone: s.zone,
	}
	var events struct {
		Events []guibei.Event `json:"events"`
	}
	if err := s.get(guibei.OfficeClerk, office, "/api/v1/cases/"+s.id+"/events", &events); err != nil {
		return r, err
	}
	r.Events, r.Findings, r.Revised = events.Events, s.first, s.last
	on := s.today.AddDays(-lateBy)
	var answer ratesAnswer
	q := url.Values{"from": {fmt.Sprintf("%d-01-01", on.Year)}, "to": {fmt.Sprintf("%d-12-31", on.Year)}, "organ": {issues}}
	err = s.get(guibei.Supervisor, reviews, "/api/v1/rates?"+q.Encode(), &answer)
	r.Rates = answer.Total.Rates
	return r, err
}

// findings waits for the check of the present text, which no act had to wait
// for.
func (s *story) findings() ([]guibei.Finding, error) {
	for {
		var receipt guibei.CheckReceipt
		err := s.get(guibei.Drafter, drafts, "/api/v1/cases/"+s.id+"/check", &receipt)
		if p, told := errors.AsType[*problem](err); !told || p.Status != http.StatusNotFound {
			return receipt.Findings, err
		}
		if err := sleep(s.ctx, 300*time.Millisecond); err != nil {
			return nil, err
		}
	}
}
