-- What supervisors and the public read: orders and filters of the ledgers, the
-- watch list, durations, and the library of published texts. Each index is for
-- the query that its comment names; docs/performance.md has the measurements.

-- +goose Up

-- The ledger by opening, and by due date with what has no end last.
CREATE INDEX cases_opened_idx ON cases (opened_at DESC, id DESC);
CREATE INDEX cases_due_idx ON cases (coalesce(due_at, 'infinity'::timestamptz), id);
-- The library by date of publication, with what narrows it and what decides the
-- status, so that pages and totals are read from the index alone.
CREATE INDEX cases_library_idx ON cases (published_on, id)
    INCLUDE (published_at, effective_on, valid_until, issuing_organ, class) WHERE published_on IS NOT NULL;
-- What a search in titles and numbers looks at: lower() a hundred thousand times
-- is most of what such a search would cost.
ALTER TABLE cases ADD COLUMN sought text GENERATED ALWAYS AS (
    lower(title || E'\n' || coalesce(document_no, '') || E'\n' || coalesce(unified_no, ''))) STORED;
-- What was published lately and is not in the library yet.
CREATE INDEX cases_published_at_idx ON cases (published_at) WHERE published_at IS NOT NULL;

-- The ledger of filing of one authority; and what is not settled yet, which is
-- what people look for and is always little.
CREATE INDEX obligation_owed_idx ON obligation (authority, published_on, id);
CREATE INDEX obligation_unsettled_idx ON obligation (status, published_on, id) INCLUDE (due_at) WHERE status <> 'registered';

-- The watch list: clocks that run or are paused, soonest end first.
CREATE INDEX clock_watch_idx ON clock (state, due_on, case_id) INCLUDE (due_at) WHERE state <> 'stopped';

-- How long tasks took, by when they were closed.
CREATE INDEX task_closed_idx ON task (closed_at) INCLUDE (kind, organ, opened_at, case_id) WHERE closed_at IS NOT NULL;

-- The words that were published, for the public to read and to search. Derived
-- from cases and files by the API's librarian alone, which reads every document
-- once after its publication; deleting a row only makes it read again. words
-- are as in case_search, of title, numbers and text.
CREATE TABLE published_text (
    case_id     uuid NOT NULL,
    text_sha256 text NOT NULL,
    text        text NOT NULL,
    paragraphs  json NOT NULL,
    words       tsvector NOT NULL,
    failure     text NOT NULL,
    read_at     timestamptz NOT NULL,
    CONSTRAINT published_text_pkey PRIMARY KEY (case_id),
    CONSTRAINT published_text_case_fkey FOREIGN KEY (case_id) REFERENCES cases (id)
);
CREATE INDEX published_text_words_idx ON published_text USING gin (words);
CREATE INDEX published_text_failure_idx ON published_text (read_at) WHERE failure <> '';

-- +goose Down
DROP TABLE published_text;
ALTER TABLE cases DROP COLUMN sought;
DROP INDEX task_closed_idx, clock_watch_idx, obligation_unsettled_idx, obligation_owed_idx,
    cases_published_at_idx, cases_library_idx, cases_due_idx, cases_opened_idx;
