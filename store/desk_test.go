package store_test

import (
	"encoding/json"
	"io/fs"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/store"
	"guibei/store/storetest"
)

func TestCounselsTaskIsDueWhenTheyWereAskedToAnswer(t *testing.T) {
	t.Parallel()
	l := newBench(t, storetest.Tx(t)).newLife().toReview()
	due := l.today().AddDays(2)
	l.do(storetest.Lead, guibei.AssignCounselCmd, &guibei.AssignCounsel{Counsel: "counsel", DueOn: due}, guibei.LegalityReview)
	tasks, err := l.Tasks(t.Context(), storetest.Counsel)
	require.NoError(t, err)
	require.Len(t, tasks, 1)
	require.Equal(t, due, tasks[0].DueOn)
	require.Equal(t, "counsel", tasks[0].Assignee)

	l.do(storetest.Lead, guibei.WithdrawCounselCmd, &guibei.WithdrawCounsel{Counsel: "counsel", Reason: "另问"}, guibei.LegalityReview)
	l.do(storetest.Lead, guibei.AssignCounselCmd, &guibei.AssignCounsel{Counsel: "counsel"}, guibei.LegalityReview)
	tasks, err = l.Tasks(t.Context(), storetest.Counsel)
	require.NoError(t, err)
	require.Len(t, tasks, 1)
	review := l.clocks[len(l.clocks)-1]
	require.Equal(t, guibei.ReviewClock, review.Kind)
	require.Equal(t, review.DueOn, tasks[0].DueOn, "without a day of their own, the end of the review")
}

func TestADraftIsNeverWrittenOverUnseen(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	ctx := t.Context()
	k := store.DraftKey{Case: uuid.NewString(), Kind: "opinion", Holder: "sfj"}
	of := func(text string) store.Draft {
		return store.Draft{Data: json.RawMessage(`{"text":"` + text + `"}`), By: "reviewer"}
	}
	_, err := b.Draft(ctx, k)
	require.ErrorIs(t, err, guibei.NotFound)
	_, err = b.PutDraft(ctx, k, of("x"), "unknown")
	require.ErrorIs(t, err, guibei.Stale)
	_, err = b.PutDraft(ctx, k, of("x"), store.AnyRevision)
	require.ErrorIs(t, err, guibei.Stale, "any revision is still one that is there")

	first, err := b.PutDraft(ctx, k, of("一"), "")
	require.NoError(t, err)
	have, err := b.PutDraft(ctx, k, of("x"), "")
	require.ErrorIs(t, err, guibei.Stale)
	require.Equal(t, first.Revision, have.Revision)
	b.now = b.now.Add(time.Minute)
	second, err := b.PutDraft(ctx, k, store.Draft{Data: json.RawMessage(`{"text":"二"}`), By: "lead"}, first.Revision)
	require.NoError(t, err)
	require.NotEqual(t, first.Revision, second.Revision)
	have, err = b.PutDraft(ctx, k, of("三"), first.Revision)
	require.ErrorIs(t, err, guibei.Stale)
	require.ErrorContains(t, err, "审核科长")
	require.Equal(t, store.Draft{Data: second.Data, Revision: second.Revision, By: "lead", ByName: "审核科长", At: b.now.UTC()}, have)

	have, err = b.DeleteDraft(ctx, k, first.Revision)
	require.ErrorIs(t, err, guibei.Stale)
	require.Equal(t, second.Revision, have.Revision)
	third, err := b.PutDraft(ctx, k, of("三"), store.AnyRevision)
	require.NoError(t, err)
	_, err = b.DeleteDraft(ctx, k, third.Revision)
	require.NoError(t, err)
	_, err = b.DeleteDraft(ctx, k, third.Revision)
	require.NoError(t, err, "what is not there is deleted already")
	again, err := b.PutDraft(ctx, k, of("四"), "")
	require.NoError(t, err)
	require.NotEqual(t, first.Revision, again.Revision, "a revision never comes again")
	_, err = b.Draft(ctx, store.DraftKey{Case: k.Case, Kind: k.Kind, Holder: "zjj"})
	require.ErrorIs(t, err, guibei.NotFound, "each holder has their own")
}

func TestDraftsNobodyTouchesAreSwept(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	for _, kind := range []string{"old", "new"} {
		_, err := b.PutDraft(t.Context(), store.DraftKey{Kind: kind, Holder: "drafter"}, store.Draft{Data: json.RawMessage(`{}`), By: "drafter"}, "")
		require.NoError(t, err)
		b.now = b.now.AddDate(0, 0, 91)
	}
	n, err := b.SweepDrafts(t.Context(), b.now.AddDate(0, 0, -100))
	require.NoError(t, err)
	require.Equal(t, 1, n)
	_, err = b.Draft(t.Context(), store.DraftKey{Kind: "new", Holder: "drafter"})
	require.NoError(t, err)
}

