-- What the desks of the web interface need: counsel of a review, what a
-- reviewer noted on the way, phrases of earlier opinions, and the side tables
-- that the API itself writes: drafts and preferences.

-- +goose Up

ALTER TABLE person_role DROP CONSTRAINT person_role_role_check, ADD CONSTRAINT person_role_role_check CHECK (role IN (
    'drafter', 'unit_head', 'gov_office', 'fcr_reviewer', 'reviewer', 'review_lead', 'counsel', 'council_clerk',
    'filing_reviewer', 'npc_desk', 'supervisor', 'sysadmin', 'secadmin', 'auditor'));
ALTER TABLE task DROP CONSTRAINT task_role_check, ADD CONSTRAINT task_role_check CHECK (role IN (
    'drafter', 'unit_head', 'gov_office', 'fcr_reviewer', 'reviewer', 'review_lead', 'counsel', 'council_clerk',
    'filing_reviewer', 'npc_desk', 'supervisor', 'sysadmin', 'secadmin', 'auditor'));
ALTER TABLE task DROP CONSTRAINT task_kind_check, ADD CONSTRAINT task_kind_check CHECK (kind IN (
    'approve_submission', 'finish_draft', 'check_completeness', 'answer_supplement', 'review_fair_competition',
    'assign_review', 'write_opinion', 'issue_opinion', 'write_counsel_opinion', 'revise_text', 'deliberate', 'sign',
    'publish', 'file', 'check_filing', 'supplement_filing'));
ALTER TABLE command DROP CONSTRAINT command_kind_check, ADD CONSTRAINT command_kind_check CHECK (kind IN (
    'open_case', 'edit_draft', 'submit', 'approve_submission', 'decline_submission', 'accept_completeness',
    'request_supplement', 'return_case', 'answer_supplement', 'conclude_fair_competition', 'assign_reviewer',
    'assign_counsel', 'give_counsel_opinion', 'withdraw_counsel',
    'record_opinion', 'issue_opinion', 'submit_revision', 'request_deliberation', 'record_deliberation',
    'change_text', 'sign', 'publish', 'submit_filing', 'request_filing_supplement', 'register_filing',
    'refuse_filing', 'withdraw', 'terminate', 'retry_parked'));
ALTER TABLE event DROP CONSTRAINT event_kind_check, ADD CONSTRAINT event_kind_check CHECK (kind IN (
    'open_case', 'edit_draft', 'submit', 'approve_submission', 'decline_submission', 'accept_completeness',
    'request_supplement', 'return_case', 'answer_supplement', 'conclude_fair_competition', 'assign_reviewer',
    'assign_counsel', 'give_counsel_opinion', 'withdraw_counsel',
    'record_opinion', 'issue_opinion', 'submit_revision', 'request_deliberation', 'record_deliberation',
    'change_text', 'sign', 'publish', 'submit_filing', 'request_filing_supplement', 'register_filing',
    'refuse_filing', 'withdraw', 'terminate', 'retry_parked',
    'text_checked', 'clock_warned', 'clock_overdue', 'clock_moved', 'review_voided', 'case_parked'));

-- Several counsel may be asked at once, each with a task of their own.
DROP INDEX task_open_key;
CREATE UNIQUE INDEX task_open_key ON task (case_id, kind, obligation, assignee) WHERE closed_at IS NULL;
-- How much somebody has to do already, for whoever hands out work.
CREATE INDEX task_assignee_idx ON task (assignee) WHERE closed_at IS NULL AND assignee <> '';

ALTER TABLE opinion
    ADD COLUMN findings      json,
    ADD COLUMN comments      json,
    ADD COLUMN read_articles json;

-- A question to counsel. review_organ and changed_at repeat the case, so that
-- counsel's list is answered by one index.
CREATE TABLE counsel_request (
    case_id      uuid NOT NULL,
    n            int NOT NULL,
    round        int NOT NULL,
    counsel      text NOT NULL,
    name         text NOT NULL,
    question     text NOT NULL,
    due_on       date,
    due_at       timestamptz,
    version      int NOT NULL,
    text_sha256  text NOT NULL,
    asked_by     text NOT NULL,
    asked_at     timestamptz NOT NULL,
    status       text NOT NULL,
    reason       text NOT NULL,
    opinion      json,
    review_organ text NOT NULL,
    changed_at   timestamptz NOT NULL,
    CONSTRAINT counsel_request_pkey PRIMARY KEY (case_id, n),
    CONSTRAINT counsel_request_status_check CHECK (status IN ('asked', 'answered', 'withdrawn')),
    CONSTRAINT counsel_request_answer_check CHECK ((status = 'answered') = (opinion IS NOT NULL)),
    CONSTRAINT counsel_request_case_fkey FOREIGN KEY (case_id) REFERENCES cases (id),
    CONSTRAINT counsel_request_counsel_fkey FOREIGN KEY (counsel) REFERENCES person (id)
);
CREATE INDEX counsel_request_list_idx ON counsel_request (counsel, review_organ, changed_at DESC, case_id DESC)
    WHERE status <> 'withdrawn';

