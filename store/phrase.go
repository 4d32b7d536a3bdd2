package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"guibei"
)

// PhraseRow is a problem as opinions worded it, with how often and when last.
type PhraseRow struct {
	Heading    guibei.Heading `json:"heading" doc:"审核方面"`
	Test       string         `json:"test" doc:"审核内容"`
	Text       string         `json:"text" doc:"理由"`
	Basis      string         `json:"basis,omitempty" doc:"依据"`
	Suggestion string         `json:"suggestion,omitempty" doc:"修改建议"`
	Used       int            `json:"used" doc:"用过几次"`
	LastOn     guibei.Date    `json:"last_on" doc:"最近一次签发日期"`
	Case       string         `json:"case" doc:"最近一次用于哪一件"`
	CaseTitle  string         `json:"case_title,omitempty" doc:"最近一次所审文件的名称"`
}

// PhraseFilter narrows the phrases. Empty fields do not narrow, but without
// organs there are none.
type PhraseFilter struct {
	Organs  []string // reviewing organs whose opinions are looked through
	Heading guibei.Heading
	Test    string
	Text    string // part of the test, reason, basis or suggestion
	Limit   int    // 1–200; 0 means 50
}

// phrase is one problem on its way into the table.
type phrase struct {
	guibei.OpinionItem
	key  string
	used int
}

// putPhrases counts the problems of an opinion when it is issued. They go in
// the order of their keys, so that two opinions issued in one moment wait for
// each other in one direction only.
func (w *writer) putPhrases() {
	c := &w.o.Case
	if w.o.Kind != guibei.IssueOpinionCmd || c.Opinion == nil || !c.Opinion.Issued {
		return
	}
	for _, p := range phrasesOf(c.ReviewOrgan, c.Opinion.Problems()) {
		w.b.Queue(`INSERT INTO phrase (key, organ, heading, test, reason, basis, suggestion, words, used, last_on, last_case)
			VALUES ($1, $2, $3, $4, $5, $6, $7, array_to_tsvector($8), $9, $10, $11)
			ON CONFLICT ON CONSTRAINT phrase_pkey DO UPDATE SET used = phrase.used + excluded.used,
				last_on = greatest(phrase.last_on, excluded.last_on),
				last_case = CASE WHEN excluded.last_on >= phrase.last_on THEN excluded.last_case ELSE phrase.last_case END`,
			p.key, c.ReviewOrgan, p.Heading, p.Test, p.Reason, p.Basis, p.Suggestion,
			grams(strings.Join([]string{p.Test, p.Reason, p.Basis, p.Suggestion}, " ")), p.used, date(c.Opinion.IssuedOn), c.ID)
	}
}

// phrasesOf are the different problems with how often each occurs.
func phrasesOf(organ string, items []guibei.OpinionItem) []phrase {
	var out []phrase
	for _, i := range items {
		i.Test, i.Reason = strings.TrimSpace(i.Test), strings.TrimSpace(i.Reason)
		i.Basis, i.Suggestion = strings.TrimSpace(i.Basis), strings.TrimSpace(i.Suggestion)
		sum := sha256.Sum256([]byte(strings.Join([]string{organ, string(i.Heading), i.Test, i.Reason, i.Basis, i.Suggestion}, "\x1f")))
		key := hex.EncodeToString(sum[:])
		if at := slices.IndexFunc(out, func(p phrase) bool { return p.key == key }); at >= 0 {
			out[at].used++
			continue
		}
		out = append(out, phrase{i, key, 1})
	}
	slices.SortFunc(out, func(a, b phrase) int { return cmp.Compare(a.key, b.key) })
	return out
}

// Phrases returns how the organs have worded problems, the latest first.
func (s *Store) Phrases(ctx context.Context, f PhraseFilter) ([]PhraseRow, error) {
	if len(f.Organs) == 0 {
		return nil, nil
	}
	few, err := s.fewPhrases(ctx, f.Text)
	if err != nil {
		return nil, err
	}
	var q query
	limit := page(f.Limit)
	q.sql = `SELECT p.heading, p.test, p.reason, p.basis, p.suggestion, p.used, p.last_on, p.last_case, coalesce(c.title, '') FROM (`
	for i, organ := range f.Organs {
		if i > 0 {
			q.add(" UNION ALL ")
		}
		q.phrases(organ, f, few, limit)
	}
	q.add(`) p LEFT JOIN cases c ON c.id = p.last_case ORDER BY p.last_on DESC, p.key LIMIT %s`, q.arg(limit))
	rows, err := s.db.Query(ctx, q.sql, q.args...)
	if err != nil {
		return nil, fail("list phrases", err)
	}
	out, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (PhraseRow, error) {
		var r PhraseRow
		err := row.Scan(&r.Heading, &r.Test, &r.Text, &r.Basis, &r.Suggestion, &r.Used, (*date)(&r.LastOn), &r.Case, &r.CaseTitle)
		return r, err
	})
	return out, fail("list phrases", err)
}

// phrases writes the branch of one organ: it ends by itself after limit rows.
func (q *query) phrases(organ string, f PhraseFilter, few []string, limit int) {
	q.add(`(SELECT * FROM phrase WHERE organ = %s`, q.arg(organ))
	if f.Heading != "" {
		q.add(` AND heading = %s`, q.arg(f.Heading))
	}
	if f.Test != "" {
		q.add(` AND test = %s`, q.arg(f.Test))
	}
	if few != nil {
		q.add(` AND key = ANY(%s)`, q.arg(few))
	}
	if text := strings.TrimSpace(f.Text); text != "" {
		q.add(` AND lower(test || ' ' || reason || ' ' || basis || ' ' || suggestion) LIKE %s`,
			q.arg("%"+likeEscape.Replace(strings.ToLower(text))+"%"))
	}
	q.add(` ORDER BY last_on DESC, key LIMIT %s)`, q.arg(limit))
}

// fewPhrases returns the keys of the phrases that have every pair of
// characters of the text, nil when they are more than a few or there is no
// text; see [Store.candidates].
func (s *Store) fewPhrases(ctx context.Context, text string) ([]string, error) {
	words := telling(grams(text))
	if len(words) == 0 {
		return nil, nil
	}
	rows, err := s.db.Query(ctx, `SELECT key FROM phrase WHERE words @@ $1::tsquery LIMIT $2`, allOf(words), fewCandidates+1)
	if err != nil {
		return nil, fail("search phrases", err)
	}
	keys, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil || len(keys) > fewCandidates {
		return nil, fail("search phrases", err)
	}
	return keys, nil
}
