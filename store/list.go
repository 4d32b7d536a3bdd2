package store

import (
	"context"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"guibei"
)

// way is one way in which a viewer comes to see cases: the rows of one index,
// in the order of the list. Several ways are merged.
type way struct {
	from  string // table and condition
	key   string // columns of the order in that table
	organ string // the argument of the condition, "" for none
}

const (
	everyCase  = `cases c WHERE true`
	byDrafting = `cases c WHERE c.drafting_organ = %s`
	byIssuing  = `cases c WHERE c.issuing_organ = %s`
	byOffice   = `cases c WHERE c.stage <> 'draft' AND c.office_organ = %s`
	byReview   = `cases c WHERE c.stage <> 'draft' AND c.review_organ = %s`
	byFair     = `cases c WHERE c.stage <> 'draft' AND c.fair_organ = %s`
	byParking  = `cases c WHERE c.parked <> ''`
	byDesk     = `obligation o JOIN cases c ON c.id = o.case_id WHERE o.submissions > 0 AND o.authority = %s`
)

// ways is [guibei.Case.VisibleTo] in SQL; a test compares the two.
func ways(p guibei.Person) []way {
	seen := map[way]bool{}
	var out []way
	for _, g := range p.Grants {
		w := way{key: "c.changed_at, c.id", organ: g.Organ}
		switch g.Role {
		case guibei.Supervisor, guibei.Auditor:
			return []way{{from: everyCase, key: w.key}}
		case guibei.SystemAdmin:
			w.from, w.organ = byParking, ""
		case guibei.Drafter, guibei.UnitHead:
			w.from = byDrafting
		case guibei.OfficeClerk, guibei.CouncilClerk:
			w.from = byOffice
		case guibei.FairReviewer:
			w.from = byFair
		case guibei.Reviewer, guibei.ReviewLead:
			w.from = byReview
		case guibei.FilingReviewer, guibei.CongressDesk:
			w.from, w.key = byDesk, "o.changed_at, o.case_id"
		default: // the security administrator sees no case
			continue
		}
		if !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	return out
}

// query builds a statement and its arguments together.
type query struct {
	sql  string
	args []any
}

// add writes on, with fmt's verbs.
func (q *query) add(format string, args ...any) { q.sql += fmt.Sprintf(format, args...) }

// arg adds an argument and returns its placeholder.
func (q *query) arg(v any) string {
	q.args = append(q.args, v)
	return fmt.Sprintf("$%d", len(q.args))
}

// Cases returns one page of the cases that the viewer may see, those changed
// last first, and the cursor of the next page, "" at the end. A cursor that was
// not given out here is Invalid.
func (s *Store) Cases(ctx context.Context, f CaseFilter) ([]CaseRow, string, error) {
	at, id, err := parseCursor(f.Cursor)
	if err != nil {
		return nil, "", err
	}
	through := ways(f.Viewer)
	if len(through) == 0 {
		return nil, "", nil
	}
	if f.Organ != "" && through[0].from == everyCase {
		key := through[0].key
		through = []way{{byDrafting, key, f.Organ}, {byIssuing, key, f.Organ}}
	}
	limit := page(f.Limit)
	few, err := s.candidates(ctx, f.Text)
	if err != nil {
		return nil, "", err
	}
	var q query
	q.sql = `SELECT ` + caseRowColumns + ` FROM (SELECT DISTINCT changed_at, id FROM (`
	for i, w := range through {
		if i > 0 {
			q.sql += " UNION ALL "
		}
		q.way(w, f, few, at, id, limit+1)
	}
	q.add(`) w (changed_at, id) ORDER BY changed_at DESC, id DESC LIMIT %s) l
		JOIN cases c ON c.id = l.id ORDER BY l.changed_at DESC, l.id DESC`, q.arg(limit+1))
	rows, err := s.db.Query(ctx, q.sql, q.args...)
	if err != nil {
		return nil, "", fail("list cases", err)
	}
	list, err := pgx.CollectRows(rows, s.scanCaseRow)
	if err != nil {
		return nil, "", fail("list cases", err)
	}
	var next string
	if len(list) > limit {
		list = list[:limit]
		last := list[limit-1]
		next = cursor(last.ChangedAt, last.ID)
	}
	return list, next, s.fillTurns(ctx, list)
}

// way writes one branch of the list: it ends by itself after limit rows.
func (q *query) way(w way, f CaseFilter, few []string, at time.Time, id string, limit int) {
	from := w.from
	if strings.Contains(from, "%s") {
		from = fmt.Sprintf(from, q.arg(w.organ))
	}
	changed, key, _ := strings.Cut(w.key, ", ")
	q.add(`(SELECT DISTINCT %s FROM %s`, w.key, from)
	if !at.IsZero() {
		q.add(` AND (%s) < (%s::timestamptz, %s::uuid)`, w.key, q.arg(at), q.arg(id))
	}
	if f.Stage != "" {
		q.add(` AND c.stage = %s`, q.arg(f.Stage))
	}
	if f.Organ != "" {
		organ := q.arg(f.Organ)
		q.add(` AND (c.drafting_organ = %s OR c.issuing_organ = %s)`, organ, organ)
	}
	if text := strings.TrimSpace(f.Text); text != "" {
		q.contains(text, few)
	}
	q.add(` ORDER BY %s DESC, %s DESC LIMIT %s)`, changed, key, q.arg(limit))
}

// fewCandidates is how many cases a search may match to be read one by one.
// What matches more is so common that reading the list in order finds a page.
const fewCandidates = 2000

// candidates returns the cases that have every character and pair of the text,
// nil when they are more than a few or there is no text.
func (s *Store) candidates(ctx context.Context, text string) ([]string, error) {
	words := grams(text)
	if len(words) == 0 {
		return nil, nil
	}
	// Pairs are rarer than the characters in them; asking for both costs more.
	if pairs := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return utf8.RuneCountInString(w) < 2 }); len(pairs) > 0 {
		words = pairs
	}
	rows, err := s.db.Query(ctx, `SELECT case_id FROM case_search WHERE words @@ $1::tsquery LIMIT $2`, allOf(words), fewCandidates+1)
	if err != nil {
		return nil, fail("search cases", err)
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil || len(ids) > fewCandidates {
		return nil, fail("search cases", err)
	}
	return ids, nil
}

