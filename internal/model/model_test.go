package model_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/internal/model"
)

// fake answers with a text and remembers what it was asked.
func fake(t *testing.T, status int, content string) (*model.Client, *http.Request, *string) {
	t.Helper()
	var asked http.Request
	var body string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, err := io.ReadAll(r.Body)
		if err != nil {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		asked, body = *r, string(raw)
		w.WriteHeader(status)
		answer, err := json.Marshal(map[string]any{"choices": []any{map[string]any{"message": map[string]string{"content": content}}}})
		if err == nil {
			_, _ = w.Write(answer)
		}
	}))
	t.Cleanup(s.Close)
	return &model.Client{URL: s.URL + "/v1/", Name: "local", Key: "k", HTTP: s.Client()}, &asked, &body
}

func TestTheModelIsAskedAndItsAnswerRead(t *testing.T) {
	t.Parallel()
	c, asked, body := fake(t, http.StatusOK, "好的：\n```json\n[{\"quote\":\"处罚款\",\"law\":\"行政处罚法\",\"article\":\"第十六条\",\"why\":\"无权设定\"}]\n```")
	leads, err := c.Ask(t.Context(), "第一条 处罚款。")
	require.NoError(t, err)
	require.Equal(t, []model.Lead{{Quote: "处罚款", Law: "行政处罚法", Article: "第十六条", Why: "无权设定"}}, leads)
	require.Equal(t, "/v1/chat/completions", asked.URL.Path)
	require.Equal(t, "Bearer k", asked.Header.Get("Authorization"))
	require.Contains(t, *body, "第一条 处罚款。")
}

func TestAModelThatDoesNotAnswerWellIsUnavailable(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		status  int
		content string
	}{{http.StatusInternalServerError, "[]"}, {http.StatusOK, "我不知道"}, {http.StatusOK, "[{]"}} {
		m, _, _ := fake(t, c.status, c.content)
		_, err := m.Ask(t.Context(), "x")
		require.ErrorIs(t, err, guibei.Unavailable)
	}
}