-- The problems of issued opinions, the same words counted once per organ. key
-- is the SHA-256 of what is the same; words are as in case_search.
CREATE TABLE phrase (
    key        text NOT NULL,
    organ      text NOT NULL,
    heading    text NOT NULL,
    test       text NOT NULL,
    reason     text NOT NULL,
    basis      text NOT NULL,
    suggestion text NOT NULL,
    words      tsvector NOT NULL,
    used       int NOT NULL,
    last_on    date NOT NULL,
    last_case  uuid NOT NULL,
    CONSTRAINT phrase_pkey PRIMARY KEY (key),
    CONSTRAINT phrase_used_check CHECK (used >= 1),
    CONSTRAINT phrase_heading_check CHECK (heading IN ('legality', 'reasonableness', 'soundness', 'procedure')),
    CONSTRAINT phrase_case_fkey FOREIGN KEY (last_case) REFERENCES cases (id)
);
CREATE INDEX phrase_organ_idx ON phrase (organ, last_on DESC, key);
CREATE INDEX phrase_heading_idx ON phrase (organ, heading, last_on DESC, key);
CREATE INDEX phrase_test_idx ON phrase (organ, test, last_on DESC, key);
CREATE INDEX phrase_words_idx ON phrase USING gin (words);

INSERT INTO phrase (key, organ, heading, test, reason, basis, suggestion, words, used, last_on, last_case)
SELECT key, organ, heading, test, reason, basis, suggestion,
    array_to_tsvector(ARRAY(SELECT DISTINCT w FROM (
        SELECT substr(t, i, n) AS w FROM lower(test || ' ' || reason || ' ' || basis || ' ' || suggestion) AS t,
            generate_series(1, length(test || ' ' || reason || ' ' || basis || ' ' || suggestion)) AS i,
            generate_series(1, 2) AS n) g WHERE w !~ '\s' AND w <> '')),
    used, last_on, last_case
FROM (
    SELECT encode(sha256(convert_to(concat_ws(E'\x1f', organ, heading, test, reason, basis, suggestion), 'UTF8')), 'hex') AS key,
        organ, heading, test, reason, basis, suggestion, count(*) AS used, max(issued_on) AS last_on,
        (array_agg(case_id ORDER BY issued_on DESC))[1] AS last_case
    FROM (SELECT c.review_organ AS organ, i ->> 'heading' AS heading, btrim(i ->> 'test', E' \t\n\r') AS test,
            btrim(coalesce(i ->> 'reason', ''), E' \t\n\r') AS reason, btrim(coalesce(i ->> 'basis', ''), E' \t\n\r') AS basis,
            btrim(coalesce(i ->> 'suggestion', ''), E' \t\n\r') AS suggestion, o.issued_on, o.case_id
        FROM opinion o JOIN cases c ON c.id = o.case_id, json_array_elements(o.items) AS i
        WHERE o.issued AND i ->> 'result' = 'problem' AND c.review_organ IS NOT NULL) items
    GROUP BY organ, heading, test, reason, basis, suggestion) grouped;

-- What somebody is writing and has not handed in. about is a case, or empty
-- for a submission that is no case yet; holder is the organ that shares the
-- draft, or the person whose own it is. data is JSON that only the client
-- reads; the database does not look into it.
CREATE TABLE draft (
    about     text NOT NULL,
    kind      text NOT NULL,
    holder    text NOT NULL,
    revision  text NOT NULL,
    data      text NOT NULL,
    by_person text NOT NULL,
    at        timestamptz NOT NULL,
    CONSTRAINT draft_pkey PRIMARY KEY (about, kind, holder),
    CONSTRAINT draft_by_fkey FOREIGN KEY (by_person) REFERENCES person (id)
);
CREATE INDEX draft_at_idx ON draft (at);

CREATE TABLE preference (
    person text NOT NULL,
    data   text NOT NULL,
    at     timestamptz NOT NULL,
    CONSTRAINT preference_pkey PRIMARY KEY (person),
    CONSTRAINT preference_person_fkey FOREIGN KEY (person) REFERENCES person (id)
);

-- +goose Down
DROP TABLE preference, draft, phrase, counsel_request;
ALTER TABLE opinion DROP COLUMN findings, DROP COLUMN comments, DROP COLUMN read_articles;
DROP INDEX task_assignee_idx, task_open_key;
CREATE UNIQUE INDEX task_open_key ON task (case_id, kind, obligation) WHERE closed_at IS NULL;
