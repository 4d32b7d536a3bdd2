package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/api"
	"guibei/store/storetest"
)

func TestASessionBeginsAndEnds(t *testing.T) {
	t.Parallel()
	e := setup(t)
	drafter := e.double(storetest.Drafter)
	c := e.anonymous()
	c.get("/api/v1/me").problem(http.StatusUnauthorized, "unauthenticated")

	a := c.login(drafter.ID, password)
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	cookie := a.Result().Cookies()[0]
	require.True(t, cookie.HttpOnly)
	require.True(t, cookie.Secure)
	require.Equal(t, http.SameSiteLaxMode, cookie.SameSite)
	var v api.SessionView
	a.into(&v)
	require.Equal(t, "起草人", v.Person.Grants[0].RoleLabel)
	require.Equal(t, "青山区住房和城乡建设局", v.Person.Grants[0].OrganName)
	require.True(t, v.IdleUntil.Equal(e.now.Add(30*time.Minute)), v.IdleUntil)
	require.NotContains(t, a.Body.String(), "argon2")

	require.Equal(t, http.StatusOK, c.get("/api/v1/session").Code)
	stolen := &client{env: e, cookie: c.cookie}
	require.Equal(t, http.StatusNoContent, c.do("DELETE", "/api/v1/session", nil).Code)
	stolen.get("/api/v1/me").problem(http.StatusUnauthorized, "unauthenticated")
	require.Equal(t, http.StatusNoContent, e.anonymous().do("DELETE", "/api/v1/session", nil).Code)
}

func TestSigningInChangesTheToken(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	planted := c.cookie
	require.Equal(t, http.StatusOK, c.login(e.double(storetest.Lead).ID, password).Code)
	require.NotEqual(t, planted, c.cookie)
	(&client{env: e, cookie: planted}).get("/api/v1/me").problem(http.StatusUnauthorized, "unauthenticated")
}

func TestASessionEndsByItself(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		step  time.Duration
		steps int // that are answered
	}{
		"after half an hour of nothing":           {30 * time.Minute, 0},
		"after twelve hours, whatever was done":   {29 * time.Minute, 24},
		"and not before half an hour has gone by": {29*time.Minute + 59*time.Second, 24},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := setup(t)
			c := e.as(storetest.Drafter)
			for range tt.steps {
				e.now = e.now.Add(tt.step)
				require.Equal(t, http.StatusOK, c.get("/api/v1/me").Code)
			}
			e.now = e.now.Add(tt.step)
			c.get("/api/v1/me").problem(http.StatusUnauthorized, "unauthenticated")
		})
	}
}

func TestFiveFailuresLockForAQuarterOfAnHour(t *testing.T) {
	t.Parallel()
	e := setup(t)
	login := e.double(storetest.Drafter).ID
	c := e.anonymous()

	unknown := c.login("nobody-at-all", password).problem(http.StatusUnauthorized, "unauthenticated")
	for range 5 {
		p := c.login(login, "wrong password").problem(http.StatusUnauthorized, "unauthenticated")
		require.Equal(t, unknown.Detail, p.Detail)
	}
	locked := c.login(login, password).problem(http.StatusUnauthorized, "unauthenticated")
	require.Equal(t, unknown.Detail, locked.Detail, "the right password of a locked account must not show")

	e.now = e.now.Add(15*time.Minute - time.Second)
	c.login(login, password).problem(http.StatusUnauthorized, "unauthenticated")
	e.now = e.now.Add(time.Second)
	require.Equal(t, http.StatusOK, c.login(login, password).Code)
}

func TestASuccessForgetsFailures(t *testing.T) {
	t.Parallel()
	e := setup(t)
	login := e.double(storetest.Drafter).ID
	c := e.anonymous()
	for range 3 {
		for range 4 {
			c.login(login, "wrong password").problem(http.StatusUnauthorized, "unauthenticated")
		}
		require.Equal(t, http.StatusOK, c.login(login, password).Code)
	}
}

