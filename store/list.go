package store

import (
	"cmp"
	"context"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"guibei"
)

// way is one way in which a viewer comes to see cases. Several ways are merged.
type way struct {
	from  string // table and condition
	desk  bool   // by an obligation: a case may come several times
	organ string // the first argument of the condition, "" for none
	whose string // the second, a person; "" for none
}

const (
	everyCase  = `cases c WHERE true`
	byDrafting = `cases c WHERE c.drafting_organ = %s`
	byIssuing  = `cases c WHERE c.issuing_organ = %s`
	byOffice   = `cases c WHERE c.stage <> 'draft' AND c.office_organ = %s`
	byReview   = `cases c WHERE c.stage <> 'draft' AND c.review_organ = %s`
	byFair     = `cases c WHERE c.stage <> 'draft' AND c.fair_organ = %s`
	byParking  = `cases c WHERE c.parked <> ''`
	byCounsel  = `cases c WHERE c.id IN (SELECT q.case_id FROM counsel_request q WHERE q.status <> 'withdrawn' AND q.review_organ = %s AND q.counsel = %s)`
	byDesk     = `obligation o JOIN cases c ON c.id = o.case_id WHERE o.submissions > 0 AND o.authority = %s`
)

// ways is [guibei.Case.VisibleTo] in SQL; a test compares the two.
func ways(p guibei.Person) []way {
	seen := map[way]bool{}
	var out []way
	for _, g := range p.Grants {
		w := way{organ: g.Organ}
		switch g.Role {
		case guibei.Supervisor, guibei.Auditor:
			return []way{{from: everyCase}}
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
		case guibei.Counsel:
			w.from, w.whose = byCounsel, p.ID
		case guibei.FilingReviewer, guibei.CongressDesk:
			w.from, w.desk = byDesk, true
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

// bind gives a text of a way, with one or two verbs or none, its arguments.
func (q *query) bind(w way, text string) string {
	switch strings.Count(text, "%s") {
	case 1:
		return fmt.Sprintf(text, q.arg(w.organ))
	case 2:
		return fmt.Sprintf(text, q.arg(w.organ), q.arg(w.whose))
	}
	return text
}

// order is how a list of cases is sorted: by a key and then by id, both in the
// same direction.
type order struct {
	key  string // of cases c
	desk string // the same for [byDesk], where its index has it
	desc bool
}

var orders = map[CaseSort]order{
	ByChange:  {key: `c.changed_at`, desk: `o.changed_at`, desc: true},
	ByOpening: {key: `c.opened_at`, desk: `c.opened_at`, desc: true},
	ByDue:     {key: noEnd(`c.due_at`), desk: noEnd(`c.due_at`)},
}

// noEnd is a column in which what has no end comes last; cases_due_idx has it.
func noEnd(column string) string { return `coalesce(` + column + `, 'infinity'::timestamptz)` }

func (o order) direction() (after, word string) {
	if o.desc {
		return "<", " DESC"
	}
	return ">", ""
}

// Cases returns one page of the cases that the viewer may see, in the order
// asked for, and the cursor of the next page, "" at the end. A cursor that was
// not given out here, or for another order, is Invalid.
func (s *Store) Cases(ctx context.Context, f CaseFilter) ([]CaseRow, string, error) {
	limit := page(f.Limit)
	q, err := s.caseQuery(ctx, f, limit+1)
	if err != nil || q == nil {
		return nil, "", err
	}
	rows, err := s.db.Query(ctx, q.sql, q.args...)
	if err != nil {
		return nil, "", fail("list cases", err)
	}
	list, err := pgx.CollectRows(rows, s.scanCaseRow)
	if err != nil {
		return nil, "", fail("list cases", err)
	}
	if len(list) <= limit {
		return list, "", nil
	}
	return list[:limit], cursor(f.Sort, list[limit-1]), nil
}

// EachCase calls yield with the cases that the viewer may see, at most so many,
// in the order asked for and as of one moment; an error of yield ends it.
func (s *Store) EachCase(ctx context.Context, f CaseFilter, most int, yield func(CaseRow) error) error {
	q, err := s.caseQuery(ctx, f, most)
	if err != nil || q == nil {
		return err
	}
	return each(ctx, s, "export cases", q, s.scanCaseRow, yield)
}

// each calls yield with every row of a statement, however long it takes.
func each[T any](ctx context.Context, s *Store, doing string, q *query, scan pgx.RowToFunc[T], yield func(T) error) error {
	return fail(doing, s.atLength(ctx, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, q.sql, q.args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			row, err := scan(rows)
			if err == nil {
				err = yield(row)
			}
			if err != nil {
				return err
			}
		}
		return rows.Err()
	}))
}

// seen returns the ways by which the viewer comes to the cases of a filter.
func (f *CaseFilter) seen() []way {
	through := ways(f.Viewer)
	if f.Organ != "" && len(through) > 0 && through[0].from == everyCase {
		return []way{{from: byDrafting, organ: f.Organ}, {from: byIssuing, organ: f.Organ}}
	}
	return through
}

// caseQuery selects the rows of a list; nil when the viewer can see nothing.
func (s *Store) caseQuery(ctx context.Context, f CaseFilter, limit int) (*query, error) {
	o, known := orders[cmp.Or(f.Sort, ByChange)]
	if !known {
		return nil, guibei.Errorf(guibei.Invalid, "没有“%s”这种排序，请从清单中选择。", f.Sort)
	}
	at, id, err := parseCursor(f.Sort, f.Cursor)
	if err != nil {
		return nil, err
	}
	through := f.seen()
	if len(through) == 0 {
		return nil, nil //nolint:nilnil // nothing to ask for
	}
	few, err := s.candidates(ctx, f)
	if err != nil {
		return nil, err
	}
	after, word := o.direction()
	q := &query{}
	q.sql = `SELECT ` + caseRowColumns(q.arg(s.instant())) + ` FROM (SELECT DISTINCT at, id FROM (`
	for i, w := range through {
		if i > 0 {
			q.sql += " UNION ALL "
		}
		key, caseID := o.key, `c.id`
		if w.desk {
			key, caseID = o.desk, `o.case_id`
		}
		q.add(`(SELECT DISTINCT %s, %s FROM `, key, caseID)
		q.narrow(s, w, f, few)
		if f.Cursor != "" {
			q.add(` AND (%s, %s) %s (%s::timestamptz, %s::uuid)`, key, caseID, after, q.arg(at), q.arg(id))
		}
		q.add(` ORDER BY %s%s, %s%s LIMIT %s)`, key, word, caseID, word, q.arg(limit))
	}
	q.add(`) w (at, id) ORDER BY at%[1]s, id%[1]s LIMIT %[2]s) l JOIN cases c ON c.id = l.id
		JOIN organ d ON d.id = c.drafting_organ JOIN organ i ON i.id = c.issuing_organ ORDER BY l.at%[1]s, l.id%[1]s`, word, q.arg(limit))
	return q, nil
}

// narrow writes a way and every condition of the filter.
func (q *query) narrow(s *Store, w way, f CaseFilter, few candidates) {
	q.sql += q.bind(w, w.from)
	if len(f.Stages) > 0 {
		q.add(` AND c.stage = ANY(%s)`, q.arg(f.Stages))
	}
	if f.Organ != "" {
		organ := q.arg(f.Organ)
		q.add(` AND (c.drafting_organ = %s OR c.issuing_organ = %s)`, organ, organ)
	}
	if f.Class != "" {
		q.add(` AND c.class = %s`, q.arg(f.Class))
	}
	for _, bound := range []struct {
		condition string
		value     any
		given     bool
	}{
		{`c.opened_at >= `, f.From, !f.From.IsZero()},
		{`c.opened_at < `, f.To, !f.To.IsZero()},
		{`c.published_on >= `, date(f.PubFrom), !f.PubFrom.IsZero()},
		{`c.published_on <= `, date(f.PubTo), !f.PubTo.IsZero()},
		{noEnd(`c.due_at`) + ` <= `, s.instant(), f.Overdue},
	} {
		if bound.given {
			q.sql += ` AND ` + bound.condition + q.arg(bound.value)
		}
	}
	if few.ids != nil {
		q.add(` AND c.id = ANY(%s)`, q.arg(few.ids))
	}
	if few.waiting {
		q.sql += ` AND c.id IN (SELECT t.case_id FROM task t WHERE t.closed_at IS NULL`
		q.waits(f)
		q.sql += `)`
	}
	if text := strings.TrimSpace(f.Text); text != "" {
		q.contains(text)
	}
}

// waits narrows open tasks t to those of somebody; false if nobody is asked for.
func (q *query) waits(f CaseFilter) bool {
	if f.TurnRole != "" {
		q.add(` AND t.role = %s`, q.arg(f.TurnRole))
	}
	if f.TurnOrgan != "" {
		q.add(` AND t.organ = %s`, q.arg(f.TurnOrgan))
	}
	if f.Mine {
		roles, organs := grantsOf(f.Viewer)
		q.add(` AND (t.assignee = %s OR t.assignee = '' AND (t.role, t.organ) IN (SELECT * FROM unnest(%s::text[], %s::text[])))`,
			q.arg(f.Viewer.ID), q.arg(roles), q.arg(organs))
	}
	return f.TurnRole != "" || f.TurnOrgan != "" || f.Mine
}

// grantsOf are the roles of a person and the organs they are held in, side by
// side.
func grantsOf(p guibei.Person) (roles, organs []string) {
	roles, organs = make([]string, len(p.Grants)), make([]string, len(p.Grants))
	for i, g := range p.Grants {
		roles[i], organs[i] = string(g.Role), g.Organ
	}
	return roles, organs
}

// CountCases returns how many cases [Store.Cases] lists on all its pages.
func (s *Store) CountCases(ctx context.Context, f CaseFilter) (Total, error) {
	q, err := s.countQuery(ctx, f, `c.id`)
	if err != nil || q == nil {
		return Total{}, err
	}
	return s.total(ctx, "count cases", q)
}

// total counts the rows of a statement as far as [MostCounted].
func (s *Store) total(ctx context.Context, doing string, q *query) (Total, error) {
	var t Total
	err := s.db.QueryRow(ctx, `SELECT count(*) FROM (`+q.sql+fmt.Sprintf(` LIMIT %d) x`, MostCounted+1), q.args...).Scan(&t.N)
	if t.N > MostCounted {
		t = Total{MostCounted, true}
	}
	return t, fail(doing, err)
}

// StageCounts returns how many cases stand at each stage, in the order of the
// procedure. The stages of the filter do not narrow.
func (s *Store) StageCounts(ctx context.Context, f CaseFilter) ([]StageCount, error) {
	f.Stages = nil
	q, err := s.countQuery(ctx, f, `c.id, c.stage`)
	if err != nil || q == nil {
		return nil, err
	}
	rows, err := s.db.Query(ctx, `SELECT stage, count(*) FROM (`+q.sql+`) x GROUP BY stage`, q.args...)
	if err != nil {
		return nil, fail("count stages", err)
	}
	out, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (StageCount, error) {
		var c StageCount
		err := row.Scan(&c.Stage, &c.N)
		c.Label = c.Stage.Label()
		return c, err
	})
	slices.SortFunc(out, func(a, b StageCount) int {
		return cmp.Compare(slices.Index(guibei.Stages, a.Stage), slices.Index(guibei.Stages, b.Stage))
	})
	return out, fail("count stages", err)
}

