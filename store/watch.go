package store

import (
	"context"
	"encoding/base64"
	"fmt"
	"math"
	"strings"

	"github.com/jackc/pgx/v5"

	"guibei"
)

// sees narrows cases c to those that the viewer may see; false if there can be
// none. It is for few cases that are found otherwise: [ways] finds many.
func (q *query) sees(p guibei.Person) bool {
	var any []string
	for _, w := range ways(p) {
		_, condition, _ := strings.Cut(w.from, " WHERE ")
		switch {
		case w.from == everyCase:
			return true
		case w.desk:
			condition = `EXISTS (SELECT FROM obligation o WHERE o.case_id = c.id AND ` + condition + `)`
		}
		any = append(any, q.bind(w, condition))
	}
	q.sql += ` AND (` + strings.Join(append(any, `false`), ` OR `) + `)`
	return len(any) > 0
}

// inBucket says over clock k what is in a bucket; the arguments are those of
// [Horizon.args].
var inBucket = map[Bucket]string{
	BucketOverdue: `k.state = 'running' AND k.due_at <= $1`,
	BucketToday:   `k.state = 'running' AND k.due_at > $1 AND k.due_on <= $2`,
	BucketSoon:    `k.state = 'running' AND k.due_at > $1 AND k.due_on > $2 AND k.due_on <= $3`,
	BucketWeek:    `k.state = 'running' AND k.due_at > $1 AND k.due_on > $3 AND k.due_on <= $4`,
	BucketLater:   `k.state = 'running' AND k.due_at > $1 AND k.due_on > $4`,
	BucketPaused:  `k.state = 'paused'`,
}

func (h Horizon) args() []any {
	return []any{instant(h.Now), date(h.Today), date(h.Soon), date(h.Week)}
}

// typed makes every argument of the horizon known to a statement, whichever of
// them its bucket needs.
const typed = ` AND ($1::timestamptz, $2::date, $3::date, $4::date) IS NOT NULL`

// pausedSince is the day from which a paused clock stands still, as text.
const pausedSince = `(k.pauses -> -1 ->> 'from')`

// WatchCounts returns how many clocks of cases that the viewer may see are in
// each bucket.
func (s *Store) WatchCounts(ctx context.Context, f WatchFilter) (map[Bucket]int, error) {
	q := &query{sql: `SELECT CASE`, args: f.Horizon.args()}
	for _, b := range Buckets {
		q.sql += ` WHEN ` + inBucket[b] + ` THEN '` + string(b) + `'`
	}
	q.sql += ` ELSE '' END, count(*) FROM clock k JOIN cases c ON c.id = k.case_id WHERE k.state <> 'stopped'`
	if !q.sees(f.Viewer) {
		return nil, nil
	}
	rows, err := s.db.Query(ctx, q.sql+` GROUP BY 1`, q.args...)
	if err != nil {
		return nil, fail("count the watch list", err)
	}
	out := map[Bucket]int{}
	var b Bucket
	var n int
	_, err = pgx.ForEachRow(rows, []any{&b, &n}, func() error {
		out[b] = n
		return nil
	})
	delete(out, "") // without an end there is nothing to watch
	return out, fail("count the watch list", err)
}

