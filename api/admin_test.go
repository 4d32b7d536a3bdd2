package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/api"
	"guibei/docx/compose"
	"guibei/store"
	"guibei/store/storetest"
)

var (
	auditor  = guibei.Person{ID: "auditor", Name: "审计员", Grants: []guibei.Grant{{Role: guibei.Auditor, Organ: "office"}}}
	security = guibei.Person{ID: "security", Name: "安全员", Grants: []guibei.Grant{{Role: guibei.SecurityAdmin, Organ: "office"}}}
)

// acts is the record of administration about a subject.
func (c *client) acts(query string) []api.AdminEventView {
	c.t.Helper()
	a := c.get("/api/v1/audit/admin?" + query)
	require.Equal(c.t, http.StatusOK, a.Code, a.Body.String())
	var page api.AdminAuditPage
	a.into(&page)
	return page.Events
}

func TestTheSecurityAdministratorLocksAccountsButMakesNone(t *testing.T) {
	t.Parallel()
	e := setup(t)
	drafter := e.double(storetest.Drafter)
	c, sec := e.as(storetest.Drafter), e.as(security)
	at := "/api/v1/people/" + drafter.ID + "/lock"
	body := map[string]any{"locked": true, "reason": "离职"}

	for _, other := range []*client{c, e.as(auditor), e.as(storetest.Supervisor)} {
		other.do("PUT", at, body).problem(http.StatusForbidden, "forbidden")
	}
	sec.do("PUT", at, map[string]any{"locked": true, "reason": ""}).problem(http.StatusUnprocessableEntity, "invalid")
	sec.do("PUT", "/api/v1/people/"+e.double(security).ID+"/lock", body).problem(http.StatusConflict, "conflict")
	sec.do("PUT", "/api/v1/people/nobody/lock", body).problem(http.StatusNotFound, "not_found")
	sec.post("/api/v1/people", map[string]any{"name": "新人", "grants": []any{}, "login": "x1", "password": password}).problem(http.StatusForbidden, "forbidden")

	a := sec.do("PUT", at, body)
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	var v api.PersonView
	a.into(&v)
	require.True(t, v.Account.Disabled)
	c.get("/api/v1/me").problem(http.StatusUnauthorized, "unauthenticated")
	e.anonymous().login(drafter.ID, password).problem(http.StatusUnauthorized, "unauthenticated")
	require.Equal(t, http.StatusOK, sec.do("PUT", at, map[string]any{"locked": false, "reason": "复职"}).Code)
	require.Equal(t, http.StatusOK, e.anonymous().login(drafter.ID, password).Code)

	got := e.as(auditor).acts("subject=person/" + drafter.ID)
	var kinds []guibei.AdminKind
	for _, one := range got {
		kinds = append(kinds, one.Kind)
	}
	require.Equal(t, []guibei.AdminKind{
		guibei.LoginSucceeded, guibei.AccountUnlocked, guibei.LoginFailed, guibei.AccountLocked, guibei.LoginSucceeded,
	}, kinds)
	require.Equal(t, "安全管理员安全员停用了起草人的账号，理由：离职。", got[3].Sentence)
	require.Equal(t, []api.FactView{{Label: "理由", Value: "离职"}}, got[3].Facts)
	require.Equal(t, "192.0.2.1", got[3].From)
	require.Equal(t, "有人以起草人登录，没有成功：账号已停用。", got[2].Sentence)
	require.Empty(t, got[2].Actor.Person, "nobody signed in")
}

