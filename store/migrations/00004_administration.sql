-- The record of administration, what an administrator asks of accounts and
-- events, and what a person has seen of the notifications. These tables are
-- written by the API; no case's writer knows them (docs/adr/0004).

-- +goose Up

-- The end of the chain of each subject, as cases.seq and cases.head are of a
-- case's events: rows taken off the end show.
CREATE TABLE admin_head (
    subject text NOT NULL,
    seq     bigint NOT NULL,
    hash    text NOT NULL,
    CONSTRAINT admin_head_pkey PRIMARY KEY (subject)
);

-- One chain for each subject and not one for all: whoever signs in must not
-- wait for whoever else does.
CREATE TABLE admin_event (
    id           bigint GENERATED ALWAYS AS IDENTITY,
    subject      text NOT NULL,
    seq          bigint NOT NULL,
    kind         text NOT NULL,
    actor_person text NOT NULL,
    actor_name   text NOT NULL,
    actor_role   text NOT NULL,
    actor_organ  text NOT NULL,
    at           timestamptz NOT NULL,
    from_address text NOT NULL,
    payload      json NOT NULL,
    prev_hash    text NOT NULL,
    hash         text NOT NULL,
    CONSTRAINT admin_event_pkey PRIMARY KEY (subject, seq),
    CONSTRAINT admin_event_id_key UNIQUE (id),
    CONSTRAINT admin_event_seq_check CHECK (seq >= 1 AND (seq = 1) = (prev_hash = '')),
    CONSTRAINT admin_event_hash_check CHECK (hash ~ '^[0-9a-f]{64}$'),
    CONSTRAINT admin_event_kind_check CHECK (kind IN (
        'bootstrapped', 'organ_put', 'person_added', 'person_changed', 'account_reset', 'account_locked',
        'account_unlocked', 'password_changed', 'login_succeeded', 'login_failed', 'calendar_imported',
        'template_put', 'template_reset', 'data_exported'))
);
CREATE INDEX admin_event_at_idx ON admin_event (at DESC, id DESC);
CREATE INDEX admin_event_kind_idx ON admin_event (kind, at DESC, id DESC);
CREATE INDEX admin_event_actor_idx ON admin_event (actor_person, at DESC, id DESC);
CREATE TRIGGER admin_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON admin_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE account ADD COLUMN seen_at timestamptz;

CREATE TABLE notification_seen (
    person     text NOT NULL,
    seen_until timestamptz NOT NULL,
    CONSTRAINT notification_seen_pkey PRIMARY KEY (person),
    CONSTRAINT notification_seen_person_fkey FOREIGN KEY (person) REFERENCES person (id)
);

-- The auditor reads the events of all cases, newest first.
CREATE INDEX event_recorded_idx ON event (recorded_at DESC, case_id DESC, seq DESC);
CREATE INDEX event_kind_idx ON event (kind, recorded_at DESC, case_id DESC, seq DESC);
CREATE INDEX event_actor_idx ON event (actor_person, recorded_at DESC, case_id DESC, seq DESC, kind) WHERE actor_person <> '';

-- What people are told of: the events of one case, and all tasks of a desk,
-- newest first.
CREATE INDEX event_notice_idx ON event (case_id, recorded_at DESC) WHERE kind IN (
    'clock_warned', 'clock_overdue', 'clock_moved', 'issue_opinion', 'return_case', 'decline_submission',
    'request_supplement', 'request_filing_supplement', 'register_filing', 'refuse_filing', 'review_voided', 'case_parked');
CREATE INDEX task_opened_idx ON task (organ, role, opened_at DESC, id DESC);
CREATE INDEX task_waiting_idx ON task (organ, role, opened_at DESC, id DESC) WHERE closed_at IS NULL;

-- +goose Down
DROP INDEX task_waiting_idx, task_opened_idx, event_notice_idx, event_actor_idx, event_kind_idx, event_recorded_idx;
DROP TABLE notification_seen, admin_event, admin_head;
ALTER TABLE account DROP COLUMN seen_at;