func TestPreferencesAreOnesOwnAndReplacedWhole(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	got, err := b.Preferences(t.Context(), "drafter")
	require.NoError(t, err)
	require.Nil(t, got)
	for _, want := range []string{`{"size":"large","views":[{"name":"逾期"}]}`, `{"shortcuts":false}`} {
		require.NoError(t, b.PutPreferences(t.Context(), "drafter", json.RawMessage(want)))
		got, err = b.Preferences(t.Context(), "drafter")
		require.NoError(t, err)
		require.Equal(t, want, string(got))
	}
	got, err = b.Preferences(t.Context(), "lead")
	require.NoError(t, err)
	require.Nil(t, got)
	require.ErrorIs(t, b.PutPreferences(t.Context(), "nobody", json.RawMessage(`{}`)), guibei.Unauthenticated)
}

func TestWhoCouldBeAssignedComesWithWhatTheyHaveToDo(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	b.newLife().toReview()
	idle := guibei.Person{ID: "idle-" + b.id, Name: "清闲", Grants: []guibei.Grant{{Role: guibei.Reviewer, Organ: "sfj"}}}
	require.NoError(t, b.PutPerson(t.Context(), idle))
	require.NoError(t, b.PutAccount(t.Context(), store.Account{Person: idle.ID, Login: idle.ID, PasswordHash: "x", Disabled: true}))
	got, err := b.Assignees(t.Context(), guibei.Reviewer, "sfj")
	require.NoError(t, err)
	require.Equal(t, []store.Assignee{{ID: idle.ID, Name: "清闲", Disabled: true}, {ID: "reviewer", Name: "审核人员", Open: 1}}, got)
	names, err := b.Names(t.Context(), []string{"reviewer", "nobody", idle.ID})
	require.NoError(t, err)
	require.Equal(t, map[string]string{"reviewer": "审核人员", idle.ID: "清闲"}, names)
}

func TestIssuedOpinionsTeachTheirPhrases(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	organ := store.PhraseFilter{Organs: []string{"sfj"}, Text: b.id}
	first := b.newLife().toReview()
	first.do(storetest.Reviewer, guibei.RecordOpinionCmd, opinion(guibei.ReviseRequired), guibei.LegalityReview)
	rows, err := b.Phrases(t.Context(), organ)
	require.NoError(t, err)
	require.Empty(t, rows, "what is not issued is nobody's precedent")
	first.do(storetest.Lead, guibei.IssueOpinionCmd, &guibei.IssueOpinion{}, guibei.Revision)

	second := b.newLife().toReview()
	p := opinion(guibei.ReviseRequired)
	p.Items = append(p.Items, p.Items[0], guibei.OpinionItem{
		ID: "9", Heading: guibei.Procedure, Test: "征求意见", Result: guibei.Problem, Reason: "没有公开征求意见", Basis: "优化营商环境条例第六十二条", Suggestion: "补充征求意见",
	})
	p.Items[4].ID = "8"
	second.do(storetest.Reviewer, guibei.RecordOpinionCmd, p, guibei.LegalityReview)
	on := second.today()
	second.do(storetest.Lead, guibei.IssueOpinionCmd, &guibei.IssueOpinion{}, guibei.Revision)

	fine := store.PhraseRow{
		Heading: guibei.Legality, Test: "审核内容", Text: b.own("设定了罚款"), Basis: "行政处罚法第十六条",
		Used: 3, LastOn: on, Case: second.id, CaseTitle: "青山区某办法",
	}
	consult := store.PhraseRow{
		Heading: guibei.Procedure, Test: "征求意见", Text: b.own("没有公开征求意见"), Basis: "优化营商环境条例第六十二条", Suggestion: "补充征求意见",
		Used: 1, LastOn: on, Case: second.id, CaseTitle: "青山区某办法",
	}
	for _, c := range []struct {
		f    store.PhraseFilter
		want []store.PhraseRow
	}{
		{organ, []store.PhraseRow{fine, consult}},
		{store.PhraseFilter{Organs: []string{"sfj"}, Text: b.id + " 设定"}, []store.PhraseRow{fine}},
		{store.PhraseFilter{Organs: []string{"zjj", "sfj"}, Text: b.id, Heading: guibei.Procedure}, []store.PhraseRow{consult}},
		{store.PhraseFilter{Organs: []string{"sfj"}, Text: b.id, Test: "征求意见"}, []store.PhraseRow{consult}},
		{store.PhraseFilter{Organs: []string{"zjj"}, Text: b.id}, nil},
		{store.PhraseFilter{Text: b.id}, nil},
		{store.PhraseFilter{Organs: []string{"sfj"}, Text: b.id + "%"}, nil},
	} {
		got, err := b.Phrases(t.Context(), c.f)
		require.NoError(t, err)
		require.ElementsMatch(t, c.want, got, "%+v", c.f)
	}
}

// upOf is the part of a migration that goes up.
func upOf(t *testing.T, name string) string {
	t.Helper()
	sql, err := fs.ReadFile(store.Migrations(), name)
	require.NoError(t, err)
	up, _, _ := strings.Cut(string(sql), "-- +goose Down")
	return up
}