func TestAdministratorsSeeHowAccountsStand(t *testing.T) {
	t.Parallel()
	e := setup(t)
	drafter, head := e.double(storetest.Drafter), e.double(storetest.Head)
	e.as(storetest.Drafter)
	for range 5 {
		e.anonymous().login(head.ID, "wrong")
	}
	people := func(c *client, query string) map[string]*api.AccountView {
		var out struct{ People []api.PersonView }
		c.get("/api/v1/people?" + query).into(&out)
		found := map[string]*api.AccountView{}
		for _, p := range out.People {
			found[p.ID] = p.Account
		}
		return found
	}
	for _, p := range []guibei.Person{storetest.Admin, security, auditor} {
		got := people(e.as(p), "text="+e.suffix)
		require.Equal(t, drafter.ID, got[drafter.ID].Login)
		require.Equal(t, e.now.UTC(), got[drafter.ID].LastSeen)
		require.False(t, got[drafter.ID].Locked)
		require.True(t, got[head.ID].Locked)
		require.Equal(t, e.now.Add(15*time.Minute).UTC(), got[head.ID].LockedUntil)
	}
	admin := e.as(storetest.Admin)
	require.Contains(t, people(admin, "text=%E4%BD%8F%E6%88%BF"), drafter.ID, "住房, of the organ's name")
	require.Empty(t, people(admin, "text=no-such-person"))
	reviewer := e.double(storetest.Reviewer)
	got := people(e.as(storetest.Lead), "role=reviewer")
	require.Contains(t, got, reviewer.ID)
	require.Nil(t, got[reviewer.ID], "accounts are for administrators")
}

func TestTheRecordOfAdministrationIsForTheAuditor(t *testing.T) {
	t.Parallel()
	e := setup(t)
	admin := e.as(storetest.Admin)
	organ := "o-" + e.suffix
	require.Equal(t, http.StatusOK, admin.do("PUT", "/api/v1/organs/"+organ, map[string]any{"name": "新设局", "kind": "department", "region": "150204"}).Code)
	login := "new-" + e.suffix
	grants := []guibei.Grant{{Role: guibei.Drafter, Organ: organ}}
	require.Equal(t, http.StatusCreated, admin.post("/api/v1/people", map[string]any{"id": login, "name": "新人", "grants": grants, "login": login, "password": password}).Code)
	grants = append(grants, guibei.Grant{Role: guibei.UnitHead, Organ: organ})
	require.Equal(t, http.StatusOK, admin.do("PUT", "/api/v1/people/"+login, map[string]any{"name": "新人", "grants": grants}).Code)
	c := e.anonymous()
	require.Equal(t, http.StatusOK, c.login(login, password).Code)
	require.Equal(t, http.StatusNoContent, c.do("PUT", "/api/v1/session/password", map[string]any{"current": password, "password": password + "!"}).Code)

	aud, sec := e.as(auditor), e.as(security)
	var sentences []string
	for _, a := range aud.acts("subject=person/" + login) {
		sentences = append(sentences, a.Sentence)
	}
	require.Equal(t, []string{
		"新人修改了自己的密码。", "新人登录。",
		"系统管理员系统管理员修改了新人的岗位，由新设局起草人改为新设局起草人、新设局起草单位负责人。",
		"系统管理员系统管理员登记了人员新人，岗位：新设局起草人。",
	}, sentences)
	require.Equal(t, "系统管理员系统管理员登记或者修改了机关“新设局”。", aud.acts("subject=organ/" + organ)[0].Sentence)
	require.Len(t, aud.acts("kind=person_added&person="+e.double(storetest.Admin).ID), 1)
	require.Empty(t, aud.acts("subject=organ/"+organ+"&to="+e.now.UTC().Format(time.RFC3339)))

	require.Len(t, sec.acts("subject=person/"+login), 4)
	require.Empty(t, sec.acts("subject=organ/"+organ), "organs are not the security administrator's")
	sec.get("/api/v1/audit/admin?kind=organ_put").problem(http.StatusForbidden, "forbidden")
	for _, other := range []*client{admin, e.as(storetest.Supervisor), e.as(storetest.Drafter)} {
		other.get("/api/v1/audit/admin").problem(http.StatusForbidden, "forbidden")
		other.get("/api/v1/audit/events").problem(http.StatusForbidden, "forbidden")
	}
	sec.get("/api/v1/audit/events").problem(http.StatusForbidden, "forbidden")
	require.NoError(t, e.store.VerifyAdmin(t.Context(), func(v store.VerifiedAdmin) error { return v.Err }))
}