// contains narrows to cases whose title or number has text in it: LIKE decides,
// among few if these are given.
func (q *query) contains(text string, few []string) {
	if few != nil {
		q.add(` AND c.id = ANY(%s)`, q.arg(few))
	}
	like := q.arg("%" + likeEscape.Replace(strings.ToLower(text)) + "%")
	q.add(` AND (lower(c.title) LIKE %[1]s OR lower(c.document_no) LIKE %[1]s OR lower(c.unified_no) LIKE %[1]s)`, like)
}

var likeEscape = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// allOf is the tsquery that wants every word.
func allOf(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = "'" + strings.NewReplacer(`\`, `\\`, `'`, `''`).Replace(w) + "'"
	}
	return strings.Join(quoted, " & ")
}

const caseRowColumns = `c.id, c.title, c.class, c.stage, c.revision, c.drafting_organ, c.issuing_organ, c.document_no,
	c.unified_no, c.opened_at, c.changed_at, c.due_on, c.due_at, c.parked <> ''`

func (s *Store) scanCaseRow(row pgx.CollectableRow) (CaseRow, error) {
	var r CaseRow
	var due time.Time
	err := row.Scan(&r.ID, &r.Title, &r.Class, &r.Stage, &r.Revision, &r.DraftingOrgan, &r.IssuingOrgan,
		(*some)(&r.DocumentNo), (*some)(&r.UnifiedNo), (*instant)(&r.OpenedAt), (*instant)(&r.ChangedAt),
		(*date)(&r.DueOn), (*instant)(&due), &r.Parked)
	r.StageLabel = r.Stage.Label()
	r.Overdue = s.over(due)
	return r, err
}

// over reports whether a period that ends at due is over.
func (s *Store) over(due time.Time) bool { return !due.IsZero() && !s.now().Before(due) }

