package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/api"
	"guibei/store/storetest"
)

func TestEveryKindOfEventHasASentence(t *testing.T) {
	t.Parallel()
	for _, kind := range guibei.EventKinds() {
		require.True(t, api.HasTale(kind), "%s has no sentence; write one in tales.go", kind)
		e := guibei.Event{Kind: kind, Actor: guibei.Actor{Person: "p", Name: "张三", Role: guibei.Drafter, Organ: "zjj"}, Payload: json.RawMessage(`{}`)}
		sentence, facts, files := api.Tell(e, guibei.Case{})
		require.True(t, strings.HasPrefix(sentence, "某局起草人张三"), sentence)
		require.True(t, strings.HasSuffix(sentence, "。"), sentence)
		require.NotContains(t, sentence, "，。", "%s", kind)
		require.NotContains(t, sentence, "。。", "%s", kind)
		require.NotNil(t, facts)
		require.NotNil(t, files)
	}
}

func TestAKindWithoutASentenceIsStillTold(t *testing.T) {
	t.Parallel()
	e := guibei.Event{
		Kind: "counsel_asked", Actor: guibei.Actor{Person: "p", Name: "张三", Role: guibei.Reviewer, Organ: "zjj"},
		Payload: json.RawMessage(`{"label":"征求法律顾问意见","reason":"专业性强","note":"请三日内答复","brief":{"name":"委托书.pdf","sha256":"aa"}}`),
	}
	sentence, facts, files := api.Tell(e, guibei.Case{})
	require.Equal(t, "某局合法性审核人员张三办理“征求法律顾问意见”，理由：专业性强；备注：请三日内答复。", sentence)
	require.Equal(t, []api.FactView{{Label: "理由", Value: "专业性强"}, {Label: "备注", Value: "请三日内答复"}}, facts)
	require.Equal(t, []api.FileLink{{Label: "附件", Name: "委托书.pdf", SHA256: "aa"}}, files)
}

func TestASentenceSaysWhatMatters(t *testing.T) {
	t.Parallel()
	day := guibei.Date{Year: 2026, Month: time.March, Day: 2}
	at := day.In(time.UTC)
	c := guibei.Case{
		Region: "nowhere",
		Obligations: []guibei.Obligation{
			{ID: "c/gov_up", Track: guibei.Track{ID: "gov_up", Name: "报市人民政府备案"}},
		},
		Clocks: []guibei.Clock{
			{Kind: guibei.RevisionClock, StartedOn: day, FirstDueOn: day.AddDays(7), DueOn: day.AddDays(8), Why: []string{"期限为5个工作日。", "期间于…届满。"}},
			{Kind: guibei.FilingClock, Obligation: "c/gov_up", StartedOn: day, FirstDueOn: day.AddDays(15), DueOn: day.AddDays(15)},
			{Kind: guibei.ReviewClock, StartedOn: day.AddDays(-9), Pauses: []guibei.Interval{{From: day}}},
		},
	}
	who := "某局起草人张三"
	for _, tt := range []struct {
		kind    guibei.EventKind
		payload string
		want    string
	}{
		{
			"issue_opinion", `{"conclusion":"revise_required","items":[{"result":"problem"},{"result":"pass"}],"opinion_no":"青司审〔2026〕3号","exemption":"emergency"}`,
			who + "签发合法性审核意见（青司审〔2026〕3号），结论为应当予以修改，其中有问题的1项，少于最短审核期限的理由：预防、应对和处置突发事件。" +
				"修改期限自2026年3月2日起算，到2026年3月9日止（后改为到2026年3月10日止）。",
		},
		{
			"publish", `{"published_on":"2026-03-02","effective_on":"2026-04-01","channel":"政府网站","document":{"name":"a.docx","sha256":"aa"}}`,
			who + "办理公布：2026年3月2日在政府网站公布，自2026年4月1日起施行。报市人民政府备案的报送备案期限自2026年3月2日起算，到2026年3月17日止。",
		},
		{
			"register_filing", `{"obligation":"c/gov_up","registration_no":"BA-1"}`,
			who + "准予备案登记（报市人民政府备案），登记号BA-1。",
		},
		{
			"request_supplement", `{"items":["legal_basis"],"reason":"缺依据。"}`,
			who + "要求补正，需要补正的材料：制定依据，理由：缺依据。合法性审核期限自2026年3月2日起暂停计时。",
		},
		{
			"record_deliberation", `{"meeting":"第3次常务会议","held_on":"2026-03-02","result":"amended","present":["甲","乙"],"absent":["丙"],"dissent":"无"}`,
			who + "记录集体审议：第3次常务会议（2026年3月2日），结果为修改后再报，出席2人，缺席1人，不同意见：无。修改期限自2026年3月2日起算，到2026年3月9日止（后改为到2026年3月10日止）。",
		},
		{
			"clock_overdue", `{"label":"修改期限","due_on":"2026-03-09","waits_for":["起草人：按意见修改并答复"]}`,
			who + "提醒：修改期限已逾期，应于2026年3月9日前办结，等待起草人：按意见修改并答复。",
		},
		{
			"clock_moved", `{"label":"修改期限","due_on_before":"2026-03-09","due_on":"2026-03-10"}`,
			who + "按更新后的放假安排重新计算修改期限，原到期日2026年3月9日，改为2026年3月10日。",
		},
		{
			"text_checked", `{"version":2,"findings":{"blocker":1,"low":2}}`,
			who + "对正文（第2稿）作规则检查，发现3处线索：原则上不能这样写1处，格式、文字2处，供审核参考。",
		},
	} {
		e := guibei.Event{
			Kind: tt.kind, Actor: guibei.Actor{Person: "p", Name: "张三", Role: guibei.Drafter, Organ: "zjj"},
			OccurredAt: at, RecordedAt: at, Payload: json.RawMessage(tt.payload),
		}
		sentence, facts, files := api.Tell(e, c)
		require.Equal(t, tt.want, sentence)
		require.NotEmpty(t, facts)
		if tt.kind == "issue_opinion" {
			require.Contains(t, facts, api.FactView{Label: "修改期限怎么算", Value: "期限为5个工作日。期间于…届满。"})
		}
		if tt.kind == "publish" {
			require.Equal(t, []api.FileLink{{Label: "公布文本", Name: "a.docx", SHA256: "aa"}}, files)
		}
	}
}

