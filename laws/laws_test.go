package laws_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/laws"
)

func date(t *testing.T, s string) guibei.Date {
	t.Helper()
	d, err := guibei.ParseDate(s)
	require.NoError(t, err)
	return d
}

func TestALawIsRepealedFromItsDateOn(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		title, on, successor string
		repealed             bool
	}{
		"the last day in force":                {title: "环境保护法", on: "2026-08-14"},
		"the first day out of force":           {title: "环境保护法", on: "2026-08-15", repealed: true, successor: "生态环境法典"},
		"years after":                          {title: "合同法", on: "2026-11-24", repealed: true, successor: "民法典"},
		"the day before the civil code":        {title: "合同法", on: "2020-12-31"},
		"full name in brackets":                {title: "《中华人民共和国合同法》", on: "2021-01-01", repealed: true, successor: "民法典"},
		"with blanks as justified lines have":  {title: "《中华人民共和国 合同法 》", on: "2021-01-01", repealed: true, successor: "民法典"},
		"with an edition":                      {title: "大气污染防治法（2018年修正）", on: "2026-08-20", repealed: true, successor: "生态环境法典"},
		"by its short name":                    {title: "环评法", on: "2026-08-20", repealed: true, successor: "生态环境法典"},
		"half-width brackets":                  {title: "企业破产法(试行)", on: "2026-01-01", repealed: true, successor: "企业破产法"},
		"a regulation":                         {title: "法规规章备案条例", on: "2024-11-01", repealed: true, successor: "法规规章备案审查条例"},
		"its successor":                        {title: "法规规章备案审查条例", on: "2026-11-24"},
		"a longer title that begins with it":   {title: "合同法实施条例", on: "2026-11-24"},
		"a longer title that ends with it":     {title: "劳动合同法", on: "2026-11-24"},
		"the law without its trial run":        {title: "企业破产法", on: "2026-11-24"},
		"the new law of the same name in 1992": {title: "工会法", on: "2026-11-24"},
		"a title nobody knows":                 {title: "青山区停车管理办法", on: "2026-11-24"},
		"no title":                             {title: "", on: "2026-11-24"},
		"the bare name of the country":         {title: "中华人民共和国", on: "2026-11-24"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l, ok := laws.Default().Repealed(c.title, date(t, c.on))
			require.Equal(t, c.repealed, ok)
			require.Equal(t, c.successor, l.Successor)
		})
	}
}

func TestWithoutADateNothingIsRepealed(t *testing.T) {
	t.Parallel()
	_, ok := laws.Default().Repealed("合同法", guibei.Date{})
	require.False(t, ok)
	l, ok := laws.Default().Find("合同法")
	require.True(t, ok)
	require.Equal(t, "《民法典》第一千二百六十条", l.Basis)
}

func TestEveryEmbeddedFactIsWhole(t *testing.T) {
	t.Parallel()
	list := laws.Default().All()
	require.Greater(t, len(list), 1500)
	repealed := 0
	for _, l := range list {
		last := guibei.Date{}
		for _, v := range l.Versions {
			require.True(t, v.Published.Valid(), l.Title)
			require.True(t, last.Before(v.Published), "%s has two versions of one day", l.Title)
			require.True(t, v.Effective.IsZero() || !v.Effective.Before(v.Published), "%s took effect before it was published", l.Title)
			last = v.Published
		}
		if l.RepealedOn.IsZero() {
			continue
		}
		repealed++
		require.False(t, l.Gone, "%s is repealed on a day and on none", l.Title)
		require.True(t, l.RepealedOn.Valid(), l.Title)
		require.NotEmpty(t, l.Successor, l.Title)
		require.NotEmpty(t, l.Basis, l.Title)
		require.NotEqual(t, laws.Key(l.Title), laws.Key(l.Successor), "%s gave way to itself", l.Title)
		require.False(t, !l.Issued.IsZero() && l.RepealedOn.Before(l.Issued), "%s was repealed before it was issued", l.Title)
		if s, ok := laws.Default().Find(l.Successor); ok && !s.RepealedOn.IsZero() {
			require.False(t, s.RepealedOn.Before(l.RepealedOn), "%s gave way to %s, which was gone already", l.Title, l.Successor)
		}
	}
	require.Greater(t, repealed, 180)
}

// TestTheFactsAgreeWithTheCollectedTexts compares with a collection outside
// the repository: what it says in force must not be repealed here, and dates
// it is sure of must be ours.
func TestTheFactsAgreeWithTheCollectedTexts(t *testing.T) {
	t.Parallel()
	dir := filepath.Join("..", "..", "shared", "data", "laws")
	for _, row := range table(t, filepath.Join(dir, "index.csv")) {
		if row["status"] == "现行有效" {
			l, ok := laws.Default().Find(row["title"])
			require.True(t, ok, row["title"])
			status, _, _ := l.At(date(t, "2026-11-22"))
			require.Equal(t, laws.InForce, status, row["title"])
		}
	}
	var seen int
	for _, row := range table(t, filepath.Join(dir, "repealed_laws_key.csv")) {
		l, ok := laws.Default().Find(row["repealed_title"])
		if !ok || row["repeal_date_confidence"] != "exact" {
			continue
		}
		seen++
		require.Equal(t, row["repeal_effective"], l.RepealedOn.String(), row["repealed_title"])
		require.Equal(t, laws.Key(row["successor"]), strings.Split(l.Successor, "；")[0], row["repealed_title"])
	}
	require.Greater(t, seen, 50)
}