func TestAnUnknownLoginIsRecordedWithoutWhatWasTyped(t *testing.T) {
	t.Parallel()
	e := setup(t)
	e.anonymous().login("my password is "+e.suffix, "x").problem(http.StatusUnauthorized, "unauthenticated")
	a := e.as(auditor).get("/api/v1/audit/admin?kind=login_failed")
	require.Contains(t, a.Body.String(), "有人以不存在的登录名登录，没有成功")
	require.NotContains(t, a.Body.String(), "my password")
}

func TestTheAuditorReadsTheEventsOfAllCasesButNoDrafts(t *testing.T) {
	t.Parallel()
	e := setup(t)
	id := e.reviewed()
	var page api.EventAuditPage
	aud := e.as(auditor)
	aud.get("/api/v1/audit/events?limit=2&case=" + id).into(&page)
	require.Len(t, page.Events, 2)
	require.True(t, page.Events[0].Withheld)
	require.Equal(t, "青山区停车管理办法", page.Events[0].Title)
	require.Contains(t, page.Events[1].Sentence, "指派审核人员审核本件")
	aud.get("/api/v1/audit/events?case=" + id + "&cursor=" + page.Next).into(&page)
	require.Contains(t, page.Events[0].Sentence, "作出公平竞争审查结论：符合")
	aud.get("/api/v1/audit/events?kind=open_case&case=" + id).into(&page)
	require.Len(t, page.Events, 1)
}

func TestTheSystemSaysHowItIs(t *testing.T) {
	t.Parallel()
	var engine error
	e := setup(t, func(o *api.Options) {
		o.Engine = func(context.Context) error { return engine }
		o.Converters = []compose.Converter{missing{}}
	})
	admin := e.as(storetest.Admin)
	drafter := e.as(storetest.Drafter)
	id, _ := drafter.open()
	require.Equal(t, http.StatusCreated, drafter.begin("a.pdf", 10).Code)
	e.engine.away = guibei.Errorf(guibei.Unavailable, "away")
	require.Equal(t, http.StatusAccepted, drafter.post("/api/v1/cases/"+id+"/submit", nil).Code)
	e.now, engine = e.now.Add(2*time.Minute), errors.New("dial tcp: refused")
	_, err := e.store.Park(t.Context(), id, "", "规则库读不出来")
	require.NoError(t, err)

	var v api.SystemView
	a := admin.get("/api/v1/system")
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	a.into(&v)
	require.Equal(t, "degraded", v.Status)
	require.Equal(t, "away", v.Engine.State)
	require.Equal(t, store.Version(), v.Database.Schema)
	require.Equal(t, v.Database.SchemaWanted, v.Database.Schema)
	require.Positive(t, v.Database.SizeBytes)
	require.EqualValues(t, 120, v.UptimeSeconds)
	require.Equal(t, 1, v.Pending.Count)
	require.Equal(t, guibei.SubmitCmd, v.Pending.Stuck[0].Kind)
	require.EqualValues(t, 117, v.Pending.LagSeconds, "the sender has three seconds")
	require.Equal(t, id, v.Parked[0].Case)
	require.Equal(t, "规则库读不出来", v.Parked[0].Reason)
	require.Equal(t, e.now.UTC(), v.Parked[0].Since)
	require.Equal(t, 1, v.Storage.Uploads)
	require.Positive(t, v.Storage.FreeBytes)
	require.EqualValues(t, 1, v.Storage.Files)
	require.Equal(t, []api.ConverterView{{Name: "没有", Message: "没有装，请安装。"}}, v.Converters)
	require.Equal(t, "150204", v.Calendars[0].Region)
	for _, want := range []string{"流程引擎没有应答", "有1件停驻", "有1项操作迟迟没有办理"} {
		require.Contains(t, v.Sentence, want)
	}
	require.Equal(t, http.StatusOK, e.as(auditor).get("/api/v1/system").Code)
	e.as(storetest.Supervisor).get("/api/v1/system").problem(http.StatusForbidden, "forbidden")
}

