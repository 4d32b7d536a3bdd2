package store_test

import (
	"io/fs"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/store"
	"guibei/store/storetest"
)

func (b *bench) told(p guibei.Person) (kinds []store.NotificationKind, rows []store.NotificationRow) {
	b.t.Helper()
	rows, err := b.Notifications(b.t.Context(), p, "", 0)
	require.NoError(b.t, err)
	for _, r := range rows {
		require.Equal(b.t, "青山区某办法", r.Title)
		require.NotEmpty(b.t, r.Kind.Label())
		kinds = append(kinds, r.Kind)
	}
	return kinds, rows
}

func TestPeopleHearOfWhatWaitsForThemAndOfWhatBefellTheirCases(t *testing.T) {
	t.Parallel()
	l := newBench(t, storetest.Tx(t)).newLife().toReview()
	l.do(storetest.Reviewer, guibei.RecordOpinionCmd, opinion(guibei.ReviseRequired), guibei.LegalityReview)
	l.do(storetest.Lead, guibei.IssueOpinionCmd, &guibei.IssueOpinion{}, guibei.Revision)

	kinds, rows := l.told(storetest.Drafter)
	require.Equal(t, []store.NotificationKind{
		store.TaskOpened, store.OpinionIssued, // revise
		store.TaskOpened, store.Returned, // supplement
		store.TaskOpened, // finish the draft
	}, kinds)
	require.True(t, rows[0].Open)
	require.Equal(t, guibei.ReviseText, rows[0].Task.Kind)
	require.False(t, rows[2].Open, "it was answered")
	require.Equal(t, guibei.EventKind(guibei.RequestSupplementCmd), rows[3].Event.Kind)

	// One's own acts are no news; what a draft of an opinion holds is nobody's.
	kinds, _ = l.told(storetest.Lead)
	require.Equal(t, []store.NotificationKind{store.TaskOpened, store.TaskOpened, store.Returned}, kinds)
	kinds, _ = l.told(storetest.Supervisor)
	require.Equal(t, []store.NotificationKind{store.OpinionIssued, store.Returned}, kinds)
	kinds, _ = l.told(storetest.CityDesk)
	require.Empty(t, kinds, "the city has not been sent anything")
	kinds, _ = l.told(guibei.Person{ID: "sec", Grants: []guibei.Grant{{Role: guibei.SecurityAdmin, Organ: "office"}}})
	require.Empty(t, kinds)
}

func TestWhatWasSeenIsNoLongerUnread(t *testing.T) {
	t.Parallel()
	l := newBench(t, storetest.Tx(t)).newLife().toReview()
	n, until, err := l.UnreadNotices(t.Context(), storetest.Lead)
	require.NoError(t, err)
	require.Equal(t, 1, n, "the request for supplement; the task of assigning is done")
	require.Zero(t, until)
	_, rows := l.told(storetest.Lead)
	require.NoError(t, l.See(t.Context(), "lead", rows[0].At))
	require.NoError(t, l.See(t.Context(), "lead", rows[0].At.Add(-time.Hour)), "it does not go back")
	n, until, err = l.UnreadNotices(t.Context(), storetest.Lead)
	require.NoError(t, err)
	require.Zero(t, n)
	require.Equal(t, rows[0].At, until)
	l.do(storetest.Reviewer, guibei.RecordOpinionCmd, opinion(guibei.Lawful), guibei.LegalityReview)
	n, _, err = l.UnreadNotices(t.Context(), storetest.Lead)
	require.NoError(t, err)
	require.Equal(t, 1, n)

	later, err := l.Notifications(t.Context(), storetest.Lead, rows[0].ID, 0)
	require.NoError(t, err)
	require.Len(t, later, 1)
	require.Equal(t, guibei.IssueTheOpinion, later[0].Task.Kind)
	for _, id := range []string{"x", "t", "t0", "00000000-0000-0000-0000-000000000000:1"} {
		_, err = l.Notifications(t.Context(), storetest.Lead, id, 0)
		require.ErrorIs(t, err, guibei.Invalid, id)
	}
	l.now = l.now.AddDate(0, 0, 60)
	kinds, _ := l.told(storetest.Lead)
	require.Empty(t, kinds, "what is older than thirty days is for the lists")
}

func TestTheIndexOfNotificationsCoversTheirEvents(t *testing.T) {
	t.Parallel()
	raw, err := fs.ReadFile(store.Migrations(), "00004_administration.sql")
	require.NoError(t, err)
	index := regexp.MustCompile(`(?s)event_notice_idx[^;]*;`).FindString(string(raw))
	var words []string
	for _, m := range regexp.MustCompile(`'(\w+)'`).FindAllStringSubmatch(index, -1) {
		words = append(words, m[1])
	}
	require.ElementsMatch(t, store.NoticeKinds(), words)
}