func table(t *testing.T, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Skipf("the collection %s is not at hand: %v", path, err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	var out []map[string]string
	for _, r := range rows[1:] {
		m := map[string]string{}
		for i, k := range rows[0] {
			m[k] = r[i]
		}
		out = append(out, m)
	}
	return out
}

func TestARegisterRefusesTwoLawsOfOneName(t *testing.T) {
	t.Parallel()
	_, err := laws.New([]laws.Law{{Title: "中华人民共和国合同法"}, {Title: "旧法", Aliases: []string{"合同法"}}})
	require.ErrorIs(t, err, guibei.Invalid)
	require.Contains(t, guibei.Message(err), "合同法")
	_, err = laws.New([]laws.Law{{Title: "《》"}})
	require.ErrorIs(t, err, guibei.Invalid)
}

func TestTheHashFollowsTheFacts(t *testing.T) {
	t.Parallel()
	a, b := laws.Law{Title: "甲法"}, laws.Law{Title: "乙法"}
	one, err := laws.New([]laws.Law{a, b})
	require.NoError(t, err)
	two, err := laws.New([]laws.Law{b, a})
	require.NoError(t, err)
	require.Equal(t, one.Hash(), two.Hash(), "order is not a fact")
	b.RepealedOn = date(t, "2026-08-15")
	three, err := laws.New([]laws.Law{a, b})
	require.NoError(t, err)
	require.NotEqual(t, one.Hash(), three.Hash())
}

func TestReadingSaysWhichLineIsWrong(t *testing.T) {
	t.Parallel()
	_, err := laws.Read(strings.NewReader("title,aliases,category,issued,repealed_on,gone,successor,basis\n甲法,,,,2026-13-01,,乙法,x\n"))
	require.ErrorIs(t, err, guibei.Invalid)
	require.Contains(t, guibei.Message(err), "第2行")
	_, err = laws.Read(strings.NewReader("name\n"))
	require.ErrorIs(t, err, guibei.Invalid)
}

func TestCitationsAreFoundAsWritten(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text string
		want []laws.Citation
	}{
		"title alone":               {"根据《民法典》，", []laws.Citation{{Title: "民法典"}}},
		"with number and article":   {"按照《国务院办公厅关于X的通知》（国办发〔2018〕37号）第二条办理", []laws.Citation{{Title: "国务院办公厅关于X的通知", DocumentNo: "国办发〔2018〕37号", Article: "第二条"}}},
		"paragraph and item":        {"依照《行政处罚法》第三十三条第一款第（二）项", []laws.Citation{{Title: "行政处罚法", Article: "第三十三条第一款第（二）项"}}},
		"several articles":          {"《行政处罚法》第九条、第十六条和第十七条之一的规定", []laws.Citation{{Title: "行政处罚法", Article: "第九条、第十六条和第十七条之一"}}},
		"two titles side by side":   {"《甲法》《乙法》等", []laws.Citation{{Title: "甲法"}, {Title: "乙法"}}},
		"nested":                    {"《关于适用《民法典》的解释》第3条", []laws.Citation{{Title: "关于适用《民法典》的解释", Article: "第3条"}}},
		"brackets without a number": {"《民法典》（以下称民法典）第九条", []laws.Citation{{Title: "民法典"}}},
		"not closed":                {"《民法典，《刑法》", []laws.Citation{{Title: "刑法"}}},
		"empty":                     {"《》《》", nil},
		"broken by a line end":      {"《民法\n典》", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := laws.Citations(c.text)
			for i := range got {
				require.True(t, strings.HasPrefix(c.text[got[i].Start:got[i].End], "《"+got[i].Title+"》"))
				require.True(t, strings.HasSuffix(c.text[got[i].Start:got[i].End], got[i].Article))
				got[i].Start, got[i].End = 0, 0
			}
			require.Equal(t, c.want, got)
		})
	}
}

func FuzzCitationsStayInsideTheText(f *testing.F) {
	f.Add("根据《民法典》（国办发〔2018〕37号）第九条第（二）项、第十条")
	f.Add("《《《》《a》")
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, c := range laws.Citations(text) {
			require.LessOrEqual(t, last, c.Start)
			require.Less(t, c.Start, c.End)
			require.LessOrEqual(t, c.End, len(text))
			last = c.End
			laws.Default().Find(c.Title)
		}
	})
}
