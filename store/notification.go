package store

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"guibei"
)

// NotificationKind is what somebody is told of.
type NotificationKind string

// What people are told of.
const (
	TaskOpened    NotificationKind = "task_opened"
	ClockWarned   NotificationKind = "clock_warned"
	Overdue       NotificationKind = "overdue"
	ClockMoved    NotificationKind = "clock_moved"
	OpinionIssued NotificationKind = "opinion_issued"
	Returned      NotificationKind = "returned"
	Registered    NotificationKind = "registered"
	Refused       NotificationKind = "refused"
	ReviewVoided  NotificationKind = "review_voided"
	CaseParked    NotificationKind = "parked"
)

// NotificationKinds lists them all.
var NotificationKinds = []NotificationKind{
	TaskOpened, ClockWarned, Overdue, ClockMoved, OpinionIssued, Returned, Registered, Refused, ReviewVoided, CaseParked,
}

var notificationLabels = map[NotificationKind]string{
	TaskOpened: "新的待办", ClockWarned: "期限提醒", Overdue: "已逾期", ClockMoved: "期限变动", OpinionIssued: "审核意见已签发",
	Returned: "退回或者补正", Registered: "已备案登记", Refused: "不予登记", ReviewVoided: "审后改动", CaseParked: "停驻",
}

// Label returns the kind in Chinese.
func (k NotificationKind) Label() string { return notificationLabels[k] }

// notices is which events are told, as what. The partial index
// event_notice_idx has the same kinds; a test compares the two.
var notices = map[guibei.EventKind]NotificationKind{
	guibei.ClockWarned: ClockWarned, guibei.ClockOverdue: Overdue, guibei.ClockMoved: ClockMoved,
	guibei.ReviewVoided: ReviewVoided, guibei.CaseParked: CaseParked,
	guibei.EventKind(guibei.IssueOpinionCmd):      OpinionIssued,
	guibei.EventKind(guibei.ReturnCaseCmd):        Returned,
	guibei.EventKind(guibei.DeclineSubmissionCmd): Returned,
	guibei.EventKind(guibei.RequestSupplementCmd): Returned,
	guibei.EventKind(guibei.SupplementFilingCmd):  Returned,
	guibei.EventKind(guibei.RegisterFilingCmd):    Registered,
	guibei.EventKind(guibei.RefuseFilingCmd):      Refused,
}

// noticeKinds is the condition of the index, in SQL.
var noticeKinds = func() string {
	var kinds []string
	for k := range notices {
		kinds = append(kinds, "'"+string(k)+"'")
	}
	slices.Sort(kinds)
	return "e.kind IN (" + strings.Join(kinds, ", ") + ")"
}()

// noticeDays is how far back notifications reach.
const noticeDays = 30

// noticeCases is how many cases are looked through for events, those changed
// last first. Whoever has more than these in 30 days reads lists, not
// notifications.
const noticeCases = 300

// NotificationRow is one thing to tell a person: a task that opened, or an
// event of a case.
type NotificationRow struct {
	ID    string // "t" and the task's number, or the case, a colon and the event's number
	Kind  NotificationKind
	Title string
	At    time.Time

	Event *guibei.Event // nil for a task
	Task  *TaskRow      // nil for an event
	Open  bool          // the task still waits
}

// Notifications returns what a person should hear of, newest first, of the last
// 30 days, at most limit (1–200; 0 means 50): tasks that the person may take
// up, and what befell the cases that the person may see, save the person's own
// acts. With after, the id of one, only what came later than it; an unknown id
// is Invalid.
func (s *Store) Notifications(ctx context.Context, p guibei.Person, after string, limit int) ([]NotificationRow, error) {
	since := s.instant().AddDate(0, 0, -noticeDays)
	if after != "" {
		at, err := s.noticeAt(ctx, after)
		if err != nil {
			return nil, err
		}
		if at.After(since) {
			since = at
		}
	}
	keys, err := s.noticeKeys(ctx, p, since, page(limit), false)
	if err != nil {
		return nil, err
	}
	return s.noticeRows(ctx, keys)
}

