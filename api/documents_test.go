package api_test

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/api"
	"guibei/docx"
	"guibei/docx/compare"
	"guibei/rules"
	"guibei/store/storetest"
)

// draft is a text that the rules have something to say about.
var draft = []string{
	"青山区停车管理办法", "第一章 总则", "第一条 为了规范停车，制定本办法。", "第二条 区住建局可以检查停车场。",
	"第三条 违反本办法的，由区城管局处五百元罚款。", "第四条 依照第三条处理的，应当公告。", "第五条 本办法自2026年12月1日起施行，有效期五年。",
}

// revised says otherwise in the third article, has a new one before it, and
// leaves a reference behind.
var revised = []string{
	"青山区停车管理办法", "第一章 总则", "第一条 为了规范停车，制定本办法。", "第二条 区住建局应当检查停车场。",
	"第三条 停车场应当公示收费标准，收费不得超过规定的标准。", "第四条 违反本办法的，依照有关法律、法规的规定处理。", "第五条 依照第三条处理的，应当公告。", "第六条 本办法自2026年12月1日起施行，有效期五年。",
}

func rulesCheck(_ context.Context, d *docx.Formatted, sum string) (guibei.CheckReceipt, error) {
	return rules.Check(rules.Input{Text: rules.FromDocx(d.Document), Title: d.Title(), DocumentSHA256: sum, TextSHA256: d.TextSHA256()}), nil
}

// withDraft opens a case on a text and returns it with the bytes.
func (c *client) withDraft(paragraphs ...string) (id string, raw []byte) {
	c.t.Helper()
	raw = word(c.t, paragraphs...)
	ref := c.upload(url.QueryEscape("草案.docx"), raw)
	a := c.post("/api/v1/cases", guibei.OpenCase{DraftingOrgan: "zjj", IssuingOrgan: "gov", Document: ref})
	require.Equal(c.t, http.StatusOK, a.Code, a.Body.String())
	var v api.CommandView
	a.into(&v)
	return v.Case, raw
}

// checked records what the rules find in a text of a case.
func (e *env) checked(id string, version int, raw []byte) guibei.CheckReceipt {
	e.t.Helper()
	d, err := docx.OpenFormatted(bytes.NewReader(raw), int64(len(raw)))
	require.NoError(e.t, err)
	r, err := rulesCheck(e.t.Context(), d, strings.Repeat("0", 64))
	require.NoError(e.t, err)
	require.NoError(e.t, e.store.SaveCheck(e.t.Context(), id, version, r))
	return r
}

func TestATextIsShownWithItsFindings(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	id, raw := c.withDraft(draft...)
	path := "/api/v1/cases/" + id + "/versions/1/view"

	var v api.DocumentView
	a := c.get(path)
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	require.Equal(t, "private, no-cache", a.Header().Get("Cache-Control"))
	a.into(&v)
	require.False(t, v.Checked)
	require.Contains(t, a.Body.String(), `"findings":[]`)
	unchecked := a.Header().Get("ETag")

	r := e.checked(id, 1, raw)
	require.NotEmpty(t, r.Findings)
	a = c.get(path, "If-None-Match", unchecked)
	require.Equal(t, http.StatusOK, a.Code, "a check makes another page")
	a.into(&v)
	require.Equal(t, 1, v.Version)
	require.Equal(t, "final", v.Mode)
	require.Equal(t, draft[0], v.Title)
	require.Equal(t, len(draft), v.Paragraphs)
	require.True(t, v.Checked)
	require.Equal(t, r.RuleSet, v.RuleSet)
	require.Len(t, v.Findings, len(r.Findings))
	found := false
	for i, f := range v.Findings {
		require.Equal(t, i, f.Index)
		require.Equal(t, r.Findings[i].Rule, f.Rule)
		if f.Rule == "R003" {
			found = true
			require.True(t, f.Anchored)
			require.Equal(t, "exact", f.Status)
			require.Equal(t, "第三条", f.Location)
			require.Contains(t, v.HTML, `罚款</mark>`)
			require.Contains(t, v.HTML, `sev-blocker`)
		}
	}
	require.True(t, found)
	require.Equal(t, api.OutlineEntry{ID: "p2", Kind: "chapter", Level: 1, Label: "第一章", Title: "总则"}, v.Outline[0])
	require.Equal(t, api.OutlineEntry{ID: "p3", Kind: "article", Level: 2, Label: "第一条", Title: "为了规范停车，制定本办法。"}, v.Outline[1])
	require.Contains(t, v.HTML, `<p data-p="p5" data-a="第三条"`)
	require.Contains(t, v.CSS, ".gb-doc")

	tag := a.Header().Get("ETag")
	a = c.get(path, "If-None-Match", tag)
	require.Equal(t, http.StatusNotModified, a.Code)
	require.Empty(t, a.Body.String())
	require.NotEqual(t, tag, c.get(path+"?mode=markup").Header().Get("ETag"))

	c.get(path+"?mode=other").problem(http.StatusUnprocessableEntity, "invalid")
	c.get("/api/v1/cases/"+id+"/versions/2/view").problem(http.StatusNotFound, "not_found")
	e.as(storetest.Reviewer).get(path).problem(http.StatusNotFound, "not_found")
	e.anonymous().get(path).problem(http.StatusUnauthorized, "unauthenticated")
}

