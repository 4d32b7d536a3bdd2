package main

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"guibei"
)

// write copies lives into the tables, in one transaction.
func write(ctx context.Context, pool *pgxpool.Pool, lives []*life, lean bool) error {
	t := &tables{now: lives[0].m.now, lean: lean}
	for _, l := range lives {
		if err := t.add(l); err != nil {
			return err
		}
	}
	return pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `SET LOCAL statement_timeout = 0; SET LOCAL synchronous_commit = off`); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `CREATE TEMP TABLE seed_words (case_id uuid, words text[]) ON COMMIT DROP;
			CREATE TEMP TABLE seed_text (case_id uuid, text_sha256 text, text text, paragraphs json, words text[], read_at timestamptz) ON COMMIT DROP`); err != nil {
			return err
		}
		for _, c := range t.copies() {
			if _, err := tx.CopyFrom(ctx, pgx.Identifier{c.table}, c.columns, pgx.CopyFromRows(c.rows)); err != nil {
				return err
			}
		}
		_, err := tx.Exec(ctx, `INSERT INTO case_search SELECT case_id, array_to_tsvector(words) FROM seed_words;
			INSERT INTO published_text (case_id, text_sha256, text, paragraphs, words, failure, read_at)
			SELECT case_id, text_sha256, text, paragraphs, array_to_tsvector(words), '', read_at FROM seed_text`)
		return err
	})
}

// tables are the rows of a chunk.
type tables struct {
	now                                                          time.Time
	lean                                                         bool
	cases, words, versions, opinions, obligations, tasks, clocks [][]any
	events, texts                                                [][]any
}

type copying struct {
	table   string
	columns []string
	rows    [][]any
}

func (t *tables) copies() []copying {
	return []copying{
		{"cases", []string{
			"id", "region", "class", "title", "stage", "revision", "seq", "head", "last_at", "opened_at", "changed_at", "due_on", "due_at", "wake",
			"published_at", "reviewed_on", "deliberated_on", "reviewed", "opinion_round", "text_n", "drafting_organ", "issuing_organ",
			"office_organ", "review_organ", "fair_organ", "materials", "drafters", "reviewers", "came_from", "round", "reviewer", "fair",
			"dispositions", "meeting", "reviewed_version", "reviewed_text_sha256", "deliberated_version", "deliberated_text_sha256",
			"published_version", "published_text_sha256", "signer", "dated_on", "document_no", "unified_no", "published_on", "effective_on",
			"valid_until", "channel", "url", "parked",
		}, t.cases},
		{"seed_words", []string{"case_id", "words"}, t.words},
		{"version", []string{"case_id", "n", "doc_sha256", "doc_name", "text_sha256", "title", "recorded_at"}, t.versions},
		{"opinion", []string{
			"case_id", "round", "version", "text_sha256", "conclusion", "items", "summary", "reviewer", "issued", "issued_by", "issued_on", "no", "exemption",
		}, t.opinions},
		{"clock", []string{
			"case_id", "ord", "kind", "obligation", "run", "state", "started_on", "stopped_on", "pauses", "calendar", "due_on", "due_at",
			"first_due_on", "provisional", "why", "alarms", "next_alarm",
		}, t.clocks},
		{"obligation", []string{
			"id", "case_id", "ord", "track_id", "track_name", "authority", "desk", "status", "due_on", "due_at", "due_on_original", "submitted_at",
			"first_check", "first_checked_at", "refused_at", "registration_no", "registered_on", "determination", "materials", "submissions",
			"owed_at", "issuing_organ", "published_on", "changed_at",
		}, t.obligations},
		{"task", []string{"case_id", "ord", "kind", "obligation", "role", "organ", "assignee", "opened_at", "closed_at", "due_on", "due_at"}, t.tasks},
		{"event", []string{
			"case_id", "seq", "kind", "actor_person", "actor_name", "actor_role", "actor_organ", "stage", "occurred_at", "recorded_at",
			"payload", "prev_hash", "hash",
		}, t.events},
		{"seed_text", []string{"case_id", "text_sha256", "text", "paragraphs", "words", "read_at"}, t.texts},
	}
}

// on, at and some are values of columns in which the zero value is NULL.
func on(d guibei.Date) any {
	if d.IsZero() {
		return nil
	}
	return d.In(time.UTC)
}

func at(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t
}

