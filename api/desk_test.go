package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/api"
	"guibei/store"
	"guibei/store/storetest"
)

type object = map[string]any

// give gives a command that must be carried out.
func (c *client) give(id, path string, body any) {
	c.t.Helper()
	c.now = c.now.Add(time.Second)
	a := c.post("/api/v1/cases/"+id+"/"+path, body)
	require.Equal(c.t, http.StatusOK, a.Code, path+a.Body.String())
}

func (c *client) view(id string) api.CaseView {
	c.t.Helper()
	a := c.get("/api/v1/cases/" + id)
	require.Equal(c.t, http.StatusOK, a.Code, a.Body.String())
	var v api.CaseView
	a.into(&v)
	return v
}

func TestCounselSeesWhatIsAskedAnswersItAndSeesNoMore(t *testing.T) {
	t.Parallel()
	e := setup(t)
	id := e.reviewed()
	tang := e.double(storetest.Counsel)
	counsel, lead := e.as(storetest.Counsel), e.as(storetest.Lead)
	path := "/api/v1/cases/" + id
	counsel.get(path).problem(http.StatusNotFound, "not_found")
	require.NotContains(t, counsel.get("/api/v1/cases").Body.String(), id)

	lead.give(id, "assign-counsel", guibei.AssignCounsel{Counsel: tang.ID, Question: "机密的问题"})
	require.Contains(t, counsel.get("/api/v1/tasks").Body.String(), `"kind":"write_counsel_opinion"`)
	require.Contains(t, counsel.get("/api/v1/cases").Body.String(), id)
	v := counsel.view(id)
	require.True(t, v.AsCounsel)
	require.Equal(t, guibei.CounselStatement, v.CounselStatement)
	require.Equal(t, "机密的问题", v.Counsel[0].Question)
	require.Equal(t, "审核科长", v.Counsel[0].AskedBy.Name)
	require.Empty(t, v.Opinions, "the reviewer's draft")
	require.Nil(t, v.FairReview)
	require.Len(t, v.Versions, 1)
	require.Len(t, v.Can, 1)
	require.Equal(t, guibei.GiveCounselOpinionCmd, v.Can[0].Command)
	var letters struct{ Letters []api.LetterView }
	counsel.get(path + "/letters").into(&letters)
	require.Empty(t, letters.Letters)
	counsel.get(path+"/letters/drafting-note").problem(http.StatusNotFound, "not_found")
	require.Equal(t, http.StatusOK, counsel.get(path+"/files/"+v.Text.File.SHA256).Code)
	events := counsel.get(path + "/events").Body.String()
	require.NotContains(t, events, "未签发的意见")
	require.NotContains(t, events, "不影响竞争")
	require.Contains(t, events, "机密的问题")
	for _, other := range []guibei.Person{storetest.Drafter, storetest.Clerk, storetest.Supervisor} {
		c := e.as(other)
		require.NotContains(t, c.get(path+"/events").Body.String()+c.get(path).Body.String(), "机密的问题", other.Name)
	}

	lead.post(path+"/issue-opinion", guibei.IssueOpinion{}).problem(http.StatusConflict, "conflict")
	opinion := guibei.GiveCounselOpinion{Conclusion: guibei.CounselAgrees, Text: "顾问的意见", Signed: true}
	unsigned := opinion
	unsigned.Signed = false
	counsel.post(path+"/give-counsel-opinion", unsigned).problem(http.StatusUnprocessableEntity, "invalid")
	counsel.give(id, "give-counsel-opinion", opinion)
	v = lead.view(id)
	require.Equal(t, "顾问的意见", v.Counsel[0].Opinion.Text)
	require.Equal(t, "无不同意见", v.Counsel[0].Opinion.ConclusionLabel)
	require.Equal(t, tang.Name, v.People[tang.ID])
	require.Equal(t, "审核人员", v.ReviewerName)
	require.NotContains(t, e.as(storetest.Supervisor).get(path).Body.String(), "顾问的意见", "before the organ has concluded")
	require.Empty(t, counsel.view(id).Can, "what is given is read-only")

	lead.give(id, "issue-opinion", guibei.IssueOpinion{})
	require.Contains(t, e.as(storetest.Supervisor).get(path).Body.String(), "顾问的意见")
	require.NotContains(t, e.as(storetest.Drafter).get(path).Body.String(), "顾问的意见")
	require.Contains(t, counsel.get(path).Body.String(), "未签发的意见", "it is issued now")
}

