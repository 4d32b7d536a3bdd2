package store

import (
	"context"
	"encoding/base64"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"guibei"
	"guibei/rates"
)

// owed says of each obligation of the cohort what package rates counts, as of
// $3: $1 and $2 bound the date of publication, $4 is the issuing organ, empty
// for all. What the system heard of after $3 has not happened.
func owed(organ string) string {
	return `owed AS (
	SELECT f.*, due AND NOT submitted AS overdue, NOT due AND NOT submitted AND NOT undated AS pending
	FROM (SELECT o.id, o.case_id, o.issuing_organ, o.track_id, o.published_on,
			coalesce(o.refused_at <= $3, false) AS refused,
			coalesce(o.submitted_at <= $3, false) AS submitted,
			coalesce(o.submitted_at <= $3 AND o.submitted_at < o.due_at, false) AS in_time,
			coalesce(o.first_checked_at <= $3 AND o.first_check = 'passed', false) AS passed,
			coalesce(o.first_checked_at <= $3 AND o.first_check = 'defective', false) AS defective,
			coalesce(o.due_at <= $3, false) AS due,
			o.due_at IS NULL AS undated
		FROM obligation o
		WHERE o.published_on BETWEEN $1 AND $2 AND o.owed_at <= $3 AND ` + ofOrgan("o", organ) + `) f)`
}

// ofOrgan narrows to an issuing organ, if one is given, so that each of the two
// has a plan of its own.
func ofOrgan(table, organ string) string {
	if organ == "" {
		return `$4 = ''`
	}
	return table + `.issuing_organ = $4`
}

// issued says of each document of the cohort whether its legality was reviewed
// before it was deliberated. It needs owed: a document that every authority
// refused is not normative. Only the documents with something amiss are looked
// at one by one; the others are whole.
func issued(organ string) string {
	return `issued AS (
	SELECT c.id, c.issuing_organ, c.published_on, c.reviewed, coalesce(w.complete, true) AS complete
	FROM cases c LEFT JOIN (
		SELECT case_id, bool_and(refused) AS refused, bool_and(submitted) AS complete FROM owed
		WHERE case_id IN (SELECT case_id FROM owed WHERE refused OR NOT submitted) GROUP BY case_id) w ON w.case_id = c.id
	WHERE c.published_on BETWEEN $1 AND $2 AND c.published_at <= $3 AND ` + ofOrgan("c", organ) + `
		AND NOT coalesce(w.refused, false))`
}

// Rates returns the counts of every issuing organ that published something
// from one date to another, both included, in order of organ; organ "" means
// all. asOf is the instant as of which everything counts.
func (s *Store) Rates(ctx context.Context, from, to guibei.Date, organ string, asOf time.Time) ([]rates.Counts, error) {
	return s.counts(ctx, `issuing_organ`, from, to, organ, asOf)
}

// spans write the first day of a span as YYYY-MM-DD, which sorts as it should.
var spans = map[Span]string{
	ByMonth: firstOf("month"), ByQuarter: firstOf("quarter"), ByYear: firstOf("year"),
}

func firstOf(unit string) string {
	return `to_char(date_trunc('` + unit + `', published_on::timestamp), 'YYYY-MM-DD')`
}

// Trend returns the counts of every month, quarter or year in which something
// was published, in order; of one issuing organ, or of all with organ "".
func (s *Store) Trend(ctx context.Context, from, to guibei.Date, organ string, by Span, asOf time.Time) ([]PeriodCounts, error) {
	key, known := spans[by]
	if !known {
		return nil, guibei.Errorf(guibei.Invalid, "没有“%s”这种时期，请选择按月、按季或者按年。", by)
	}
	all, err := s.counts(ctx, key, from, to, organ, asOf)
	if err != nil {
		return nil, err
	}
	out := make([]PeriodCounts, len(all))
	for i, c := range all {
		begin, err := guibei.ParseDate(c.Organ)
		if err != nil {
			return nil, fail("read a period", err)
		}
		c.Organ = ""
		out[i] = PeriodCounts{begin, c}
	}
	return out, nil
}