// noticeKey is an event (task 0) or a task.
type noticeKey struct {
	at   time.Time
	id   string // of the case
	seq  int64
	task int64
}

func (k noticeKey) name() string {
	if k.task != 0 {
		return "t" + strconv.FormatInt(k.task, 10)
	}
	return k.id + ":" + strconv.FormatInt(k.seq, 10)
}

// noticeKeys finds what is to be told. todo leaves out tasks that are done.
func (s *Store) noticeKeys(ctx context.Context, p guibei.Person, since time.Time, limit int, todo bool) ([]noticeKey, error) {
	var q query
	q.add(`SELECT at, case_id, seq, task FROM (`)
	q.noticeTasks(p, since, limit, todo)
	if through := ways(p); len(through) > 0 {
		q.add(` UNION ALL `)
		q.noticeEvents(p, through, since, limit)
	}
	q.add(`) n ORDER BY at DESC, case_id DESC, task DESC, seq DESC LIMIT %s`, q.arg(limit))
	rows, err := s.db.Query(ctx, q.sql, q.args...)
	if err != nil {
		return nil, fail("find notifications of "+p.ID, err)
	}
	out, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (noticeKey, error) {
		var k noticeKey
		err := row.Scan((*instant)(&k.at), &k.id, &k.seq, &k.task)
		return k, err
	})
	return out, fail("find notifications of "+p.ID, err)
}

func (q *query) noticeTasks(p guibei.Person, since time.Time, limit int, todo bool) {
	roles, organs := make([]string, len(p.Grants)), make([]string, len(p.Grants))
	for i, g := range p.Grants {
		roles[i], organs[i] = string(g.Role), g.Organ
	}
	open := ""
	if todo {
		open = " AND t.closed_at IS NULL"
	}
	q.add(`(SELECT t.opened_at AS at, t.case_id, 0::bigint AS seq, t.id AS task
		FROM (SELECT DISTINCT role, organ FROM unnest(%s::text[], %s::text[]) AS u (role, organ)) g
		CROSS JOIN LATERAL (SELECT t.opened_at, t.case_id, t.id FROM task t
			WHERE t.organ = g.organ AND t.role = g.role AND t.opened_at > %s AND (t.assignee = '' OR t.assignee = %s)%s
			ORDER BY t.opened_at DESC, t.id DESC LIMIT %s) t)`,
		q.arg(roles), q.arg(organs), q.arg(since), q.arg(p.ID), open, q.arg(limit))
}

func (q *query) noticeEvents(p guibei.Person, through []way, since time.Time, limit int) {
	q.add(`(SELECT e.recorded_at, e.case_id, e.seq, 0::bigint FROM (SELECT DISTINCT changed_at, id FROM (`)
	for i, w := range through {
		if i > 0 {
			q.add(" UNION ALL ")
		}
		changed, caseID := `c.changed_at`, `c.id`
		if w.desk {
			changed, caseID = `o.changed_at`, `o.case_id`
		}
		q.add(`(SELECT %s, %s FROM %s AND %s > %s ORDER BY %s DESC LIMIT %d)`,
			changed, caseID, q.bind(w, w.from), changed, q.arg(since), changed, noticeCases)
	}
	q.add(`) w (changed_at, id) ORDER BY changed_at DESC LIMIT %d) l
		CROSS JOIN LATERAL (SELECT e.recorded_at, e.case_id, e.seq FROM event e
			WHERE e.case_id = l.id AND %s AND e.recorded_at > %s AND e.actor_person <> %s
			ORDER BY e.recorded_at DESC LIMIT %s) e)`, noticeCases, noticeKinds, q.arg(since), q.arg(p.ID), q.arg(limit))
}