func TestCounselReadNoFileThatCameLater(t *testing.T) {
	t.Parallel()
	e := setup(t)
	id := e.reviewed()
	drafter, lead, reviewer, counsel := e.as(storetest.Drafter), e.as(storetest.Lead), e.as(storetest.Reviewer), e.as(storetest.Counsel)
	lead.give(id, "assign-counsel", guibei.AssignCounsel{Counsel: e.double(storetest.Counsel).ID})
	counsel.give(id, "give-counsel-opinion", guibei.GiveCounselOpinion{Conclusion: guibei.CounselAgrees, Text: "同意", Signed: true})
	opinion := guibei.RecordOpinion{Conclusion: guibei.ReviseRequired}
	for _, i := range guibei.Checklist {
		opinion.Items = append(opinion.Items, guibei.OpinionItem{ID: i.ID, Heading: i.Heading, Test: i.Test, Result: guibei.Pass})
	}
	opinion.Items[0].Result, opinion.Items[0].Reason, opinion.Items[0].Basis = guibei.Problem, "主体不适格"+e.suffix, "115号"
	reviewer.give(id, "record-opinion", opinion)
	lead.give(id, "issue-opinion", guibei.IssueOpinion{})
	revised := drafter.upload("revised.docx", word(t, "青山区停车管理办法", "第一条 改了。"))
	drafter.give(id, "submit-revision", guibei.SubmitRevision{Document: revised, Dispositions: []guibei.Disposition{{Item: "1", Answer: guibei.Adopted}}})

	v := counsel.view(id)
	require.Equal(t, 1, v.Text.N)
	require.NotEmpty(t, v.Text.File.SHA256, "the text they were asked about")
	require.Len(t, v.Versions, 1)
	require.Empty(t, v.Dispositions)
	path := "/api/v1/cases/" + id
	require.Equal(t, http.StatusOK, counsel.get(path+"/files/"+v.Text.File.SHA256).Code)
	counsel.get(path+"/files/"+revised.SHA256).problem(http.StatusNotFound, "not_found")
	require.NotContains(t, counsel.get(path+"/events").Body.String(), revised.SHA256)
	require.Equal(t, 2, drafter.view(id).Text.N)

	var page struct{ Phrases []store.PhraseRow }
	reviewer.get("/api/v1/phrases?text=" + e.suffix).into(&page)
	require.Len(t, page.Phrases, 1)
	require.Equal(t, "制定主体", page.Phrases[0].Test)
	require.Equal(t, "青山区停车管理办法", page.Phrases[0].CaseTitle)
	drafter.get("/api/v1/phrases?text=" + e.suffix).into(&page)
	require.Empty(t, page.Phrases, "who reviews nowhere has no precedents")
}

