package store_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/laws"
	"guibei/store"
	"guibei/store/storetest"
)

func lawFile(t *testing.T, title, published, text string) store.LawFile {
	t.Helper()
	l, err := laws.ParseText(fmt.Sprintf("%s(%s).md", title, published), []byte("# "+title+"\n"+text))
	require.NoError(t, err)
	return store.LawFile{Text: l, Source: "test"}
}

func TestLawsAreImportedOnceAndReplacedWhenTheirWordsChange(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	title := b.own("停车法")
	old := lawFile(t, title, "2010-01-01", "第一条　旧的。\n第二条　本法自2010年3月1日起施行。")
	now := lawFile(t, title, "2020-01-01", "第一条　新的。\n（一）甲；\n第二条　本法自2020年6月1日起施行。")
	out, err := b.ImportLaws(t.Context(), []store.LawFile{old, now}, "me")
	require.NoError(t, err)
	require.Equal(t, []store.ImportOutcome{store.ImportNew, store.ImportNew}, out)
	changed := lawFile(t, title, "2020-01-01", "第一条　改了的。\n第二条　本法自2020年6月1日起施行。")
	out, err = b.ImportLaws(t.Context(), []store.LawFile{old, changed}, "me")
	require.NoError(t, err)
	require.Equal(t, []store.ImportOutcome{store.ImportUnchanged, store.ImportChanged}, out)

	for on, want := range map[string]string{"2026-01-01": "改了的。", "2020-05-31": "旧的。", "0001-01-01": "", "2010-02-28": ""} {
		d, err := guibei.ParseDate(on)
		require.NoError(t, err)
		text, err := b.LawText(t.Context(), "《中华人民共和国"+title+"》", d)
		require.NoError(t, err)
		if want == "" {
			require.Nil(t, text, on)
			continue
		}
		require.Equal(t, want, text.Articles[0].Words(), on)
		require.Equal(t, "第二条", text.Articles[1].Label)
	}
	newest, err := b.LawText(t.Context(), title, guibei.Date{})
	require.NoError(t, err)
	require.Equal(t, "改了的。", newest.Articles[0].Words())
	shelf, err := b.LawShelf(t.Context())
	require.NoError(t, err)
	require.GreaterOrEqual(t, shelf.Versions, 2)
	require.Len(t, shelf.Hash, 64)
}

func TestAnImportThatFailsHalfWayChangesNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	good, bad := lawFile(t, b.own("甲法"), "2020-01-01", "第一条　有效。"), lawFile(t, b.own("乙法"), "2020-01-01", "第一条　有效。")
	bad.SHA256 = "no hash"
	_, err := b.ImportLaws(t.Context(), []store.LawFile{good, bad}, "me")
	require.Error(t, err)
	text, err := b.LawText(t.Context(), good.Title, guibei.Date{})
	require.NoError(t, err)
	require.Nil(t, text)
}

func TestWhatARegionChangedOfTheRulesIsKept(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	region := "999999"
	r, err := b.RuleSetting(t.Context(), region)
	require.NoError(t, err)
	require.Empty(t, r.Off)
	require.True(t, r.ChangedAt.IsZero())
	require.NoError(t, b.PutRuleSetting(t.Context(), region, guibei.RuleSetting{Off: map[string]string{"R083": "本区平台公司多"}, Own: "- id: B001"}, storetest.Admin.ID))
	r, err = b.RuleSetting(t.Context(), region)
	require.NoError(t, err)
	require.Equal(t, "本区平台公司多", r.Off["R083"])
	require.True(t, strings.HasPrefix(r.Own, "- id"))
	require.Equal(t, storetest.Admin.ID, r.ChangedBy)
}
