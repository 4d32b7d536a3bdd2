-- The first schema. Every constraint is named: store/errors.go turns names
-- into sentences, and schema_test.go compares each list of words with the
-- root package.
--
-- Identifiers of cases and commands are UUIDs made by whoever asks; those of
-- organs and persons are short codes. An empty text is "none" where a column
-- is NOT NULL. Instants are timestamptz, legal dates are date.

-- +goose Up

CREATE TABLE organ (
    id     text NOT NULL,
    name   text NOT NULL,
    kind   text NOT NULL,
    region text NOT NULL,
    CONSTRAINT organ_pkey PRIMARY KEY (id),
    CONSTRAINT organ_id_check CHECK (id <> ''),
    CONSTRAINT organ_name_check CHECK (name <> ''),
    CONSTRAINT organ_kind_check CHECK (kind IN (
        'government', 'gov_office', 'department', 'township', 'subdistrict', 'superior', 'congress'))
);

-- A person has one duty: business, or one of the three administrators. Roles
-- point at (id, duty), so that no two kinds of duty fit one person (等保 三员分立).
CREATE TABLE person (
    id   text NOT NULL,
    name text NOT NULL,
    duty text NOT NULL DEFAULT 'business',
    CONSTRAINT person_pkey PRIMARY KEY (id),
    CONSTRAINT person_id_check CHECK (id <> ''),
    CONSTRAINT person_name_check CHECK (name <> ''),
    CONSTRAINT person_duty_check CHECK (duty IN ('business', 'sysadmin', 'secadmin', 'auditor')),
    CONSTRAINT person_duty_key UNIQUE (id, duty)
);

CREATE TABLE person_role (
    person text NOT NULL,
    role   text NOT NULL,
    organ  text NOT NULL,
    ord    int  NOT NULL,
    duty   text NOT NULL GENERATED ALWAYS AS (
        CASE WHEN role IN ('sysadmin', 'secadmin', 'auditor') THEN role ELSE 'business' END) STORED,
    CONSTRAINT person_role_pkey PRIMARY KEY (person, role, organ),
    CONSTRAINT person_role_role_check CHECK (role IN (
        'drafter', 'unit_head', 'gov_office', 'fcr_reviewer', 'reviewer', 'review_lead', 'council_clerk',
        'filing_reviewer', 'npc_desk', 'supervisor', 'sysadmin', 'secadmin', 'auditor')),
    CONSTRAINT person_role_organ_fkey FOREIGN KEY (organ) REFERENCES organ (id),
    CONSTRAINT person_role_duty_fkey FOREIGN KEY (person, duty) REFERENCES person (id, duty)
);
CREATE INDEX person_role_organ_idx ON person_role (organ, role);

CREATE TABLE account (
    person        text NOT NULL,
    login         text NOT NULL,
    password_hash text NOT NULL,
    failures      int  NOT NULL DEFAULT 0,
    locked_until  timestamptz,
    disabled      boolean NOT NULL DEFAULT false,
    CONSTRAINT account_pkey PRIMARY KEY (person),
    CONSTRAINT account_login_check CHECK (login <> ''),
    CONSTRAINT account_failures_check CHECK (failures >= 0),
    CONSTRAINT account_person_fkey FOREIGN KEY (person) REFERENCES person (id)
);
CREATE UNIQUE INDEX account_login_key ON account (lower(login));

-- token is already a hash when it gets here.
CREATE TABLE session (
    token  text NOT NULL,
    data   bytea NOT NULL,
    expiry timestamptz NOT NULL,
    person text NOT NULL DEFAULT '',
    CONSTRAINT session_pkey PRIMARY KEY (token)
);
CREATE INDEX session_expiry_idx ON session (expiry);
CREATE INDEX session_person_idx ON session (person) WHERE person <> '';

CREATE TABLE bootstrap_token (
    hash       text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz,
    CONSTRAINT bootstrap_token_pkey PRIMARY KEY (hash)
);

