package api_test

import (
	"archive/zip"
	"bytes"
	"context"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/api"
	"guibei/internal/model"
	"guibei/rules"
	"guibei/similar"
	"guibei/store"
	"guibei/store/storetest"
)

// shelved publishes a document and puts a text of it into the library.
func (e *env) shelved(lines ...string) string {
	e.t.Helper()
	id := e.published()
	c, err := e.store.Case(e.t.Context(), id)
	require.NoError(e.t, err)
	t := store.PublishedText{Unread: store.Unread{Case: id, DocSHA256: c.Text.File.SHA256, TextSHA256: c.Published.TextSHA256}}
	for _, l := range lines {
		t.Paragraphs = append(t.Paragraphs, store.LibraryParagraph{Text: l, Level: "text"})
	}
	require.NoError(e.t, e.store.PutPublishedText(e.t.Context(), t))
	return id
}

const finedParking = "第三条 在禁止停放区域停放机动车的，依照《合同法》第五十二条处理，由区城市管理局处二百元罚款。"

func TestDocumentsLikeADraftAreFoundAndWhatTheyContradict(t *testing.T) {
	t.Parallel()
	e := setup(t)
	id := e.shelved("青山区停车管理办法", finedParking)
	c := e.as(storetest.Drafter)
	draft, _ := c.withDraft("青山区机动车停放管理办法", "第二条 在禁止停放区域停放机动车的，依照《合同法》第五十二条处理，由区公安分局处五十元罚款。")

	var like struct{ Documents []store.Like }
	a := c.get("/api/v1/cases/" + draft + "/similar")
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	a.into(&like)
	require.Len(t, like.Documents, 1)
	require.Equal(t, id, like.Documents[0].Case)
	require.Equal(t, similar.Revision, like.Documents[0].Kind)

	var clauses struct {
		Clauses []store.LikeClause
		Remarks []api.PrecedentView
	}
	a = c.get("/api/v1/similar-clauses?text=" + url.QueryEscape("在禁止停放区域停放机动车的，处五百元罚款"))
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	a.into(&clauses)
	require.Len(t, clauses.Clauses, 1)
	require.Equal(t, "第三条", clauses.Clauses[0].Article)
	require.Empty(t, clauses.Remarks, "a drafter sees no opinions")

	var other struct{ Contradictions []api.ContradictionView }
	a = c.get("/api/v1/cases/" + draft + "/contradictions")
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	a.into(&other)
	said := map[string][2]string{}
	for _, x := range other.Contradictions {
		said[x.What] = [2]string{x.Here, x.There}
	}
	require.Equal(t, [2]string{"五十元", "二百元"}, said["数额"])
	require.Contains(t, said["责任机关"][0], "公安分局")

	require.Equal(t, http.StatusNotFound, e.as(storetest.CityDesk).get("/api/v1/cases/"+draft+"/similar").Code)
}

func TestTheSentencesThatALawConcernsAreListed(t *testing.T) {
	t.Parallel()
	e := setup(t)
	id := e.shelved("青山区停车管理办法", finedParking, "第四条 本办法自公布之日起施行，有效期五年。")
	var v struct {
		Law       string
		Documents int
		Sentences []api.AffectedView
	}
	a := e.as(storetest.Reviewer).get("/api/v1/library/affected?law=" + url.QueryEscape("合同法"))
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	a.into(&v)
	require.Equal(t, "中华人民共和国合同法", v.Law)
	require.Equal(t, 1, v.Documents)
	require.Equal(t, id, v.Sentences[0].Case)
	require.Equal(t, "第三条", v.Sentences[0].Article)
	require.Equal(t, "repealed", string(v.Sentences[0].Citation.Status))
}

const parkingLaw = "# 停车法\n第一条　为了规范停车，制定本法。\n第二条　违反停放规定的，处二十元以上二百元以下罚款。\n第三条　本法自2020年10月1日起施行。\n"

