package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/store"
	"guibei/store/storetest"
)

// library reads every page.
func (b *bench) library(f store.LibraryFilter) []string {
	b.t.Helper()
	first, out := f, []string{}
	for {
		rows, next, err := b.Library(b.t.Context(), f)
		require.NoError(b.t, err)
		for _, r := range rows {
			out = append(out, r.Case)
		}
		if f.Cursor = next; next == "" {
			break
		}
	}
	total, err := b.CountLibrary(b.t.Context(), first)
	require.NoError(b.t, err)
	require.Len(b.t, out, total.N)
	return out
}

// shelve keeps a text of the case as the librarian would.
func (l *life) shelve(lines ...string) {
	l.t.Helper()
	c := l.reload()
	t := store.PublishedText{Unread: store.Unread{Case: l.id, DocSHA256: c.Text.File.SHA256, TextSHA256: c.Published.TextSHA256}}
	for _, line := range lines {
		t.Paragraphs = append(t.Paragraphs, store.LibraryParagraph{Text: line, Level: "text"})
	}
	require.NoError(l.t, l.PutPublishedText(l.t.Context(), t))
}

func TestTheLibraryHoldsWhatIsPublishedAndNothingElse(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	today := guibei.DateOf(start, zone).AddYears(1)
	var public []string
	for _, l := range b.variety() {
		c := l.reload()
		d, err := b.LibraryDocument(t.Context(), l.id, today)
		text, textErr := b.PublishedText(t.Context(), l.id, today)
		if c.PublishedOn.IsZero() {
			require.ErrorIs(t, err, guibei.NotFound, "%s", c.Stage)
			require.ErrorIs(t, textErr, guibei.NotFound, "%s", c.Stage)
			require.Error(t, b.PutPublishedText(t.Context(), store.PublishedText{Unread: store.Unread{Case: l.id, TextSHA256: c.Text.TextSHA256}}))
			require.Error(t, b.PutPublishedText(t.Context(), store.PublishedText{Unread: store.Unread{Case: l.id}}))
			continue
		}
		require.NoError(t, err)
		require.NoError(t, textErr)
		require.Equal(t, c.Published.TextSHA256, text.TextSHA256)
		require.Empty(t, text.Paragraphs, "nobody has read it yet")
		require.Equal(t, c.URL, d.URL)
		require.Equal(t, c.DocumentNo, d.DocumentNo)
		public = append(public, l.id)
	}
	require.Len(t, public, 3)
	require.ElementsMatch(t, public, b.library(store.LibraryFilter{Today: today, Limit: 2}))
	unread, err := b.Unread(t.Context(), time.Time{}, 10)
	require.NoError(t, err)
	require.Len(t, unread, 3)
	for _, id := range []string{"x", "00000000-0000-4000-8000-000000000000"} {
		_, err := b.LibraryDocument(t.Context(), id, today)
		require.Error(t, err)
	}
}

func TestWhatIsDatedLaterIsNotShownBefore(t *testing.T) {
	t.Parallel()
	l := newBench(t, storetest.Tx(t)).newLife().toSigned().publish()
	on := l.reload().PublishedOn
	require.Len(t, l.library(store.LibraryFilter{Today: on}), 1)
	require.Empty(t, l.library(store.LibraryFilter{Today: on.AddDays(-1)}))
	_, err := l.LibraryDocument(t.Context(), l.id, on.AddDays(-1))
	require.ErrorIs(t, err, guibei.NotFound)
	_, err = l.PublishedText(t.Context(), l.id, on.AddDays(-1))
	require.ErrorIs(t, err, guibei.NotFound)
	facets, err := l.LibraryFacets(t.Context(), on.AddDays(-1))
	require.NoError(t, err)
	require.Empty(t, facets.Organs)
}

func TestTheStatusFollowsFromTheDates(t *testing.T) {
	t.Parallel()
	l := newBench(t, storetest.Tx(t)).newLife().toSigned().publish()
	c := l.reload()
	for on, want := range map[guibei.Date]store.Status{
		c.PublishedOn: store.NotYet, c.EffectiveOn.AddDays(-1): store.NotYet, c.EffectiveOn: store.InForceNow,
		c.ValidUntil: store.InForceNow, c.ValidUntil.AddDays(1): store.Expired,
	} {
		d, err := l.LibraryDocument(t.Context(), l.id, on)
		require.NoError(t, err)
		require.Equal(t, want, d.Status, "%s", on)
		require.NotEmpty(t, d.StatusLabel)
		for _, status := range []store.Status{store.InForceNow, store.NotYet, store.Expired} {
			found := l.library(store.LibraryFilter{Today: on, Status: status})
			require.Equal(t, status == want, len(found) == 1, "%s on %s", status, on)
		}
	}
}