// missing is a converter that is not installed.
type missing struct{}

func (missing) Name() string                                { return "没有" }
func (missing) PDF(context.Context, []byte) ([]byte, error) { return nil, errors.New("none") }
func (missing) Available() error {
	return guibei.Errorf(guibei.Unavailable, "没有装，请安装。")
}

func TestARegionShowsWhatItsParametersRestOn(t *testing.T) {
	t.Parallel()
	e := setup(t)
	admin := e.as(storetest.Admin)
	var v api.RegionView
	a := admin.get("/api/v1/regions/150204")
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	a.into(&v)
	i := slices.IndexFunc(v.Params, func(p api.ParamView) bool { return p.Key == "clocks.review" })
	require.Equal(t, "15个工作日", v.Params[i].Value)
	require.Equal(t, "工作日", v.Params[i].Unit)
	require.Equal(t, "clocks", v.Params[i].Group)
	require.True(t, v.Params[i].InForce)
	require.NotEmpty(t, v.Params[i].Source)
	n := 0
	for _, p := range v.Params {
		if !p.Confirmed {
			n++
			require.Contains(t, p.Note, "尚未经本地书面确认")
		}
	}
	require.Equal(t, n, v.Unconfirmed)
	require.NotEmpty(t, v.Tracks)
	for _, track := range v.Tracks {
		require.NotEmpty(t, track.Authority.Name)
		require.NotEmpty(t, track.Classes)
		require.NotEmpty(t, track.Materials)
		require.NotEmpty(t, track.FilingPeriod)
	}
	require.NotEmpty(t, v.Numbers)
	require.NotEmpty(t, v.Materials)
	var all struct{ Regions []api.RegionSummary }
	admin.get("/api/v1/regions").into(&all)
	require.Contains(t, all.Regions, api.RegionSummary{Code: "150204", Name: "青山区", Current: true, Unconfirmed: n})
	admin.get("/api/v1/regions/999999").problem(http.StatusNotFound, "not_found")
	e.as(storetest.Drafter).get("/api/v1/regions/150204").problem(http.StatusForbidden, "forbidden")
}

func TestATemplateIsChangedAndPutBack(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	e := setup(t, func(o *api.Options) {
		root, err := os.OpenRoot(dir)
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, root.Close()) })
		o.TemplateFolder, o.Templates = root, root.FS()
	})
	admin := e.as(storetest.Admin)
	const at = "/api/v1/templates/legality-opinion"
	a := admin.get(at)
	require.Equal(t, http.StatusOK, a.Code)
	standard := a.Body.Bytes()

	// Two errors and what is left out: all of it is told, nothing changes.
	bad := word(t, "{{发文机关}}关于{{文件名}}的意见", "{{审核人}}")
	p := admin.do("PUT", at, bytes.NewReader(bad)).problem(http.StatusUnprocessableEntity, "invalid")
	var messages []string
	for _, f := range p.Errors {
		messages = append(messages, f.Message)
	}
	require.Contains(t, messages, "模板中的 {{文件名}} 不是合法性审核意见书的字段，请改正或者删去。")
	require.Contains(t, messages, "模板中的 {{审核人}} 不是合法性审核意见书的字段，请改正或者删去。")
	require.Greater(t, len(messages), 4)
	admin.do("PUT", at, bytes.NewReader([]byte("text"))).problem(http.StatusUnprocessableEntity, "invalid")
	admin.do("PUT", at, bytes.NewReader(make([]byte, 5<<20+1))).problem(http.StatusRequestEntityTooLarge, "too_large")
	admin.do("PUT", "/api/v1/templates/poem", bytes.NewReader(standard)).problem(http.StatusNotFound, "not_found")
	require.Empty(t, names(t, dir))

	var v api.TemplateView
	a = admin.do("PUT", at, bytes.NewReader(standard))
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	a.into(&v)
	require.True(t, v.Own)
	require.NotZero(t, v.ChangedAt)
	require.Empty(t, v.Problems)
	require.Equal(t, []string{"合法性审核意见书.docx"}, names(t, dir))
	for _, f := range v.Placeholders {
		require.True(t, !f.Need || f.Used, f.Name)
	}
	var all struct {
		Configured bool
		Templates  []api.TemplateView
	}
	admin.get("/api/v1/templates").into(&all)
	require.True(t, all.Configured)
	require.Len(t, all.Templates, len(compose.Kinds))

	a = admin.do("DELETE", at, nil)
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	a.into(&v)
	require.False(t, v.Own)
	require.Empty(t, names(t, dir))
	got := e.as(auditor).acts("subject=template/legality-opinion&person=" + e.double(storetest.Admin).ID)
	require.Equal(t, "系统管理员系统管理员把合法性审核意见书模板恢复为默认模板。", got[0].Sentence)
	require.Equal(t, guibei.TemplatePut, got[1].Kind)
	e.as(storetest.Lead).get(at).problem(http.StatusForbidden, "forbidden")
	e.as(storetest.Lead).do("PUT", at, bytes.NewReader(standard)).problem(http.StatusForbidden, "forbidden")
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	require.NoError(t, err)
	for i := range files {
		files[i] = filepath.Base(files[i])
	}
	return files
}