// countQuery selects columns of every case of a filter, each case once; nil
// when the viewer can see nothing. It has no order to keep, so that what the
// viewer may see is one condition, and counting ends where enough are found.
func (s *Store) countQuery(ctx context.Context, f CaseFilter, columns string) (*query, error) {
	through := ways(f.Viewer)
	if len(through) == 0 {
		return nil, nil //nolint:nilnil // nothing to ask for
	}
	few, err := s.candidates(ctx, f)
	if err != nil {
		return nil, err
	}
	q := &query{sql: `SELECT `}
	if len(through) == 1 {
		if through[0].desk {
			q.sql += `DISTINCT `
		}
		q.sql += columns + ` FROM `
		q.narrow(s, through[0], f, few)
	} else {
		q.sql += columns + ` FROM `
		q.narrow(s, way{from: everyCase}, f, few)
		q.sees(f.Viewer)
	}
	if few.words != "" && few.ids == nil {
		q.sql += ` AND c.id IN (SELECT case_id FROM case_search WHERE words @@ ` + q.arg(few.words) + `::tsquery)`
	}
	return q, nil
}

// fewCandidates is how many cases may be found by an index of words or of tasks
// to be read one by one. What finds more is so common that reading the list in
// its order soon fills a page.
const fewCandidates = 2000