func TestTheTextOfAVersionIsItsOwnBytesAndTheAnnotatedCopyIsNot(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	id, raw := c.withDraft(draft...)
	at := "/api/v1/cases/" + id + "/versions/1"
	a := c.get(at + "/file")
	require.Equal(t, raw, a.Body.Bytes())
	require.Contains(t, a.Header().Get("Content-Disposition"), "attachment")
	c.get(at+"/annotated").problem(http.StatusNotFound, "not_found")
	r := e.checked(id, 1, raw)

	a = c.get(at + "/annotated")
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	name, err := url.PathUnescape(a.Header().Get("Content-Disposition"))
	require.NoError(t, err)
	require.Contains(t, name, "草案（线索批注）.docx")
	d, err := docx.Open(bytes.NewReader(a.Body.Bytes()), int64(a.Body.Len()))
	require.NoError(t, err)
	require.Equal(t, strings.Join(draft, "\n"), d.Text())
	require.Len(t, d.Annotations(), len(r.Findings))
	for _, n := range d.Annotations() {
		require.Equal(t, "规备（自动检查）", n.Author)
	}
	for _, path := range []string{"/file", "/annotated"} {
		c.get("/api/v1/cases/"+id+"/versions/9"+path).problem(http.StatusNotFound, "not_found")
		c.get("/api/v1/cases/"+id+"/versions/x"+path).problem(http.StatusNotFound, "not_found")
		e.as(storetest.Reviewer).get(at+path).problem(http.StatusNotFound, "not_found")
	}
}

func TestAPreviewShowsAndKeepsNothing(t *testing.T) {
	t.Parallel()
	e := setup(t, func(o *api.Options) { o.Check = rulesCheck })
	c := e.as(storetest.Drafter)
	raw := word(t, draft...)
	a := c.post("/api/v1/previews", bytes.NewReader(raw))
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	var v api.PreviewView
	a.into(&v)
	require.Equal(t, "blocker", v.Receipt.Verdict)
	require.Len(t, v.View.Findings, len(v.Receipt.Findings))
	require.Zero(t, v.View.Version)
	require.Contains(t, v.View.HTML, "罚款</mark>")
	require.EqualValues(t, len(raw), v.File.Size)
	require.Equal(t, draft[0], v.File.Title)
	require.Equal(t, v.Receipt.TextSHA256, v.File.TextSHA256)

	c.post("/api/v1/previews", bytes.NewReader(word(t, "秘密★1年", "第一条"))).problem(http.StatusUnprocessableEntity, "invalid")
	c.post("/api/v1/previews", bytes.NewReader(raw[:300])).problem(http.StatusUnprocessableEntity, "docx_broken")
	c.post("/api/v1/previews", bytes.NewReader(make([]byte, 50<<20+1))).problem(http.StatusRequestEntityTooLarge, "too_large")
	e.anonymous().post("/api/v1/previews", bytes.NewReader(raw)).problem(http.StatusUnauthorized, "unauthenticated")
	require.Empty(t, e.kept())
}

// twoVersions opens a case and replaces its text.
func (c *client) twoVersions() (id string) {
	c.t.Helper()
	id, _ = c.withDraft(draft...)
	next := c.upload("next.docx", word(c.t, revised...))
	a := c.post("/api/v1/cases/"+id+"/edit-draft", guibei.EditDraft{Document: &next})
	require.Equal(c.t, http.StatusOK, a.Code, a.Body.String())
	return id
}

