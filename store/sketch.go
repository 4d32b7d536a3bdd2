package store

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"guibei"
	"guibei/similar"
)

// How many pieces a sketch keeps: of a document, and of a sentence.
const (
	documentSketch = 128
	clauseSketch   = 16
)

// mostClauses bounds how many sentences of one document are indexed.
const mostClauses = 3000

// queueSketches puts a text into the index of likeness, in place of what was
// there of the case.
func queueSketches(b *pgx.Batch, caseID, text string) {
	b.Queue(`DELETE FROM text_sketch WHERE case_id = $1`, caseID)
	const put = `INSERT INTO text_sketch (case_id, clause, article, text, hashes) VALUES ($1, $2, $3, $4, $5)`
	b.Queue(put, caseID, 0, "", "", similar.Of(text).Sketch(documentSketch))
	clauses := similar.Clauses(text)
	for i, c := range clauses[:min(len(clauses), mostClauses)] {
		b.Queue(put, caseID, i+1, c.Article, c.Text, similar.Of(c.Text).Sketch(clauseSketch))
	}
}

// Like is a published document that is like a text.
type Like struct {
	Case        string       `json:"case" doc:"件号"`
	Title       string       `json:"title" doc:"名称"`
	DocumentNo  string       `json:"document_no,omitempty" doc:"发文字号"`
	Issuer      string       `json:"issuer" doc:"制定机关"`
	PublishedOn guibei.Date  `json:"published_on" doc:"公布日期"`
	Status      Status       `json:"status" doc:"现在的效力"`
	Jaccard     float64      `json:"jaccard" doc:"五字片段的相同比例，0 至 1"`
	Contained   float64      `json:"contained" doc:"较短的一份有多少在较长的里面，0 至 1"`
	Kind        similar.Kind `json:"kind" enum:"duplicate,revision,subject,unlike" doc:"duplicate 文字相同，revision 同一文件的不同文本，subject 同一事项"`
	text        string
}

// likeAtMost is how many texts that share pieces are compared exactly.
const likeAtMost = 60

// LikeDocuments returns the published documents that are like a text, the most
// alike first; not the case itself.
func (s *Store) LikeDocuments(ctx context.Context, text, but string, today guibei.Date, limit int) ([]Like, error) {
	set := similar.Of(text)
	rows, err := s.db.Query(ctx, `SELECT c.id, c.title, coalesce(c.document_no, ''), i.name, c.published_on, c.effective_on, c.valid_until, t.text
		FROM text_sketch k JOIN cases c ON c.id = k.case_id JOIN organ i ON i.id = c.issuing_organ JOIN published_text t ON t.case_id = c.id
		WHERE k.clause = 0 AND k.hashes && $1 AND c.id::text <> $2 AND `+published("$3")+`
		ORDER BY cardinality(ARRAY(SELECT unnest(k.hashes) INTERSECT SELECT unnest($1::bigint[]))) DESC, c.id LIMIT $4`,
		set.Sketch(documentSketch), but, date(today), likeAtMost)
	if err != nil {
		return nil, fail("find like documents", err)
	}
	out, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (Like, error) {
		var l Like
		var r LibraryRow
		err := row.Scan(&l.Case, &l.Title, &l.DocumentNo, &l.Issuer, (*date)(&r.PublishedOn), (*date)(&r.EffectiveOn), (*date)(&r.ValidUntil), &l.text)
		l.PublishedOn, l.Status = r.PublishedOn, r.status(today)
		return l, err
	})
	for i := range out {
		other := similar.Of(out[i].text)
		out[i].Jaccard, out[i].Contained = similar.Jaccard(set, other), similar.Containment(set, other)
		out[i].Kind = similar.KindOf(out[i].Jaccard)
	}
	out = slices.DeleteFunc(out, func(l Like) bool { return l.Kind == similar.Unlike })
	slices.SortStableFunc(out, func(a, b Like) int { return compareDown(a.Jaccard, b.Jaccard) })
	return out[:min(len(out), limit)], fail("find like documents", err)
}

func compareDown(a, b float64) int {
	switch {
	case a > b:
		return -1
	case a < b:
		return 1
	}
	return 0
}