func TestADraftIsSharedAndNotWrittenOverUnseen(t *testing.T) {
	t.Parallel()
	e := setup(t)
	id := e.reviewed()
	path := "/api/v1/cases/" + id + "/drafts/opinion"
	reviewer, lead := e.as(storetest.Reviewer), e.as(storetest.Lead)
	body := func(text string) object { return object{"data": object{"summary": text}} }

	reviewer.get(path).problem(http.StatusNotFound, "not_found")
	reviewer.do("PUT", path, body("一")).problem(http.StatusPreconditionRequired, "precondition_required")
	a := reviewer.do("PUT", path, body("一"), "If-None-Match", "*")
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	tag := a.Header().Get("ETag")
	lead.do("PUT", path, body("x"), "If-None-Match", "*").problem(http.StatusPreconditionFailed, "stale")
	a = lead.do("PUT", path, body("二"), "If-Match", tag)
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())

	p := reviewer.do("PUT", path, body("三"), "If-Match", tag).problem(http.StatusPreconditionFailed, "stale")
	require.Equal(t, e.double(storetest.Lead).ID, p.Draft.By.ID)
	require.Equal(t, "审核科长", p.Draft.By.Name)
	require.True(t, p.Draft.At.Equal(e.now))
	var d api.DraftView
	got := reviewer.get(path)
	got.into(&d)
	require.Equal(t, `"二"`, string(d.Data["summary"]))
	require.Equal(t, `"`+p.Draft.Revision+`"`, got.Header().Get("ETag"))
	require.Equal(t, http.StatusOK, reviewer.do("PUT", path, body("三"), "If-Match", got.Header().Get("ETag")).Code)

	for _, other := range []guibei.Person{storetest.Drafter, storetest.Clerk, storetest.Supervisor} {
		e.as(other).get(path).problem(http.StatusForbidden, "forbidden")
		e.as(other).do("PUT", path, body("x"), "If-Match", "*").problem(http.StatusForbidden, "forbidden")
	}
	e.as(storetest.Counsel).get(path).problem(http.StatusNotFound, "not_found")
	reviewer.do("DELETE", path, nil, "If-Match", tag).problem(http.StatusPreconditionFailed, "stale")
	require.Equal(t, http.StatusNoContent, lead.do("DELETE", path, nil).Code)
	require.Nil(t, reviewer.do("PUT", path, body("四"), "If-Match", tag).problem(http.StatusPreconditionFailed, "stale").Draft, "it was deleted")
	reviewer.get("/api/v1/cases/"+id+"/drafts/novel").problem(http.StatusUnprocessableEntity, "invalid")
}

func TestEachKindOfDraftBelongsToWhoWritesIt(t *testing.T) {
	t.Parallel()
	e := setup(t)
	id := e.reviewed()
	e.as(storetest.Lead).give(id, "assign-counsel", guibei.AssignCounsel{Counsel: e.double(storetest.Counsel).ID})
	for kind, by := range map[string]guibei.Person{
		"opinion": storetest.Lead, "revision": storetest.Drafter, "supplement": storetest.Head, "submission-edit": storetest.Drafter,
		"fair": storetest.FairReviewer, "deliberation": storetest.Clerk, "filing": storetest.Clerk, "counsel": storetest.Counsel,
	} {
		path := "/api/v1/cases/" + id + "/drafts/" + kind
		a := e.as(by).do("PUT", path, object{"data": object{"n": 1}}, "If-None-Match", "*")
		require.Equal(t, http.StatusOK, a.Code, kind+a.Body.String())
		e.as(storetest.Supervisor).get(path).problem(http.StatusForbidden, "forbidden")
	}
}

func TestOnesOwnDraftAndPreferencesAreOnesOwn(t *testing.T) {
	t.Parallel()
	e := setup(t)
	drafter, other := e.as(storetest.Drafter), e.as(storetest.Head)
	path := "/api/v1/me/drafts/submission"
	a := drafter.do("PUT", path, object{"data": object{"title": "办法"}}, "If-None-Match", "*")
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	other.get(path).problem(http.StatusNotFound, "not_found")
	require.Contains(t, drafter.get(path).Body.String(), "办法")
	require.Equal(t, http.StatusNoContent, drafter.do("DELETE", path, nil).Code)
	large := object{"data": object{"text": strings.Repeat("字", 1<<20/3)}}
	drafter.do("PUT", path, large, "If-None-Match", "*").problem(http.StatusRequestEntityTooLarge, "too_large")
	for _, bad := range []object{{"data": nil}, {"data": []int{1}}, {"data": "x"}, {}} {
		drafter.do("PUT", path, bad, "If-None-Match", "*").problem(http.StatusUnprocessableEntity, "invalid")
	}
	drafter.do("PUT", path, object{"data": object{}}, "If-None-Match", "*", "If-Match", "*").problem(http.StatusUnprocessableEntity, "invalid")

	prefs := "/api/v1/me/preferences"
	require.JSONEq(t, `{"data":{}}`, drafter.get(prefs).Body.String())
	require.Equal(t, http.StatusOK, drafter.do("PUT", prefs, object{"data": object{"text": "large", "views": []int{1}}}).Code)
	require.JSONEq(t, `{"data":{"text":"large","views":[1]}}`, drafter.get(prefs).Body.String())
	require.JSONEq(t, `{"data":{}}`, other.get(prefs).Body.String())
	drafter.do("PUT", prefs, object{"data": object{"x": strings.Repeat("x", 64<<10)}}).problem(http.StatusRequestEntityTooLarge, "too_large")
}