func TestAPageOfAnotherSiteIsRefused(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	id, _ := c.open()

	for name, headers := range map[string][]string{
		"by Sec-Fetch-Site": {"Sec-Fetch-Site", "cross-site"},
		"by Origin":         {"Origin", "https://evil.test"},
	} {
		c.post("/api/v1/cases/"+id+"/submit", nil, headers...).problem(http.StatusForbidden, "forbidden")
		require.Len(t, e.engine.sent, 1, name)
	}
	require.Equal(t, http.StatusOK, c.get("/api/v1/me", "Sec-Fetch-Site", "cross-site").Code, "reading changes nothing")
	a := c.post("/api/v1/cases/"+id+"/submit", nil, "Origin", "https://guibei.test", "Sec-Fetch-Site", "same-site")
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
}

func TestAChangedPasswordEndsTheOtherSessions(t *testing.T) {
	t.Parallel()
	e := setup(t)
	here, there := e.as(storetest.Drafter), e.as(storetest.Drafter)
	change := func(current, next string) answer {
		return here.do("PUT", "/api/v1/session/password", map[string]string{"current": current, "password": next})
	}

	change("wrong password", "another good one").problem(http.StatusUnprocessableEntity, "invalid")
	for _, bad := range []string{"elevenchars", "aaaaaaaaaaaaaaaa", "x" + e.double(storetest.Drafter).ID + "x", password} {
		change(password, bad).problem(http.StatusUnprocessableEntity, "invalid")
	}
	require.Equal(t, http.StatusNoContent, change(password, "十二个字的密码也可以用的").Code)
	require.Equal(t, http.StatusOK, here.get("/api/v1/me").Code)
	there.get("/api/v1/me").problem(http.StatusUnauthorized, "unauthenticated")
}