// noticeAt returns the instant of a notification.
func (s *Store) noticeAt(ctx context.Context, id string) (time.Time, error) {
	unknown := guibei.Errorf(guibei.Invalid, "没有这条提醒，请去掉 after 重新读取。")
	var at time.Time
	sql, args := `SELECT opened_at FROM task WHERE id = $1`, []any{}
	if n, isTask := strings.CutPrefix(id, "t"); isTask {
		task, err := strconv.ParseInt(n, 10, 64)
		if err != nil {
			return at, unknown
		}
		args = append(args, task)
	} else {
		caseID, n, _ := strings.Cut(id, ":")
		seq, err := strconv.ParseInt(n, 10, 64)
		if err != nil || checkID("件号", caseID) != nil {
			return at, unknown
		}
		sql, args = `SELECT recorded_at FROM event WHERE case_id = $1 AND seq = $2`, append(args, caseID, seq)
	}
	err := s.db.QueryRow(ctx, sql, args...).Scan((*instant)(&at))
	if err == pgx.ErrNoRows { //nolint:errorlint // pgx returns it bare
		return at, unknown
	}
	return at, fail("read notification "+id, err)
}

// noticeRows reads what the keys name, in their order.
func (s *Store) noticeRows(ctx context.Context, keys []noticeKey) ([]NotificationRow, error) {
	out := make([]NotificationRow, len(keys))
	at := map[string]int{}
	var tasks, seqs []int64
	var cases []string
	for i, k := range keys {
		out[i] = NotificationRow{ID: k.name(), At: k.at}
		at[k.name()] = i
		if k.task != 0 {
			tasks = append(tasks, k.task)
		} else {
			cases, seqs = append(cases, k.id), append(seqs, k.seq)
		}
	}
	b := &pgx.Batch{}
	b.Queue(`SELECT `+eventColumns+`, c.title FROM unnest($1::uuid[], $2::bigint[]) AS k (id, n)
		JOIN event e ON e.case_id = k.id AND e.seq = k.n JOIN cases c ON c.id = e.case_id`, cases, seqs).Query(func(rows pgx.Rows) error {
		for rows.Next() {
			var e guibei.Event
			var title string
			if err := rows.Scan(append(eventPlaces(&e), &title)...); err != nil {
				return err
			}
			r := &out[at[noticeKey{id: e.Case, seq: e.Seq}.name()]]
			r.Kind, r.Title, r.Event = notices[e.Kind], title, &e
		}
		return rows.Err()
	})
	b.Queue(`SELECT t.id, t.closed_at IS NULL, `+taskRowColumns+` WHERE t.id = ANY($1)`, tasks).Query(func(rows pgx.Rows) error {
		for rows.Next() {
			var t TaskRow
			var id int64
			var open bool
			var due time.Time
			if err := rows.Scan(append([]any{&id, &open}, taskPlaces(&t, &due)...)...); err != nil {
				return err
			}
			t.Label, t.Overdue = t.Kind.Label(), open && s.over(due)
			r := &out[at[noticeKey{task: id}.name()]]
			r.Kind, r.Title, r.Task, r.Open = TaskOpened, t.Title, &t, open
		}
		return rows.Err()
	})
	return out, fail("read notifications", s.db.SendBatch(ctx, b).Close())
}

// unreadCap is where the count of unread notifications stops.
const unreadCap = 100

// UnreadNotices returns how many notifications a person has not seen, at most 100, and
// up to which instant they were seen, zero for never. Tasks that are done need
// nobody's eyes any more.
func (s *Store) UnreadNotices(ctx context.Context, p guibei.Person) (n int, until time.Time, err error) {
	err = s.db.QueryRow(ctx, `SELECT max(seen_until) FROM notification_seen WHERE person = $1`, p.ID).Scan((*instant)(&until))
	if err != nil {
		return 0, until, fail("read what "+p.ID+" has seen", err)
	}
	since := s.instant().AddDate(0, 0, -noticeDays)
	if until.After(since) {
		since = until
	}
	keys, err := s.noticeKeys(ctx, p, since, unreadCap, true)
	return len(keys), until, err
}

// See notes up to which instant a person has seen the notifications. It never
// goes back.
func (s *Store) See(ctx context.Context, person string, until time.Time) error {
	_, err := s.db.Exec(ctx, `INSERT INTO notification_seen (person, seen_until) VALUES ($1, $2)
		ON CONFLICT ON CONSTRAINT notification_seen_pkey DO UPDATE
		SET seen_until = greatest(notification_seen.seen_until, excluded.seen_until)`, person, until)
	return fail("note what "+person+" has seen", err)
}