func TestTwoTextsAreComparedArticleByArticle(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	id := c.twoVersions()
	path := "/api/v1/cases/" + id + "/comparison"
	var v api.ComparisonView
	a := c.get(path + "?from=1&to=2")
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	a.into(&v)
	require.False(t, v.Identical)
	require.Equal(t, 2, v.To.N)
	require.Positive(t, v.Summary.Inserted)
	kinds := map[string]string{}
	for _, r := range v.Rows {
		if r.New != nil {
			kinds[r.New.Label] = r.Kind
		}
		if r.Kind == "same" || r.Kind == "renumbered" {
			require.Empty(t, r.Old.Spans)
			require.Empty(t, r.Inline)
		}
		if r.New != nil && r.New.Label == "第二条" {
			require.Equal(t, "p4", r.New.Paragraph)
			require.Equal(t, "第一章 总则", r.Heading)
			require.Equal(t, "区住建局可以检查停车场。", said(r.Old.Spans))
			require.Equal(t, "区住建局应当检查停车场。", said(r.New.Spans))
			require.Equal(t, api.ComparisonEffect{Code: "obligation", Label: "义务权利", Substantive: true, Old: "可以", New: "应当", Detail: "裁量变为义务"}, r.Effects[0])
			require.Len(t, r.Inline, 4)
		}
	}
	require.Equal(t, "same", kinds["第一条"])
	require.Equal(t, "changed", kinds["第二条"])
	require.Equal(t, "inserted", kinds["第三条"])
	require.Equal(t, "renumbered", kinds["第六条"])
	require.Len(t, v.References, 1)
	require.Equal(t, "stale", v.References[0].Status)
	require.Equal(t, "p7", v.References[0].Paragraph)

	c.get(path + "?from=2&to=2").into(&v)
	require.True(t, v.Identical)
	require.Zero(t, v.Summary.Substantive)
	c.get(path+"?from=1&to=3").problem(http.StatusNotFound, "not_found")
	c.get(path+"?from=1").problem(http.StatusUnprocessableEntity, "invalid")
	e.as(storetest.Reviewer).get(path+"?from=1&to=2").problem(http.StatusNotFound, "not_found")
}

func said(spans []api.ComparisonSpan) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return b.String()
}

func TestARedlineIsTheOldTextAndTheNewOne(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	id := c.twoVersions()
	path := "/api/v1/cases/" + id + "/comparison/redline"
	a := c.get(path + "?from=1&to=2")
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	f, err := docx.OpenBytes(a.Body.Bytes())
	require.NoError(t, err)
	for want, mode := range map[string]docx.View{strings.Join(draft, "\n"): docx.Original, strings.Join(revised, "\n"): docx.Final} {
		d, err := f.Read(mode)
		require.NoError(t, err)
		require.Equal(t, want, d.Text())
	}
	c.get(path+"?from=x&to=2").problem(http.StatusUnprocessableEntity, "invalid")
	c.get(path+"?from=1&to=7").problem(http.StatusNotFound, "not_found")
	e.as(storetest.Reviewer).get(path+"?from=1&to=2").problem(http.StatusNotFound, "not_found")
}

func TestTheContractNamesWhatAComparisonCanSay(t *testing.T) {
	t.Parallel()
	schemas := setup(t).server.Contract().Components.Schemas.Map()
	codes := schemas["ComparisonEffect"].Properties["code"].Enum
	for _, k := range []compare.AspectKind{
		compare.Obligation, compare.Negation, compare.Subject, compare.Authority, compare.Amount, compare.Period, compare.Date, compare.Bound,
		compare.Penalty, compare.Fee, compare.Scope, compare.Validity, compare.Condition, compare.Citation, compare.Pointer, compare.Provision,
		compare.Wording, compare.Numbering, compare.Position, compare.Structure, compare.Following, compare.Punctuation, compare.Blank,
		compare.Numeral, compare.Particle,
	} {
		require.Contains(t, codes, any(string(k)))
		require.NotEmpty(t, k.Label(), k)
	}
	units := schemas["ComparisonRow"].Properties["unit"].Enum
	for _, u := range []compare.Unit{
		compare.Preamble, compare.Contents, compare.Heading, compare.Article, compare.Item, compare.Body, compare.Table, compare.Annex, compare.Signature,
	} {
		require.Contains(t, units, any(string(u)))
	}
	kinds := schemas["ComparisonRow"].Properties["kind"].Enum
	for _, k := range []compare.Kind{compare.Inserted, compare.Deleted, compare.Moved, compare.Split, compare.Merged} {
		require.Contains(t, kinds, any(string(k)))
	}
}