// counts counts by an SQL expression over owed and issued, whose value comes
// back in the place of the organ.
func (s *Store) counts(ctx context.Context, key string, from, to guibei.Date, organ string, asOf time.Time) ([]rates.Counts, error) {
	args := []any{date(from), date(to), asOf, organ}
	all := map[string]*rates.Counts{}
	var order []string
	of := func(key string) *rates.Counts {
		if all[key] == nil {
			all[key] = &rates.Counts{Organ: key, ByTrack: map[string]rates.Filings{}}
			order = append(order, key)
		}
		return all[key]
	}
	b := &pgx.Batch{}
	b.Queue(`WITH `+owed(organ)+`, `+issued(organ)+` SELECT `+key+`, count(*), count(*) FILTER (WHERE reviewed), count(*) FILTER (WHERE complete)
		FROM issued GROUP BY 1
		UNION ALL SELECT `+key+`, 0, 0, 0 FROM owed GROUP BY 1 ORDER BY 1`, args...).Query(func(rows pgx.Rows) error {
		var key string
		var n, reviewed, complete int
		_, err := pgx.ForEachRow(rows, []any{&key, &n, &reviewed, &complete}, func() error {
			c := of(key)
			c.Issued, c.Reviewed, c.Complete = c.Issued+n, c.Reviewed+reviewed, c.Complete+complete
			return nil
		})
		return err
	})
	b.Queue(`WITH `+owed(organ)+` SELECT `+key+`, track_id, count(*) FILTER (WHERE refused), count(*),
			count(*) FILTER (WHERE due), count(*) FILTER (WHERE submitted), count(*) FILTER (WHERE due OR submitted),
			count(*) FILTER (WHERE submitted AND NOT undated), count(*) FILTER (WHERE in_time), count(*) FILTER (WHERE passed),
			count(*) FILTER (WHERE defective), count(*) FILTER (WHERE submitted AND NOT passed AND NOT defective),
			count(*) FILTER (WHERE overdue), count(*) FILTER (WHERE pending), count(*) FILTER (WHERE undated AND NOT submitted)
		FROM owed GROUP BY 1, track_id, refused`, args...).Query(func(rows pgx.Rows) error {
		return eachFilings(rows, of)
	})
	if err := s.db.SendBatch(ctx, b).Close(); err != nil {
		return nil, fail("count rates", err)
	}
	out := make([]rates.Counts, len(order))
	for i, key := range order {
		out[i] = *all[key]
	}
	return out, nil
}

// eachFilings adds rows to the counts that they belong to. Of refused obligations
// only their number counts.
func eachFilings(rows pgx.Rows, of func(key string) *rates.Counts) error {
	var key, track string
	var refused int
	var f rates.Filings
	targets := []any{
		&key, &track, &refused, &f.Owed, &f.Due, &f.Submitted, &f.Expected, &f.Dated, &f.InTime, &f.Passed,
		&f.Defective, &f.Unchecked, &f.Overdue, &f.Pending, &f.Undated,
	}
	_, err := pgx.ForEachRow(rows, targets, func() error {
		add := f
		if refused > 0 {
			add = rates.Filings{Refused: refused}
		}
		c := of(key)
		c.Filings = c.Filings.Add(add)
		c.ByTrack[track] = c.ByTrack[track].Add(add)
		return nil
	})
	return err
}

// Part says which of the items behind a rate are wanted.
type Part string

// The parts of a rate.
const (
	Numerator   Part = "numerator"   // 分子
	Denominator Part = "denominator" // 分母
	Missing     Part = "missing"     // 在分母而不在分子：与百分之百的差距
	Undecided   Part = "undecided"   // 尚无结果
)

// LedgerFilter chooses what is behind a figure.
type LedgerFilter struct {
	Viewer   guibei.Person // decides LedgerRow.Opens
	From, To guibei.Date   // of publication, both included
	Organ    string        // issuing organ; empty for all
	Rate     rates.ID
	Part     Part
	AsOf     time.Time // zero: now
	Cursor   string
	Limit    int // 1–200; 0 means 50
}

