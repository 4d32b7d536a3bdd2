package api_test

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/api"
	"guibei/docx"
	"guibei/docx/compose"
	"guibei/store/storetest"
)

// text reads a docx that was answered, with what stands in its heads and feet.
func (a answer) text() string {
	a.t.Helper()
	require.Equal(a.t, http.StatusOK, a.Code, a.Body.String())
	d, err := docx.Open(bytes.NewReader(a.Body.Bytes()), int64(a.Body.Len()))
	require.NoError(a.t, err)
	lines := []string{d.Text()}
	for _, s := range d.Stories() {
		for _, p := range s.Paragraphs {
			lines = append(lines, p.Text)
		}
	}
	return strings.Join(lines, "\n")
}

func (c *client) letters(id string) map[string][]string {
	c.t.Helper()
	var got struct {
		Letters []api.LetterView `json:"letters"`
	}
	a := c.get("/api/v1/cases/" + id + "/letters")
	require.Equal(c.t, http.StatusOK, a.Code, a.Body.String())
	a.into(&got)
	out := map[string][]string{}
	for _, l := range got.Letters {
		require.NotEmpty(c.t, l.Name)
		out[l.Kind] = l.Blanks
	}
	return out
}

func TestAnIssuedOpinionIsALetter(t *testing.T) {
	t.Parallel()
	e := setup(t)
	id := e.reviewed()
	lead := e.as(storetest.Lead)
	require.NotContains(t, lead.letters(id), "legality-opinion", "not even the reviewing organ sends what is not issued")
	lead.get("/api/v1/cases/"+id+"/letters/legality-opinion").problem(http.StatusNotFound, "not_found")

	e.now = e.now.Add(time.Second)
	a := lead.post("/api/v1/cases/"+id+"/issue-opinion", guibei.IssueOpinion{Exemption: guibei.Emergency})
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())

	drafter := e.as(storetest.Drafter)
	require.Contains(t, drafter.letters(id), "legality-opinion")
	a = drafter.get("/api/v1/cases/" + id + "/letters/legality-opinion")
	text := a.text()
	for _, want := range []string{"关于《青山区停车管理办法》的", "结论为：合法。", "未签发的意见", "没有问题", "第1稿"} {
		require.Contains(t, text, want)
	}
	require.NotContains(t, text, "{{")
	require.Contains(t, a.Header().Get("Content-Disposition"), "attachment")
	require.Equal(t, a.Body.Bytes(), drafter.get("/api/v1/cases/"+id+"/letters/legality-opinion").Body.Bytes())

	e.as(storetest.Admin).get("/api/v1/cases/"+id+"/letters/legality-opinion").problem(http.StatusNotFound, "not_found")
}

func TestARequestToSupplementIsALetter(t *testing.T) {
	t.Parallel()
	e := setup(t)
	drafter, clerk := e.as(storetest.Drafter), e.as(storetest.Clerk)
	id, _ := drafter.open()
	require.Equal(t, http.StatusOK, drafter.post("/api/v1/cases/"+id+"/submit", nil).Code)
	require.NotContains(t, clerk.letters(id), "supplement-notice")
	e.now = e.now.Add(time.Second)
	a := clerk.post("/api/v1/cases/"+id+"/request-supplement", guibei.RequestSupplement{Reason: "缺少起草说明", Items: []guibei.MaterialKind{guibei.DraftingExplanation}})
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())

	text := drafter.get("/api/v1/cases/" + id + "/letters/supplement-notice").text()
	require.Contains(t, text, "缺少起草说明")
	require.Contains(t, text, "合法性审核材料的通知")
	require.Contains(t, text, "【待填：发文字号】", "the number of the notice is not in the record")
	notices := drafter.get("/api/v1/cases/" + id + "/letters/supplement-notice").Header().Values("X-Guibei-Notice")
	require.Len(t, notices, 1)
	notice, err := url.PathUnescape(notices[0])
	require.NoError(t, err)
	require.Contains(t, notice, "缺少发文字号（no）")
	require.Contains(t, strings.Join(drafter.letters(id)["supplement-notice"], "\n"), "发文字号（no）")
}