// candidates are the cases that a filter finds by words or by tasks.
type candidates struct {
	ids     []string // nil: too many, or nothing of the kind is asked for
	words   string   // tsquery; "" without a text
	waiting bool     // those whose turn is asked for are too many
}

func (s *Store) candidates(ctx context.Context, f CaseFilter) (candidates, error) {
	var c candidates
	if words := telling(grams(f.Text)); len(words) > 0 {
		c.words = allOf(words)
		ids, err := s.matching(ctx, `case_search`, c.words, fewCandidates)
		if err != nil {
			return c, err
		}
		c.ids = ids
	}
	q := &query{sql: `SELECT DISTINCT t.case_id FROM task t WHERE t.closed_at IS NULL`}
	if !q.waits(f) {
		return c, nil
	}
	q.add(` LIMIT %d`, fewCandidates+1)
	rows, err := s.db.Query(ctx, q.sql, q.args...)
	if err != nil {
		return c, fail("find tasks", err)
	}
	waiting, err := pgx.CollectRows(rows, pgx.RowTo[string])
	switch c.waiting = len(waiting) > fewCandidates; {
	case err != nil:
		return c, fail("find tasks", err)
	case c.waiting:
	case c.ids == nil:
		c.ids = append([]string{}, waiting...)
	default:
		c.ids = slices.DeleteFunc(c.ids, func(id string) bool { return !slices.Contains(waiting, id) })
	}
	return c, nil
}

