package store_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/store"
	"guibei/store/storetest"
)

func TestACommandPutTwiceIsOneCommand(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	n := store.NewCommand{ID: uuid.NewString(), Case: uuid.NewString(), Kind: guibei.WithdrawCmd, By: "drafter", Payload: json.RawMessage(`{"reason":"不办了"}`), Expected: 3}
	first, err := b.PutCommand(t.Context(), n)
	require.NoError(t, err)
	require.Equal(t, store.CommandRow{
		ID: n.ID, Case: n.Case, Kind: n.Kind, By: "drafter", State: guibei.CommandPending, CreatedAt: start.UTC(),
		Result: guibei.CommandResult{State: guibei.CommandPending, Case: n.Case},
	}, first)
	n.Payload = json.RawMessage(" {\n\"reason\": \"\\u4e0d办了\"}")
	b.now = b.now.Add(time.Hour)
	again, err := b.PutCommand(t.Context(), n)
	require.NoError(t, err, "white space and escapes are not content")
	require.Equal(t, first, again)
	got, err := b.Command(t.Context(), n.ID)
	require.NoError(t, err)
	require.Equal(t, first, got)

	other := n
	for name, change := range map[string]func(*store.NewCommand){
		"payload":  func(c *store.NewCommand) { c.Payload = json.RawMessage(`{"reason":"别的"}`) },
		"case":     func(c *store.NewCommand) { c.Case = uuid.NewString() },
		"kind":     func(c *store.NewCommand) { c.Kind = guibei.TerminateCmd },
		"expected": func(c *store.NewCommand) { c.Expected = 4 },
		"person":   func(c *store.NewCommand) { c.By = "clerk" },
	} {
		other = n
		change(&other)
		_, err := b.PutCommand(t.Context(), other)
		require.ErrorIs(t, err, guibei.Conflict, "%s", name)
		require.ErrorContains(t, err, "Idempotency-Key")
	}
}

func TestWhatCannotBeACommandIsRefusedInChinese(t *testing.T) {
	t.Parallel()
	good := store.NewCommand{ID: uuid.NewString(), Case: uuid.NewString(), Kind: guibei.WithdrawCmd, By: "drafter"}
	for name, c := range map[string]struct {
		change func(*store.NewCommand)
		want   guibei.Kind
	}{
		"no uuid":        {func(c *store.NewCommand) { c.ID = "1" }, guibei.Invalid},
		"no case":        {func(c *store.NewCommand) { c.Case = "" }, guibei.Invalid},
		"braced uuid":    {func(c *store.NewCommand) { c.Case = "{" + uuid.NewString() + "}" }, guibei.Invalid},
		"no json":        {func(c *store.NewCommand) { c.Payload = json.RawMessage(`{`) }, guibei.Invalid},
		"two values":     {func(c *store.NewCommand) { c.Payload = json.RawMessage(`{} {}`) }, guibei.Invalid},
		"unknown kind":   {func(c *store.NewCommand) { c.Kind = "dance" }, guibei.Invalid},
		"unknown person": {func(c *store.NewCommand) { c.By = "nobody" }, guibei.Unauthenticated},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, storetest.Tx(t))
			n := good
			c.change(&n)
			_, err := b.PutCommand(t.Context(), n)
			require.ErrorIs(t, err, c.want)
			require.Regexp(t, `\p{Han}`, guibei.Message(err))
		})
	}
	b := newBench(t, storetest.Tx(t))
	_, err := b.Command(t.Context(), good.ID)
	require.ErrorIs(t, err, guibei.NotFound)
	_, err = b.Case(t.Context(), good.ID)
	require.ErrorIs(t, err, guibei.NotFound)
	_, err = b.Case(t.Context(), "x")
	require.ErrorIs(t, err, guibei.NotFound)
	_, err = b.Work(t.Context(), good.ID)
	require.ErrorIs(t, err, guibei.NotFound)
}

