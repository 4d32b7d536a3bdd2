package docx

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the generated documents anew")

func TestEachCauseOfRefusalIsMetByAHostileFile(t *testing.T) {
	t.Parallel()
	met := map[Code]bool{}
	for _, h := range append(allHostile(), written()...) {
		met[h.code] = true
	}
	met[guards[guardFormats].code] = true // such files open; TestFormatsOfAHostileNumberAreRefused asks how they look
	met[guards[guardCells].code] = true   // as does TestTooManyCellsAreRefused
	// These files open; what is refused is writing: see TestAnEmbeddedWebPageTakesNoComments and filler.raw.
	met[guards[guardForeign].code], met[guards[guardFilled].code] = true, true
	for g := range guards {
		require.True(t, met[guards[g].code], "no hostile file is refused for %q", guards[g].code)
	}
	require.Len(t, met, len(guards)+1, "a hostile file names a code that the table does not have") // and "" for those that open
}

func TestEachCauseOfRefusalTellsADrafterWhatToDo(t *testing.T) {
	t.Parallel()
	codes := map[Code]bool{}
	for i := range guards {
		c := &guards[i]
		require.Regexp(t, `^[a-z0-9]+(_[a-z0-9]+)*$`, c.code)
		require.False(t, codes[c.code], "%q comes twice", c.code)
		codes[c.code] = true
		r := guard(i).refuse("word/document.xml", nil)
		requireRefusal(t, r)
		require.Equal(t, c.max > 0, strings.Contains(c.wrong, "{max}"), "%q: a limit is named, and only a limit", c.code)
		require.Equal(t, c.max > 0, c.limit() != "", "%q: a limit has a unit", c.code)
		require.NotContains(t, r.Msg, "{")
		require.True(t, strings.HasPrefix(c.next, "请"), c.next)
	}
}

func TestARefusalRepeatsLittleOfWhatTheFileSays(t *testing.T) {
	t.Parallel()
	r := guardPart.refuse(strings.Repeat("名", 1000), nil)
	require.Less(t, len([]rune(r.Msg)), 200)
	require.Contains(t, r.Msg, "…")
}

func TestTheListOfRefusalsInTheDocumentationIsTheOneInTheCode(t *testing.T) {
	t.Parallel()
	path := filepath.Join("..", "docs", "docx-refusals.md")
	want := refusalsDocument()
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(want), 0o600))
	}
	got, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, want, string(got), "run: go test ./docx -run Refusals -update")
}

// refusalsDocument writes the table of guards as a page.
func refusalsDocument() string {
	var b strings.Builder
	b.WriteString(`# docx 文件被退回的原因 / What a docx is refused for

<!-- Made from docx/limits.go by "go test ./docx -run Refusals -update"; do not edit. -->

每次退回都带一个 reason（粗分类）和一个 code（具体原因），两者不会改变含义；后面是告诉提交人的话。
Each refusal has a reason and a code, which do not change their meaning, and a sentence for the person who uploaded the
file. Limits are in the third column; ` + "`{part}`" + ` stands for the name of a part of the file.

| reason | code | limit | 提示 |
| --- | --- | --- | --- |
`)
	rows := slices.Clone(guards[:])
	slices.SortStableFunc(rows, func(x, y cause) int { return strings.Compare(string(x.reason), string(y.reason)) })
	for i := range rows {
		c := &rows[i]
		fmt.Fprintf(&b, "| `%s` | `%s` | %s | %s%s |\n", c.reason, c.code, c.limit(), strings.ReplaceAll(c.wrong, "{max}", c.limit()), c.next)
	}
	return b.String()
}