func TestWithoutAFolderATemplateCannotBeChangedAndItIsSaidHowToSetOneUp(t *testing.T) {
	t.Parallel()
	admin := setup(t).as(storetest.Admin)
	p := admin.do("PUT", "/api/v1/templates/legality-opinion", bytes.NewReader([]byte("x"))).problem(http.StatusConflict, "conflict")
	require.Contains(t, p.Detail, "GUIBEI_TEMPLATES")
	require.Contains(t, admin.get("/api/v1/templates").Body.String(), "GUIBEI_TEMPLATES")
}

func TestNotificationsAreReadAndThenNotNew(t *testing.T) {
	t.Parallel()
	e := setup(t)
	id := e.reviewed()
	lead := e.as(storetest.Lead)
	var v struct {
		Notifications []api.NotificationView
		Unread        int
	}
	lead.get("/api/v1/me/notifications").into(&v)
	require.Equal(t, 1, v.Unread)
	first := v.Notifications[0]
	require.Equal(t, store.TaskOpened, first.Kind)
	require.Contains(t, first.Sentence, "请办理《青山区停车管理办法》的“签发合法性审核意见”，")
	require.NotZero(t, first.DueOn)
	require.True(t, first.Open && first.Unread)
	require.Equal(t, id, first.Case)
	require.Equal(t, "《青山区停车管理办法》的“指派合法性审核人员”已经办完。", v.Notifications[1].Sentence)

	a := lead.post("/api/v1/me/notifications/seen", map[string]any{"until": first.At})
	require.JSONEq(t, `{"unread":0}`, a.Body.String())
	e.now = e.now.Add(time.Second)
	require.Equal(t, http.StatusOK, lead.post("/api/v1/cases/"+id+"/issue-opinion", map[string]any{}).Code)
	lead.get("/api/v1/me/notifications?after=" + first.ID).into(&v)
	require.Empty(t, v.Notifications, "one's own acts are no news")

	drafter := e.as(storetest.Drafter)
	drafter.get("/api/v1/me/notifications").into(&v)
	require.Equal(t, store.OpinionIssued, v.Notifications[0].Kind)
	require.Contains(t, v.Notifications[0].Sentence, "《青山区停车管理办法》：青山区司法局审核机构负责人审核科长签发合法性审核意见，结论为合法")
	lead.get("/api/v1/me/notifications?after=x").problem(http.StatusUnprocessableEntity, "invalid")
	raw, err := json.Marshal(v)
	require.NoError(t, err)
	require.NotContains(t, string(raw), "未签发的意见")
}
