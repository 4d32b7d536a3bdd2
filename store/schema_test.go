package store_test

import (
	"context"
	"io/fs"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/store"
	"guibei/store/storetest"
)

var quoted = regexp.MustCompile(`'([^']*)'::text`)

// wordsOf returns the words that a CHECK constraint allows, in order.
func wordsOf(t *testing.T, db store.DB, constraint string) []string {
	t.Helper()
	var def string
	require.NoError(t, db.QueryRow(t.Context(), `SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = $1`, constraint).Scan(&def), constraint)
	var out []string
	for _, m := range quoted.FindAllStringSubmatch(def, -1) {
		out = append(out, m[1])
	}
	slices.Sort(out)
	return out
}

func sorted[T ~string](lists ...[]T) []string {
	var out []string
	for _, l := range lists {
		for _, v := range l {
			out = append(out, string(v))
		}
	}
	slices.Sort(out)
	return out
}

func TestTheSchemaAllowsTheWordsOfTheRootPackageAndNoOthers(t *testing.T) {
	t.Parallel()
	db := storetest.Tx(t)
	commands := sorted(guibei.CommandKinds)
	stages := sorted(guibei.Stages)
	tasks := sorted(guibei.TaskKinds)
	for _, row := range guibei.Transitions {
		for _, k := range row.Tasks {
			require.Contains(t, tasks, string(k), "a task of the table that this test does not know")
		}
	}
	for constraint, want := range map[string][]string{
		"organ_kind_check": sorted([]guibei.OrganKind{
			guibei.Government, guibei.GovOffice, guibei.Department, guibei.Township, guibei.Subdistrict, guibei.Superior, guibei.Congress,
		}),
		"person_role_role_check": sorted(guibei.Roles),
		"task_role_check":        sorted(guibei.Roles),
		"cases_class_check":      sorted([]guibei.Class{guibei.GovDocument, guibei.DeptDocument, guibei.TownshipDocument}),
		"cases_stage_check":      stages,
		"event_stage_check":      stages,
		"command_kind_check":     commands,
		"event_kind_check": sorted(guibei.CommandKinds, []guibei.CommandKind{
			guibei.CommandKind(guibei.TextChecked), guibei.CommandKind(guibei.ClockWarned), guibei.CommandKind(guibei.ClockOverdue),
			guibei.CommandKind(guibei.ClockMoved), guibei.CommandKind(guibei.ReviewVoided), guibei.CommandKind(guibei.CaseParked),
		}),
		"command_state_check": sorted([]guibei.CommandState{
			guibei.CommandPending, guibei.CommandApplied, guibei.CommandRejected, guibei.CommandParked,
		}),
		"task_kind_check":   tasks,
		"clock_kind_check":  sorted(guibei.ClockKinds),
		"clock_state_check": sorted([]guibei.ClockState{guibei.ClockRunning, guibei.ClockPaused, guibei.ClockStopped}),
		"obligation_status_check": sorted([]guibei.FilingStatus{
			guibei.FilingDue, guibei.FilingSubmitted, guibei.FilingSupplement, guibei.FilingRegistered, guibei.FilingRefused,
		}),
		"obligation_first_check_check": sorted([]guibei.FormResult{
			guibei.FormUnchecked, guibei.FormPassed, guibei.FormDefective, guibei.FormRefused,
		}),
		"obligation_desk_check":    sorted([]guibei.Role{guibei.FilingReviewer, guibei.CongressDesk}),
		"opinion_conclusion_check": sorted([]guibei.Conclusion{guibei.Lawful, guibei.ReviseRequired, guibei.Unlawful}),
		"opinion_exemption_check": sorted([]guibei.Exemption{
			guibei.NoExemption, guibei.Emergency, guibei.UrgentOrder, guibei.DrafterAgrees,
		}),
	} {
		require.Equal(t, want, wordsOf(t, db, constraint), "%s", constraint)
	}
	for _, words := range [][]string{tasks, commands, stages} {
		for _, w := range words {
			require.NotEmpty(t, guibei.TaskKind(w).Label()+guibei.CommandKind(w).Label()+guibei.Stage(w).Label(), "%s has no label", w)
		}
	}
}

