package store

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/jackc/pgx/v5"

	"guibei"
)

// writer queues the statements of one commit.
type writer struct {
	b      *pgx.Batch
	o      *guibei.Outcome
	clocks []guibei.Clock
	was    tail
	now    time.Time
}

// all queues everything about the case, referenced rows first.
func (w *writer) all() error {
	w.putCase()
	w.putSearch()
	w.putVersion()
	for _, e := range w.o.Events {
		putEvent(w.b, e)
	}
	for _, put := range []func() error{w.putOpinion, w.putCounsel, w.putClocks, w.putObligations, w.putTasks} {
		if err := put(); err != nil {
			return err
		}
	}
	w.putPhrases()
	return nil
}

func (w *writer) putCase() {
	args := places(append(caseFields(&w.o.Case), w.derived()...))
	if w.was.seq == 0 {
		w.b.Queue(insertCase, args...)
		return
	}
	w.b.Queue(updateCase, args...)
}

// derived are the columns of cases that repeat what other rows say, for lists
// and rates.
func (w *writer) derived() []field {
	c := &w.o.Case
	due := soonest(w.clocks)
	published := w.was.publishedAt
	if published.IsZero() && !c.PublishedOn.IsZero() {
		published = w.recordedAt()
	}
	var reviewed, deliberated guibei.Date
	var round *int
	if o := c.Opinion; o != nil {
		round = &o.Round
		if o.Issued {
			reviewed = o.IssuedOn
		}
	}
	if c.Meeting != nil && c.Deliberated.TextSHA256 != "" {
		deliberated = c.Meeting.HeldOn
	}
	before := c.Reviewed.TextSHA256 != "" && c.Reviewed.TextSHA256 == c.Deliberated.TextSHA256 &&
		!reviewed.IsZero() && !deliberated.Before(reviewed)
	return []field{
		{"changed_at", w.now},
		{"due_on", date(due.DueOn)},
		{"due_at", instant(due.DueAt)},
		{"wake", instant(guibei.Wake(w.clocks))},
		{"published_at", instant(published)},
		{"reviewed_on", date(reviewed)},
		{"deliberated_on", date(deliberated)},
		{"reviewed", before},
		{"opinion_round", round},
		{"text_n", c.Text.N},
	}
}

// recordedAt is when the system learned of the act.
func (w *writer) recordedAt() time.Time {
	if len(w.o.Events) > 0 {
		return w.o.Events[0].RecordedAt
	}
	return w.now
}

// soonest returns the running clock that ends first, the zero clock for none.
func soonest(clocks []guibei.Clock) guibei.Clock {
	var first guibei.Clock
	for _, k := range clocks {
		if k.State == guibei.ClockRunning && !k.DueAt.IsZero() && (first.DueAt.IsZero() || k.DueAt.Before(first.DueAt)) {
			first = k
		}
	}
	return first
}

func (w *writer) putSearch() {
	c := &w.o.Case
	w.b.Queue(`INSERT INTO case_search (case_id, words) VALUES ($1, array_to_tsvector($2))
		ON CONFLICT ON CONSTRAINT case_search_pkey DO UPDATE SET words = excluded.words
		WHERE case_search.words <> excluded.words`, c.ID, grams(c.Title, c.DocumentNo, c.UnifiedNo))
}