// fillTurns adds to each row whose turn it is.
func (s *Store) fillTurns(ctx context.Context, list []CaseRow) error {
	ids, at := make([]string, len(list)), map[string]int{}
	for i := range list {
		list[i].Turn = []TaskRow{}
		ids[i], at[list[i].ID] = list[i].ID, i
	}
	rows, err := s.db.Query(ctx, `SELECT `+taskRowColumns+` WHERE t.case_id = ANY($1) AND t.closed_at IS NULL
		ORDER BY t.case_id, t.ord`, ids)
	if err != nil {
		return fail("list turns", err)
	}
	tasks, err := pgx.CollectRows(rows, s.scanTaskRow)
	for _, t := range tasks {
		r := &list[at[t.Case]]
		r.Turn = append(r.Turn, t)
	}
	return fail("list turns", err)
}

const taskRowColumns = `t.case_id, c.title, t.kind, t.obligation, t.role, t.organ, coalesce(o.name, ''), t.assignee,
	t.opened_at, t.due_on, t.due_at FROM task t JOIN cases c ON c.id = t.case_id LEFT JOIN organ o ON o.id = t.organ`

// taskPlaces are the scan targets of taskRowColumns.
func taskPlaces(t *TaskRow, due *time.Time) []any {
	return []any{
		&t.Case, &t.Title, &t.Kind, &t.Obligation, &t.Role, &t.Organ, &t.OrganName, &t.Assignee,
		(*instant)(&t.OpenedAt), (*date)(&t.DueOn), (*instant)(due),
	}
}

func (s *Store) scanTaskRow(row pgx.CollectableRow) (TaskRow, error) {
	var t TaskRow
	var due time.Time
	err := row.Scan(taskPlaces(&t, &due)...)
	t.Label = t.Kind.Label()
	t.Overdue = s.over(due)
	return t, err
}

// maxInbox bounds an inbox: nobody reads further down, and what is due first
// comes first.
const maxInbox = 500

// Tasks returns the open tasks that a person may take up, in any role of any
// organ, those assigned to others left out. What is due first comes first,
// what has no period last; at most 500.
func (s *Store) Tasks(ctx context.Context, p guibei.Person) ([]TaskRow, error) {
	roles, organs := make([]string, len(p.Grants)), make([]string, len(p.Grants))
	for i, g := range p.Grants {
		roles[i], organs[i] = string(g.Role), g.Organ
	}
	rows, err := s.db.Query(ctx, `SELECT `+taskRowColumns+`
		WHERE t.closed_at IS NULL AND (t.assignee = '' OR t.assignee = $3)
			AND (t.role, t.organ) IN (SELECT * FROM unnest($1::text[], $2::text[]))
		ORDER BY t.due_at, t.id LIMIT $4`, roles, organs, p.ID, maxInbox)
	if err != nil {
		return nil, fail("list tasks of "+p.ID, err)
	}
	out, err := pgx.CollectRows(rows, s.scanTaskRow)
	return out, fail("list tasks of "+p.ID, err)
}

// cursor names a place in a list ordered by instant and id.
func cursor(at time.Time, id string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(at.UTC().Format(time.RFC3339Nano) + " " + id))
}

// parseCursor reads what cursor writes; the empty cursor is the beginning.
func parseCursor(c string) (time.Time, string, error) {
	at, id, err := parsePlace(c)
	if err != nil || c == "" {
		return at, id, err
	}
	if err := checkID("翻页标记", id); err != nil {
		return time.Time{}, "", badCursor(err)
	}
	return at, id, nil
}

// parsePlace is parseCursor for lists whose ids are no UUIDs; the caller
// checks them.
func parsePlace(c string) (at time.Time, id string, err error) {
	if c == "" {
		return time.Time{}, "", nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(c)
	if err != nil {
		return time.Time{}, "", badCursor(err)
	}
	first, id, _ := strings.Cut(string(raw), " ")
	if at, err = time.Parse(time.RFC3339Nano, first); err != nil {
		return time.Time{}, "", badCursor(err)
	}
	return at, id, nil
}

func badCursor(err error) error {
	return guibei.Because(guibei.Invalid, err, "翻页标记无效，请回到第一页重新查询。")
}
