package store

import (
	"context"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"guibei"
)

// field is a column of cases and the place of a case that it belongs to.
type field struct {
	name  string
	place any // both argument and scan target
}

// caseFields lists the columns that a case is kept in, for reading and for
// writing alike. Text, opinion, counsel, obligations, tasks and clocks have tables of
// their own.
func caseFields(c *guibei.Case) []field {
	return []field{
		{"id", &c.ID},
		{"region", &c.Region},
		{"class", &c.Class},
		{"title", &c.Title},
		{"stage", &c.Stage},
		{"revision", &c.Revision},
		{"seq", &c.Seq},
		{"head", &c.Head},
		{"last_at", (*instant)(&c.LastAt)},
		{"opened_at", (*instant)(&c.OpenedAt)},
		{"drafting_organ", &c.DraftingOrgan},
		{"issuing_organ", &c.IssuingOrgan},
		{"office_organ", (*some)(&c.OfficeOrgan)},
		{"review_organ", (*some)(&c.ReviewOrgan)},
		{"fair_organ", (*some)(&c.FairOrgan)},
		{"materials", &c.Materials},
		{"drafters", &c.Drafters},
		{"reviewers", &c.Reviewers},
		{"came_from", &c.CameFrom},
		{"round", &c.Round},
		{"reviewer", &c.Reviewer},
		{"fair", &c.Fair},
		{"dispositions", &c.Dispositions},
		{"meeting", &c.Meeting},
		{"reviewed_version", &c.Reviewed.Version},
		{"reviewed_text_sha256", &c.Reviewed.TextSHA256},
		{"deliberated_version", &c.Deliberated.Version},
		{"deliberated_text_sha256", &c.Deliberated.TextSHA256},
		{"published_version", &c.Published.Version},
		{"published_text_sha256", &c.Published.TextSHA256},
		{"signer", &c.Signer},
		{"dated_on", (*date)(&c.DatedOn)},
		{"document_no", (*some)(&c.DocumentNo)},
		{"unified_no", (*some)(&c.UnifiedNo)},
		{"published_on", (*date)(&c.PublishedOn)},
		{"effective_on", (*date)(&c.EffectiveOn)},
		{"valid_until", (*date)(&c.ValidUntil)},
		{"channel", &c.Channel},
		{"url", &c.URL},
		{"parked", &c.Parked},
		{"parked_by", (*someID)(&c.ParkedBy)},
	}
}

func names(fs []field) []string {
	out := make([]string, len(fs))
	for i, f := range fs {
		out[i] = f.name
	}
	return out
}

func places(fs []field) []any {
	out := make([]any, len(fs))
	for i, f := range fs {
		out[i] = f.place
	}
	return out
}

const obligationJSON = `SELECT o.*, json_build_object(
	'id', track_id, 'name', track_name, 'authority', authority, 'desk', desk) AS track FROM obligation o`

const opinionJSON = `SELECT o.*, json_build_object('version', version, 'text_sha256', text_sha256) AS "on" FROM opinion o`

const versionJSON = `SELECT v.*, json_build_object('sha256', doc_sha256, 'name', doc_name) AS file FROM version v`

// selectCase reads a whole case by one statement, hence as of one moment. The
// parts come as JSON, whose keys are those of the root package's types.
var selectCase = `SELECT c.` + strings.Join(names(caseFields(new(guibei.Case))), ", c.") + `,
	(SELECT row_to_json(v) FROM (` + versionJSON + ` WHERE case_id = c.id AND n = c.text_n) v),
	(SELECT row_to_json(o) FROM (` + opinionJSON + ` WHERE case_id = c.id AND round = c.opinion_round) o),
	(SELECT json_agg(o ORDER BY o.ord) FROM (` + obligationJSON + ` WHERE case_id = c.id) o),
	(SELECT json_agg(q ORDER BY q.n) FROM (` + counselJSON + ` WHERE case_id = c.id) q),
	(SELECT json_agg(t ORDER BY t.ord) FROM task t WHERE t.case_id = c.id AND t.closed_at IS NULL),
	(SELECT json_agg(k ORDER BY k.ord) FROM clock k WHERE k.case_id = c.id)
	FROM cases c WHERE c.id = `

// scanCase reads a row of selectCase.
func scanCase(row pgx.Row) (guibei.Case, error) {
	var c guibei.Case
	targets := append(places(caseFields(&c)), &c.Text, &c.Opinion, &c.Obligations, &c.Counsel, &c.Tasks, &c.Clocks)
	if err := row.Scan(targets...); err != nil {
		return guibei.Case{}, err
	}
	inUTC(&c)
	return c, nil
}

// inUTC makes the instants that came as JSON equal to those that came as
// columns.
func inUTC(c *guibei.Case) {
	for i := range c.Obligations {
		toUTC(&c.Obligations[i].SubmittedAt)
	}
	for i := range c.Counsel {
		q := &c.Counsel[i]
		toUTC(&q.DueAt)
		toUTC(&q.AskedAt)
	}
	for i := range c.Tasks {
		toUTC(&c.Tasks[i].OpenedAt)
	}
	for i := range c.Clocks {
		toUTC(&c.Clocks[i].DueAt)
		for j := range c.Clocks[i].Alarms {
			toUTC(&c.Clocks[i].Alarms[j].At)
		}
	}
}

func toUTC(t *time.Time) {
	if !t.IsZero() {
		*t = t.UTC()
	}
}

// Case returns a case with its latest text, the opinion in hand, obligations,
// open tasks and all clocks, as of one moment; NotFound if there is none.
func (s *Store) Case(ctx context.Context, id string) (guibei.Case, error) {
	if checkID("件号", id) != nil {
		return guibei.Case{}, noCase(id)
	}
	c, err := scanCase(s.db.QueryRow(ctx, selectCase+`$1`, id))
	return c, fail("read case "+id, orNotFound(err, "没有件号为%s的文件，请核对件号。", id))
}

func noCase(id string) error {
	return guibei.Errorf(guibei.NotFound, "没有件号为%s的文件，请核对件号。", id)
}

// Versions returns every text of a case, the first one first; none if there is
// no such case.
func (s *Store) Versions(ctx context.Context, caseID string) ([]guibei.Version, error) {
	return listJSON[guibei.Version](ctx, s, `SELECT row_to_json(v) FROM (`+versionJSON+`) v
		WHERE v.case_id = $1 ORDER BY v.n`, caseID)
}

// Opinions returns every legality opinion of a case, a draft included, the
// first round first; none if there is no such case.
func (s *Store) Opinions(ctx context.Context, caseID string) ([]guibei.Opinion, error) {
	return listJSON[guibei.Opinion](ctx, s, `SELECT row_to_json(o) FROM (`+opinionJSON+`) o
		WHERE o.case_id = $1 ORDER BY o.round`, caseID)
}

func listJSON[T any](ctx context.Context, s *Store, sql, caseID string) ([]T, error) {
	if err := checkID("件号", caseID); err != nil {
		return nil, err
	}
	rows, err := s.db.Query(ctx, sql, caseID)
	if err != nil {
		return nil, fail("list for case "+caseID, err)
	}
	out, err := pgx.CollectRows(rows, pgx.RowTo[T])
	return out, fail("list for case "+caseID, err)
}