// LikeClause is a sentence of a published document that is like another.
type LikeClause struct {
	Case      string  `json:"case" doc:"件号"`
	Title     string  `json:"title" doc:"文件名称"`
	Article   string  `json:"article,omitempty" doc:"条文，如：第三条"`
	Text      string  `json:"text" doc:"原文"`
	Jaccard   float64 `json:"jaccard" doc:"五字片段的相同比例，0 至 1"`
	Contained float64 `json:"contained" doc:"较短的一句有多少在较长的里面，0 至 1"`
}

// leastAlike is how much two sentences must have in common to be shown.
const leastAlike = 0.2

// LikeClauses returns the sentences of published documents that are like a
// sentence, the most alike first.
func (s *Store) LikeClauses(ctx context.Context, text, but string, today guibei.Date, limit int) ([]LikeClause, error) {
	set := similar.Of(text)
	rows, err := s.db.Query(ctx, `SELECT c.id, c.title, k.article, k.text
		FROM text_sketch k JOIN cases c ON c.id = k.case_id
		WHERE k.clause > 0 AND k.hashes && $1 AND c.id::text <> $2 AND `+published("$3")+`
		ORDER BY cardinality(ARRAY(SELECT unnest(k.hashes) INTERSECT SELECT unnest($1::bigint[]))) DESC, c.id, k.clause LIMIT $4`,
		set.Sketch(clauseSketch), but, date(today), likeAtMost)
	if err != nil {
		return nil, fail("find like sentences", err)
	}
	out, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (LikeClause, error) {
		var l LikeClause
		err := row.Scan(&l.Case, &l.Title, &l.Article, &l.Text)
		return l, err
	})
	for i := range out {
		other := similar.Of(out[i].Text)
		out[i].Jaccard, out[i].Contained = similar.Jaccard(set, other), similar.Containment(set, other)
	}
	out = slices.DeleteFunc(out, func(l LikeClause) bool { return l.Jaccard < leastAlike && l.Contained < 0.6 })
	slices.SortStableFunc(out, func(a, b LikeClause) int { return compareDown(a.Jaccard, b.Jaccard) })
	return out[:min(len(out), limit)], fail("find like sentences", err)
}

// PublishedWords is a published document with its text as one string.
type PublishedWords struct {
	Case       string
	Title      string
	DocumentNo string
	Issuer     string
	Text       string
}

// InForceTexts yields the texts of the documents in force on a day.
func (s *Store) InForceTexts(ctx context.Context, today guibei.Date, yield func(PublishedWords) error) error {
	rows, err := s.db.Query(ctx, `SELECT c.id, c.title, coalesce(c.document_no, ''), i.name, t.text
		FROM cases c JOIN organ i ON i.id = c.issuing_organ JOIN published_text t ON t.case_id = c.id
		WHERE `+published("$1")+` AND `+statusOf("$1::date")[InForceNow]+` ORDER BY c.published_on DESC, c.id`, date(today))
	if err != nil {
		return fail("read texts in force", err)
	}
	var w PublishedWords
	_, err = pgx.ForEachRow(rows, []any{&w.Case, &w.Title, &w.DocumentNo, &w.Issuer, &w.Text}, func() error { return yield(w) })
	return fail("read texts in force", err)
}

// Text returns the words of the document.
func (l *Like) Text() string { return l.text }

// RecentText is the latest text of a case.
type RecentText struct {
	Case      string
	Title     string
	DocSHA256 string
}

// RecentTexts returns the latest texts of the cases of a region that changed last.
func (s *Store) RecentTexts(ctx context.Context, region string, limit int) ([]RecentText, error) {
	rows, err := s.db.Query(ctx, `SELECT c.id, c.title, v.doc_sha256 FROM cases c
		JOIN LATERAL (SELECT doc_sha256 FROM version WHERE case_id = c.id ORDER BY n DESC LIMIT 1) v ON true
		WHERE c.region = $1 ORDER BY c.changed_at DESC, c.id LIMIT $2`, region, limit)
	if err != nil {
		return nil, fail("list recent texts", err)
	}
	out, err := pgx.CollectRows(rows, pgx.RowToStructByPos[RecentText])
	return out, fail("list recent texts", err)
}