func TestASubmissionKnowsBeforehandWhatItNeeds(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	var v api.RequirementsView
	c.get("/api/v1/requirements").into(&v)
	require.Equal(t, []api.OrganRef{{ID: "zjj", Name: "青山区住房和城乡建设局"}}, v.Drafting)
	var issuers []string
	for _, i := range v.Issuing {
		issuers = append(issuers, i.ID)
	}
	require.Equal(t, []string{"gov", "office", "zjj"}, issuers, "the government, its office and the unit itself")
	require.Len(t, v.Materials, len(guibei.MaterialKinds))
	require.True(t, v.Materials[0].Required)
	require.Contains(t, v.Materials[0].Why, "115号")
	require.False(t, v.Materials[len(v.Materials)-1].Required)
	require.Nil(t, v.Routing)
	require.Empty(t, v.Tracks)

	c.get("/api/v1/requirements?issuing=gov&drafting=zjj").into(&v)
	require.Equal(t, "qs-sfj", v.Routing.Review.ID)
	require.Equal(t, "政府规范性文件", v.Routing.ClassLabel)
	require.True(t, v.Routing.UnitHeadApproval)
	require.NotEmpty(t, v.Routing.Why)
	require.Equal(t, "gov_up", v.Tracks[0].ID)
	c.get("/api/v1/requirements?issuing=npc").problem(http.StatusUnprocessableEntity, "invalid")
	c.get("/api/v1/requirements?issuing=city").problem(http.StatusUnprocessableEntity, "invalid")
	c.get("/api/v1/requirements?issuing=nowhere").problem(http.StatusUnprocessableEntity, "invalid")
	e.as(storetest.Counsel).get("/api/v1/requirements?drafting=zjj").into(&v)
	require.Empty(t, v.Drafting, "who drafts nowhere can only look")

	id, _ := c.open()
	paper := c.upload("paper.docx", word(t, "起草说明"))
	c.give(id, "edit-draft", guibei.EditDraft{Materials: []guibei.Material{{Kind: guibei.DraftingExplanation, File: paper}}})
	have := map[guibei.MaterialKind][2]bool{}
	for _, n := range c.view(id).Needs {
		have[n.Kind] = [2]bool{n.Required, n.Have}
	}
	require.Len(t, have, len(guibei.MaterialKinds))
	require.Equal(t, [2]bool{true, true}, have[guibei.DraftingExplanation])
	require.Equal(t, [2]bool{true, false}, have[guibei.LegalBasis])
	require.Equal(t, [2]bool{false, false}, have[guibei.OtherMaterial])
}

