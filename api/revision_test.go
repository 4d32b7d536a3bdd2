package api_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/api"
	"guibei/store/storetest"
)

// problems are what the opinion of toRevise says.
var problems = []guibei.OpinionItem{
	{ID: "1", Heading: guibei.Legality, Test: "设定处罚", Result: guibei.Problem, Reason: "不得设定罚款", Basis: "行政处罚法第十六条", Location: "第三条"},
	{ID: "2", Heading: guibei.Reasonableness, Test: "目的", Result: guibei.Problem, Reason: "目的不明", Basis: "通行做法", Location: "第1条"},
	{ID: "3", Heading: guibei.Soundness, Test: "全文", Result: guibei.Problem, Reason: "用语不一", Basis: "通行做法"},
	{ID: "4", Heading: guibei.Procedure, Test: "程序", Result: guibei.Pass},
	{ID: "5", Heading: guibei.Soundness, Test: "条文不存在", Result: guibei.Problem, Reason: "没有这一条", Basis: "通行做法", Location: "第九十九条"},
}

// toRevise walks a case to where the drafting unit answers an opinion.
func (e *env) toRevise() string {
	e.t.Helper()
	drafter, clerk := e.as(storetest.Drafter), e.as(storetest.Clerk)
	fair, lead, reviewer := e.as(storetest.FairReviewer), e.as(storetest.Lead), e.as(storetest.Reviewer)
	id, _ := drafter.withDraft(draft...)
	for _, act := range []struct {
		by   *client
		path string
		body any
	}{
		{drafter, "submit", nil},
		{clerk, "accept-completeness", nil},
		{fair, "conclude-fair-competition", guibei.ConcludeFair{Conclusion: guibei.FairNotApplicable, Reason: "不涉及经营者经济活动"}},
		{lead, "assign-reviewer", guibei.AssignReviewer{Reviewer: e.double(storetest.Reviewer).ID}},
		{reviewer, "record-opinion", guibei.RecordOpinion{Conclusion: guibei.ReviseRequired, Summary: "应当修改", Items: problems}},
		{lead, "issue-opinion", guibei.IssueOpinion{Exemption: guibei.Emergency}},
	} {
		if act.path == "issue-opinion" {
			ref := drafter.upload("next.docx", word(e.t, revised...))
			drafter.post("/api/v1/cases/"+id+"/revision-preview", map[string]any{"document": ref}).problem(http.StatusConflict, "conflict")
		}
		e.now = e.now.Add(time.Second)
		a := act.by.post("/api/v1/cases/"+id+"/"+act.path, act.body)
		require.Equal(e.t, http.StatusOK, a.Code, act.path+a.Body.String())
	}
	return id
}

func TestARevisionIsHeldAgainstTheOpinionItAnswers(t *testing.T) {
	t.Parallel()
	e := setup(t)
	id := e.toRevise()
	c := e.as(storetest.Drafter)
	path := "/api/v1/cases/" + id + "/revision"
	c.get(path).problem(http.StatusNotFound, "not_found")

	ref := c.upload("next.docx", word(t, revised...))
	a := c.post(path+"-preview", map[string]any{"document": ref})
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	var v api.RevisionView
	a.into(&v)
	require.Equal(t, 1, v.Round)
	require.Equal(t, 1, v.From.N)
	require.Zero(t, v.To.N)
	require.Equal(t, "next.docx", v.To.Name)
	require.Len(t, v.Items, 4, "what passed is not answered")

	penalty, purpose, whole, absent := v.Items[0], v.Items[1], v.Items[2], v.Items[3]
	require.Equal(t, "changed", penalty.Changed)
	require.Equal(t, "第三条", penalty.Location)
	require.Equal(t, "第三条　违反本办法的，由区城管局处五百元罚款。", penalty.Before)
	require.Equal(t, "第四条　违反本办法的，依照有关法律、法规的规定处理。", penalty.After)
	require.Equal(t, "p5", penalty.OldParagraph)
	require.Equal(t, "p6", penalty.NewParagraph)
	require.Equal(t, "第三条（现第四条）有改动。", penalty.Note)
	require.Equal(t, "unchanged", purpose.Changed)
	require.Equal(t, "第一条没有改动。", purpose.Note)
	for _, i := range []api.RevisionItem{whole, absent} {
		require.Equal(t, "unlocated", i.Changed)
		require.Empty(t, i.Before)
		require.Contains(t, i.Note, v.Summary.Sentence)
	}
	for _, i := range v.Items {
		require.Nil(t, i.Disposition)
	}
	var labels []string
	for _, r := range v.Elsewhere {
		require.NotEqual(t, "same", r.Kind)
		if r.New != nil {
			labels = append(labels, r.New.Label)
		}
	}
	require.Equal(t, []string{"第二条", "第三条"}, labels, "what nobody asked for")
	require.Equal(t, "审核意见没有提到的地方：修改1处、新增1处，其中有法律效果的2处。", v.ElsewhereSentence)
	require.Len(t, v.References, 1)

	c.post(path+"-preview", map[string]any{"document": guibei.FileRef{SHA256: "0", Name: "x"}}).problem(http.StatusNotFound, "not_found")
	e.as(storetest.CityDesk).post(path+"-preview", map[string]any{"document": ref}).problem(http.StatusNotFound, "not_found")
}

func TestTheReviewerSeesWhichAnswersChangedTheText(t *testing.T) {
	t.Parallel()
	e := setup(t)
	id := e.toRevise()
	c := e.as(storetest.Drafter)
	ref := c.upload("next.docx", word(t, revised...))
	e.now = e.now.Add(time.Second)
	a := c.post("/api/v1/cases/"+id+"/submit-revision", guibei.SubmitRevision{Document: ref, Dispositions: []guibei.Disposition{
		{Item: "1", Answer: guibei.Adopted},
		{Item: "2", Answer: guibei.Adopted},
		{Item: "3", Answer: guibei.NotAdopted, Reason: "用语一致"},
		{Item: "5", Answer: guibei.Partly, Reason: "没有这一条"},
	}})
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())

	var v api.RevisionView
	a = e.as(storetest.Reviewer).get("/api/v1/cases/" + id + "/revision")
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	a.into(&v)
	require.Equal(t, 2, v.To.N)
	require.Equal(t, guibei.Adopted, v.Items[0].Disposition.Answer)
	require.False(t, v.Items[0].Doubtful)
	require.True(t, v.Items[1].Doubtful, "adopted, and nothing was changed there")
	require.Equal(t, "用语一致", v.Items[2].Disposition.Reason)
	require.False(t, v.Items[3].Doubtful, "nobody knows where")
	require.False(t, v.Identical)
	e.as(storetest.CityDesk).get("/api/v1/cases/"+id+"/revision").problem(http.StatusNotFound, "not_found")
}