func TestTheTimeLineReadsAsSentences(t *testing.T) {
	t.Parallel()
	e := setup(t)
	id := e.reviewed()
	var page api.EventPage
	e.as(storetest.Drafter).get("/api/v1/cases/" + id + "/events").into(&page)
	first := page.Events[0]
	require.Equal(t, "青山区住房和城乡建设局起草人起草人立件，起草单位为青山区住房和城乡建设局，制定机关为青山区人民政府。", first.Sentence)
	require.Equal(t, "送审稿", first.Files[0].Label)
	require.Equal(t, "青山区住房和城乡建设局", first.OrganName)
	require.False(t, first.Late)
	require.Contains(t, page.Events[1].Sentence, "材料完备性审查期限自")

	draft := page.Events[len(page.Events)-1]
	require.True(t, draft.Withheld)
	require.Equal(t, "青山区司法局合法性审核人员审核人员保存了审核意见的草稿，签发之前只有审核机构可以查看。", draft.Sentence)
	require.Empty(t, draft.Facts)
	require.Empty(t, draft.Files)
	e.as(storetest.Lead).get("/api/v1/cases/" + id + "/events").into(&page)
	require.Contains(t, page.Events[len(page.Events)-1].Sentence, "拟定结论为合法，总体意见：未签发的意见")
}

func TestALateEntryIsMarked(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	body := c.opening()
	a := c.post("/api/v1/cases?occurred_at="+e.now.Add(-48*time.Hour).UTC().Format(time.RFC3339), body)
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	var v api.CommandView
	a.into(&v)
	var page api.EventPage
	c.get("/api/v1/cases/" + v.Case + "/events").into(&page)
	require.True(t, page.Events[0].Late)
}

func TestWhatComesNextIsSaidWithItsReasons(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	id, _ := c.open()
	var v api.NextView
	c.get("/api/v1/cases/" + id + "/next").into(&v)
	require.Equal(t, "现在等待青山区住房和城乡建设局起草人“完善草案并报送”。", v.Sentence)
	require.Nil(t, v.Steps[0].Clock)
	require.Equal(t, "须经单位负责人同意的，作“报送”后，进入“待单位负责人同意”阶段，由起草单位负责人“同意报送”。", v.Steps[0].Then[0].Sentence)
	require.Equal(t, "其他情形的，作“报送”后，进入“材料完备性审查”阶段，由制定机关办公机构“材料完备性审查”。", v.Steps[0].Then[1].Sentence)

	require.Equal(t, http.StatusOK, c.post("/api/v1/cases/"+id+"/submit", nil).Code)
	c.get("/api/v1/cases/" + id + "/next").into(&v)
	step := v.Steps[0]
	require.Equal(t, guibei.CheckCompleteness, step.Kind)
	require.Equal(t, []string{"自次日起三日"}, step.Clock.Why)
	require.Equal(t, 3, step.Clock.DaysLeft)
	require.Contains(t, step.Sentence, "由青山区人民政府办公室制定机关办公机构办理“材料完备性审查”，自")
	require.Contains(t, step.Sentence, "前办完。")

	reviewed := e.reviewed()
	e.as(storetest.Lead).get("/api/v1/cases/" + reviewed + "/next").into(&v)
	require.Len(t, v.Steps, 2)
	require.Equal(t, "审核人员", v.Steps[0].AssigneeName)
	require.Contains(t, v.Sentence, "青山区司法局合法性审核人员审核人员“拟写合法性审核意见”、青山区司法局审核机构负责人“签发合法性审核意见”")
	e.as(storetest.CityDesk).get("/api/v1/cases/"+reviewed+"/next").problem(http.StatusNotFound, "not_found")
}

func TestEveryTaskLeadsSomewhere(t *testing.T) {
	t.Parallel()
	seen := map[guibei.TaskKind]bool{}
	for _, row := range guibei.Transitions {
		for _, k := range row.Tasks {
			to := row.To
			if to == guibei.Stay {
				to = row.From[0]
			}
			if to == guibei.Back {
				to = guibei.Completeness
			}
			role := k.Role()
			if role == "" {
				role = guibei.FilingReviewer
			}
			then := api.Follow(&guibei.Case{Stage: to, CameFrom: guibei.Completeness}, guibei.Task{Kind: k, Role: role})
			require.NotEmpty(t, then, "%s in %s leads nowhere", k, to)
			for _, v := range then {
				require.NotEmpty(t, v.StageLabel, "%s", k)
				require.True(t, strings.HasSuffix(v.Sentence, "。"), v.Sentence)
			}
			seen[k] = true
		}
	}
	require.Greater(t, len(seen), 10)
}