func TestWhoCanBeAssignedAndWhyNot(t *testing.T) {
	t.Parallel()
	e := setup(t)
	id := e.reviewed()
	lead, reviewer := e.as(storetest.Lead), e.as(storetest.Reviewer)
	tang := e.double(storetest.Counsel)
	list := func(c *client, role string) map[string]api.AssigneeView {
		var v struct{ Assignees []api.AssigneeView }
		c.get("/api/v1/assignees?case=" + id + "&for=" + role).into(&v)
		out := map[string]api.AssigneeView{}
		for _, a := range v.Assignees {
			out[a.ID] = a
		}
		return out
	}
	me := list(lead, "reviewer")[e.double(storetest.Reviewer).ID]
	require.True(t, me.Can)
	require.True(t, me.Current)
	require.Equal(t, 1, me.OpenTasks)
	require.True(t, list(reviewer, "counsel")[tang.ID].Can)
	lead.give(id, "assign-counsel", guibei.AssignCounsel{Counsel: tang.ID})
	asked := list(reviewer, "counsel")[tang.ID]
	require.False(t, asked.Can)
	require.Equal(t, "已经受托，尚未出具意见。", asked.Why)
	require.Equal(t, 1, asked.OpenTasks)
	reviewer.get("/api/v1/assignees?case="+id+"&for=reviewer").problem(http.StatusForbidden, "forbidden")
	e.as(storetest.Counsel).get("/api/v1/assignees?case="+id+"&for=counsel").problem(http.StatusForbidden, "forbidden")
	lead.get("/api/v1/assignees?case="+uuid.NewString()+"&for=counsel").problem(http.StatusNotFound, "not_found")
	lead.get("/api/v1/assignees?case="+id+"&for=king").problem(http.StatusUnprocessableEntity, "invalid")
}

func TestADrafterCannotBeAssigned(t *testing.T) {
	t.Parallel()
	e := setup(t)
	both := storetest.Drafter
	both.Grants = append(both.Grants[:1:1], guibei.Grant{Role: guibei.Reviewer, Organ: "sfj"}, guibei.Grant{Role: guibei.Counsel, Organ: "sfj"})
	c := e.as(both)
	id, _ := c.open()
	c.give(id, "submit", nil)
	for _, role := range []string{"reviewer", "counsel"} {
		body := e.as(storetest.Lead).get("/api/v1/assignees?case=" + id + "&for=" + role).Body.String()
		require.Contains(t, body, `"why":"参与了本件的起草。"`, role)
	}
}

func TestTheChecklistIsReadyToBeFilledIn(t *testing.T) {
	t.Parallel()
	e := setup(t)
	id := e.reviewed()
	var v struct{ Items []api.CheckItemView }
	e.as(storetest.Reviewer).get("/api/v1/cases/" + id + "/checklist").into(&v)
	require.Len(t, v.Items, len(guibei.Checklist))
	require.Equal(t, "合法性", v.Items[0].HeadingLabel)
	raw, err := json.Marshal(v.Items[0])
	require.NoError(t, err)
	require.Contains(t, string(raw), "115号")
}

func TestWhatTheReviewerNotedStaysWithTheDraftOpinion(t *testing.T) {
	t.Parallel()
	e := setup(t)
	id := e.reviewed()
	reviewer, drafter := e.as(storetest.Reviewer), e.as(storetest.Drafter)
	opinion := guibei.RecordOpinion{Conclusion: guibei.Lawful}
	for _, i := range guibei.Checklist {
		opinion.Items = append(opinion.Items, guibei.OpinionItem{ID: i.ID, Heading: i.Heading, Test: i.Test, Result: guibei.Pass})
	}
	opinion.Findings = []guibei.DecidedFinding{{Rule: "R003", Decision: guibei.FindingDismissed, Reason: "有行政法规依据"}}
	opinion.Comments = []guibei.OpinionComment{{ID: "c1", Paragraph: "p1", End: 2, Text: "内部批注", Item: "1"}}
	opinion.ReadArticles = []string{"第一条"}
	reviewer.give(id, "record-opinion", opinion)
	v := reviewer.view(id)
	require.Equal(t, opinion.Evidence, v.Opinions[0].Evidence)
	path := "/api/v1/cases/" + id
	require.NotContains(t, drafter.get(path).Body.String()+drafter.get(path+"/events").Body.String(), "内部批注")
	opinion.Findings[0].Reason = ""
	reviewer.post(path+"/record-opinion", opinion).problem(http.StatusUnprocessableEntity, "invalid")
}