CREATE TABLE file (
    sha256      text NOT NULL,
    size        bigint NOT NULL,
    media_type  text NOT NULL,
    title       text NOT NULL DEFAULT '',
    text_sha256 text NOT NULL DEFAULT '',
    stored_at   timestamptz NOT NULL,
    CONSTRAINT file_pkey PRIMARY KEY (sha256),
    CONSTRAINT file_sha256_check CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    CONSTRAINT file_text_sha256_check CHECK (text_sha256 ~ '^([0-9a-f]{64})?$'),
    CONSTRAINT file_size_check CHECK (size >= 0)
);

-- One row per case, written by one writer. The columns after opened_at are
-- copies that lists and rates read: soonest due date, soonest alarm, the
-- instants of facts.
CREATE TABLE cases (
    id             uuid NOT NULL,
    region         text NOT NULL,
    class          text NOT NULL,
    title          text NOT NULL,
    stage          text NOT NULL,
    revision       bigint NOT NULL,
    seq            bigint NOT NULL,
    head           text NOT NULL,
    last_at        timestamptz NOT NULL,
    opened_at      timestamptz NOT NULL,

    changed_at     timestamptz NOT NULL,
    due_on         date,
    due_at         timestamptz,
    wake           timestamptz,
    published_at   timestamptz,
    reviewed_on    date,
    deliberated_on date,
    reviewed       boolean NOT NULL, -- what was deliberated had been reviewed before
    opinion_round  int,
    text_n         int NOT NULL,

    drafting_organ text NOT NULL,
    issuing_organ  text NOT NULL,
    office_organ   text,
    review_organ   text,
    fair_organ     text,

    materials      json NOT NULL,
    drafters       json NOT NULL,
    reviewers      json NOT NULL,
    came_from      text NOT NULL,
    round          int NOT NULL,
    reviewer       text NOT NULL,
    fair           json,
    dispositions   json,
    meeting        json,

    reviewed_version        int NOT NULL,
    reviewed_text_sha256    text NOT NULL,
    deliberated_version     int NOT NULL,
    deliberated_text_sha256 text NOT NULL,
    published_version       int NOT NULL,
    published_text_sha256   text NOT NULL,

    signer         text NOT NULL,
    dated_on       date,
    document_no    text,
    unified_no     text,
    published_on   date,
    effective_on   date,
    valid_until    date,
    channel        text NOT NULL,
    url            text NOT NULL,

    parked         text NOT NULL,
    parked_by      uuid,

    CONSTRAINT cases_pkey PRIMARY KEY (id),
    CONSTRAINT cases_class_check CHECK (class IN ('gov', 'dept', 'township')),
    CONSTRAINT cases_stage_check CHECK (stage IN (
        'draft', 'submitted', 'completeness', 'supplement', 'fair_competition', 'legality_review', 'revision',
        'deliberation', 'signing', 'signed', 'filing', 'in_force', 'withdrawn', 'terminated')),
    CONSTRAINT cases_seq_check CHECK (seq >= 1 AND head <> ''),
    CONSTRAINT cases_published_check CHECK ((published_on IS NULL) = (published_at IS NULL)),
    CONSTRAINT cases_drafting_organ_fkey FOREIGN KEY (drafting_organ) REFERENCES organ (id),
    CONSTRAINT cases_issuing_organ_fkey FOREIGN KEY (issuing_organ) REFERENCES organ (id),
    CONSTRAINT cases_office_organ_fkey FOREIGN KEY (office_organ) REFERENCES organ (id),
    CONSTRAINT cases_review_organ_fkey FOREIGN KEY (review_organ) REFERENCES organ (id),
    CONSTRAINT cases_fair_organ_fkey FOREIGN KEY (fair_organ) REFERENCES organ (id)
);
CREATE UNIQUE INDEX cases_document_no_key ON cases (issuing_organ, document_no) WHERE document_no IS NOT NULL;
CREATE UNIQUE INDEX cases_unified_no_key ON cases (region, unified_no) WHERE unified_no IS NOT NULL;
-- One index per way a person comes to see a case; each gives pages in order.
CREATE INDEX cases_changed_idx ON cases (changed_at DESC, id DESC);
CREATE INDEX cases_stage_idx ON cases (stage, changed_at DESC, id DESC);
CREATE INDEX cases_drafting_idx ON cases (drafting_organ, changed_at DESC, id DESC);
CREATE INDEX cases_issuing_idx ON cases (issuing_organ, changed_at DESC, id DESC);
CREATE INDEX cases_office_idx ON cases (office_organ, changed_at DESC, id DESC) WHERE stage <> 'draft';
CREATE INDEX cases_review_idx ON cases (review_organ, changed_at DESC, id DESC) WHERE stage <> 'draft';
CREATE INDEX cases_fair_idx ON cases (fair_organ, changed_at DESC, id DESC) WHERE stage <> 'draft';
CREATE INDEX cases_open_idx ON cases (id) WHERE stage NOT IN ('in_force', 'withdrawn', 'terminated');
CREATE INDEX cases_parked_idx ON cases (id) WHERE parked <> '';
CREATE INDEX cases_published_idx ON cases (published_on, id) INCLUDE (issuing_organ, published_at, reviewed)
    WHERE published_on IS NOT NULL;

