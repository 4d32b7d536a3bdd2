package laws_test

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/simplifiedchinese"

	"guibei/laws"
)

const sample = `# 中华人民共和国停车法

2020年5月1日某会议通过 根据2024年6月30日某会议《关于修改的决定》修正

## 第一章　总则

第一条　为了规范停车，制定本法。

第二条　停车人应当遵守下列规定：
（一）按位停放；
（二）不得占用下列位置：
1.消防通道；
2.盲道。
违反前款规定的，处五十元罚款。

## 第二章　附则

第二条之一　本法所称停车人，包括驾驶人。

第三条　本法自2020年10月1日起施行。
`

func TestALawIsReadArticleByArticle(t *testing.T) {
	t.Parallel()
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(sample)
	require.NoError(t, err)
	for name, data := range map[string]string{"UTF-8": sample, "GB18030": gb, "CRLF": string(bytes.ReplaceAll([]byte(sample), []byte("\n"), []byte("\r\n")))} {
		law, err := laws.ParseText("停车法(2024-06-30).md", []byte(data))
		require.NoError(t, err, name)
		require.Equal(t, "中华人民共和国停车法", law.Title, name)
		require.Equal(t, "2024-06-30", law.Published.String(), name)
		require.True(t, law.Effective.IsZero(), "the day in the text is that of the first version")
		var labels []string
		for _, a := range law.Articles {
			labels = append(labels, a.Label)
		}
		require.Equal(t, []string{"第一条", "第二条", "第二条之一", "第三条"}, labels, name)
		require.Equal(t, "第二章 附则", law.Articles[2].Chapter, name)
		for written, want := range map[string]string{
			"第一条":         "为了规范停车，制定本法。",
			"第二条第二款":      "违反前款规定的，处五十元罚款。",
			"第二条第（一）项":    "（一）按位停放；",
			"第二条第一款第二项":   "（二）不得占用下列位置：\n1.消防通道；\n2.盲道。",
			"第二条第（二）项第2目": "2.盲道。",
			"第二条之一":       "本法所称停车人，包括驾驶人。",
		} {
			words, ok := law.Provision(laws.Provisions(written)[0])
			require.True(t, ok, written)
			require.Equal(t, want, words, written)
		}
		for _, written := range []string{"第四条", "第二条第三款", "第二条第（三）项", "第二条之二"} {
			_, ok := law.Provision(laws.Provisions(written)[0])
			require.False(t, ok, written)
		}
	}
}

func TestTheSameTextHasTheSameHash(t *testing.T) {
	t.Parallel()
	a, err := laws.ParseText("停车法(2024-06-30).md", []byte(sample))
	require.NoError(t, err)
	b, err := laws.ParseText("停车法_20240630.txt", []byte("\ufeff"+sample+"\n\n"))
	require.NoError(t, err)
	require.Equal(t, a.SHA256, b.SHA256)
}

func TestTheDayIsReadFromThePrefaceWhenTheNameHasNone(t *testing.T) {
	t.Parallel()
	law, err := laws.ParseText("停车法.md", []byte(sample))
	require.NoError(t, err)
	require.Equal(t, "2024-06-30", law.Published.String())
}

func TestAFileThatIsNoLawSaysWhy(t *testing.T) {
	t.Parallel()
	var noWord bytes.Buffer
	z := zip.NewWriter(&noWord)
	_, err := z.Create("x")
	require.NoError(t, err)
	require.NoError(t, z.Close())
	for why, data := range map[string]string{
		"没有标题": "", "没有条文": "# 停车法\n", "不是文本": "a\x00b", "看不出公布日期": "停车法\n第一条 有效。", "编码": "\xff\xfe\xfd", "docx 打不开": noWord.String(),
	} {
		_, err := laws.ParseText("停车法.md", []byte(data))
		require.ErrorContains(t, err, why)
		require.ErrorContains(t, err, "停车法.md")
	}
}

// TestTheCollectedLawsAreReadWhole holds the reader to laws nobody wrote for us:
// the number of articles is the one that was counted by somebody else.
func TestTheCollectedLawsAreReadWhole(t *testing.T) {
	t.Parallel()
	root := filepath.Join("..", "..", "shared", "data", "laws", "text")
	if _, err := os.Stat(root); err != nil {
		t.Skipf("the collection of laws is not at hand: %v", err)
	}
	files, err := filepath.Glob(filepath.Join(root, "*", "*.md"))
	require.NoError(t, err)
	require.Greater(t, len(files), 1000)
	counted := 0
	for _, f := range files {
		data, err := os.ReadFile(f)
		require.NoError(t, err)
		text, err := laws.ParseText(f, data)
		require.NoError(t, err)
		l, ok := laws.Default().Find(text.Title)
		if !ok {
			continue
		}
		for _, v := range l.Versions {
			if v.Published == text.Published && v.Articles > 0 {
				counted++
				require.Len(t, text.Articles, v.Articles, f)
			}
		}
	}
	require.Greater(t, counted, 1000)
}