func TestEveryConstraintIsNamedByUs(t *testing.T) {
	t.Parallel()
	db := storetest.Tx(t)
	files, err := fs.Glob(store.Migrations(), "*.sql")
	require.NoError(t, err)
	var migration strings.Builder
	for _, name := range files {
		text, err := fs.ReadFile(store.Migrations(), name)
		require.NoError(t, err)
		migration.Write(text)
	}
	rows, err := db.Query(t.Context(), `SELECT conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace
		AND conrelid <> 'goose_db_version'::regclass`)
	require.NoError(t, err)
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	require.NoError(t, err)
	require.Greater(t, len(names), 40)
	for _, name := range names {
		require.Regexp(t, `CONSTRAINT `+name+`\s`, migration.String())
	}
}

func TestMigratingAgainChangesNothingAndTheStartUpCheckPasses(t *testing.T) {
	t.Parallel()
	pool := storetest.DB(t)
	s := store.New(pool, storetest.At(start))
	require.NoError(t, store.Migrate(t.Context(), pool.Config().ConnString()))
	require.NoError(t, s.UpToDate(t.Context()))
	require.NoError(t, s.Ping(t.Context()))
	require.GreaterOrEqual(t, store.Version(), int64(3))
}

func TestTheStartUpCheckSaysWhatToRun(t *testing.T) {
	t.Parallel()
	tx := storetest.Tx(t)
	s := store.New(tx, storetest.At(start))
	for _, c := range []struct{ sql, want string }{
		{`UPDATE goose_db_version SET version_id = version_id + 7`, "请升级程序"},
		{`DELETE FROM goose_db_version`, "guibei migrate"},
		{`DROP TABLE goose_db_version`, "guibei migrate"},
	} {
		_, err := tx.Exec(t.Context(), c.sql)
		require.NoError(t, err)
		err = s.UpToDate(t.Context())
		require.ErrorIs(t, err, guibei.Unavailable)
		require.ErrorContains(t, err, c.want)
	}
}

func TestTheApplicationsRoleMayDoItsWorkAndNoMore(t *testing.T) {
	t.Parallel()
	pool := storetest.DB(t)
	owner := newBench(t, pool)
	role := "app_" + owner.id
	_, err := pool.Exec(t.Context(), `CREATE ROLE `+role+` LOGIN`)
	require.NoError(t, err)
	t.Cleanup(func() {
		ctx := context.WithoutCancel(t.Context())
		_, err := pool.Exec(ctx, `DROP OWNED BY `+role)
		require.NoError(t, err)
		_, err = pool.Exec(ctx, `DROP ROLE `+role)
		require.NoError(t, err)
	})
	u, err := url.Parse(pool.Config().ConnString())
	require.NoError(t, err)
	q := u.Query()
	q.Set("options", "-c guibei.app_role="+role)
	u.RawQuery = strings.ReplaceAll(q.Encode(), "+", "%20")
	require.NoError(t, store.Migrate(t.Context(), u.String()))
	u.User = url.User(role)
	app, err := store.Open(t.Context(), u.String())
	require.NoError(t, err)
	defer app.Close()

	b := newBench(t, app)
	require.NoError(t, b.UpToDate(t.Context()))
	require.NoError(t, b.PutOrgan(t.Context(), guibei.Organ{ID: "new", Name: "新机关", Kind: guibei.Department}))
	require.NoError(t, b.PutPerson(t.Context(), guibei.Person{ID: "new", Name: "新人", Grants: []guibei.Grant{{Role: guibei.Drafter, Organ: "new"}}}))
	l := b.newLife().toSigned().publish()
	l.do(storetest.Clerk, guibei.SubmitFilingCmd, l.file("gov_up"), guibei.InFiling)
	require.NoError(t, l.SaveCheck(t.Context(), l.id, 1, guibei.CheckReceipt{RuleSet: "r", Verdict: "clean"}))
	for _, sql := range []string{
		`UPDATE event SET hash = hash`, `DELETE FROM event`, `TRUNCATE event`, `DELETE FROM cases`, `DELETE FROM command`,
		`UPDATE version SET n = n`, `UPDATE file SET size = 0`, `DROP TABLE event`, `ALTER TABLE event DISABLE TRIGGER ALL`, `CREATE TABLE mine (a int)`,
	} {
		_, err := app.Exec(t.Context(), sql)
		require.ErrorContains(t, err, "42501", "%s", sql)
	}
}