func TestBootstrapMakesTheFirstAdministratorOnce(t *testing.T) {
	t.Parallel()
	e := setup(t)
	token := "token-" + e.suffix
	require.NoError(t, e.store.PutBootstrapToken(t.Context(), token, e.now.Add(time.Hour)))
	c := e.anonymous()

	page := c.get("/bootstrap?token=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
	require.Equal(t, http.StatusOK, page.Code)
	require.NotContains(t, page.Body.String(), "<script>alert")
	require.NotContains(t, page.Body.String(), "http://")
	require.NotContains(t, page.Body.String(), "https://")
	require.Contains(t, page.Header().Get("Content-Security-Policy"), "default-src 'none'")

	login := "root-" + e.suffix
	body := map[string]string{"token": token, "login": login, "name": "管理员", "password": "short"}
	c.post("/api/v1/bootstrap", body).problem(http.StatusUnprocessableEntity, "invalid")
	body["password"] = password
	a := c.post("/api/v1/bootstrap", body)
	require.Equal(t, http.StatusCreated, a.Code, a.Body.String())
	require.Equal(t, http.StatusOK, c.login(login, password).Code)
	var me api.PersonView
	c.get("/api/v1/me").into(&me)
	require.Equal(t, guibei.SystemAdmin, me.Grants[0].Role)

	body["login"] = "second-" + e.suffix
	p := c.post("/api/v1/bootstrap", body).problem(http.StatusUnauthorized, "unauthenticated")
	require.Contains(t, p.Detail, "重新生成")
}

func TestAnExpiredBootstrapTokenIsNoToken(t *testing.T) {
	t.Parallel()
	e := setup(t)
	token := "token-" + e.suffix
	require.NoError(t, e.store.PutBootstrapToken(t.Context(), token, e.now.Add(time.Hour)))
	e.now = e.now.Add(time.Hour)
	e.anonymous().post("/api/v1/bootstrap", map[string]string{"token": token, "login": "root-" + e.suffix, "name": "管理员", "password": password}).
		problem(http.StatusUnauthorized, "unauthenticated")
}

func TestTheSystemAdministratorKeepsPeople(t *testing.T) {
	t.Parallel()
	e := setup(t)
	admin := e.as(storetest.Admin)
	login := "new-" + e.suffix
	grant := func(role guibei.Role) guibei.Grant { return guibei.Grant{Role: role, Organ: "zjj"} }
	body := map[string]any{"id": login, "name": "新人", "login": login, "password": password, "grants": []guibei.Grant{grant(guibei.Drafter)}}

	e.as(storetest.Drafter).post("/api/v1/people", body).problem(http.StatusForbidden, "forbidden")
	require.Equal(t, http.StatusCreated, admin.post("/api/v1/people", body).Code)
	admin.post("/api/v1/people", body).problem(http.StatusConflict, "conflict")

	c := e.anonymous()
	require.Equal(t, http.StatusOK, c.login(login, password).Code)
	p := admin.do("PUT", "/api/v1/people/"+login, map[string]any{"name": "新人", "grants": []guibei.Grant{grant(guibei.Drafter), grant(guibei.Auditor)}}).
		problem(http.StatusUnprocessableEntity, "invalid")
	require.Contains(t, p.Detail, "三员")
	require.Equal(t, http.StatusOK, c.get("/api/v1/me").Code)

	a := admin.do("PUT", "/api/v1/people/"+login, map[string]any{"name": "新人", "grants": []guibei.Grant{grant(guibei.UnitHead)}})
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	c.get("/api/v1/me").problem(http.StatusUnauthorized, "unauthenticated")

	require.Equal(t, http.StatusOK, c.login(login, password).Code)
	a = admin.do("PUT", "/api/v1/people/"+login+"/account", map[string]any{"login": login, "password": password, "disabled": true})
	require.Equal(t, http.StatusNoContent, a.Code, a.Body.String())
	c.get("/api/v1/me").problem(http.StatusUnauthorized, "unauthenticated")
	c.login(login, password).problem(http.StatusUnauthorized, "unauthenticated")
	require.Contains(t, e.log.String(), `act=account_reset`)
	require.NotContains(t, e.log.String(), password)
}

func TestAReviewLeadSeesTheOwnOrgansPeople(t *testing.T) {
	t.Parallel()
	e := setup(t)
	reviewer, drafter := e.double(storetest.Reviewer), e.double(storetest.Drafter)

	a := e.as(storetest.Lead).get("/api/v1/people?role=reviewer")
	require.Equal(t, http.StatusOK, a.Code)
	require.Contains(t, a.Body.String(), reviewer.ID)
	require.NotContains(t, a.Body.String(), drafter.ID)
	require.Contains(t, e.as(storetest.Admin).get("/api/v1/people").Body.String(), drafter.ID)
	e.as(storetest.Drafter).get("/api/v1/people").problem(http.StatusForbidden, "forbidden")
}

func TestAnOrganIsPutByTheSystemAdministrator(t *testing.T) {
	t.Parallel()
	e := setup(t)
	id := "organ-" + e.suffix
	body := map[string]string{"name": "青山区教育局", "kind": "department", "region": "150204"}

	e.as(storetest.Clerk).do("PUT", "/api/v1/organs/"+id, body).problem(http.StatusForbidden, "forbidden")
	admin := e.as(storetest.Admin)
	require.Equal(t, http.StatusOK, admin.do("PUT", "/api/v1/organs/"+id, body).Code)
	require.Contains(t, admin.get("/api/v1/organs").Body.String(), id)
	body["kind"] = "club"
	p := admin.do("PUT", "/api/v1/organs/"+id, body).problem(http.StatusUnprocessableEntity, "invalid")
	require.Equal(t, "body.kind", p.Errors[0].Location)
	admin.do("PUT", "/api/v1/organs/"+strings.ToUpper(id), body).problem(http.StatusUnprocessableEntity, "invalid")
}
