package store_test

import (
	"encoding/gob"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/deadline"
	"guibei/store"
	"guibei/store/storetest"
)

func TestPeopleAndOrgansAreKeptAndChanged(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	o := guibei.Organ{ID: b.own("o"), Name: "某局", Kind: guibei.Department, Region: "150204"}
	require.NoError(t, b.PutOrgan(t.Context(), o))
	o.Name = "某局（新）"
	require.NoError(t, b.PutOrgan(t.Context(), o))
	organs, err := b.Organs(t.Context())
	require.NoError(t, err)
	require.Contains(t, organs, o)
	require.Len(t, organs, len(storetest.Organs)+1)

	p := guibei.Person{ID: b.own("p"), Name: "某人", Grants: []guibei.Grant{{Role: guibei.UnitHead, Organ: "zjj"}, {Role: guibei.Drafter, Organ: o.ID}}}
	require.NoError(t, b.PutPerson(t.Context(), p))
	got, err := b.Person(t.Context(), p.ID)
	require.NoError(t, err)
	require.Equal(t, p, got, "grants keep their order")
	p.Grants = []guibei.Grant{{Role: guibei.Auditor, Organ: "office"}}
	require.NoError(t, b.PutPerson(t.Context(), p), "the duty may change with all grants")
	people, err := b.People(t.Context())
	require.NoError(t, err)
	require.Contains(t, people, p)
	require.Len(t, people, len(storetest.People)+1)
	_, err = b.Person(t.Context(), "nobody")
	require.ErrorIs(t, err, guibei.NotFound)
}

func TestPeopleAndOrgansThatCannotBeAreRefused(t *testing.T) {
	t.Parallel()
	organ := func(o guibei.Organ) func(*bench) error {
		return func(b *bench) error { return b.PutOrgan(b.t.Context(), o) }
	}
	somebody := func(gs ...guibei.Grant) func(*bench) error {
		return func(b *bench) error {
			return b.PutPerson(b.t.Context(), guibei.Person{ID: b.own("p"), Name: "某人", Grants: gs})
		}
	}
	for want, put := range map[string]func(*bench) error{
		"机关编号不能为空": organ(guibei.Organ{Name: "无编号", Kind: guibei.Department}),
		"没有这种机关类型": organ(guibei.Organ{ID: "x", Name: "无类型"}),
		"机关名称不能为空": organ(guibei.Organ{ID: "x", Kind: guibei.Department}),
		"没有这个机关":   somebody(guibei.Grant{Role: guibei.Drafter, Organ: "nowhere"}),
		"三员":       somebody(guibei.Grant{Role: guibei.Drafter, Organ: "zjj"}, guibei.Grant{Role: guibei.SystemAdmin, Organ: "zjj"}),
	} {
		t.Run(want, func(t *testing.T) {
			t.Parallel()
			err := put(newBench(t, storetest.Tx(t)))
			require.ErrorIs(t, err, guibei.Invalid)
			require.ErrorContains(t, err, want)
		})
	}
}

func TestTheDatabaseItselfKeepsTheThreeAdministratorsApart(t *testing.T) {
	t.Parallel()
	for _, roles := range [][2]guibei.Role{
		{guibei.SystemAdmin, guibei.Auditor}, {guibei.SecurityAdmin, guibei.SystemAdmin}, {guibei.Auditor, guibei.Drafter}, {guibei.Drafter, guibei.SecurityAdmin},
	} {
		tx := storetest.Tx(t)
		b := newBench(t, tx)
		id := b.own("p")
		require.NoError(t, b.PutPerson(t.Context(), guibei.Person{ID: id, Name: "某人", Grants: []guibei.Grant{{Role: roles[0], Organ: "zjj"}}}))
		_, err := tx.Exec(t.Context(), `INSERT INTO person_role (person, role, organ, ord) VALUES ($1, $2, 'zjj', 2)`, id, roles[1])
		require.ErrorContains(t, err, "person_role_duty_fkey", "%v", roles)
	}
}