// Watch returns one page of a bucket and the cursor of the next, "" at the end:
// what ends first comes first, of what is paused what was paused first.
// WatchRow.Days is left to the caller, who has the calendar.
func (s *Store) Watch(ctx context.Context, f WatchFilter) ([]WatchRow, string, error) {
	condition, known := inBucket[f.Bucket]
	if !known {
		return nil, "", guibei.Errorf(guibei.Invalid, "没有“%s”这一组，请从清单中选择。", f.Bucket)
	}
	key, kind := `k.due_on`, `date`
	if f.Bucket == BucketPaused {
		key, kind = pausedSince, `text`
	}
	q := &query{args: f.Horizon.args()}
	q.sql = `SELECT c.id, c.title, c.class, c.stage, c.drafting_organ, d.name, c.issuing_organ, i.name, k.kind, k.state, k.obligation,
		coalesce(ob.track_name, ''), k.started_on, k.due_on, k.due_at, k.provisional, coalesce(` + pausedSince + `, ''),
		coalesce(k.pauses -> -1 ->> 'reason', ''), k.why, ` + turnJSON + ` AND t.obligation = k.obligation)
		FROM clock k JOIN cases c ON c.id = k.case_id JOIN organ d ON d.id = c.drafting_organ JOIN organ i ON i.id = c.issuing_organ
		LEFT JOIN obligation ob ON ob.id = k.obligation WHERE k.state <> 'stopped' AND ` + condition + typed
	if !q.sees(f.Viewer) {
		return nil, "", nil
	}
	if err := q.after(f.Cursor, key, kind); err != nil {
		return nil, "", err
	}
	limit := page(f.Limit)
	q.add(` ORDER BY %s, k.case_id, k.kind, k.obligation LIMIT %s`, key, q.arg(limit+1))
	rows, err := s.db.Query(ctx, q.sql, q.args...)
	if err != nil {
		return nil, "", fail("read the watch list", err)
	}
	list, err := pgx.CollectRows(rows, s.scanWatchRow)
	if err != nil || len(list) <= limit {
		return list, "", fail("read the watch list", err)
	}
	return list[:limit], list[limit-1].cursor(), nil
}

func (s *Store) scanWatchRow(row pgx.CollectableRow) (WatchRow, error) {
	var r WatchRow
	var since string
	var turn []openTask
	err := row.Scan(&r.Case, &r.Title, &r.Class, &r.Stage, &r.DraftingOrgan, &r.DraftingOrganName, &r.IssuingOrgan, &r.IssuingOrganName,
		&r.Clock, &r.State, &r.Obligation, &r.Track, (*date)(&r.StartedOn), (*date)(&r.DueOn), (*instant)(&r.DueAt), &r.Provisional,
		&since, &r.PauseReason, &r.Why, &turn)
	if err != nil {
		return r, err
	}
	if r.State == guibei.ClockPaused {
		r.PausedSince, err = guibei.ParseDate(since)
	} else {
		r.PauseReason = "" // of a pause that is over
	}
	r.StageLabel, r.ClockLabel = r.Stage.Label(), r.Clock.Label()
	r.Turn = s.turn(turn)
	if r.Why == nil {
		r.Why = []string{}
	}
	return r, err
}

// cursor names the place of a row in its bucket.
func (r *WatchRow) cursor() string {
	on := r.DueOn
	if r.State == guibei.ClockPaused {
		on = r.PausedSince
	}
	return base64.RawURLEncoding.EncodeToString([]byte(strings.Join([]string{on.String(), r.Case, string(r.Clock), r.Obligation}, " ")))
}

// after begins the page at the place that a cursor names.
func (q *query) after(cursor, key, kind string) error {
	if cursor == "" {
		return nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return errCursor(err)
	}
	parts := strings.Split(string(raw), " ")
	if len(parts) != 4 {
		return errCursor(nil)
	}
	if _, err := guibei.ParseDate(parts[0]); err != nil {
		return errCursor(err)
	}
	if err := checkID("翻页标记", parts[1]); err != nil {
		return errCursor(err)
	}
	q.add(` AND (%s, k.case_id, k.kind, k.obligation) > (%s::%s, %s::uuid, %s, %s)`,
		key, q.arg(parts[0]), kind, q.arg(parts[1]), q.arg(parts[2]), q.arg(parts[3]))
	return nil
}

// Steps returns how long each kind of task took that was closed in a stretch of
// time, and how many are open now, of the cases that the viewer may see, in the
// order of the procedure.
func (s *Store) Steps(ctx context.Context, f StepFilter) ([]Step, error) {
	steps := map[guibei.TaskKind]*Step{}
	of := func(k guibei.TaskKind) *Step {
		if steps[k] == nil {
			steps[k] = &Step{Kind: k, Label: k.Label()}
		}
		return steps[k]
	}
	b := &pgx.Batch{}
	if !s.queueSteps(b, f, of) {
		return nil, nil
	}
	if err := s.db.SendBatch(ctx, b).Close(); err != nil {
		return nil, fail("measure tasks", err)
	}
	var out []Step
	for _, k := range guibei.TaskKinds {
		if steps[k] != nil {
			out = append(out, *steps[k])
		}
	}
	return out, nil
}

