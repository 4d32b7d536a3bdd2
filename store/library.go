package store

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"guibei"
)

// published is what the library shows of cases c, and nothing else may be shown
// by it; the placeholder is today.
func published(today string) string {
	return `c.published_at IS NOT NULL AND c.published_on IS NOT NULL AND c.published_on <= ` + today + `::date`
}

// statusOf is [Status] in SQL.
func statusOf(today string) map[Status]string {
	const expired, effective = `coalesce(c.valid_until < `, `coalesce(c.effective_on, c.published_on) `
	return map[Status]string{
		Expired:    expired + today + `, false)`,
		NotYet:     `NOT ` + expired + today + `, false) AND ` + effective + `> ` + today,
		InForceNow: `NOT ` + expired + today + `, false) AND ` + effective + `<= ` + today,
	}
}

// status says where the document stands on a day.
func (r *LibraryRow) status(today guibei.Date) Status {
	switch from := r.EffectiveOn; {
	case !r.ValidUntil.IsZero() && r.ValidUntil.Before(today):
		return Expired
	case from.IsZero() && r.PublishedOn.After(today), from.After(today):
		return NotYet
	}
	return InForceNow
}

// fewTexts is how many texts a search may match by pairs of characters to be
// read to see whether the characters really stand together. What matches more
// is so common that the pairs will do.
const fewTexts = 500

// search is a library search: what to look for, and where if it is in few.
type search struct {
	terms []string
	few   []string
	words string // tsquery; "" when there is nothing to look for
}

const mostTerms = 8

func (s *Store) search(ctx context.Context, text string) (search, error) {
	w := search{terms: strings.Fields(strings.ToLower(text))}
	w.terms = w.terms[:min(len(w.terms), mostTerms)]
	if len(w.terms) == 0 {
		return w, nil
	}
	var words []string
	for _, term := range w.terms {
		words = append(words, telling(grams(term))...)
	}
	w.words = allOf(words)
	few, err := s.matching(ctx, `published_text`, w.words, fewTexts)
	w.few = few
	return w, err
}

// telling leaves out the single characters where there are pairs: pairs are
// rarer than the characters in them, and asking for both costs more.
func telling(words []string) []string {
	var pairs []string
	for _, w := range words {
		if utf8.RuneCountInString(w) > 1 {
			pairs = append(pairs, w)
		}
	}
	if len(pairs) == 0 {
		return words
	}
	return pairs
}