func TestFiveFailuresLockAnAccountForAQuarterOfAnHour(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	login := b.own("Zhang")
	a := store.Account{Person: "drafter", Login: login, PasswordHash: "$argon2id$…"}
	require.NoError(t, b.PutAccount(t.Context(), a))
	get := func() store.Account {
		got, err := b.Account(t.Context(), b.own("zHANG"))
		require.NoError(t, err)
		return got
	}
	require.Equal(t, a, get(), "the case of a login does not matter")
	for range 4 {
		require.NoError(t, b.RecordLogin(t.Context(), login, false))
	}
	require.Equal(t, 4, get().Failures)
	require.Zero(t, get().LockedUntil)
	require.NoError(t, b.RecordLogin(t.Context(), login, true))
	require.Equal(t, a, get())
	for range 5 {
		require.NoError(t, b.RecordLogin(t.Context(), login, false))
	}
	require.Equal(t, start.Add(15*time.Minute).UTC(), get().LockedUntil)
	require.NoError(t, b.RecordLogin(t.Context(), login, false))
	require.Equal(t, 1, get().Failures, "the count starts anew")
	require.Equal(t, start.Add(15*time.Minute).UTC(), get().LockedUntil)

	require.ErrorIs(t, b.RecordLogin(t.Context(), "nobody", true), guibei.NotFound)
	_, err := b.Account(t.Context(), "nobody")
	require.ErrorIs(t, err, guibei.NotFound)
	require.ErrorIs(t, b.PutAccount(t.Context(), store.Account{Person: "nobody", Login: b.own("x")}), guibei.NotFound)
}

func TestALoginNameBelongsToOnePerson(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	require.NoError(t, b.PutAccount(t.Context(), store.Account{Person: "drafter", Login: b.own("x")}))
	require.ErrorContains(t, b.PutAccount(t.Context(), store.Account{Person: "clerk", Login: b.own("X")}), "已被使用")
}

func TestABootstrapTokenWorksOnceAndInTime(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	require.NoError(t, b.PutBootstrapToken(t.Context(), b.own("good"), b.now.Add(time.Hour)))
	require.NoError(t, b.PutBootstrapToken(t.Context(), b.own("late"), b.now))
	require.ErrorIs(t, b.UseBootstrapToken(t.Context(), b.own("bad")), guibei.Unauthenticated)
	require.ErrorIs(t, b.UseBootstrapToken(t.Context(), b.own("late")), guibei.Unauthenticated)
	require.NoError(t, b.UseBootstrapToken(t.Context(), b.own("good")))
	require.ErrorIs(t, b.UseBootstrapToken(t.Context(), b.own("good")), guibei.Unauthenticated)
	var kept int
	require.NoError(t, b.db.QueryRow(t.Context(), `SELECT count(*) FROM bootstrap_token WHERE hash LIKE '%good%'`).Scan(&kept))
	require.Zero(t, kept, "the token itself is not kept")
}

func TestABootstrapThatFailsKeepsItsToken(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	token := b.own("token")
	require.NoError(t, b.PutBootstrapToken(t.Context(), token, b.now.Add(time.Hour)))
	require.NoError(t, b.PutAccount(t.Context(), store.Account{Person: "drafter", Login: b.own("taken")}))
	organ := guibei.Organ{ID: b.own("organ"), Name: "区人民政府办公室", Kind: guibei.GovOffice, Region: "150204"}
	p := guibei.Person{ID: b.own("root"), Name: "管理员", Grants: []guibei.Grant{{Role: guibei.SystemAdmin, Organ: organ.ID}}}
	require.Error(t, b.Bootstrap(t.Context(), token, organ, p, store.Account{Person: p.ID, Login: b.own("taken")}))
	_, err := b.Person(t.Context(), p.ID)
	require.ErrorIs(t, err, guibei.NotFound, "nothing half-done")
	require.NoError(t, b.Bootstrap(t.Context(), token, organ, p, store.Account{Person: p.ID, Login: b.own("free")}))
	require.ErrorIs(t, b.Bootstrap(t.Context(), token, organ, p, store.Account{Person: p.ID, Login: b.own("free")}), guibei.Unauthenticated)
}