func TestTheLibraryIsNarrowedByOrganClassYearAndWordsOfTitleAndText(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	first, second := b.newLife().toSigned().publish(), b.newLife()
	second.issuing = "zjj"
	second.now = second.now.AddDate(1, 0, 0)
	second.toSigned().publish()
	first.shelve("青山区某办法", "第一条为了规范停车，制定本办法。", "第二条 IC卡由 100%_ 的人使用。")
	second.shelve("青山区某办法", "第一条为了规范摊贩，制定本办法。")
	today := second.reload().PublishedOn
	for _, c := range []struct {
		f    store.LibraryFilter
		want int
	}{
		{store.LibraryFilter{Organ: "gov"}, 1},
		{store.LibraryFilter{Class: guibei.GovDocument}, 2},
		{store.LibraryFilter{Class: guibei.DeptDocument}, 0},
		{store.LibraryFilter{Year: 2026}, 1},
		{store.LibraryFilter{Year: 2027}, 1},
		{store.LibraryFilter{Year: 1999}, 0},
		{store.LibraryFilter{Text: "规范"}, 2},
		{store.LibraryFilter{Text: "停车"}, 1},
		{store.LibraryFilter{Text: "范停车，制"}, 1},
		{store.LibraryFilter{Text: "车停"}, 0},
		{store.LibraryFilter{Text: "规范 摊贩"}, 1},
		{store.LibraryFilter{Text: "停车 摊贩"}, 0},
		{store.LibraryFilter{Text: "ic卡"}, 1},
		{store.LibraryFilter{Text: "100%_"}, 1},
		{store.LibraryFilter{Text: "某办法"}, 2},
		{store.LibraryFilter{Text: first.reload().UnifiedNo}, 1},
		{store.LibraryFilter{Text: "某"}, 2},
		{store.LibraryFilter{Text: "'\\"}, 0},
		{store.LibraryFilter{Text: "为规"}, 0},
	} {
		c.f.Today, c.f.Limit = today, 1
		require.Len(t, b.library(c.f), c.want, "%+v", c.f)
	}
	rows, _, err := b.Library(t.Context(), store.LibraryFilter{Today: today, Text: "停车"})
	require.NoError(t, err)
	require.Equal(t, "第一条为了规范停车，制定本办法。", rows[0].Excerpt)
	require.Equal(t, "青山区人民政府", rows[0].IssuingOrganName)
	rows, _, err = b.Library(t.Context(), store.LibraryFilter{Today: today})
	require.NoError(t, err)
	require.Equal(t, second.id, rows[0].Case, "the latest first")
	require.Empty(t, rows[0].Excerpt)
	facets, err := b.LibraryFacets(t.Context(), today)
	require.NoError(t, err)
	require.Equal(t, []store.Facet{{ID: "gov", Name: "青山区人民政府", N: 1}, {ID: "zjj", Name: "青山区住房和城乡建设局", N: 1}}, facets.Organs)
	require.Equal(t, []store.Facet{{ID: "2027", Name: "2027年", N: 1}, {ID: "2026", Name: "2026年", N: 1}}, facets.Years)
	_, _, err = b.Library(t.Context(), store.LibraryFilter{Today: today, Cursor: "x"})
	require.ErrorIs(t, err, guibei.Invalid)
}

func TestTheRegistrationsOfAPublishedDocumentArePublic(t *testing.T) {
	t.Parallel()
	l := newBench(t, storetest.Tx(t)).newLife().toSigned().publish()
	l.do(storetest.Clerk, guibei.SubmitFilingCmd, l.file("gov_up"), guibei.InFiling)
	l.do(storetest.CityDesk, guibei.RegisterFilingCmd, &guibei.RegisterFiling{Obligation: l.id + "/gov_up", Number: l.own("包备1号")}, guibei.InFiling)
	c := l.reload()
	d, err := l.LibraryDocument(t.Context(), l.id, l.today())
	require.NoError(t, err)
	require.Equal(t, []store.LibraryFiling{{
		Authority: "包头市人民政府", RegistrationNo: l.own("包备1号"), RegisteredOn: c.Obligation(l.id + "/gov_up").RegisteredOn,
	}}, d.Filings, "the one that is still owed is nobody's business")
}

func TestATextIsReadOnceAndAgainOnlyIfItCouldNotBeRead(t *testing.T) {
	t.Parallel()
	l := newBench(t, storetest.Tx(t)).newLife().toSigned().publish()
	unread := func(since time.Time) []store.Unread {
		out, err := l.Unread(t.Context(), since, 10)
		require.NoError(t, err)
		return out
	}
	c := l.reload()
	first := store.Unread{Case: l.id, DocSHA256: c.Text.File.SHA256, TextSHA256: c.Published.TextSHA256}
	require.Equal(t, []store.Unread{first}, unread(time.Time{}))
	require.Empty(t, unread(l.now.AddDate(0, 0, 1)), "published before")
	require.NoError(t, l.PutPublishedText(t.Context(), store.PublishedText{Unread: first, Failure: "磁盘故障"}))
	require.Empty(t, unread(time.Time{}))
	require.Len(t, l.library(store.LibraryFilter{Today: l.today(), Text: "某办法"}), 1, "the title is found all the same")
	l.now = l.now.Add(2 * time.Hour)
	require.Len(t, unread(time.Time{}), 1)
	l.shelve("第一条")
	l.now = l.now.AddDate(1, 0, 0)
	require.Empty(t, unread(time.Time{}))
	text, err := l.PublishedText(t.Context(), l.id, l.today())
	require.NoError(t, err)
	require.Equal(t, []store.LibraryParagraph{{Text: "第一条", Level: "text"}}, text.Paragraphs)
}
