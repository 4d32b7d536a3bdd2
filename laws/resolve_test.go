package laws_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/laws"
)

// shelf is a few texts by title.
type shelf map[string]*laws.Text

func (s shelf) Text(title string, _ guibei.Date) (*laws.Text, error) { return s[laws.Key(title)], nil }

func law(t *testing.T, title, published, text string) *laws.Text {
	t.Helper()
	l, err := laws.ParseText(fmt.Sprintf("%s(%s).md", title, published), []byte("# "+title+"\n"+text))
	require.NoError(t, err)
	return &l
}

func resolve(t *testing.T, texts laws.Texts, text, on string) []laws.Answer {
	t.Helper()
	out, err := laws.Resolver{Register: laws.Default(), Texts: texts}.Resolve(text, date(t, on), nil)
	require.NoError(t, err)
	for _, a := range out {
		require.Equal(t, a.Quote, text[a.Start:a.End])
	}
	return out
}

func TestAReferenceIsResolvedForADay(t *testing.T) {
	t.Parallel()
	out := resolve(t, nil, "依照《行政处罚法》第九条、第一百零九条处理。", "2026-11-26")
	require.Len(t, out, 1)
	a := out[0]
	require.Equal(t, laws.InForce, a.Status)
	require.Equal(t, "2021-01-22", a.Version.Published.String())
	require.Equal(t, laws.Exists, a.Provisions[0].Exists)
	require.Equal(t, laws.Missing, a.Provisions[1].Exists)

	out = resolve(t, nil, "依照《合同法》第五十二条", "2026-11-26")
	require.Equal(t, laws.Repealed, out[0].Status)
	require.Equal(t, "民法典", out[0].Law.Successor)
	require.Equal(t, laws.Undecidable, out[0].Provisions[0].Exists)
	require.Equal(t, laws.InForce, resolve(t, nil, "依照《合同法》第五十二条", "2020-12-31")[0].Status)

	out = resolve(t, nil, "依照《青山区停车条例》第三条", "2026-11-26")
	require.Equal(t, laws.Unknown, out[0].Status, "never repealed, only not known")
}

func TestNamesAreKnownInTheWaysTheyAreWritten(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"依照《中华人民共和国行政许可法》（主席令第7号）第十七条": "中华人民共和国行政许可法",
		"依照行政许可法第十七条办理":                "行政许可法",
		"按照中华人民共和国行政许可法第十七条办理":         "中华人民共和国行政许可法",
	} {
		out := resolve(t, nil, text, "2026-11-26")
		require.Len(t, out, 1, text)
		require.Equal(t, want, out[0].Title, text)
		require.Equal(t, laws.InForce, out[0].Status, text)
		require.Equal(t, "第十七条", out[0].Provisions[0].Written, text)
	}
	out := resolve(t, nil, "《行政许可法》规定了设定权，该法第十七条、第十八条另有规定；本办法第三条、前条从其规定。", "2026-11-26")
	require.Len(t, out, 4)
	require.Equal(t, laws.Again, out[1].Kind)
	require.Equal(t, "行政许可法", out[1].Title)
	require.Len(t, out[1].Provisions, 2)
	require.Equal(t, laws.Own, out[2].Kind)
	require.Equal(t, laws.Own, out[3].Kind)
}

func TestTheTextItselfAnswersForItsOwnArticles(t *testing.T) {
	t.Parallel()
	own := law(t, "停车办法", "2026-01-01", "第一条 为了规范停车。\n第二条 违反本办法第一条的，改正。")
	out, err := laws.Resolver{Register: laws.Default()}.Resolve("依照本办法第一条、本办法第九条", date(t, "2026-11-26"), own)
	require.NoError(t, err)
	require.Equal(t, laws.Exists, out[0].Provisions[0].Exists)
	require.Equal(t, laws.Missing, out[1].Provisions[0].Exists)
}

func TestAnArticleOfARepealedLawIsFoundInItsSuccessor(t *testing.T) {
	t.Parallel()
	texts := shelf{
		"合同法": law(t, "合同法", "1999-03-15", "第一条 为了保护合同当事人的合法权益，制定本法。\n第二条 当事人应当按照约定全面履行自己的义务，遵循诚实信用原则。"),
		"民法典": law(t, "民法典", "2020-05-28", "第一条 为了保护民事主体的合法权益，制定本法。\n第二条 民法调整平等主体之间的关系。\n第三条 当事人应当按照约定全面履行自己的义务。当事人应当遵循诚信原则。"),
	}
	out := resolve(t, texts, "依照《合同法》第二条", "2026-11-26")
	require.Equal(t, laws.Repealed, out[0].Status)
	s := out[0].Provisions[0].Successor
	require.NotNil(t, s)
	require.Equal(t, "民法典", s.Law)
	require.Equal(t, "第三条", s.Article)
}

func TestAQuotationIsComparedWithTheProvision(t *testing.T) {
	t.Parallel()
	const provision = "机动车违反停放规定的，处二十元以上二百元以下罚款；经营者应当在十五日内改正。"
	require.True(t, laws.Compare("机动车违反停放规定的，处二十元以上二百元以下罚款，经营者应当在十五日内改正", provision).Same)
	for clause, want := range map[string]laws.DifferenceKind{
		"机动车违反停放规定的，处五十元以上二百元以下罚款；经营者应当在十五日内改正。":     laws.AmountDiffers,
		"机动车违反停放规定的，处二十元以上二百元以下罚款；经营者应当在十日内改正。":      laws.PeriodDiffers,
		"机动车违反停放规定的，处二十元以上二百元以下罚款；经营者可以在十五日内改正。":     laws.ModalDiffers,
		"机动车、自行车违反停放规定的，处二十元以上二百元以下罚款；经营者应当在十五日内改正。": laws.Widened,
		"违反停放规定的，处二十元以上二百元以下罚款；经营者应当在十五日内改正。":        laws.Narrowed,
		"机动车违反停放规定的，处二十元以上二百元以下罚款；市场开办者应当在十五日内改正。":   laws.Reworded,
	} {
		q := laws.Compare(clause, provision)
		require.Len(t, q.Differences, 1, clause)
		require.Equal(t, want, q.Differences[0].Kind, clause)
		require.NotEmpty(t, q.Differences[0].Label)
		require.Greater(t, q.Common, 0.8, clause)
	}
}

// TestTheContextOfRealCitationsIsResolved finds the citations in the sentences
// they were taken from and compares the status with the labels.
func TestTheContextOfRealCitationsIsResolved(t *testing.T) {
	t.Parallel()
	on := date(t, "2026-11-22")
	found, right := 0, 0
	for _, row := range table(t, filepath.Join("..", "..", "shared", "data", "citations", "citations.csv")) {
		out, err := laws.Resolver{Register: laws.Default()}.Resolve(row["context"], on, nil)
		require.NoError(t, err)
		for _, a := range out {
			if a.Kind != laws.Named || laws.Key(a.Title) != laws.Key(row["cited"]) {
				continue
			}
			found++
			want := map[string]laws.Status{"现行有效": laws.InForce, "已废止": laws.Repealed, "历史/非现行": laws.Repealed}[row["status_2026_11_22"]]
			if a.Status == want {
				right++
			}
			break
		}
	}
	require.Greater(t, found, 1000, "the context is cut at a fixed length, so some are not whole")
	require.GreaterOrEqual(t, float64(right)/float64(found), 0.99, "%d of %d", right, found)
}