func TestWorkBringsEverythingThatDecidingNeeds(t *testing.T) {
	t.Parallel()
	l := newBench(t, storetest.Tx(t)).newLife()
	open := &guibei.OpenCase{DraftingOrgan: "zjj", IssuingOrgan: "gov", Document: l.ref("draft"), Materials: l.papers(guibei.LegalBasis)}
	id := l.put(storetest.Drafter, guibei.OpenCaseCmd, open)
	w, err := l.Work(t.Context(), id)
	require.NoError(t, err)
	require.Equal(t, guibei.Command{ID: id, Case: l.id, Kind: guibei.OpenCaseCmd, By: storetest.Drafter, Payload: open, ReceivedAt: start.UTC()}, w.Command)
	require.Equal(t, guibei.NoCase, w.Case.Stage)
	require.Equal(t, guibei.CommandPending, w.Result.State)
	require.Equal(t, storetest.Organs[0], w.Issuer)
	require.Equal(t, "zjj", w.Drafting.ID)
	require.Len(t, w.Files, 2)
	require.Equal(t, l.sha("words"), w.Files[l.sha("draft")].TextSHA256)

	l.id = uuid.NewString()
	l.toReview()
	id = l.put(storetest.Lead, guibei.AssignReviewerCmd, &guibei.AssignReviewer{Reviewer: "reviewer"})
	w, err = l.Work(t.Context(), id)
	require.NoError(t, err)
	require.Equal(t, l.reload(), w.Case)
	require.Equal(t, &storetest.Reviewer, w.Nominee)
	require.Equal(t, "gov", w.Issuer.ID)
	require.Empty(t, w.Files)
	id = l.put(storetest.Lead, guibei.AssignReviewerCmd, &guibei.AssignReviewer{Reviewer: "nobody"})
	w, err = l.Work(t.Context(), id)
	require.NoError(t, err)
	require.Nil(t, w.Nominee)
}

func TestAPayloadThatCanNoLongerBeReadSaysSo(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	id := uuid.NewString()
	_, err := b.PutCommand(t.Context(), store.NewCommand{ID: id, Case: uuid.NewString(), Kind: guibei.SubmitCmd, By: "drafter", Payload: json.RawMessage(`{"gone":1}`)})
	require.NoError(t, err)
	w, err := b.Work(t.Context(), id)
	require.ErrorIs(t, err, store.ErrPayload)
	require.ErrorIs(t, err, guibei.Invalid)
	require.Contains(t, guibei.Message(err), "不符合格式要求")
	require.Equal(t, id, w.Command.ID)
}

func TestTheRelaySeesTheEarliestCommandOfEachCaseOnly(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	one, two := b.newLife(), b.newLife()
	first := one.put(storetest.Drafter, guibei.SubmitCmd, &guibei.Submit{})
	second := one.put(storetest.Drafter, guibei.SubmitCmd, &guibei.Submit{})
	other := two.put(storetest.Drafter, guibei.SubmitCmd, &guibei.Submit{})
	pending := func() []store.Pending {
		got, err := b.PendingCommands(t.Context(), 0)
		require.NoError(t, err)
		return got
	}
	require.Empty(t, pending(), "their senders are at it")
	b.now = b.now.Add(3 * time.Second)
	require.Equal(t, []store.Pending{{ID: first, Case: one.id}, {ID: other, Case: two.id}}, pending())
	next, err := b.Next(t.Context(), one.id)
	require.NoError(t, err)
	require.Equal(t, first, next)

	require.NoError(t, b.Postpone(t.Context(), first, b.now.Add(time.Minute), "引擎不在"))
	require.Equal(t, []store.Pending{{ID: other, Case: two.id}}, pending(), "a later command does not overtake a postponed one")
	b.now = b.now.Add(time.Minute)
	require.Contains(t, pending(), store.Pending{ID: first, Case: one.id, Attempts: 1})
	h, err := b.Health(t.Context())
	require.NoError(t, err)
	require.Equal(t, store.Health{Pending: 3, OldestPending: start.UTC()}, h)

	_, err = b.Refuse(t.Context(), first, guibei.Conflict, "不行。")
	require.NoError(t, err)
	require.NoError(t, b.Postpone(t.Context(), first, b.now.Add(time.Hour), "晚了"))
	require.Contains(t, pending(), store.Pending{ID: second, Case: one.id})
	row, err := b.Command(t.Context(), first)
	require.NoError(t, err)
	require.Equal(t, guibei.CommandRejected, row.Result.State)
	require.Equal(t, 1, row.Attempts, "a decided command is not postponed")
}