// grams returns the characters and the pairs of neighbouring characters of the
// texts, in lower case, sorted and without repeats. White space is left out.
func grams(texts ...string) []string {
	var out []string
	for _, t := range texts {
		rs := []rune(strings.ToLower(t))
		for i, r := range rs {
			if unicode.IsSpace(r) {
				continue
			}
			out = append(out, string(r))
			if i+1 < len(rs) && !unicode.IsSpace(rs[i+1]) {
				out = append(out, string(rs[i:i+2]))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (w *writer) putVersion() {
	v := w.o.Case.Text
	if v.N > w.was.textN {
		w.b.Queue(`INSERT INTO version (case_id, n, doc_sha256, doc_name, text_sha256, title, recorded_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			w.o.Case.ID, v.N, v.File.SHA256, v.File.Name, v.TextSHA256, v.Title, w.recordedAt())
	}
}

// putOpinion writes the opinion of the round in hand. Once issued it does not
// change.
func (w *writer) putOpinion() error {
	o := w.o.Case.Opinion
	if o == nil {
		return nil
	}
	w.b.Queue(`INSERT INTO opinion (case_id, round, version, text_sha256, conclusion, items, summary, reviewer,
			issued, issued_by, issued_on, no, exemption, findings, comments, read_articles)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
		ON CONFLICT ON CONSTRAINT opinion_pkey DO UPDATE SET
			version = excluded.version, text_sha256 = excluded.text_sha256, conclusion = excluded.conclusion,
			items = excluded.items, summary = excluded.summary, reviewer = excluded.reviewer, issued = excluded.issued,
			issued_by = excluded.issued_by, issued_on = excluded.issued_on, no = excluded.no, exemption = excluded.exemption,
			findings = excluded.findings, comments = excluded.comments, read_articles = excluded.read_articles
		WHERE NOT opinion.issued`,
		w.o.Case.ID, o.Round, o.On.Version, o.On.TextSHA256, o.Conclusion, &o.Items, o.Summary, o.Reviewer,
		o.Issued, o.IssuedBy, date(o.IssuedOn), o.No, o.Exemption, &o.Findings, &o.Comments, &o.ReadArticles)
	return nil
}

// putClocks makes the rows equal to the list, and leaves those alone that are.
func (w *writer) putClocks() error {
	list, err := rowsOf(w.clocks)
	if err != nil {
		return err
	}
	w.b.Queue(`INSERT INTO clock (case_id, ord, kind, obligation, run, state, started_on, stopped_on, pauses, calendar,
			due_on, due_at, first_due_on, provisional, why, alarms, next_alarm)
		SELECT $1, ord, kind, coalesce(obligation, ''), run, state, started_on, stopped_on, pauses, coalesce(calendar, ''),
			due_on, due_at, first_due_on, coalesce(provisional, false), why, alarms,
			CASE WHEN state = 'running' THEN (alarms -> 0 ->> 'at')::timestamptz END
		FROM ROWS FROM (json_to_recordset($2) AS (kind text, obligation text, run int, state text, started_on date,
			stopped_on date, pauses json, calendar text, due_on date, due_at timestamptz, first_due_on date,
			provisional boolean, why json, alarms json)) WITH ORDINALITY AS x (kind, obligation, run, state, started_on,
			stopped_on, pauses, calendar, due_on, due_at, first_due_on, provisional, why, alarms, ord)
		ORDER BY state <> 'stopped'
		ON CONFLICT ON CONSTRAINT clock_pkey DO UPDATE SET
			ord = excluded.ord, state = excluded.state, started_on = excluded.started_on, stopped_on = excluded.stopped_on,
			pauses = excluded.pauses, calendar = excluded.calendar, due_on = excluded.due_on, due_at = excluded.due_at,
			first_due_on = excluded.first_due_on, provisional = excluded.provisional, why = excluded.why,
			alarms = excluded.alarms, next_alarm = excluded.next_alarm
		WHERE (clock.ord, clock.state, clock.started_on, clock.stopped_on, clock.pauses::text, clock.calendar, clock.due_on,
			clock.due_at, clock.first_due_on, clock.provisional, clock.why::text, clock.alarms::text)
			IS DISTINCT FROM (excluded.ord, excluded.state, excluded.started_on, excluded.stopped_on, excluded.pauses::text,
			excluded.calendar, excluded.due_on, excluded.due_at, excluded.first_due_on, excluded.provisional,
			excluded.why::text, excluded.alarms::text)`, w.o.Case.ID, list)
	w.b.Queue(`DELETE FROM clock k WHERE k.case_id = $1 AND NOT EXISTS (
		SELECT FROM json_to_recordset($2) AS x (kind text, obligation text, run int)
		WHERE x.kind = k.kind AND coalesce(x.obligation, '') = k.obligation AND x.run = k.run)`, w.o.Case.ID, list)
	return nil
}

// putObligations writes what is owed. The due date follows the filing clock
// until the first submission; from then on it is the one that was in force at
// that moment, and a later calendar cannot make a filing late or timely.
func (w *writer) putObligations() error {
	c := &w.o.Case
	if len(c.Obligations) == 0 {
		return nil
	}
	list, err := rowsOf(c.Obligations)
	if err != nil {
		return err
	}
	w.b.Queue(`INSERT INTO obligation (id, case_id, ord, track_id, track_name, authority, desk, status, due_on, due_at,
			due_on_original, submitted_at, first_check, first_checked_at, refused_at, registration_no, registered_on,
			determination, materials, submissions, owed_at, issuing_organ, published_on, changed_at)
		SELECT x.id, $1, x.ord, x.track ->> 'id', x.track ->> 'name', x.track ->> 'authority', x.track ->> 'desk', x.status,
			k.due_on, k.due_at, k.first_due_on, x.submitted_at, coalesce(x.first_check, ''),
			CASE WHEN x.first_check <> '' THEN $3::timestamptz END, CASE WHEN x.status = 'refused' THEN $3::timestamptz END,
			coalesce(x.registration_no, ''), x.registered_on, coalesce(x.determination, ''), x.materials, x.submissions,
			$3, $4, $5, $6
		FROM ROWS FROM (json_to_recordset($2) AS (id text, track json, status text, submitted_at timestamptz, first_check text,
			registration_no text, registered_on date, determination text, materials json, submissions int))
			WITH ORDINALITY AS x (id, track, status, submitted_at, first_check, registration_no, registered_on,
			determination, materials, submissions, ord)
		LEFT JOIN LATERAL (SELECT due_on, due_at, first_due_on FROM clock
			WHERE case_id = $1 AND kind = 'filing' AND obligation = x.id ORDER BY run DESC LIMIT 1) k ON true
		ON CONFLICT ON CONSTRAINT obligation_pkey DO UPDATE SET
			status = excluded.status, submitted_at = excluded.submitted_at, first_check = excluded.first_check,
			due_on = CASE WHEN obligation.due_on IS NULL OR excluded.submitted_at IS NULL
				THEN coalesce(excluded.due_on, obligation.due_on) ELSE obligation.due_on END,
			due_at = CASE WHEN obligation.due_at IS NULL OR excluded.submitted_at IS NULL
				THEN coalesce(excluded.due_at, obligation.due_at) ELSE obligation.due_at END,
			due_on_original = coalesce(obligation.due_on_original, excluded.due_on_original),
			first_checked_at = coalesce(obligation.first_checked_at, excluded.first_checked_at),
			refused_at = coalesce(obligation.refused_at, excluded.refused_at),
			registration_no = excluded.registration_no, registered_on = excluded.registered_on,
			determination = excluded.determination, materials = excluded.materials, submissions = excluded.submissions,
			changed_at = excluded.changed_at`,
		c.ID, list, w.recordedAt(), c.IssuingOrgan, date(c.PublishedOn), w.now)
	return nil
}

// taskClock is the period that a task has to be done in. Tasks that are not
// listed have none.
var taskClock = map[guibei.TaskKind]guibei.ClockKind{
	guibei.CheckCompleteness:   guibei.CompletenessClock,
	guibei.AnswerSupplement:    guibei.SupplementClock,
	guibei.ReviewFair:          guibei.FairClock,
	guibei.AssignReview:        guibei.ReviewClock,
	guibei.WriteOpinion:        guibei.ReviewClock,
	guibei.IssueTheOpinion:     guibei.ReviewClock,
	guibei.WriteCounselOpinion: guibei.ReviewClock,
	guibei.ReviseText:          guibei.RevisionClock,
	guibei.PublishDocument:     guibei.PublicationClock,
	guibei.FileDocument:        guibei.FilingClock,
	guibei.CheckFiling:         guibei.FormCheckClock,
	guibei.SupplementFiling:    guibei.FilingSupplementClock,
}

// ClockOf returns the clock whose end is the end of a task, "" for tasks that
// have none.
func ClockOf(k guibei.TaskKind) guibei.ClockKind { return taskClock[k] }

// dueTask is a task with the end of its period.
type dueTask struct {
	guibei.Task
	DueOn guibei.Date `json:"due_on,omitzero"`
	DueAt time.Time   `json:"due_at,omitzero"`
}

func (w *writer) dueTasks() []dueTask {
	out := make([]dueTask, len(w.o.Case.Tasks))
	for i, t := range w.o.Case.Tasks {
		out[i].Task = t
		for _, k := range w.clocks {
			if k.State == guibei.ClockRunning && k.Kind == taskClock[t.Kind] && k.Obligation == t.Obligation {
				out[i].DueOn, out[i].DueAt = k.DueOn, k.DueAt
			}
		}
		if q := w.counselDue(t); !q.DueAt.IsZero() {
			out[i].DueOn, out[i].DueAt = q.DueOn, q.DueAt
		}
	}
	return out
}

// putTasks closes the tasks that are no longer open and opens the new ones. A
// task given to somebody else is another task.
func (w *writer) putTasks() error {
	list, err := rowsOf(w.dueTasks())
	if err != nil {
		return err
	}
	w.b.Queue(`UPDATE task t SET closed_at = $3 WHERE t.case_id = $1 AND t.closed_at IS NULL AND NOT EXISTS (
		SELECT FROM json_to_recordset($2) AS x (kind text, obligation text, assignee text, opened_at timestamptz)
		WHERE x.kind = t.kind AND coalesce(x.obligation, '') = t.obligation
			AND coalesce(x.assignee, '') = t.assignee AND x.opened_at = t.opened_at)`, w.o.Case.ID, list, w.recordedAt())
	w.b.Queue(`INSERT INTO task (case_id, ord, kind, obligation, role, organ, assignee, opened_at, due_on, due_at)
		SELECT $1, ord, kind, coalesce(obligation, ''), role, organ, coalesce(assignee, ''), opened_at, due_on, due_at
		FROM ROWS FROM (json_to_recordset($2) AS (kind text, obligation text, role text, organ text, assignee text,
			opened_at timestamptz, due_on date, due_at timestamptz))
			WITH ORDINALITY AS x (kind, obligation, role, organ, assignee, opened_at, due_on, due_at, ord)
		ON CONFLICT (case_id, kind, obligation, assignee) WHERE closed_at IS NULL DO UPDATE SET
			ord = excluded.ord, due_on = excluded.due_on, due_at = excluded.due_at
		WHERE (task.ord, task.due_on, task.due_at) IS DISTINCT FROM (excluded.ord, excluded.due_on, excluded.due_at)`,
		w.o.Case.ID, list)
	return nil
}