func TestFilingAndRegistrationAreLetters(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("", 8*3600)
	on := func(y int, m time.Month, d int) guibei.Date { return guibei.Date{Year: y, Month: m, Day: d} }
	c := guibei.Case{
		Title: "某办法", IssuingOrgan: "gov", OfficeOrgan: "office", DocumentNo: "某政规〔2026〕3号", Signer: "李某",
		PublishedOn: on(2026, 3, 2), EffectiveOn: on(2026, 4, 1), Channel: "政府网站",
		Meeting: &guibei.RecordDeliberation{Meeting: "第12次常务会议", HeldOn: on(2026, 2, 26), Result: guibei.MeetingAdopted},
		Obligations: []guibei.Obligation{
			{
				ID: "c/up", Track: guibei.Track{Authority: "city"}, Status: guibei.FilingRegistered, RegistrationNo: "SBA-1", RegisteredOn: on(2026, 3, 20),
				SubmittedAt: time.Date(2026, 3, 9, 16, 30, 0, 0, time.UTC), // the day after in the region
				Materials:   []guibei.Material{{Kind: guibei.OfficialText}, {Kind: guibei.DraftingExplanation}},
			},
			{ID: "c/npc", Track: guibei.Track{Authority: "npc"}, Status: guibei.FilingDue},
		},
	}
	organs := map[string]string{"gov": "某区人民政府", "office": "某区人民政府办公室", "city": "某市人民政府", "npc": "某区人大常委会"}
	got := api.FilingLetters(c, organs, zone)
	require.Len(t, got, 3)
	report, ok := got[0].(*compose.FilingReportData)
	require.True(t, ok)
	require.Equal(t, "某市人民政府", report.To)
	require.Equal(t, compose.Day("2026-02-26"), report.MeetingOn)
	require.Equal(t, []compose.EnclosedItem{{Name: "正式文本"}, {Name: "起草说明"}}, report.Enclosures)
	notice, ok := got[1].(*compose.RegistrationNoticeData)
	require.True(t, ok)
	require.Equal(t, compose.Head{Organ: "某市人民政府", Date: "2026-03-20"}, notice.Head)
	require.Equal(t, "某区人民政府", notice.To)
	require.Equal(t, compose.Day("2026-03-10"), notice.SubmittedOn)
	require.Equal(t, "SBA-1", notice.RegistrationNo)
	require.ErrorContains(t, compose.Check(notice), "缺少发文字号（no）。")
	require.Equal(t, "某区人大常委会", got[2].(*compose.FilingReportData).To)
}

func TestALetterThatCannotBeMadeSaysWhy(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	id, _ := c.open()
	p := c.get("/api/v1/cases/"+id+"/letters/registration-notice").problem(http.StatusNotFound, "not_found")
	require.Contains(t, p.Detail, "备案登记通知")
	c.get("/api/v1/cases/"+id+"/letters/poem").problem(http.StatusNotFound, "not_found")
	c.get("/api/v1/cases/"+id+"/letters/drafting-note?format=odt").problem(http.StatusUnprocessableEntity, "invalid")
	p = c.get("/api/v1/cases/"+id+"/letters/drafting-note?format=pdf").problem(http.StatusServiceUnavailable, "unavailable")
	require.Contains(t, p.Detail, "另存为 PDF")
	require.Contains(t, c.get("/api/v1/cases/"+id+"/letters/drafting-note").text(), "【请写明要解决的问题")
}

// pdf stands in for a converter.
type pdf struct{ err error }

func (pdf) Name() string { return "转换程序" }

func (p pdf) PDF(context.Context, []byte) ([]byte, error) { return []byte("%PDF-1.7"), p.err }

func TestALetterComesAsPDFWhereSomethingConverts(t *testing.T) {
	t.Parallel()
	e := setup(t, func(o *api.Options) { o.Converters = []compose.Converter{pdf{errors.New("没有")}, pdf{}} })
	c := e.as(storetest.Drafter)
	id, _ := c.open()
	a := c.get("/api/v1/cases/" + id + "/letters/drafting-note?format=pdf")
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	require.Equal(t, "%PDF-1.7", a.Body.String())
	require.Equal(t, "application/pdf", a.Header().Get("Content-Type"))
}

func TestABadTemplateOfTheOfficeIsSaid(t *testing.T) {
	t.Parallel()
	folder := fstest.MapFS{"起草说明.docx": {Data: word(t, "关于{{文件名}}的说明")}}
	e := setup(t, func(o *api.Options) { o.Templates = folder })
	c := e.as(storetest.Drafter)
	id, _ := c.open()
	p := c.get("/api/v1/cases/"+id+"/letters/drafting-note").problem(http.StatusServiceUnavailable, "unavailable")
	require.Contains(t, p.Detail, "模板“起草说明.docx”第1段的 {{文件名}} 不是本文书的字段，是否应为 {{文件名称}}？")

	folder["起草说明.docx"].Data = word(t, "关于{{文件名称}}的说明")
	require.Contains(t, c.get("/api/v1/cases/"+id+"/letters/drafting-note").text(), "关于青山区停车管理办法的说明")
}