func TestTheMigrationLearnsThePhrasesOfWhatWasIssuedBefore(t *testing.T) {
	t.Parallel()
	tx := storetest.Tx(t)
	b := newBench(t, tx)
	l := b.newLife().toReview()
	l.do(storetest.Reviewer, guibei.RecordOpinionCmd, opinion(guibei.ReviseRequired), guibei.LegalityReview)
	l.do(storetest.Lead, guibei.IssueOpinionCmd, &guibei.IssueOpinion{}, guibei.Revision)
	dump := func() []string {
		rows, err := tx.Query(t.Context(), `SELECT p::text FROM phrase p WHERE last_case = $1 ORDER BY key`, l.id)
		require.NoError(t, err)
		out, err := pgx.CollectRows(rows, pgx.RowTo[string])
		require.NoError(t, err)
		return out
	}
	want := dump()
	require.Len(t, want, 1)
	_, err := tx.Exec(t.Context(), `DELETE FROM phrase WHERE last_case = $1`, l.id)
	require.NoError(t, err)
	up := upOf(t, "00002_desk.sql")
	from := strings.Index(up, "INSERT INTO phrase")
	require.Positive(t, from)
	fill, _, _ := strings.Cut(up[from:], ";")
	_, err = tx.Exec(t.Context(), fill)
	require.NoError(t, err)
	require.Equal(t, want, dump(), "the migration counts and searches as the program does")
}

// TestTheDesksReadAPageAndNotATable fills the tables that the desks read and
// counts the rows that each list looks at. Words that most phrases have are
// left out: these may take one pass, which over 100,000 phrases took 18 ms.
func TestTheDesksReadAPageAndNotATable(t *testing.T) {
	t.Parallel()
	tx := storetest.Tx(t)
	b := newBench(t, tx)
	l := b.counselled()
	const rows = 10000
	var columns string // that are not computed from others
	require.NoError(t, tx.QueryRow(t.Context(), `SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns
		WHERE table_schema = 'public' AND table_name = 'cases' AND is_generated = 'NEVER'`).Scan(&columns))
	for _, sql := range []string{
		`INSERT INTO phrase SELECT md5(i || '` + b.id + `'), CASE WHEN i % 50 = 0 THEN 'zjj' ELSE 'sfj' END,
			(ARRAY['legality','reasonableness','soundness','procedure'])[1 + i % 4], '审核内容' || i % 16, '第' || i || '处没有依据', '依据' || i % 100, '建议删去',
			array_to_tsvector(ARRAY['没有', '有依', '依据', i::text]), 1, date '2026-01-01' + i % 300, '` + l.id + `'
			FROM generate_series(1, ` + strconv.Itoa(rows) + `) i`,
		`INSERT INTO cases (` + columns + `) SELECT ` + columns + ` FROM (
			SELECT (json_populate_record(c, json_build_object('id', gen_random_uuid(), 'changed_at', c.changed_at - i * interval '1 minute'))).*
			FROM cases c, generate_series(1, 3000) i WHERE c.id = '` + l.id + `') copies`,
		`INSERT INTO counsel_request (case_id, n, round, counsel, name, question, version, text_sha256, asked_by, asked_at, status, reason, opinion, review_organ, changed_at)
			SELECT id, 9, 1, 'counsel', '法律顾问', '', 1, '', 'lead', changed_at, 'answered', '', '{}', 'sfj', changed_at FROM cases`,
		`SELECT gin_clean_pending_list('phrase_words_idx')`, `ANALYZE phrase`, `ANALYZE cases`, `ANALYZE counsel_request`,
	} {
		_, err := tx.Exec(t.Context(), sql)
		require.NoError(t, err)
	}
	looked := func() (n int) {
		require.NoError(t, tx.QueryRow(t.Context(), `SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))
			FROM pg_stat_xact_user_tables WHERE relname IN ('phrase', 'counsel_request', 'cases')`).Scan(&n))
		return n
	}
	phrases := func(f store.PhraseFilter) func() error {
		return func() error { _, err := b.Phrases(t.Context(), f); return err }
	}
	sfj := []string{"sfj"}
	for name, c := range map[string]struct {
		read func() error
		most int
	}{
		"newest":  {phrases(store.PhraseFilter{Organs: sfj}), 300},
		"test":    {phrases(store.PhraseFilter{Organs: sfj, Test: "审核内容3"}), 300},
		"heading": {phrases(store.PhraseFilter{Organs: sfj, Heading: guibei.Soundness}), 300},
		"rare":    {phrases(store.PhraseFilter{Organs: sfj, Text: "稀有"}), 300},
		"counsel": {func() error {
			_, _, err := b.Cases(t.Context(), store.CaseFilter{Viewer: storetest.Counsel})
			return err
		}, 500},
	} {
		before := looked()
		require.NoError(t, c.read())
		require.Less(t, looked()-before, c.most, "%s looks at more rows than its index gives", name)
	}
	before := looked()
	_, err := tx.Exec(t.Context(), `SELECT count(*) FROM phrase WHERE suggestion = 'x'`)
	require.NoError(t, err)
	require.GreaterOrEqual(t, looked()-before, rows, "what has no index is counted")
}
