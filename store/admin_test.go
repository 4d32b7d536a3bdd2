package store_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/store"
	"guibei/store/storetest"
)

// act is an act of administration about a subject of this test.
func (b *bench) act(kind guibei.AdminKind, subject string) guibei.AdminEvent {
	return guibei.AdminEvent{
		Subject: b.own(subject), Kind: kind, From: "10.0.0.1", Payload: json.RawMessage(`{"reason":"离职"}`),
		Actor: guibei.Actor{Person: b.own("admin"), Name: "管理员", Role: guibei.SystemAdmin, Organ: "office"},
	}
}

func TestActsOfAdministrationAreChainedBySubjectAndListedNewestFirst(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	for _, e := range []guibei.AdminEvent{
		b.act(guibei.PersonAdded, "person/a"), b.act(guibei.OrganPut, "organ/o"), b.act(guibei.AccountLocked, "person/a"),
	} {
		require.NoError(t, b.RecordAdmin(t.Context(), e))
		b.now = b.now.Add(time.Minute)
	}
	kinds := func(f store.AdminFilter) (out []guibei.AdminKind) {
		f.Person = b.own("admin")
		for {
			rows, next, err := b.AdminEvents(t.Context(), f)
			require.NoError(t, err)
			for _, r := range rows {
				out = append(out, r.Kind)
			}
			if f.Cursor = next; next == "" {
				return out
			}
		}
	}
	all := []guibei.AdminKind{guibei.AccountLocked, guibei.OrganPut, guibei.PersonAdded}
	require.Equal(t, all, kinds(store.AdminFilter{}))
	require.Equal(t, all, kinds(store.AdminFilter{Limit: 1}), "page by page")
	require.Equal(t, all[:1], kinds(store.AdminFilter{Kinds: []guibei.AdminKind{guibei.AccountLocked}}))
	require.Equal(t, all[1:2], kinds(store.AdminFilter{Subject: b.own("organ/o")}))
	require.Equal(t, all[1:2], kinds(store.AdminFilter{From: start.Add(time.Minute), To: start.Add(2 * time.Minute)}))
	rows, _, err := b.AdminEvents(t.Context(), store.AdminFilter{Subject: b.own("person/a")})
	require.NoError(t, err)
	require.EqualValues(t, 2, rows[0].Seq)
	require.Equal(t, rows[1].Hash, rows[0].PrevHash)
	_, _, err = b.AdminEvents(t.Context(), store.AdminFilter{Cursor: "x"})
	require.ErrorIs(t, err, guibei.Invalid)
}

func TestAnActAndItsRecordAreBothThereOrNeither(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	o := guibei.Organ{ID: b.own("o"), Name: "某局", Kind: guibei.Department, Region: "150204"}
	broken := errors.New("broken")
	err := b.Together(t.Context(), func(within *store.Store) error {
		require.NoError(t, within.PutOrgan(t.Context(), o))
		require.NoError(t, within.RecordAdmin(t.Context(), b.act(guibei.OrganPut, "organ/o")))
		return broken
	})
	require.ErrorIs(t, err, broken)
	organs, err := b.Organs(t.Context())
	require.NoError(t, err)
	require.NotContains(t, organs, o)
	rows, _, err := b.AdminEvents(t.Context(), store.AdminFilter{Subject: b.own("organ/o")})
	require.NoError(t, err)
	require.Empty(t, rows)
}

func TestAChangedOrMissingActOfAdministrationShows(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ sql, want string }{
		"changed":         {`UPDATE admin_event SET actor_name = '别人' WHERE seq = 2`, "第2条内容被改动"},
		"dropped":         {`DELETE FROM admin_event WHERE seq = 1`, "第1条缺失"},
		"the end dropped": {`DELETE FROM admin_event WHERE seq = 3`, "应有3条，读到2条"},
		"all dropped":     {`DELETE FROM admin_event`, "应有3条，读到0条"},
		"the head too":    {`DELETE FROM admin_head`, "应有0条，读到3条"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			pool := storetest.DB(t)
			b := newBench(t, pool)
			for range 3 {
				require.NoError(t, b.RecordAdmin(t.Context(), b.act(guibei.OrganPut, "organ/o")))
			}
			verify := func() (out store.VerifiedAdmin) {
				require.NoError(t, b.VerifyAdmin(t.Context(), func(v store.VerifiedAdmin) error { out = v; return nil }))
				return out
			}
			sound := verify()
			require.NoError(t, sound.Err)
			require.Equal(t, 3, sound.Events)
			_, err := pool.Exec(t.Context(), c.sql)
			if name != "the head too" {
				require.ErrorContains(t, err, "append-only")
			}
			_, err = pool.Exec(t.Context(), `ALTER TABLE admin_event DISABLE TRIGGER admin_event_append_only`)
			require.NoError(t, err)
			_, err = pool.Exec(t.Context(), c.sql)
			require.NoError(t, err)
			require.ErrorContains(t, verify().Err, c.want)
		})
	}
}

