package api_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei/api"
	"guibei/rules"
	"guibei/store/storetest"
)

func TestTheRuleBookHasEveryRuleWithExamples(t *testing.T) {
	t.Parallel()
	c := setup(t).as(storetest.Drafter)
	var book api.RuleBook
	a := c.get("/api/v1/rules")
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	a.into(&book)
	require.Equal(t, rules.SetHash(), book.RuleSet)
	require.Len(t, book.Rules, len(rules.All()))
	for _, r := range book.Rules {
		require.NotEmpty(t, r.Basis)
		for _, s := range []string{r.Title, r.GroupLabel, r.SourceLabel, r.Looks, r.Blind} {
			require.True(t, chinese(s), "%s: %q", r.ID, s)
		}
		bad, good := 0, 0
		for _, e := range r.Examples {
			require.NotEmpty(t, e.Text, r.ID)
			require.Equal(t, e.Finds, len(e.Says) > 0, r.ID)
			require.False(t, strings.HasPrefix(e.Given, "：") || strings.Contains(e.Given, "_"), "%s: %q", r.ID, e.Given)
			if e.Finds {
				bad++
			} else {
				good++
			}
		}
		require.Positive(t, bad, r.ID)
		require.Positive(t, good, r.ID)
	}
}

func TestALawIsLookedUpInTheRegister(t *testing.T) {
	t.Parallel()
	c := setup(t).as(storetest.Drafter)
	find := func(title, on string) api.LawView {
		var v api.LawView
		a := c.get("/api/v1/laws?title=" + url.QueryEscape(title) + on)
		require.Equal(t, http.StatusOK, a.Code, a.Body.String())
		a.into(&v)
		return v
	}
	v := find("《中华人民共和国合同法》", "&on=2026-11-26")
	require.Equal(t, "repealed", v.Status)
	require.Equal(t, "民法典", v.Law.Successor)
	require.Equal(t, "2021-01-01", v.Law.RepealedOn.String())
	require.Equal(t, "in_force", find("合同法", "&on=2020-12-31").Status)
	v = find("青山区停车管理办法", "")
	require.Equal(t, "unknown", v.Status)
	require.Nil(t, v.Law)
	require.False(t, v.On.IsZero())
	c.get("/api/v1/laws").problem(http.StatusUnprocessableEntity, "invalid")
	c.get("/api/v1/laws?title=").problem(http.StatusUnprocessableEntity, "invalid")
}