func TestSessionsLastUntilTheyExpireOrThePersonIsPutOut(t *testing.T) {
	t.Parallel()
	gob.Register(time.Time{})
	b := newBench(t, storetest.Tx(t))
	data := func(person string) []byte {
		raw, err := scs.GobCodec{}.Encode(b.now.Add(time.Hour), map[string]any{store.SessionPersonKey: person})
		require.NoError(t, err)
		return raw
	}
	has := func(token string) bool {
		_, ok, err := b.FindCtx(t.Context(), token)
		require.NoError(t, err)
		return ok
	}
	a, c, d := b.own("a"), b.own("c"), b.own("d")
	for token, raw := range map[string][]byte{a: data("drafter"), c: data("clerk"), d: []byte("of another codec")} {
		require.NoError(t, b.CommitCtx(t.Context(), token, []byte("first"), b.now.Add(time.Minute)))
		require.NoError(t, b.CommitCtx(t.Context(), token, raw, b.now.Add(time.Hour)))
	}
	got, ok, err := b.FindCtx(t.Context(), a)
	require.NoError(t, err)
	require.True(t, ok)
	require.Equal(t, data("drafter"), got)
	require.NoError(t, b.DeleteSessions(t.Context(), "drafter"))
	require.NoError(t, b.DeleteSessions(t.Context(), ""))
	require.Equal(t, []bool{false, true, true}, []bool{has(a), has(c), has(d)})
	require.NoError(t, b.DeleteCtx(t.Context(), d))
	require.NoError(t, b.DeleteCtx(t.Context(), d))
	require.False(t, has(d))
	b.now = b.now.Add(time.Hour)
	require.False(t, has(c), "expired")
	require.NoError(t, b.SweepSessions(t.Context()))
	b.now = start
	require.False(t, has(c), "and gone")
}

func TestFilesAreKnownByTheirBytes(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	f, err := b.File(t.Context(), b.sha("draft"))
	require.NoError(t, err)
	require.Equal(t, int64(11), f.Size)
	require.NoError(t, b.PutFile(t.Context(), f), "again is nothing new")
	f.Size++
	require.ErrorIs(t, b.PutFile(t.Context(), f), guibei.Conflict)
	require.ErrorIs(t, b.PutFile(t.Context(), guibei.File{SHA256: "short"}), guibei.Invalid)
	b = newBench(t, storetest.Tx(t))
	_, err = b.File(t.Context(), b.sha("none"))
	require.ErrorIs(t, err, guibei.NotFound)
	seen := map[string]bool{}
	require.NoError(t, b.FileHashes(t.Context(), func(sha string) error { seen[sha] = true; return nil }))
	require.True(t, seen[b.sha("draft")] && seen[b.sha("revised")] && seen[b.sha("paper")])
	stop := guibei.Errorf(guibei.Conflict, "够了。")
	require.ErrorIs(t, b.FileHashes(t.Context(), func(string) error { return stop }), stop)
}

func TestTextThatTheDatabaseCannotKeepIsThePersonsToChange(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	err := b.PutOrgan(t.Context(), guibei.Organ{ID: b.own("o"), Name: "某\x00局", Kind: guibei.Department})
	require.ErrorIs(t, err, guibei.Invalid)
	require.ErrorContains(t, err, "控制字符")
}

func TestAnImportedYearPrevailsInItsRegionOnly(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	region := b.own("region")
	day := func(s string) guibei.Date {
		d, err := guibei.ParseDate(s)
		require.NoError(t, err)
		return d
	}
	cal, err := b.Calendar(t.Context(), region)
	require.NoError(t, err)
	require.Equal(t, deadline.China().Version(), cal.Version())
	year := deadline.Year{Year: 2027, Off: []deadline.Day{
		{Date: day("2027-01-01"), Name: "元旦"}, {Date: day("2027-05-01"), Name: "劳动节"}, {Date: day("2027-10-01"), Name: "国庆节"},
	}}
	require.NoError(t, b.PutCalendarYear(t.Context(), region, year, "admin"))
	year.Off = append(year.Off, deadline.Day{Date: day("2027-10-04"), Name: "国庆节"})
	require.NoError(t, b.PutCalendarYear(t.Context(), region, year, "admin"))
	cal, err = b.Calendar(t.Context(), region)
	require.NoError(t, err)
	require.True(t, cal.Published(2027))
	require.False(t, cal.Working(day("2027-10-04")))
	require.NotEqual(t, deadline.China().Version(), cal.Version())
	other, err := b.Calendar(t.Context(), b.own("other"))
	require.NoError(t, err)
	require.False(t, other.Published(2027))

	require.ErrorIs(t, b.PutCalendarYear(t.Context(), region, deadline.Year{Year: 2028}, "admin"), guibei.Invalid)
	require.ErrorIs(t, b.PutCalendarYear(t.Context(), region, year, "nobody"), guibei.Unauthenticated)
}