// LedgerRow is an obligation with its document, or a document alone when the
// items of 审核率 are asked for.
type LedgerRow struct {
	Case              string            `json:"case" doc:"件号"`
	Title             string            `json:"title" doc:"文件名称"`
	Class             guibei.Class      `json:"class" doc:"文件类别"`
	IssuingOrgan      string            `json:"issuing_organ" doc:"制定机关编号"`
	IssuingOrganName  string            `json:"issuing_organ_name" doc:"制定机关"`
	DraftingOrgan     string            `json:"drafting_organ" doc:"起草单位编号"`
	DraftingOrganName string            `json:"drafting_organ_name" doc:"起草单位"`
	DocumentNo        string            `json:"document_no,omitempty" doc:"发文字号"`
	UnifiedNo         string            `json:"unified_no,omitempty" doc:"统一编号"`
	PublishedOn       guibei.Date       `json:"published_on" doc:"公布日期"`
	EffectiveOn       guibei.Date       `json:"effective_on,omitzero" doc:"施行日期"`
	ValidUntil        guibei.Date       `json:"valid_until,omitzero" doc:"有效期至"`
	ReviewedOn        guibei.Date       `json:"reviewed_on,omitzero" doc:"审核意见签发日期"`
	DeliberatedOn     guibei.Date       `json:"deliberated_on,omitzero" doc:"审议日期"`
	Obligation        guibei.Obligation `json:"obligation" doc:"备案义务；审核率的清单为空"`
	AuthorityName     string            `json:"authority_name,omitempty" doc:"备案机关"`
	StatusLabel       string            `json:"status_label,omitempty" doc:"备案状态"`
	InTime            bool              `json:"in_time" doc:"按期报送"`
	Overdue           bool              `json:"overdue" doc:"已到期未报送"`
	Opens             bool              `json:"opens" doc:"您可以打开这一件；备案机构在报送之前只见台账"`
}

// partOf says in SQL, over the columns of owed and issued, what is in a part of
// a rate.
var partOf = map[rates.ID]map[Part]string{
	rates.FilingRate: {
		Numerator: `submitted`, Denominator: `(due OR submitted)`, Missing: `overdue`, Undecided: `pending`,
	},
	rates.TimelinessRate: {
		Numerator: `in_time`, Denominator: `(submitted AND NOT undated)`, Missing: `(submitted AND NOT undated AND NOT in_time)`, Undecided: `false`,
	},
	rates.ComplianceRate: {
		Numerator: `passed`, Denominator: `submitted`, Missing: `(submitted AND NOT passed)`, Undecided: `(submitted AND NOT passed AND NOT defective)`,
	},
	rates.ReviewRate: {Numerator: `l.reviewed`, Denominator: `true`, Missing: `NOT l.reviewed`, Undecided: `false`},
}

// RateItems returns exactly the items that [Store.Rates] counted in a part of
// a rate, one page by date of publication, and the cursor of the next page, ""
// at the end: every figure opens as a list.
func (s *Store) RateItems(ctx context.Context, f LedgerFilter) ([]LedgerRow, string, error) {
	behind := partOf[f.Rate][f.Part]
	if behind == "" {
		return nil, "", guibei.Errorf(guibei.Invalid, "没有“%s”这个指标或者“%s”这个部分，请从清单中选择。", f.Rate, f.Part)
	}
	on, id, err := parseLedgerCursor(f.Cursor)
	if err != nil {
		return nil, "", err
	}
	limit := page(f.Limit)
	q := s.ledgerQuery(f, behind, on, id, limit+1)
	rows, err := s.db.Query(ctx, q.sql, q.args...)
	if err != nil {
		return nil, "", fail("list items of a rate", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (LedgerRow, error) { return s.scanLedgerRow(row, f.Viewer) })
	if err != nil {
		return nil, "", fail("list items of a rate", err)
	}
	list, next := cutLedger(list, limit)
	return list, next, nil
}

// cutLedger ends a page and names the place where the next begins.
func cutLedger(list []LedgerRow, limit int) ([]LedgerRow, string) {
	if len(list) <= limit {
		return list, ""
	}
	last := list[limit-1]
	id := last.Obligation.ID
	if id == "" {
		id = last.Case
	}
	return list[:limit], ledgerCursor(last.PublishedOn, id)
}

func ledgerCursor(on guibei.Date, id string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(on.String() + " " + id))
}