-- Every character and every pair of neighbours of title and numbers, so that
-- part of a Chinese title is found by index without an extension. A table of
-- its own, because the title seldom changes and the case often does.
CREATE TABLE case_search (
    case_id uuid NOT NULL,
    words   tsvector NOT NULL,
    CONSTRAINT case_search_pkey PRIMARY KEY (case_id),
    CONSTRAINT case_search_case_fkey FOREIGN KEY (case_id) REFERENCES cases (id)
);
CREATE INDEX case_search_words_idx ON case_search USING gin (words);

CREATE TABLE version (
    case_id     uuid NOT NULL,
    n           int NOT NULL,
    doc_sha256  text NOT NULL,
    doc_name    text NOT NULL,
    text_sha256 text NOT NULL,
    title       text NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT version_pkey PRIMARY KEY (case_id, n),
    CONSTRAINT version_n_check CHECK (n >= 1),
    CONSTRAINT version_case_fkey FOREIGN KEY (case_id) REFERENCES cases (id),
    CONSTRAINT version_doc_fkey FOREIGN KEY (doc_sha256) REFERENCES file (sha256)
);

CREATE TABLE opinion (
    case_id     uuid NOT NULL,
    round       int NOT NULL,
    version     int NOT NULL,
    text_sha256 text NOT NULL,
    conclusion  text NOT NULL,
    items       json NOT NULL,
    summary     text NOT NULL,
    reviewer    text NOT NULL,
    issued      boolean NOT NULL,
    issued_by   text NOT NULL,
    issued_on   date,
    no          text NOT NULL,
    exemption   text NOT NULL,
    CONSTRAINT opinion_pkey PRIMARY KEY (case_id, round),
    CONSTRAINT opinion_conclusion_check CHECK (conclusion IN ('lawful', 'revise_required', 'unlawful')),
    CONSTRAINT opinion_exemption_check CHECK (exemption IN ('', 'emergency', 'superior_urgent_order', 'finished_early')),
    CONSTRAINT opinion_issued_check CHECK (NOT issued OR issued_by <> '' AND issued_on IS NOT NULL),
    CONSTRAINT opinion_case_fkey FOREIGN KEY (case_id) REFERENCES cases (id)
);