func TestLawsAreImportedByTheAdministratorAndQuotationsAreVerified(t *testing.T) {
	t.Parallel()
	e := setup(t)
	admin := e.as(storetest.Admin)
	path := "/api/v1/laws/texts?name=" + url.QueryEscape("停车法(2020-05-01).md")
	require.Equal(t, http.StatusForbidden, e.as(storetest.Reviewer).post(path, bytes.NewReader([]byte(parkingLaw))).Code)
	var v api.LawImportView
	a := admin.post(path, bytes.NewReader([]byte(parkingLaw)))
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	a.into(&v)
	require.Equal(t, "新增1部，更新0部，未变0部，没有读懂0个文件。", v.Sentence)

	var archive bytes.Buffer
	z := zip.NewWriter(&archive)
	for name, text := range map[string]string{"停车法(2020-05-01).md": parkingLaw, "坏的.txt": "没有条文", "图.png": "x"} {
		w, err := z.Create("laws/" + name)
		require.NoError(t, err)
		_, err = w.Write([]byte(text))
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	a = admin.post("/api/v1/laws/texts?name=laws.zip", bytes.NewReader(archive.Bytes()))
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	v = api.LawImportView{}
	a.into(&v)
	require.Equal(t, store.ImportUnchanged, v.Taken[0].Outcome)
	require.Len(t, v.Unreadable, 1)
	require.Contains(t, v.Unreadable[0], "坏的.txt")

	c := e.as(storetest.Drafter)
	var text api.LawTextView
	a = c.get("/api/v1/laws/text?title=" + url.QueryEscape("《停车法》"))
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	a.into(&text)
	require.Len(t, text.Articles, 3)
	require.Equal(t, http.StatusNotFound, c.get("/api/v1/laws/text?title="+url.QueryEscape("停车法")+"&on=2019-01-01").Code)

	var q struct{ Quotations []api.QuotationView }
	a = c.post("/api/v1/laws/quotation", map[string]string{"clause": "依照《停车法》第二条的规定，违反停放规定的，处五十元以上二百元以下罚款"})
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	a.into(&q)
	require.Equal(t, "yes", string(q.Quotations[0].Exists))
	require.Equal(t, "amount", string(q.Quotations[0].Found[0].Kind))
	require.NotEmpty(t, q.Quotations[0].Pieces)

	var r struct{ Citations []api.CitationView }
	a = c.get("/api/v1/laws/resolve?text=" + url.QueryEscape("依照《停车法》第二条、《合同法》第一条"))
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	a.into(&r)
	require.Equal(t, "unknown", string(r.Citations[0].Status), "the register does not know it, its text is there all the same")
	require.Equal(t, "yes", string(r.Citations[0].Provisions[0].Exists))
	require.Equal(t, "repealed", string(r.Citations[1].Status))

	var shelf api.LawShelfView
	c.get("/api/v1/laws/shelf").into(&shelf)
	require.Positive(t, shelf.Articles)
	require.Positive(t, shelf.Register)
}

const ownRule = `
- id: B001
  group: content
  title: 提到临时号牌
  basis: 《本区规范性文件管理办法》第九条
  source: rule
  severity: blocker
  next: 请删去。
  find:
    - keys: [为了规范停车]
  catch: [为了规范停车。]
  pass: [发放正式号牌。]
`

func TestARuleIsSwitchedOffAfterItsEffectWasSeen(t *testing.T) {
	t.Parallel()
	e := setup(t)
	drafter := e.as(storetest.Drafter)
	drafter.withDraft("青山区停车管理办法", "第一条 为了规范停车，制定本办法。", "第二条 违反规定的，处二百元罚款。")
	admin := e.as(storetest.Admin)
	change := api.RuleSettingBody{Off: []api.RuleOff{{Rule: "R003", Reason: "另有专项检查"}}}

	var p api.RulePreview
	a := admin.post("/api/v1/rules/preview", change)
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	a.into(&p)
	require.Equal(t, 1, p.Flipped, p.Sentence)
	require.Equal(t, rules.Blocked, p.Examples[0].Before)
	require.Equal(t, rules.Leads, p.Examples[0].After)
	require.NotEmpty(t, p.Examples[0].Gone)

	change.Own = ownRule
	require.Equal(t, http.StatusForbidden, drafter.do("PUT", "/api/v1/rules/setting", change).Code)
	a = admin.do("PUT", "/api/v1/rules/setting", change)
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	var s api.RuleSettingView
	drafter.get("/api/v1/rules/setting").into(&s)
	require.Equal(t, change.Off, s.Off)
	require.Equal(t, "B001", s.OwnRules[0].ID)
	require.Equal(t, "系统管理员", s.ChangedByName)

	for why, bad := range map[string]api.RuleSettingBody{
		"R998": {Off: []api.RuleOff{{Rule: "R998", Reason: "x"}}},
		"第2行":  {Off: []api.RuleOff{}, Own: "- id: B001\n  titel: x\n"},
		"应当提示": {Off: []api.RuleOff{}, Own: ownRule + "\n- id: B002\n  group: content\n  title: x\n  basis: 《甲》\n  source: rule\n  severity: low\n  find: [{keys: [乙]}]\n  catch: [丙]\n  pass: [丁]\n"},
	} {
		a := admin.do("PUT", "/api/v1/rules/setting", bad)
		require.Equal(t, http.StatusUnprocessableEntity, a.Code, a.Body.String())
		require.Contains(t, a.Body.String(), why)
	}
	drafter.get("/api/v1/rules/setting").into(&s)
	require.Equal(t, change.Off, s.Off, "what was there is left")
}

func TestReviewersReportWhatNoRuleSaw(t *testing.T) {
	t.Parallel()
	e := setup(t)
	miss := map[string]string{"quote": "商户须统一使用区里的扫码牌", "group": "competition", "basis": "《公平竞争审查条例》第八条"}
	require.Equal(t, http.StatusForbidden, e.as(storetest.Drafter).post("/api/v1/rules/misses", miss).Code)
	a := e.as(storetest.Reviewer).post("/api/v1/rules/misses", miss)
	require.Equal(t, http.StatusCreated, a.Code, a.Body.String())
	require.Contains(t, a.Body.String(), "扫码牌")
	require.Equal(t, http.StatusForbidden, e.as(storetest.Drafter).get("/api/v1/rules/uses").Code)
}

func TestWhatBecameOfLeadsIsCountedAndServesAsPrecedent(t *testing.T) {
	t.Parallel()
	e := setup(t)
	id := e.reviewed()
	reviewer := e.as(storetest.Reviewer)
	opinion := guibei.RecordOpinion{Conclusion: guibei.Lawful, Summary: "意见"}
	for i, h := range guibei.Headings {
		opinion.Items = append(opinion.Items, guibei.OpinionItem{ID: string(rune('a' + i)), Heading: h, Test: "内容", Result: guibei.Pass})
	}
	opinion.Findings = []guibei.DecidedFinding{
		{Rule: "R003", Quote: "在禁止停放区域停放机动车的，处二百元罚款", Decision: guibei.FindingAccepted},
		{Rule: "R008", Decision: guibei.FindingDismissed, Reason: "附则另有规定"},
	}
	a := reviewer.post("/api/v1/cases/"+id+"/record-opinion", opinion)
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	e.toSigned(id)

	var uses struct{ Rules []store.RuleUse }
	reviewer.get("/api/v1/rules/uses").into(&uses)
	got := map[string]store.RuleUse{}
	for _, u := range uses.Rules {
		got[u.Rule] = u
	}
	require.Equal(t, 1, got["R003"].Accepted)
	require.Equal(t, 1, got["R008"].Dismissed)
	require.Equal(t, []string{"附则另有规定"}, got["R008"].Reasons)

	var clauses struct{ Remarks []api.PrecedentView }
	a = reviewer.get("/api/v1/similar-clauses?text=" + url.QueryEscape("在禁止停放区域停放机动车的，处五百元罚款"))
	a.into(&clauses)
	require.NotEmpty(t, clauses.Remarks, a.Body.String())
	require.Equal(t, "accepted", clauses.Remarks[0].Decision)
}

func TestAPersonDecidesWhatADocumentIs(t *testing.T) {
	t.Parallel()
	e := setup(t)
	id := e.reviewed()
	path := "/api/v1/cases/" + id + "/nature"
	var v api.NatureView
	a := e.as(storetest.Reviewer).get(path)
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	a.into(&v)
	require.Len(t, v.Tests, 5)
	require.Nil(t, v.Decision)
	decide := map[string]any{"normative": true, "reason_code": "other"}
	require.Equal(t, http.StatusUnprocessableEntity, e.as(storetest.Reviewer).post(path, decide).Code)
	decide["note"] = "影响车主"
	require.Equal(t, http.StatusForbidden, e.as(storetest.Drafter).post(path, decide).Code)
	a = e.as(storetest.Reviewer).post(path, decide)
	require.Equal(t, http.StatusCreated, a.Code, a.Body.String())
	a.into(&v)
	require.True(t, v.Decision.Normative)
	require.Equal(t, "其他", v.Decision.Reason)
}

func TestListsAreImportedByTheAdministrator(t *testing.T) {
	t.Parallel()
	e := setup(t)
	path := "/api/v1/lists/makers?name=makers.csv"
	csv := "序号,制定主体\n1,青山区人民政府\n2,青山区司法局\n"
	require.Equal(t, http.StatusForbidden, e.as(storetest.Reviewer).post(path, bytes.NewReader([]byte(csv))).Code)
	a := e.as(storetest.Admin).post(path, bytes.NewReader([]byte(csv)))
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	var v api.ListsView
	a.into(&v)
	require.Equal(t, 2, v.Lists[0].Rows)
	require.Equal(t, http.StatusUnprocessableEntity, e.as(storetest.Admin).post(path, bytes.NewReader([]byte("a,b\n"))).Code)
	l, err := e.store.Lists(t.Context(), "150204")
	require.NoError(t, err)
	listed, known := l.Maker("青山区司法局")
	require.True(t, listed && known)
}

// told is a model that says what it was told to.
type told []model.Lead

func (a told) Ask(context.Context, string) ([]model.Lead, error) { return a, nil }

func TestWhatAModelSaysIsShownOnlyWhenItCanBeVerified(t *testing.T) {
	t.Parallel()
	e := setup(t, func(o *api.Options) {
		o.Adviser = told{
			{Quote: "为了规范停车", Law: "行政处罚法", Article: "第十六条", Why: "可以"},
			{Quote: "文中没有的话", Law: "行政处罚法", Article: "第十六条"},
			{Quote: "为了规范停车", Law: "并不存在的法", Article: "第一条"},
			{Quote: "为了规范停车", Law: "合同法", Article: "第一条"},
			{Quote: "为了规范停车", Law: "行政处罚法", Article: "第九百条"},
		}
	})
	id := e.reviewed()
	var v api.AdviceView
	a := e.as(storetest.Reviewer).get("/api/v1/cases/" + id + "/advice?ask=true")
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	a.into(&v)
	require.Len(t, v.Leads, 1)
	require.Equal(t, 4, v.Dropped)
	require.Equal(t, http.StatusForbidden, e.as(storetest.Drafter).get("/api/v1/cases/"+id+"/advice?ask=true").Code)
	a = e.as(storetest.Drafter).get("/api/v1/cases/" + id + "/advice")
	v = api.AdviceView{}
	a.into(&v)
	require.True(t, v.Enabled)
	require.Empty(t, v.Leads, "nothing is sent unless a reviewer asks")
}

func TestALeadLivesOnThroughTheTexts(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	id, raw := c.withDraft(draft...)
	e.checked(id, 1, raw)
	path := "/api/v1/cases/" + id + "/leads"
	var v struct{ Leads []api.LeadLifeView }
	a := c.get(path)
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	a.into(&v)
	require.NotEmpty(t, v.Leads)
	one := v.Leads[0]
	require.Equal(t, "open", string(one.State))
	a = c.post(path, map[string]string{"rule": one.Rule, "quote": one.Quote, "reason": "上级文件要求"})
	require.Equal(t, http.StatusCreated, a.Code, a.Body.String())
	a.into(&v)
	require.Equal(t, "explained", string(v.Leads[0].State))
	require.Equal(t, "上级文件要求", v.Leads[0].Reason)
	a = c.post(path, map[string]string{"rule": "R099", "quote": "已经删去的话", "reason": "说明"})
	a.into(&v)
	require.Equal(t, "orphan", string(v.Leads[len(v.Leads)-1].State), "never hidden")
}