func TestTheEventsOfAllCasesComeNewestFirst(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	one, two := b.newLife().open(), b.newLife().open()
	two.do(storetest.Drafter, guibei.SubmitCmd, &guibei.Submit{}, guibei.Submitted)

	f := store.EventFilter{Limit: 1}
	var got []string
	for {
		rows, next, err := b.AllEvents(t.Context(), f)
		require.NoError(t, err)
		for _, r := range rows {
			got = append(got, r.Case+" "+string(r.Kind))
			require.Equal(t, "青山区某办法", r.Title)
		}
		if f.Cursor = next; next == "" {
			break
		}
	}
	require.Equal(t, []string{two.id + " submit", two.id + " open_case", one.id + " open_case"}, got)
	for _, f := range []store.EventFilter{
		{Kind: "submit"}, {Case: two.id, Kind: "submit"}, {From: start.AddDate(0, 0, 2)}, {Person: "drafter", Kind: "submit"},
	} {
		rows, _, err := b.AllEvents(t.Context(), f)
		require.NoError(t, err)
		require.Len(t, rows, 1, "%+v", f)
	}
	rows, _, err := b.AllEvents(t.Context(), store.EventFilter{Person: "head"})
	require.NoError(t, err)
	require.Empty(t, rows)
}

func TestAnAccountIsDisabledAndEnabledWithoutItsPassword(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	p := guibei.Person{ID: b.own("p"), Name: "某人", Grants: []guibei.Grant{{Role: guibei.Drafter, Organ: "zjj"}}}
	require.NoError(t, b.PutPerson(t.Context(), p))
	require.ErrorIs(t, b.Disable(t.Context(), p.ID, true), guibei.NotFound)
	require.NoError(t, b.PutAccount(t.Context(), store.Account{Person: p.ID, Login: p.ID, PasswordHash: "hash", LockedUntil: start.Add(time.Hour)}))
	require.NoError(t, b.Disable(t.Context(), p.ID, true))
	require.NoError(t, b.Saw(t.Context(), p.ID))
	accounts, err := b.Accounts(t.Context())
	require.NoError(t, err)
	require.Equal(t, store.Account{Person: p.ID, Login: p.ID, LockedUntil: start.Add(time.Hour).UTC(), Disabled: true, SeenAt: start.UTC()}, accounts[p.ID], "no hash")
	require.NoError(t, b.Disable(t.Context(), p.ID, false))
	a, err := b.Account(t.Context(), p.ID)
	require.NoError(t, err)
	require.False(t, a.Disabled)
	require.Zero(t, a.LockedUntil)
	require.Equal(t, "hash", a.PasswordHash)
}

func TestWhatWaitsTooLongIsNamed(t *testing.T) {
	t.Parallel()
	l := newBench(t, storetest.Tx(t)).newLife().open()
	id := l.put(storetest.Drafter, guibei.SubmitCmd, &guibei.Submit{})
	stuck, err := l.Stuck(t.Context(), 0)
	require.NoError(t, err)
	require.Empty(t, stuck)
	l.now = l.now.Add(2 * time.Minute)
	stuck, err = l.Stuck(t.Context(), 0)
	require.NoError(t, err)
	require.Len(t, stuck, 1)
	require.Equal(t, []string{id, l.id, "青山区某办法", "报送"}, []string{stuck[0].Command, stuck[0].Case, stuck[0].Title, stuck[0].Label})
	f, err := l.Facts(t.Context())
	require.NoError(t, err)
	require.Equal(t, store.Version(), f.Schema)
	require.Positive(t, f.Size)
	require.EqualValues(t, 3, f.Files)
	require.EqualValues(t, 37, f.FileBytes)
	require.Equal(t, 2*time.Minute-3*time.Second, f.Lag)
}

func TestOpenClocksAreThoseOfTheRegionThatHaveNotStopped(t *testing.T) {
	t.Parallel()
	l := newBench(t, storetest.Tx(t)).newLife().toReview()
	collect := func(region string) (out []store.OpenClock) {
		require.NoError(t, l.OpenClocks(t.Context(), region, func(k store.OpenClock) error { out = append(out, k); return nil }))
		return out
	}
	require.Empty(t, collect("330382"))
	got := collect("150204")
	require.Len(t, got, 1)
	require.Equal(t, guibei.ReviewClock, got[0].Kind)
	require.Equal(t, l.id, got[0].Case)
	require.Equal(t, l.clocks[len(l.clocks)-1].DueOn, got[0].DueOn)
}