-- issuing_organ, published_on and changed_at repeat the case, so that rates
-- and the desks' lists are answered by one index. due_at is the end of due_on
-- in the region; both stop moving at the first submission.
CREATE TABLE obligation (
    id               text NOT NULL,
    case_id          uuid NOT NULL,
    ord              int NOT NULL,
    track_id         text NOT NULL,
    track_name       text NOT NULL,
    authority        text NOT NULL,
    desk             text NOT NULL,
    status           text NOT NULL,
    due_on           date,
    due_at           timestamptz,
    due_on_original  date,
    submitted_at     timestamptz,
    first_check      text NOT NULL,
    first_checked_at timestamptz,
    refused_at       timestamptz,
    registration_no  text NOT NULL,
    registered_on    date,
    determination    text NOT NULL,
    materials        json,
    submissions      int NOT NULL,
    owed_at          timestamptz NOT NULL,
    issuing_organ    text NOT NULL,
    published_on     date NOT NULL,
    changed_at       timestamptz NOT NULL,
    CONSTRAINT obligation_pkey PRIMARY KEY (id),
    CONSTRAINT obligation_track_key UNIQUE (case_id, track_id),
    CONSTRAINT obligation_desk_check CHECK (desk IN ('filing_reviewer', 'npc_desk')),
    CONSTRAINT obligation_status_check CHECK (status IN ('due', 'submitted', 'supplement', 'registered', 'refused')),
    CONSTRAINT obligation_first_check_check CHECK (first_check IN ('', 'passed', 'defective', 'refused')),
    CONSTRAINT obligation_submitted_check CHECK ((submitted_at IS NULL) = (status = 'due')),
    CONSTRAINT obligation_refused_check CHECK ((refused_at IS NULL) = (status <> 'refused')),
    CONSTRAINT obligation_checked_check CHECK ((first_checked_at IS NULL) = (first_check = '')),
    CONSTRAINT obligation_case_fkey FOREIGN KEY (case_id) REFERENCES cases (id),
    CONSTRAINT obligation_authority_fkey FOREIGN KEY (authority) REFERENCES organ (id)
);
CREATE INDEX obligation_authority_idx ON obligation (authority, changed_at DESC, case_id DESC) WHERE submissions > 0;
CREATE INDEX obligation_cohort_idx ON obligation (published_on, id)
    INCLUDE (case_id, issuing_organ, track_id, due_at, submitted_at, first_check, first_checked_at, refused_at, owed_at);
CREATE INDEX obligation_organ_idx ON obligation (issuing_organ, published_on, id);
CREATE UNIQUE INDEX obligation_registration_no_key ON obligation (authority, registration_no) WHERE registration_no <> '';

CREATE TABLE task (
    id         bigint GENERATED ALWAYS AS IDENTITY,
    case_id    uuid NOT NULL,
    ord        int NOT NULL,
    kind       text NOT NULL,
    obligation text NOT NULL,
    role       text NOT NULL,
    organ      text NOT NULL,
    assignee   text NOT NULL,
    opened_at  timestamptz NOT NULL,
    closed_at  timestamptz,
    due_on     date,
    due_at     timestamptz,
    CONSTRAINT task_pkey PRIMARY KEY (id),
    CONSTRAINT task_kind_check CHECK (kind IN (
        'approve_submission', 'finish_draft', 'check_completeness', 'answer_supplement', 'review_fair_competition',
        'assign_review', 'write_opinion', 'issue_opinion', 'revise_text', 'deliberate', 'sign', 'publish', 'file',
        'check_filing', 'supplement_filing')),
    CONSTRAINT task_role_check CHECK (role IN (
        'drafter', 'unit_head', 'gov_office', 'fcr_reviewer', 'reviewer', 'review_lead', 'council_clerk',
        'filing_reviewer', 'npc_desk', 'supervisor', 'sysadmin', 'secadmin', 'auditor')),
    CONSTRAINT task_case_fkey FOREIGN KEY (case_id) REFERENCES cases (id)
);
CREATE UNIQUE INDEX task_open_key ON task (case_id, kind, obligation) WHERE closed_at IS NULL;
CREATE INDEX task_inbox_idx ON task (organ, role, due_at, id) WHERE closed_at IS NULL;