// contains narrows to cases whose title or number has text in it.
func (q *query) contains(text string) {
	q.add(` AND c.sought LIKE %s`, q.arg("%"+likeEscape.Replace(strings.ToLower(text))+"%"))
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

// turnJSON is whose turn it is in a case, one object for each open task.
const turnJSON = `(SELECT json_agg(json_build_object('case', t.case_id, 'title', c.title, 'kind', t.kind, 'obligation', t.obligation,
		'role', t.role, 'organ', t.organ, 'organ_name', coalesce(o.name, ''), 'assignee', t.assignee, 'assignee_name', coalesce(p.name, ''),
		'opened_at', t.opened_at, 'due_on', t.due_on, 'due_at', t.due_at) ORDER BY t.ord)
	FROM task t LEFT JOIN organ o ON o.id = t.organ LEFT JOIN person p ON p.id = t.assignee
	WHERE t.case_id = c.id AND t.closed_at IS NULL`

// caseRowColumns are those of scanCaseRow; now is the placeholder of the
// instant that decides what is overdue.
func caseRowColumns(now string) string {
	return `c.id, c.title, c.class, c.stage, c.revision, c.drafting_organ, d.name, c.issuing_organ, i.name, c.document_no,
	c.unified_no, c.opened_at, c.changed_at, c.published_on, c.effective_on, c.valid_until, c.due_on, c.due_at, c.parked <> '',
	EXISTS (SELECT FROM clock k WHERE k.case_id = c.id AND k.state = 'paused'), ` + turnJSON + `),
	(SELECT json_build_object('owed', count(*), 'due', count(*) FILTER (WHERE o.status = 'due'),
		'submitted', count(*) FILTER (WHERE o.status = 'submitted'), 'supplement', count(*) FILTER (WHERE o.status = 'supplement'),
		'registered', count(*) FILTER (WHERE o.status = 'registered'), 'refused', count(*) FILTER (WHERE o.status = 'refused'),
		'overdue', count(*) FILTER (WHERE o.submitted_at IS NULL AND o.due_at <= ` + now + `))
	FROM obligation o WHERE o.case_id = c.id)`
}

func (s *Store) scanCaseRow(row pgx.CollectableRow) (CaseRow, error) {
	var r CaseRow
	var turn []openTask
	err := row.Scan(&r.ID, &r.Title, &r.Class, &r.Stage, &r.Revision, &r.DraftingOrgan, &r.DraftingOrganName, &r.IssuingOrgan,
		&r.IssuingOrganName, (*some)(&r.DocumentNo), (*some)(&r.UnifiedNo), (*instant)(&r.OpenedAt), (*instant)(&r.ChangedAt),
		(*date)(&r.PublishedOn), (*date)(&r.EffectiveOn), (*date)(&r.ValidUntil), (*date)(&r.DueOn), (*instant)(&r.dueAt), &r.Parked,
		&r.Paused, &turn, &r.Filings)
	r.StageLabel = r.Stage.Label()
	r.Overdue = s.over(r.dueAt)
	r.Turn = s.turn(turn)
	return r, err
}

// openTask is a task as turnJSON gives it.
type openTask struct {
	TaskRow
	DueAt time.Time `json:"due_at"`
}

func (s *Store) turn(open []openTask) []TaskRow {
	out := make([]TaskRow, len(open))
	for i, t := range open {
		out[i] = t.TaskRow
		out[i].Label = t.Kind.Label()
		out[i].OpenedAt = t.OpenedAt.UTC()
		out[i].Overdue = s.over(t.DueAt)
	}
	return out
}

// over reports whether a period that ends at due is over.
func (s *Store) over(due time.Time) bool { return !due.IsZero() && !s.now().Before(due) }

const taskRowColumns = `t.case_id, c.title, t.kind, t.obligation, t.role, t.organ, coalesce(o.name, ''), t.assignee, coalesce(p.name, ''),
	t.opened_at, t.due_on, t.due_at FROM task t JOIN cases c ON c.id = t.case_id LEFT JOIN organ o ON o.id = t.organ
	LEFT JOIN person p ON p.id = t.assignee`

// taskPlaces are the scan targets of taskRowColumns.
func taskPlaces(t *TaskRow, due *time.Time) []any {
	return []any{
		&t.Case, &t.Title, &t.Kind, &t.Obligation, &t.Role, &t.Organ, &t.OrganName, &t.Assignee, &t.AssigneeName,
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
	roles, organs := grantsOf(p)
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

// cursor names the place of a row in a list of cases.
func cursor(sort CaseSort, r CaseRow) string {
	at := r.ChangedAt
	switch sort {
	case ByOpening:
		at = r.OpenedAt
	case ByDue:
		at = r.dueAt
	case ByChange:
	}
	when := endless
	if !at.IsZero() {
		when = at.UTC().Format(time.RFC3339Nano)
	}
	return base64.RawURLEncoding.EncodeToString([]byte(string(cmp.Or(sort, ByChange)) + " " + when + " " + r.ID))
}

// endless is the instant of what has no end, as PostgreSQL spells it.
const endless = "infinity"

// parseCursor reads what cursor writes; the empty cursor is the beginning.
func parseCursor(sort CaseSort, c string) (at, id string, err error) {
	if c == "" {
		return "", "", nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(c)
	if err != nil {
		return "", "", errCursor(err)
	}
	parts := strings.Split(string(raw), " ")
	if len(parts) != 3 || parts[0] != string(cmp.Or(sort, ByChange)) {
		return "", "", errCursor(nil)
	}
	if at = parts[1]; at != endless {
		if _, err := time.Parse(time.RFC3339Nano, at); err != nil {
			return "", "", errCursor(err)
		}
	}
	if err := checkID("翻页标记", parts[2]); err != nil {
		return "", "", errCursor(err)
	}
	return at, parts[2], nil
}

func errCursor(err error) error {
	return guibei.Because(guibei.Invalid, err, "翻页标记无效，请回到第一页重新查询。")
}

// parsePlace is parseCursor for lists whose ids are no UUIDs; the caller
// checks them.
func parsePlace(c string) (at time.Time, id string, err error) {
	if c == "" {
		return time.Time{}, "", nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(c)
	if err != nil {
		return time.Time{}, "", errCursor(err)
	}
	first, id, _ := strings.Cut(string(raw), " ")
	if at, err = time.Parse(time.RFC3339Nano, first); err != nil {
		return time.Time{}, "", errCursor(err)
	}
	return at, id, nil
}

// placeCursor names a place in a list ordered by instant and something else.
func placeCursor(at time.Time, id string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(at.UTC().Format(time.RFC3339Nano) + " " + id))
}
