package api_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/api"
	"guibei/deadline"
	"guibei/store/storetest"
)

// unpublished is a year that no notice has settled, with New Year on a day
// that clocks of the tests end on.
func (e *env) unpublished() (year int, file map[string]any) {
	year = deadline.China().Through() + 1
	day := func(m time.Month, d int) string { return guibei.Date{Year: year, Month: m, Day: d}.String() }
	named := func(d, name string) map[string]string { return map[string]string{"date": d, "name": name} }
	return year, map[string]any{
		"year": year, "notice": "国办发明电", "work": []any{},
		"off": []any{
			named(day(1, 1), "元旦"), named(day(1, 4), "元旦"), named(day(1, 5), "元旦"), named(day(1, 6), "元旦"), named(day(1, 7), "元旦"), named(day(1, 8), "元旦"),
			named(day(5, 1), "劳动节"), named(day(10, 1), "国庆节"),
		},
	}
}

func TestANewYearSaysWhichPeriodsItMovesBeforeItDoes(t *testing.T) {
	t.Parallel()
	var nudged []string
	e := setup(t, func(o *api.Options) {
		o.Nudge = func(_ context.Context, id string) error { nudged = append(nudged, id); return nil }
	})
	year, file := e.unpublished()
	id := e.caseWithClock(guibei.Date{Year: year - 1, Month: time.December, Day: 28}, guibei.Date{Year: year, Month: time.January, Day: 4})
	admin := e.as(storetest.Admin)
	const at = "/api/v1/calendars/150204/years"

	var v api.CalendarImport
	a := admin.post(at+"?dry_run=true", file)
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	a.into(&v)
	require.True(t, v.Valid)
	require.Empty(t, v.Problems)
	require.Equal(t, 1, v.Checked)
	require.Len(t, v.Moves, 1)
	require.Equal(t, id, v.Moves[0].Case)
	require.Equal(t, guibei.CompletenessClock, v.Moves[0].Clock)
	require.True(t, v.Moves[0].From.Before(v.Moves[0].To), "%+v", v.Moves[0])
	require.Contains(t, v.Days, api.CalendarDayChange{Date: guibei.Date{Year: year, Month: time.January, Day: 1}, Before: "工作日", After: "元旦放假"})
	require.Empty(t, nudged)
	years, err := e.store.CalendarYears(t.Context(), "150204")
	require.NoError(t, err)
	require.Empty(t, years, "nothing was written")

	a = admin.post(at, file)
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	a.into(&v)
	require.Equal(t, []string{id}, nudged)
	require.Equal(t, 1, v.Told)
	require.Zero(t, v.Untold)
	years, err = e.store.CalendarYears(t.Context(), "150204")
	require.NoError(t, err)
	require.Equal(t, year, years[0].Year.Year)
	require.Equal(t, "系统管理员", years[0].ImportedByName)
	got := e.as(auditor).acts("kind=calendar_imported&person=" + e.double(storetest.Admin).ID)
	require.Contains(t, got[0].Sentence, "导入了150204的工作日历的")

	var all struct{ Calendars []api.CalendarView }
	admin.get("/api/v1/calendars").into(&all)
	require.Len(t, all.Calendars, 1)
	require.Equal(t, year, all.Calendars[0].Through)
	require.Equal(t, "none", all.Calendars[0].Years[0].Source)
	require.Equal(t, "imported", all.Calendars[0].Years[1].Source)
	require.Equal(t, "embedded", all.Calendars[0].Years[2].Source)
	var days api.CalendarDaysView
	admin.get("/api/v1/calendars/150204/2026").into(&days)
	require.Equal(t, "元旦", days.Off[0].Name)
	require.Equal(t, 4, days.Off[0].Weekday)
	admin.get("/api/v1/calendars/150204/2190").into(&days)
	require.False(t, days.Published)
}

// caseWithClock opens a case with a completeness clock that runs from a day and
// was computed to end on another.
func (e *env) caseWithClock(from, due guibei.Date) string {
	e.t.Helper()
	id, _ := e.as(storetest.Drafter).open()
	c, err := e.store.Case(e.t.Context(), id)
	require.NoError(e.t, err)
	_, err = e.store.Commit(e.t.Context(), guibei.Outcome{Case: c, Before: c.Seq}, []guibei.Clock{{
		Kind: guibei.CompletenessClock, Run: 1, State: guibei.ClockRunning, StartedOn: from, DueOn: due, FirstDueOn: due,
		DueAt: due.EndOfDay(time.UTC), Provisional: true,
	}})
	require.NoError(e.t, err)
	return id
}

func TestAWrongYearIsToldDayByDay(t *testing.T) {
	t.Parallel()
	e := setup(t)
	admin := e.as(storetest.Admin)
	year, file := e.unpublished()
	file["off"] = append(file["off"].([]any), map[string]string{"date": "2027-13-01", "name": "春节"}, map[string]string{"date": "2001-02-03", "name": "春节"})
	file["work"] = []any{map[string]string{"date": guibei.Date{Year: year, Month: time.March, Day: 3}.String(), "name": "春节"}}
	const at = "/api/v1/calendars/150204/years"

	var v api.CalendarImport
	a := admin.post(at+"?dry_run=true", file)
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	a.into(&v)
	require.False(t, v.Valid)
	require.GreaterOrEqual(t, len(v.Problems), 2)
	require.Equal(t, "2027-13-01", v.Problems[0].Date)
	require.Equal(t, "off", v.Problems[0].List)
	require.Equal(t, 9, v.Problems[0].Row)
	require.Contains(t, v.Problems[1].Message, "2001-02-03")
	p := admin.post(at, file).problem(http.StatusUnprocessableEntity, "invalid")
	require.Equal(t, "body.off[8]", p.Errors[0].Location)

	admin.post(at+"?dry_run=true", map[string]any{"year": year, "off": []any{}, "work": []any{}}).into(&v)
	require.Len(t, v.Problems, 3, "the fixed holidays are missing: %+v", v.Problems)
	e.as(storetest.Supervisor).post(at, file).problem(http.StatusForbidden, "forbidden")
	admin.post("/api/v1/calendars/999999/years", file).problem(http.StatusNotFound, "not_found")
}

func TestCasesThatWereNotToldAreCounted(t *testing.T) {
	t.Parallel()
	e := setup(t, func(o *api.Options) { o.Nudge = func(context.Context, string) error { return errors.New("away") } })
	year, file := e.unpublished()
	e.caseWithClock(guibei.Date{Year: year - 1, Month: time.December, Day: 28}, guibei.Date{Year: year, Month: time.January, Day: 4})
	var v api.CalendarImport
	e.as(storetest.Admin).post("/api/v1/calendars/150204/years", file).into(&v)
	require.Zero(t, v.Told)
	require.Equal(t, 1, v.Untold)
	require.Contains(t, v.Sentence, "再次导入")
}