CREATE TABLE clock (
    case_id      uuid NOT NULL,
    ord          int NOT NULL,
    kind         text NOT NULL,
    obligation   text NOT NULL,
    run          int NOT NULL,
    state        text NOT NULL,
    started_on   date NOT NULL,
    stopped_on   date,
    pauses       json,
    calendar     text NOT NULL,
    due_on       date,
    due_at       timestamptz,
    first_due_on date,
    provisional  boolean NOT NULL,
    why          json,
    alarms       json,
    next_alarm   timestamptz,
    CONSTRAINT clock_pkey PRIMARY KEY (case_id, kind, obligation, run),
    CONSTRAINT clock_kind_check CHECK (kind IN (
        'completeness', 'supplement', 'fair_competition', 'review', 'revision', 'publication', 'filing',
        'form_check', 'filing_supplement')),
    CONSTRAINT clock_state_check CHECK (state IN ('running', 'paused', 'stopped')),
    CONSTRAINT clock_run_check CHECK (run >= 1),
    CONSTRAINT clock_case_fkey FOREIGN KEY (case_id) REFERENCES cases (id)
);
CREATE UNIQUE INDEX clock_open_key ON clock (case_id, kind, obligation) WHERE state <> 'stopped';
CREATE INDEX clock_next_alarm_idx ON clock (next_alarm) WHERE next_alarm IS NOT NULL;
CREATE INDEX clock_calendar_idx ON clock (calendar, case_id) WHERE state <> 'stopped';

-- Acts asked for. case_id has no foreign key: the command that opens a case
-- is there before the case.
CREATE TABLE command (
    id           uuid NOT NULL,
    seq          bigint GENERATED ALWAYS AS IDENTITY,
    case_id      uuid NOT NULL,
    kind         text NOT NULL,
    payload      json NOT NULL,
    payload_hash text NOT NULL,
    by_person    text NOT NULL,
    expected     bigint NOT NULL,
    occurred_at  timestamptz,
    state        text NOT NULL DEFAULT 'pending',
    result       json,
    attempts     int NOT NULL DEFAULT 0,
    cause        text NOT NULL DEFAULT '',
    not_before   timestamptz NOT NULL,
    created_at   timestamptz NOT NULL,
    done_at      timestamptz,
    CONSTRAINT command_pkey PRIMARY KEY (id),
    CONSTRAINT command_kind_check CHECK (kind IN (
        'open_case', 'edit_draft', 'submit', 'approve_submission', 'decline_submission', 'accept_completeness',
        'request_supplement', 'return_case', 'answer_supplement', 'conclude_fair_competition', 'assign_reviewer',
        'record_opinion', 'issue_opinion', 'submit_revision', 'request_deliberation', 'record_deliberation',
        'change_text', 'sign', 'publish', 'submit_filing', 'request_filing_supplement', 'register_filing',
        'refuse_filing', 'withdraw', 'terminate', 'retry_parked')),
    CONSTRAINT command_state_check CHECK (state IN ('pending', 'applied', 'rejected', 'parked')),
    CONSTRAINT command_done_check CHECK ((state = 'pending') = (result IS NULL)),
    CONSTRAINT command_by_fkey FOREIGN KEY (by_person) REFERENCES person (id)
);
CREATE INDEX command_pending_case_idx ON command (case_id, seq) WHERE state = 'pending';
CREATE INDEX command_pending_idx ON command (not_before, seq) WHERE state = 'pending';
CREATE INDEX command_case_idx ON command (case_id, seq);

