package compare

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	outputOld = "停车<管理>办法\n第一章 总则\n第一条 收费标准为5元。\n第二条 违反第一条的，处罚款&警告。\n第三条 甲机关负责登记工作。"
	outputNew = "停车<管理>办法\n第一章 总则\n第一条 乙单位建立投诉制度，接受监督。\n第二条 收费标准为<b>8元</b>。\n第三条 违反第一条的，处罚款&警告。"
)

func TestHTMLIsWholeEscapedAndNeedsNothingElse(t *testing.T) {
	t.Parallel()
	r := compareLines(t, outputOld, outputNew)
	for _, view := range []View{SideBySide, Inline} {
		var b bytes.Buffer
		require.NoError(t, WriteHTML(&b, r, HTMLOptions{View: view, All: true}))
		s := b.String()
		require.NotContains(t, s, "<b>8元", "texts are escaped")
		require.Contains(t, s, "&lt;b&gt;")
		require.Contains(t, s, "罚款&amp;警告")
		require.NotRegexp(t, `(?i)<script|<link|<img|src=|href=|url\(|@import`, s)
		require.Contains(t, s, "需要核对的内部引用")
		require.Contains(t, s, "未随序号调整，现指他条")
		require.Contains(t, s, "第一条→第二条")
		balanced(t, s)
	}
}

// balanced proves that every element that is opened is closed.
func balanced(t *testing.T, s string) {
	t.Helper()
	s = regexp.MustCompile(`<(meta|col|br)\b([^>]*)>`).ReplaceAllString(strings.TrimPrefix(s, "<!DOCTYPE html>"), "<$1$2/>")
	d := xml.NewDecoder(strings.NewReader(s))
	d.Entity = xml.HTMLEntity
	for {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		require.NoError(t, err)
	}
}

func TestHTMLShowsWhatTheReviewerAsksFor(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	require.NoError(t, WriteHTML(&b, compareLines(t, outputOld, outputNew), HTMLOptions{}))
	for _, want := range []string{"<th>原条文</th><th>现条文</th><th>变化与法律效果</th>", "图例", "（无）", "第一章 总则", "新增条文", "删除条文"} {
		require.Contains(t, b.String(), want)
	}
	b.Reset()
	require.NoError(t, WriteHTML(&b, Compare(Text{}, Text{}), HTMLOptions{View: Inline, Title: "花脸稿"}))
	require.Contains(t, b.String(), "<title>花脸稿</title>")
	require.Contains(t, b.String(), "没有变化。")
}

func TestJSONIsTheSameEveryTimeAndHasStableNames(t *testing.T) {
	t.Parallel()
	var first []byte
	for range 5 {
		var b bytes.Buffer
		require.NoError(t, WriteJSON(&b, compareLines(t, outputOld, outputNew)))
		if first == nil {
			first = b.Bytes()
		}
		require.Equal(t, string(first), b.String())
	}
	var got struct {
		Changes []map[string]any `json:"changes"`
		Script  []map[string]any `json:"script"`
	}
	require.NoError(t, json.Unmarshal(first, &got))
	for _, name := range []string{"kind", "unit", "renumbered", "old", "new", "similarity", "diff", "effect"} {
		require.Contains(t, got.Changes[0], name)
	}
	for _, name := range []string{"old", "new", "edits"} {
		require.Contains(t, got.Script[0], name)
	}
	require.NotContains(t, string(first), "null", "lists are never null")
}
