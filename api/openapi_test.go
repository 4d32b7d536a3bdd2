package api_test

import (
	"flag"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/danielgtaylor/huma/v2"
	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/api"
	"guibei/store/storetest"
)

var update = flag.Bool("update", false, "write openapi.yaml anew")

func TestTheContractIsCurrent(t *testing.T) {
	t.Parallel()
	got, err := api.OpenAPI()
	require.NoError(t, err)
	again, err := api.OpenAPI()
	require.NoError(t, err)
	require.Equal(t, string(got), string(again), "the same code must give the same bytes")
	if *update {
		require.NoError(t, os.WriteFile("openapi.yaml", got, 0o600))
	}
	want, err := os.ReadFile("openapi.yaml")
	require.NoError(t, err)
	require.Equal(t, string(want), string(got), "openapi.yaml is not current: go test ./api -run Contract -update")
}

// operations lists the operations of a contract as "GET /path".
func operations(o *huma.OpenAPI) map[string]*huma.Operation {
	out := map[string]*huma.Operation{}
	for path, item := range o.Paths {
		for method, op := range map[string]*huma.Operation{
			"GET": item.Get, "PUT": item.Put, "POST": item.Post, "DELETE": item.Delete, "PATCH": item.Patch,
		} {
			if op != nil {
				out[method+" "+path] = op
			}
		}
	}
	return out
}

func chinese(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

func TestEveryOperationIsDescribed(t *testing.T) {
	t.Parallel()
	o := setup(t).server.Contract()
	var tags []string
	for _, tag := range o.Tags {
		tags = append(tags, tag.Name)
	}
	for name, op := range operations(o) {
		require.True(t, chinese(op.Summary), name)
		require.Len(t, op.Tags, 1, name)
		require.Contains(t, tags, op.Tags[0], name)
		require.Contains(t, op.Responses, "500", name)
		require.Contains(t, op.Responses, "503", name)
		require.True(t, op.Responses["401"] != nil || op.Security == nil, name)
		require.Equal(t, strings.Contains(op.Path, "/cases/{id}"), op.Responses["404"] != nil && strings.Contains(op.Path, "/cases/{id}"), name)
		for status, answer := range op.Responses {
			require.True(t, chinese(answer.Description), "%s answers %s: %q", name, status, answer.Description)
			if n, _ := strconv.Atoi(status); n >= 400 {
				require.Contains(t, answer.Content, "application/problem+json", "%s answers %s", name, status)
			}
		}
		for _, p := range op.Parameters {
			require.True(t, chinese(p.Description), "%s takes %s", name, p.Name)
		}
	}
}

func TestEveryCommandHasARoute(t *testing.T) {
	t.Parallel()
	ops := operations(setup(t).server.Contract())
	for _, k := range guibei.CommandKinds {
		path := "POST /api/v1/cases/{id}/" + strings.ReplaceAll(string(k), "_", "-")
		if k == guibei.OpenCaseCmd {
			path = "POST /api/v1/cases"
		}
		op := ops[path]
		require.NotNil(t, op, k)
		require.Equal(t, k.Label(), op.Summary)
		body := op.RequestBody.Content["application/json"].Schema
		payload, err := guibei.DecodePayload(k, []byte(`{}`))
		if payload == nil {
			require.NoError(t, err)
		}
		require.Equal(t, strings.TrimPrefix(strings.TrimPrefix(fmt.Sprintf("%T", payload), "*"), "guibei."), strings.TrimPrefix(body.Ref, "#/components/schemas/"), k)
	}
}

func TestEveryRouteAnswersOnAnEmptyDatabase(t *testing.T) {
	t.Parallel()
	e := setup(t)
	people := []*client{e.anonymous(), e.as(storetest.Drafter), e.as(storetest.Admin), e.as(storetest.Supervisor)}
	absent := strings.NewReplacer(
		"{id}", "00000000-0000-4000-8000-000000000000", "{sha256}", strings.Repeat("0", 64),
		"{organ}", "nowhere-"+e.suffix, "{person}", "nobody", "{rate}", "filing_rate",
	)
	for name, op := range operations(e.server.Contract()) {
		method, path, _ := strings.Cut(name, " ")
		if op.OperationID == "logout" {
			continue // it would sign the others out
		}
		for _, c := range people {
			var body any
			if op.RequestBody != nil {
				body = map[string]any{}
			}
			a := c.do(method, absent.Replace(path), body)
			require.Less(t, a.Code, http.StatusInternalServerError, "%s: %s", name, a.Body.String())
			require.Contains(t, op.Responses, strconv.Itoa(a.Code), "%s answers what it does not document: %s", name, a.Body.String())
			if c.cookie == "" && op.Security != nil {
				a.problem(http.StatusUnauthorized, "unauthenticated")
			}
		}
	}
}

func TestTheContractIsServedAndNamesNobodyElse(t *testing.T) {
	t.Parallel()
	c := setup(t).anonymous()
	for _, path := range []string{"/api/v1/openapi.yaml", "/api/v1/openapi.json"} {
		a := c.get(path)
		require.Equal(t, http.StatusOK, a.Code)
		require.NotContains(t, a.Body.String(), "unpkg")
		require.NotContains(t, a.Body.String(), "$schema")
	}
	for _, path := range []string{"/docs", "/api/v1/docs", "/schemas/Problem.json"} {
		c.get(path).problem(http.StatusNotFound, "not_found")
	}
}

func TestDatesAndWordsAreTyped(t *testing.T) {
	t.Parallel()
	schemas := setup(t).server.Contract().Components.Schemas.Map()
	date := schemas["Sign"].Properties["dated_on"]
	require.Equal(t, "string", date.Type)
	require.Equal(t, "date", date.Format)
	stage := schemas["CaseView"].Properties["stage"]
	require.Len(t, stage.Enum, len(guibei.Stages))
	require.True(t, slices.Contains(stage.Enum, any("in_force")))
	require.False(t, schemas["CaseView"].Properties["versions"].Nullable)
}