func some(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func inJSON(v any) (string, error) {
	raw, err := json.Marshal(v)
	return string(raw), err
}

// add adds the rows of one case.
func (t *tables) add(l *life) error {
	var failed error
	asJSON := func(v any) string {
		raw, err := inJSON(v)
		if err != nil {
			failed = err
		}
		return raw
	}
	due := soonest(l.Clocks)
	var round, fair, meeting any
	if l.Opinion != nil {
		round = l.Opinion.Round
	}
	if l.Fair != nil {
		fair = asJSON(l.Fair)
	}
	if l.Meeting != nil {
		meeting = asJSON(l.Meeting)
	}
	t.cases = append(t.cases, []any{
		l.ID, l.Region, l.Class, l.Title, l.Stage, l.Revision, l.Seq, l.Head, l.at, l.OpenedAt, l.at, on(due.DueOn), at(due.DueAt),
		at(guibei.Wake(l.Clocks)), at(l.published), on(l.reviewedOn), on(l.deliberated), l.reviewed, round, 1, l.DraftingOrgan, l.IssuingOrgan,
		some(l.OfficeOrgan), some(l.ReviewOrgan), some(l.FairOrgan), asJSON(l.Materials), asJSON(l.Drafters), asJSON(l.Reviewers), l.CameFrom,
		l.Round, l.Reviewer, fair, nil, meeting, l.Reviewed.Version, l.Reviewed.TextSHA256, l.Deliberated.Version,
		l.Deliberated.TextSHA256, l.Published.Version, l.Published.TextSHA256, l.Signer, on(l.DatedOn), some(l.DocumentNo), some(l.UnifiedNo),
		on(l.PublishedOn), on(l.EffectiveOn), on(l.ValidUntil), l.Channel, l.URL, "",
	})
	t.words = append(t.words, []any{l.ID, grams(l.Title, l.DocumentNo, l.UnifiedNo)})
	t.versions = append(t.versions, []any{l.ID, 1, l.file.SHA256, l.Text.File.Name, l.file.TextSHA256, l.Title, l.OpenedAt})
	if o := l.Opinion; o != nil {
		t.opinions = append(t.opinions, []any{
			l.ID, o.Round, o.On.Version, o.On.TextSHA256, o.Conclusion, asJSON(o.Items), o.Summary, o.Reviewer, o.Issued, o.IssuedBy, on(o.IssuedOn), o.No, o.Exemption,
		})
	}
	for i, f := range l.filings {
		t.obligations = append(t.obligations, []any{
			f.ID, l.ID, i + 1, f.Track.ID, f.Track.Name, f.Track.Authority, f.Track.Desk, f.Status, on(f.DueOn), at(f.dueAt), on(f.DueOnOriginal),
			at(f.SubmittedAt), f.FirstCheck, at(f.checkedAt), at(f.refusedAt), f.RegistrationNo, on(f.RegisteredOn), f.Determination,
			asJSON(f.Materials), f.Submissions, l.published, l.IssuingOrgan, on(l.PublishedOn), l.at,
		})
	}
	for _, e := range l.events {
		t.events = append(t.events, []any{
			e.Case, e.Seq, e.Kind, e.Actor.Person, e.Actor.Name, e.Actor.Role, e.Actor.Organ, e.Stage, e.OccurredAt, e.RecordedAt,
			string(e.Payload), e.PrevHash, e.Hash,
		})
	}
	if l.paragraphs != nil {
		text := plainText(l.paragraphs)
		t.texts = append(t.texts, []any{l.ID, l.Published.TextSHA256, text, asJSON(l.paragraphs), grams(l.Title, l.DocumentNo, l.UnifiedNo, text), t.now})
	}
	t.addClocks(l, asJSON)
	t.addTasks(l)
	return failed
}

func (t *tables) addClocks(l *life, asJSON func(any) string) {
	for i, k := range l.Clocks {
		if t.lean && k.State == guibei.ClockStopped {
			continue
		}
		var next any
		if len(k.Alarms) > 0 {
			next = k.Alarms[0].At
		}
		t.clocks = append(t.clocks, []any{
			l.ID, i + 1, k.Kind, k.Obligation, k.Run, k.State, on(k.StartedOn), on(k.StoppedOn), asJSON(k.Pauses), k.Calendar, on(k.DueOn), at(k.DueAt),
			on(k.FirstDueOn), k.Provisional, asJSON(k.Why), asJSON(k.Alarms), next,
		})
	}
}

func (t *tables) addTasks(l *life) {
	for _, c := range l.closed {
		t.tasks = append(t.tasks, []any{l.ID, 1, c.Kind, c.Obligation, c.Role, c.Organ, c.Assignee, c.OpenedAt, c.at, nil, nil})
	}
	for i, open := range l.Tasks {
		var due guibei.Clock
		for _, k := range l.Clocks {
			if k.State == guibei.ClockRunning && k.Obligation == open.Obligation && !k.DueAt.IsZero() {
				due = k
			}
		}
		t.tasks = append(t.tasks, []any{
			l.ID, i + 1, open.Kind, open.Obligation, open.Role, open.Organ, open.Assignee, open.OpenedAt, nil, on(due.DueOn), at(due.DueAt),
		})
	}
}

func soonest(clocks []guibei.Clock) guibei.Clock {
	var first guibei.Clock
	for _, k := range clocks {
		if k.State == guibei.ClockRunning && !k.DueAt.IsZero() && (first.DueAt.IsZero() || k.DueAt.Before(first.DueAt)) {
			first = k
		}
	}
	return first
}