// matching returns the cases of a table of words that have them all, nil when
// they are more than a few.
func (s *Store) matching(ctx context.Context, table, words string, few int) ([]string, error) {
	rows, err := s.db.Query(ctx, `SELECT case_id FROM `+table+` WHERE words @@ $1::tsquery LIMIT $2`, words, few+1)
	if err != nil {
		return nil, fail("search", err)
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil || len(ids) > few {
		return nil, fail("search", err)
	}
	if ids == nil {
		ids = []string{}
	}
	return ids, nil
}

// libraryFrom writes the table and every condition; t is published_text.
func (q *query) libraryFrom(f LibraryFilter, w search) {
	today := q.arg(date(f.Today))
	q.sql += ` FROM cases c`
	if w.words != "" {
		q.sql += ` JOIN published_text t ON t.case_id = c.id`
	}
	q.sql += ` WHERE ` + published(today)
	if f.Status != "" {
		q.sql += ` AND ` + statusOf(today)[f.Status]
	}
	if f.Organ != "" {
		q.sql += ` AND c.issuing_organ = ` + q.arg(f.Organ)
	}
	if f.Class != "" {
		q.sql += ` AND c.class = ` + q.arg(f.Class)
	}
	if f.Year != 0 {
		from := guibei.Date{Year: f.Year, Month: time.January, Day: 1}
		q.add(` AND c.published_on BETWEEN %s AND %s`, q.arg(date(from)), q.arg(date(from.AddYears(1).AddDays(-1))))
	}
	switch {
	case w.words == "":
	case w.few == nil:
		q.sql += ` AND t.words @@ ` + q.arg(w.words) + `::tsquery`
	default:
		q.sql += ` AND c.id = ANY(` + q.arg(w.few) + `)`
		for _, term := range w.terms {
			like := q.arg("%" + likeEscape.Replace(term) + "%")
			q.add(` AND (lower(t.text) LIKE %[1]s OR lower(c.title) LIKE %[1]s OR lower(c.document_no) LIKE %[1]s OR lower(c.unified_no) LIKE %[1]s)`, like)
		}
	}
}

const libraryColumns = `c.id, c.title, c.class, c.document_no, c.unified_no, c.issuing_organ, i.name, c.published_on, c.effective_on, c.valid_until`

// scan returns the targets of libraryColumns.
func (r *LibraryRow) scan() []any {
	return []any{
		&r.Case, &r.Title, &r.Class, (*some)(&r.DocumentNo), (*some)(&r.UnifiedNo), &r.IssuingOrgan, &r.IssuingOrganName,
		(*date)(&r.PublishedOn), (*date)(&r.EffectiveOn), (*date)(&r.ValidUntil),
	}
}

// Library returns one page of the published documents, what was published last
// first, and the cursor of the next page, "" at the end. What is not published,
// or only after Today, is never among them.
func (s *Store) Library(ctx context.Context, f LibraryFilter) ([]LibraryRow, string, error) {
	on, id, err := parseLedgerCursor(f.Cursor)
	if err == nil && id != "" && checkID("翻页标记", id) != nil {
		err = errCursor(nil)
	}
	if err != nil {
		return nil, "", err
	}
	w, err := s.search(ctx, f.Text)
	if err != nil {
		return nil, "", err
	}
	limit := page(f.Limit)
	q := &query{sql: `SELECT c.id, c.published_on`}
	q.libraryFrom(f, w)
	if id != "" {
		q.add(` AND (c.published_on, c.id) < (%s::date, %s::uuid)`, q.arg(date(on)), q.arg(id))
	}
	// The texts are read for the page alone.
	q.sql = `SELECT ` + libraryColumns + `, ` + excerptOf(w) + ` FROM (` + q.sql + ` ORDER BY c.published_on DESC, c.id DESC LIMIT ` + q.arg(limit+1) + `) l
		JOIN cases c ON c.id = l.id JOIN organ i ON i.id = c.issuing_organ LEFT JOIN published_text t ON t.case_id = c.id
		ORDER BY l.published_on DESC, l.id DESC`
	rows, err := s.db.Query(ctx, q.sql, q.args...)
	if err != nil {
		return nil, "", fail("list the library", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (LibraryRow, error) {
		var r LibraryRow
		var text string
		err := row.Scan(append(r.scan(), &text)...)
		r.Status = r.status(f.Today)
		r.StatusLabel = r.Status.Label()
		r.Excerpt = excerpt(text, w.terms)
		return r, err
	})
	if err != nil || len(list) <= limit {
		return list, "", fail("list the library", err)
	}
	last := list[limit-1]
	return list[:limit], ledgerCursor(last.PublishedOn, last.Case), nil
}

func excerptOf(w search) string {
	if w.words == "" {
		return `''`
	}
	return `coalesce(t.text, '')`
}

// excerpt is the first place in a text that has a term, with some characters
// around it, "" if there is none.
func excerpt(text string, terms []string) string {
	const around = 30
	for line := range strings.SplitSeq(text, "\n") {
		lower := strings.ToLower(line)
		for _, term := range terms {
			before, after, found := strings.Cut(lower, term)
			if !found || len(lower) != len(line) {
				continue
			}
			head, tail := []rune(line[:len(before)]), []rune(line[len(line)-len(after):])
			out := string(head[max(0, len(head)-around):]) + line[len(before):len(before)+len(term)] + string(tail[:min(len(tail), around)])
			if len(head) > around {
				out = "…" + out
			}
			if len(tail) > around {
				out += "…"
			}
			return out
		}
	}
	return ""
}

// CountLibrary returns how many documents [Store.Library] lists on all its
// pages.
func (s *Store) CountLibrary(ctx context.Context, f LibraryFilter) (Total, error) {
	w, err := s.search(ctx, f.Text)
	if err != nil {
		return Total{}, err
	}
	q := &query{sql: `SELECT c.id`}
	q.libraryFrom(f, w)
	return s.total(ctx, "count the library", q)
}

// LibraryFacets returns the issuing organs and the years of what is published,
// with how many documents each has.
func (s *Store) LibraryFacets(ctx context.Context, today guibei.Date) (LibraryFacets, error) {
	var out LibraryFacets
	b := &pgx.Batch{}
	facets := func(to *[]Facet) func(pgx.Rows) error {
		return func(rows pgx.Rows) (err error) {
			*to, err = pgx.CollectRows(rows, pgx.RowToStructByPos[Facet])
			return err
		}
	}
	b.Queue(`SELECT i.id, i.name, l.n FROM (SELECT c.issuing_organ AS id, count(*) AS n FROM cases c WHERE `+published("$1")+` GROUP BY 1) l
		JOIN organ i ON i.id = l.id ORDER BY l.n DESC, i.id`, date(today)).Query(facets(&out.Organs))
	b.Queue(`SELECT y::text, y || '年', n FROM (SELECT extract(year FROM c.published_on)::int AS y, count(*) AS n FROM cases c
		WHERE `+published("$1")+` GROUP BY 1) l ORDER BY y DESC`, date(today)).Query(facets(&out.Years))
	return out, fail("count the library", s.db.SendBatch(ctx, b).Close())
}

// LibraryDocument returns a published document; NotFound for anything else.
func (s *Store) LibraryDocument(ctx context.Context, caseID string, today guibei.Date) (LibraryDocument, error) {
	var d LibraryDocument
	if err := checkID("编号", caseID); err != nil {
		return d, err
	}
	err := s.db.QueryRow(ctx, `SELECT `+libraryColumns+`, c.dated_on, c.channel, c.url, (SELECT json_agg(json_build_object(
			'authority', a.name, 'registration_no', o.registration_no, 'registered_on', o.registered_on) ORDER BY o.ord)
			FROM obligation o JOIN organ a ON a.id = o.authority WHERE o.case_id = c.id AND o.status = 'registered')
		FROM cases c JOIN organ i ON i.id = c.issuing_organ WHERE c.id = $1 AND `+published("$2"), caseID, date(today)).
		Scan(append(d.scan(), (*date)(&d.DatedOn), &d.Channel, &d.URL, &d.Filings)...)
	d.Status = d.status(today)
	d.StatusLabel = d.Status.Label()
	return d, fail("read a published document", err)
}

// PublishedText returns the text of a published document, without paragraphs
// if it was not read yet; NotFound for anything that is not published.
func (s *Store) PublishedText(ctx context.Context, caseID string, today guibei.Date) (PublishedText, error) {
	var t PublishedText
	if err := checkID("编号", caseID); err != nil {
		return t, err
	}
	var paragraphs []byte
	err := s.db.QueryRow(ctx, `SELECT c.id, c.title, v.doc_sha256, c.published_text_sha256, coalesce(t.paragraphs, '[]'), coalesce(t.failure, '')
		FROM cases c JOIN version v ON v.case_id = c.id AND v.n = c.published_version
		LEFT JOIN published_text t ON t.case_id = c.id AND t.text_sha256 = c.published_text_sha256
		WHERE c.id = $1 AND `+published("$2"), caseID, date(today)).
		Scan(&t.Case, &t.Title, &t.DocSHA256, &t.TextSHA256, &paragraphs, &t.Failure)
	if err == nil {
		err = json.Unmarshal(paragraphs, &t.Paragraphs)
	}
	return t, fail("read a published text", err)
}

// readAgain is when a text that could not be read is tried again.
const readAgain = time.Hour

// Unread returns published documents whose text the library does not hold,
// among those recorded as published at or after an instant, the latest first.
// What could not be read comes again after an hour.
func (s *Store) Unread(ctx context.Context, since time.Time, limit int) ([]Unread, error) {
	rows, err := s.db.Query(ctx, `SELECT c.id, v.doc_sha256, c.published_text_sha256
		FROM cases c JOIN version v ON v.case_id = c.id AND v.n = c.published_version
		LEFT JOIN published_text t ON t.case_id = c.id
		WHERE c.published_at >= $1 AND c.published_on IS NOT NULL
			AND (t.case_id IS NULL OR t.text_sha256 <> c.published_text_sha256 OR t.failure <> '' AND t.read_at < $2)
		ORDER BY c.published_at DESC LIMIT $3`, since, s.instant().Add(-readAgain), limit)
	if err != nil {
		return nil, fail("list unread texts", err)
	}
	out, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Unread])
	return out, fail("list unread texts", err)
}