// queueSteps asks for the figures and the longest of each kind, and for the open
// ones with the oldest; false if the viewer can see nothing. Tasks are counted
// from their index alone, and only the few that are named are looked at.
func (s *Store) queueSteps(b *pgx.Batch, f StepFilter, of func(guibei.TaskKind) *Step) bool {
	const days = `extract(epoch FROM t.closed_at - t.opened_at)::float8 / 86400`
	const closed = `t.closed_at >= $1 AND t.closed_at < $2`
	q, some := tasksOf(f, `t.kind, count(*), percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY `+days+`), avg(`+days+`)`, closed, f.From, f.To)
	if !some {
		return false
	}
	b.Queue(q.sql+` GROUP BY t.kind`, q.args...).Query(func(rows pgx.Rows) error {
		var one Step
		var percentiles []float64
		_, err := pgx.ForEachRow(rows, []any{&one.Kind, &one.N, &percentiles, &one.Mean}, func() error {
			to := of(one.Kind)
			to.N, to.Median, to.P90, to.Mean = one.N, tenth(percentiles[0]), tenth(percentiles[1]), tenth(one.Mean)
			return nil
		})
		return err
	})
	const named = `SELECT l.kind, l.case_id, c.title, l.organ, coalesce(o.name, ''), l.opened_at, l.closed_at, l.n FROM (%s) l
		JOIN cases c ON c.id = l.case_id LEFT JOIN organ o ON o.id = l.organ`
	const one = `DISTINCT ON (t.kind) t.kind, t.case_id, t.organ, t.opened_at, t.closed_at, `
	q, _ = tasksOf(f, one+`0 AS n`, closed, f.From, f.To)
	b.Queue(fmt.Sprintf(named, q.sql+` ORDER BY t.kind, t.closed_at - t.opened_at DESC, t.case_id`), q.args...).Query(func(rows pgx.Rows) error {
		return s.eachStepCase(rows, func(k guibei.TaskKind, _ int, c StepCase) { of(k).Longest = &c })
	})
	q, _ = tasksOf(f, one+`count(*) OVER (PARTITION BY t.kind) AS n`, `t.closed_at IS NULL`)
	b.Queue(fmt.Sprintf(named, q.sql+` ORDER BY t.kind, t.opened_at, t.case_id`), q.args...).Query(func(rows pgx.Rows) error {
		return s.eachStepCase(rows, func(k guibei.TaskKind, n int, c StepCase) { of(k).Open, of(k).Oldest = n, &c })
	})
	return true
}

// tasksOf selects columns of tasks t; false if the viewer can see nothing.
func tasksOf(f StepFilter, columns, when string, args ...any) (*query, bool) {
	q := &query{args: args}
	q.add(`SELECT %s FROM task t`, columns)
	through := ways(f.Viewer)
	all := len(through) == 1 && through[0].from == everyCase
	if !all {
		q.sql += ` JOIN cases c ON c.id = t.case_id`
	}
	q.sql += ` WHERE ` + when
	if f.Organ != "" {
		q.add(` AND t.organ = %s`, q.arg(f.Organ))
	}
	return q, all || q.sees(f.Viewer)
}

func (s *Store) eachStepCase(rows pgx.Rows, put func(guibei.TaskKind, int, StepCase)) error {
	for rows.Next() {
		var k guibei.TaskKind
		var c StepCase
		var n int
		err := rows.Scan(&k, &c.Case, &c.Title, &c.Organ, &c.OrganName, (*instant)(&c.OpenedAt), (*instant)(&c.ClosedAt), &n)
		if err != nil {
			return err
		}
		until := c.ClosedAt
		if until.IsZero() {
			until = s.now()
		}
		c.Days = tenth(until.Sub(c.OpenedAt).Hours() / hoursOfDay)
		put(k, n, c)
	}
	return rows.Err()
}

const hoursOfDay = 24

// tenth rounds to one decimal.
func tenth(days float64) float64 {
	const tenths = 10
	return math.Round(days*tenths) / tenths
}