func TestTwoRelaysDoNotHoldOneCase(t *testing.T) {
	t.Parallel()
	s := store.New(storetest.DB(t), storetest.At(start))
	a, b := uuid.NewString(), uuid.NewString()
	got, err := s.WithCaseLock(t.Context(), a, func(ctx context.Context) error {
		inner, err := s.WithCaseLock(ctx, a, func(context.Context) error { t.Error("ran twice"); return nil })
		require.NoError(t, err)
		require.False(t, inner)
		inner, err = s.WithCaseLock(ctx, b, func(context.Context) error { return nil })
		require.True(t, inner)
		return err
	})
	require.NoError(t, err)
	require.True(t, got)
	failed := guibei.Errorf(guibei.Conflict, "不行。")
	got, err = s.WithCaseLock(t.Context(), a, func(context.Context) error { return failed })
	require.True(t, got)
	require.ErrorIs(t, err, failed)
}

// hear waits for a notification that fits.
func hear(t *testing.T, in <-chan store.Notification, want store.Notification) {
	t.Helper()
	for {
		select {
		case n, ok := <-in:
			require.True(t, ok, "the channel closed before %v", want)
			if n == want {
				return
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("never heard %v", want)
		}
	}
}

func TestListenersHearWhatIsCommittedAndSurviveALostConnection(t *testing.T) {
	t.Parallel()
	pool := storetest.DB(t)
	l := newBench(t, pool).newLife()
	ctx, cancel := context.WithCancel(t.Context())
	in, err := l.Listen(ctx, store.CommandChannel, store.EventChannel)
	require.NoError(t, err)
	hear(t, in, store.Notification{Channel: store.EventChannel})
	l.open()
	hear(t, in, store.Notification{Channel: store.EventChannel, Case: l.id})
	_, err = pool.Exec(t.Context(), `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
		WHERE datname = current_database() AND query LIKE 'LISTEN%'`)
	require.NoError(t, err)
	hear(t, in, store.Notification{Channel: store.EventChannel}) // the new connection says that something may have been missed
	l.do(storetest.Drafter, guibei.SubmitCmd, &guibei.Submit{}, guibei.Submitted)
	hear(t, in, store.Notification{Channel: store.EventChannel, Case: l.id})
	cancel()
	for range in {
	}
	_, err = store.New(storetest.Tx(t), storetest.At(start)).Listen(t.Context(), store.EventChannel)
	require.ErrorIs(t, err, guibei.Internal)
}

func TestALostConnectionIsUnavailable(t *testing.T) {
	t.Parallel()
	pool := storetest.DB(t)
	l := newBench(t, pool).newLife().open()
	kill := func() {
		_, err := pool.Exec(t.Context(), `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
			WHERE datname = current_database() AND pid <> pg_backend_pid()`)
		require.NoError(t, err)
	}
	tx, err := pool.Begin(t.Context())
	require.NoError(t, err)
	kill()
	within := store.New(tx, storetest.At(start))
	_, err = within.Case(t.Context(), l.id)
	require.ErrorIs(t, err, guibei.Unavailable)
	_, err = within.Case(t.Context(), l.id)
	require.ErrorIs(t, err, guibei.Unavailable, "and stays so")
	_ = tx.Rollback(t.Context())
	require.NoError(t, l.Ping(t.Context()), "the pool makes another connection")

	nowhere, err := store.Open(t.Context(), "postgres://nobody@127.0.0.1:1/none?connect_timeout=1")
	require.NoError(t, err)
	defer nowhere.Close()
	away := store.New(nowhere, storetest.At(start))
	require.ErrorIs(t, away.Ping(t.Context()), guibei.Unavailable)
	_, err = away.Work(t.Context(), l.id)
	require.ErrorIs(t, err, guibei.Unavailable)
	_, err = away.Commit(t.Context(), l.committed, nil)
	require.ErrorIs(t, err, guibei.Unavailable)
	require.NotContains(t, guibei.Message(err), "127.0.0.1", "the person does not read addresses")
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	require.ErrorIs(t, l.Ping(ended), guibei.Unavailable)
	_, err = store.Open(t.Context(), "postgres://a b")
	require.Error(t, err)
}