// mostIndexed bounds the characters of a text that can be searched for: a
// tsvector holds a megabyte.
const mostIndexed = 200_000

// PutPublishedText keeps a text that was read, or why it could not be read. It
// is kept only if it is the one that was published.
func (s *Store) PutPublishedText(ctx context.Context, t PublishedText) error {
	var text strings.Builder
	for _, p := range t.Paragraphs {
		text.WriteString(p.Label + strings.ReplaceAll(p.Text, "\n", " ") + "\n")
	}
	paragraphs, err := json.Marshal(t.Paragraphs)
	if err != nil {
		return fail("write a published text", err)
	}
	if t.Paragraphs == nil {
		paragraphs = []byte(`[]`)
	}
	var title, no, unified string
	err = s.db.QueryRow(ctx, `SELECT title, coalesce(document_no, ''), coalesce(unified_no, '') FROM cases
		WHERE id = $1 AND published_text_sha256 = $2 AND published_on IS NOT NULL`, t.Case, t.TextSHA256).Scan(&title, &no, &unified)
	if err != nil {
		return fail("write a published text", orNotFound(err, "件号为%s的文件没有公布这一文本，请核对。", t.Case))
	}
	runes := []rune(text.String())
	words := grams(title, no, unified, string(runes[:min(len(runes), mostIndexed)]))
	b := &pgx.Batch{}
	b.Queue(`INSERT INTO published_text (case_id, text_sha256, text, paragraphs, words, failure, read_at)
		VALUES ($1, $2, $3, $4, array_to_tsvector($5), $6, $7)
		ON CONFLICT ON CONSTRAINT published_text_pkey DO UPDATE SET text_sha256 = excluded.text_sha256, text = excluded.text,
			paragraphs = excluded.paragraphs, words = excluded.words, failure = excluded.failure, read_at = excluded.read_at`,
		t.Case, t.TextSHA256, text.String(), paragraphs, words, t.Failure, s.instant())
	queueSketches(b, t.Case, text.String())
	err = s.inTx(ctx, func(tx pgx.Tx) error { return tx.SendBatch(ctx, b).Close() })
	return fail("write a published text of case "+strconv.Quote(t.Case), err)
}