-- What happened, append-only. payload is json, not jsonb: the hash covers its
-- very bytes.
CREATE TABLE event (
    case_id      uuid NOT NULL,
    seq          bigint NOT NULL,
    kind         text NOT NULL,
    actor_person text NOT NULL,
    actor_name   text NOT NULL,
    actor_role   text NOT NULL,
    actor_organ  text NOT NULL,
    stage        text NOT NULL,
    occurred_at  timestamptz NOT NULL,
    recorded_at  timestamptz NOT NULL,
    command      uuid,
    payload      json NOT NULL,
    prev_hash    text NOT NULL,
    hash         text NOT NULL,
    CONSTRAINT event_pkey PRIMARY KEY (case_id, seq),
    CONSTRAINT event_seq_check CHECK (seq >= 1 AND (seq = 1) = (prev_hash = '')),
    CONSTRAINT event_hash_check CHECK (hash ~ '^[0-9a-f]{64}$'),
    CONSTRAINT event_kind_check CHECK (kind IN (
        'open_case', 'edit_draft', 'submit', 'approve_submission', 'decline_submission', 'accept_completeness',
        'request_supplement', 'return_case', 'answer_supplement', 'conclude_fair_competition', 'assign_reviewer',
        'record_opinion', 'issue_opinion', 'submit_revision', 'request_deliberation', 'record_deliberation',
        'change_text', 'sign', 'publish', 'submit_filing', 'request_filing_supplement', 'register_filing',
        'refuse_filing', 'withdraw', 'terminate', 'retry_parked',
        'text_checked', 'clock_warned', 'clock_overdue', 'clock_moved', 'review_voided', 'case_parked')),
    CONSTRAINT event_stage_check CHECK (stage IN (
        'draft', 'submitted', 'completeness', 'supplement', 'fair_competition', 'legality_review', 'revision',
        'deliberation', 'signing', 'signed', 'filing', 'in_force', 'withdrawn', 'terminated')),
    CONSTRAINT event_case_fkey FOREIGN KEY (case_id) REFERENCES cases (id)
);

-- Grants keep the application from changing events; this keeps the owner from
-- doing it by mistake, even to no row.
-- +goose StatementBegin
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on table % is refused: it is append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only', TABLE = TG_TABLE_NAME;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER version_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON version
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE check_receipt (
    case_id         uuid NOT NULL,
    version         int NOT NULL,
    rule_set        text NOT NULL,
    document_sha256 text NOT NULL,
    text_sha256     text NOT NULL,
    verdict         text NOT NULL,
    findings        json NOT NULL,
    checked_at      timestamptz NOT NULL,
    CONSTRAINT check_receipt_pkey PRIMARY KEY (case_id, version, rule_set),
    CONSTRAINT check_receipt_verdict_check CHECK (verdict IN ('clean', 'leads')),
    CONSTRAINT check_receipt_version_fkey FOREIGN KEY (case_id, version) REFERENCES version (case_id, n)
);

-- The last number given of each sequence and year. Numbers are given inside
-- the transaction that uses them, so that none is lost.
CREATE TABLE number_sequence (
    scope text NOT NULL,
    year  int NOT NULL,
    last  int NOT NULL,
    CONSTRAINT number_sequence_pkey PRIMARY KEY (scope, year),
    CONSTRAINT number_sequence_last_check CHECK (last >= 1)
);

-- Holiday arrangements that arrived after this program was built.
CREATE TABLE calendar_year (
    region      text NOT NULL,
    year        int NOT NULL,
    data        json NOT NULL,
    imported_at timestamptz NOT NULL,
    imported_by text NOT NULL,
    CONSTRAINT calendar_year_pkey PRIMARY KEY (region, year),
    CONSTRAINT calendar_year_by_fkey FOREIGN KEY (imported_by) REFERENCES person (id)
);

-- +goose Down
DROP TABLE calendar_year, number_sequence, check_receipt, event, command, clock, task, obligation, opinion,
    version, case_search, cases, file, bootstrap_token, session, account, person_role, person, organ;
DROP FUNCTION refuse_change();