const ledgerColumns = `c.id, c.title, c.class, c.issuing_organ, i.name, c.drafting_organ, d.name, c.document_no, c.unified_no,
	c.published_on, c.effective_on, c.valid_until, c.reviewed_on, c.deliberated_on, coalesce(ob.submitted_at < ob.due_at, false), ob.due_at,
	(SELECT row_to_json(x) FROM (` + obligationJSON + ` WHERE o.id = ob.id) x), coalesce(a.name, ''),
	coalesce(c.office_organ, ''), coalesce(c.review_organ, ''), coalesce(c.fair_organ, ''), c.parked`

// ledgerNames are the organs that ledgerColumns names.
const ledgerNames = ` JOIN organ i ON i.id = c.issuing_organ JOIN organ d ON d.id = c.drafting_organ LEFT JOIN organ a ON a.id = ob.authority`

// firstDay and lastDay stand for no bound.
var firstDay, lastDay = guibei.Date{Year: 1, Month: 1, Day: 1}, guibei.Date{Year: 9999, Month: 12, Day: 31}

func (s *Store) ledgerQuery(f LedgerFilter, behind string, on guibei.Date, id string, limit int) *query {
	if f.AsOf.IsZero() {
		f.AsOf = s.instant()
	}
	if f.From.IsZero() {
		f.From = firstDay
	}
	if f.To.IsZero() {
		f.To = lastDay
	}
	if !on.IsZero() && f.From.Before(on) {
		f.From = on // the page begins there; an index finds it
	}
	q := &query{args: []any{date(f.From), date(f.To), f.AsOf, f.Organ}}
	q.sql = `WITH ` + owed(f.Organ)
	cast := ""
	if f.Rate == rates.ReviewRate {
		cast = `::uuid`
		q.sql += `, ` + issued(f.Organ) + ` SELECT ` + ledgerColumns + ` FROM issued l JOIN cases c ON c.id = l.id LEFT JOIN obligation ob ON false` + ledgerNames + ` WHERE ` + behind
	} else {
		q.sql += ` SELECT ` + ledgerColumns + ` FROM owed l JOIN obligation ob ON ob.id = l.id JOIN cases c ON c.id = ob.case_id` +
			ledgerNames + ` WHERE NOT refused AND ` + behind
	}
	if !on.IsZero() {
		q.sql += ` AND (l.published_on, l.id) > (` + q.arg(date(on)) + `::date, ` + q.arg(id) + cast + `)`
	}
	q.sql += ` ORDER BY l.published_on, l.id LIMIT ` + q.arg(limit)
	return q
}

func (s *Store) scanLedgerRow(row pgx.CollectableRow, viewer guibei.Person) (LedgerRow, error) {
	var r LedgerRow
	var due time.Time
	var ob *guibei.Obligation
	c := guibei.Case{Stage: guibei.InFiling} // as far as it decides who may open it
	err := row.Scan(&r.Case, &r.Title, &r.Class, &r.IssuingOrgan, &r.IssuingOrganName, &r.DraftingOrgan, &r.DraftingOrganName,
		(*some)(&r.DocumentNo), (*some)(&r.UnifiedNo), (*date)(&r.PublishedOn), (*date)(&r.EffectiveOn), (*date)(&r.ValidUntil),
		(*date)(&r.ReviewedOn), (*date)(&r.DeliberatedOn), &r.InTime, (*instant)(&due), &ob, &r.AuthorityName,
		&c.OfficeOrgan, &c.ReviewOrgan, &c.FairOrgan, &c.Parked)
	c.DraftingOrgan = r.DraftingOrgan
	if ob != nil {
		r.Obligation = *ob
		toUTC(&r.Obligation.SubmittedAt)
		r.StatusLabel = ob.Status.Label()
		r.Overdue = ob.SubmittedAt.IsZero() && s.over(due)
		c.Obligations = []guibei.Obligation{*ob}
	}
	if r.Opens = c.VisibleTo(viewer); !r.Opens {
		r.Obligation.Materials = nil // names of files are the case's own
	}
	return r, err
}

func parseLedgerCursor(c string) (guibei.Date, string, error) {
	if c == "" {
		return guibei.Date{}, "", nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(c)
	if err == nil {
		day, id, _ := strings.Cut(string(raw), " ")
		var on guibei.Date
		if on, err = guibei.ParseDate(day); err == nil {
			return on, id, nil
		}
	}
	return guibei.Date{}, "", errCursor(err)
}
