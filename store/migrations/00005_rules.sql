-- +goose Up
-- Texts of laws that people imported, a version of a law a row, and its articles.
-- key is laws.Key of the title. What is imported again in other words replaces
-- what was there.
CREATE TABLE law_text (
    id          bigint GENERATED ALWAYS AS IDENTITY,
    key         text NOT NULL,
    title       text NOT NULL,
    category    text NOT NULL,
    published   date NOT NULL,
    effective   date,
    preface     text NOT NULL,
    sha256      text NOT NULL,
    source      text NOT NULL,
    imported_at timestamptz NOT NULL,
    imported_by text NOT NULL,
    CONSTRAINT law_text_pkey PRIMARY KEY (id),
    CONSTRAINT law_text_version_key UNIQUE (key, published),
    CONSTRAINT law_text_sha256_check CHECK (sha256 ~ '^[0-9a-f]{64}$')
);

CREATE TABLE law_article (
    text_id bigint NOT NULL,
    seq     int NOT NULL,
    label   text NOT NULL,
    number  int NOT NULL,
    sub     int NOT NULL,
    chapter text NOT NULL,
    body    text NOT NULL,
    CONSTRAINT law_article_pkey PRIMARY KEY (text_id, seq),
    CONSTRAINT law_article_text_fkey FOREIGN KEY (text_id) REFERENCES law_text (id) ON DELETE CASCADE
);
CREATE INDEX law_article_number_idx ON law_article (text_id, number, sub);

-- What a region changed of the rules that drafts are checked by: rules switched
-- off, with the reason, and the bureau's own rules as it wrote them.
CREATE TABLE rule_setting (
    region     text NOT NULL,
    off        jsonb NOT NULL,
    own        text NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL,
    CONSTRAINT rule_setting_pkey PRIMARY KEY (region),
    CONSTRAINT rule_setting_person_fkey FOREIGN KEY (changed_by) REFERENCES person (id)
);

-- The lists that drafts are checked against, each as a whole: who may make
-- documents, which powers an organ has, which proofs were abolished.
CREATE TABLE region_list (
    region      text NOT NULL,
    kind        text NOT NULL,
    rows        jsonb NOT NULL,
    source      text NOT NULL,
    sha256      text NOT NULL,
    imported_at timestamptz NOT NULL,
    imported_by text NOT NULL,
    CONSTRAINT region_list_pkey PRIMARY KEY (region, kind),
    CONSTRAINT region_list_kind_check CHECK (kind IN ('makers', 'powers', 'proofs'))
);

-- What reviewers found and no rule had spoken of: cases to test new rules with.
CREATE TABLE rule_miss (
    id          bigint GENERATED ALWAYS AS IDENTITY,
    region      text NOT NULL,
    case_id     uuid,
    quote       text NOT NULL,
    rule_group  text NOT NULL,
    basis       text NOT NULL,
    note        text NOT NULL,
    reported_at timestamptz NOT NULL,
    reported_by text NOT NULL,
    CONSTRAINT rule_miss_pkey PRIMARY KEY (id),
    CONSTRAINT rule_miss_quote_key UNIQUE (region, quote),
    CONSTRAINT rule_miss_case_fkey FOREIGN KEY (case_id) REFERENCES cases (id),
    CONSTRAINT rule_miss_person_fkey FOREIGN KEY (reported_by) REFERENCES person (id)
);

-- What a person decided on whether a text is a normative document, beside what the
-- program had recommended. The last row of a case counts; none is ever changed.
CREATE TABLE nature (
    id             bigint GENERATED ALWAYS AS IDENTITY,
    case_id        uuid NOT NULL,
    version        int NOT NULL,
    recommendation text NOT NULL,
    confidence     real NOT NULL,
    normative      boolean NOT NULL,
    reason_code    text NOT NULL,
    note           text NOT NULL,
    decided_at     timestamptz NOT NULL,
    decided_by     text NOT NULL,
    CONSTRAINT nature_pkey PRIMARY KEY (id),
    CONSTRAINT nature_case_fkey FOREIGN KEY (case_id) REFERENCES cases (id),
    CONSTRAINT nature_person_fkey FOREIGN KEY (decided_by) REFERENCES person (id)
);
CREATE INDEX nature_case_idx ON nature (case_id, id DESC);

-- What a drafter says of a lead that stays in the text. The words say which.
CREATE TABLE lead_explanation (
    id         bigint GENERATED ALWAYS AS IDENTITY,
    case_id    uuid NOT NULL,
    version    int NOT NULL,
    rule       text NOT NULL,
    quote      text NOT NULL,
    reason     text NOT NULL,
    said_at    timestamptz NOT NULL,
    said_by    text NOT NULL,
    CONSTRAINT lead_explanation_pkey PRIMARY KEY (id),
    CONSTRAINT lead_explanation_case_fkey FOREIGN KEY (case_id) REFERENCES cases (id),
    CONSTRAINT lead_explanation_person_fkey FOREIGN KEY (said_by) REFERENCES person (id)
);
CREATE INDEX lead_explanation_case_idx ON lead_explanation (case_id, id);

-- Sketches (package similar) of the published texts, whole (clause 0) and sentence
-- by sentence, by which texts that could be alike are found.
CREATE TABLE text_sketch (
    case_id uuid NOT NULL,
    clause  int NOT NULL,
    article text NOT NULL,
    text    text NOT NULL,
    hashes  bigint[] NOT NULL,
    CONSTRAINT text_sketch_pkey PRIMARY KEY (case_id, clause),
    CONSTRAINT text_sketch_case_fkey FOREIGN KEY (case_id) REFERENCES cases (id)
);
CREATE INDEX text_sketch_hashes_idx ON text_sketch USING gin (hashes);
-- The library reads its texts again, so that each gets its sketches.
DELETE FROM published_text;

ALTER TABLE check_receipt ADD COLUMN laws text NOT NULL DEFAULT '';
ALTER TABLE check_receipt DROP CONSTRAINT check_receipt_verdict_check;
ALTER TABLE check_receipt ADD CONSTRAINT check_receipt_verdict_check CHECK (verdict IN ('clean', 'leads', 'blocker'));

ALTER TABLE admin_event DROP CONSTRAINT admin_event_kind_check;
ALTER TABLE admin_event ADD CONSTRAINT admin_event_kind_check CHECK (kind IN (
    'bootstrapped', 'organ_put', 'person_added', 'person_changed', 'account_reset', 'account_locked',
    'account_unlocked', 'password_changed', 'login_succeeded', 'login_failed', 'calendar_imported',
    'template_put', 'template_reset', 'data_exported', 'laws_imported', 'rules_changed', 'list_imported'));

-- +goose Down
DELETE FROM check_receipt WHERE verdict = 'blocker';
ALTER TABLE check_receipt DROP CONSTRAINT check_receipt_verdict_check;
ALTER TABLE check_receipt ADD CONSTRAINT check_receipt_verdict_check CHECK (verdict IN ('clean', 'leads'));
ALTER TABLE check_receipt DROP COLUMN laws;
DROP TABLE lead_explanation, text_sketch, nature, rule_miss, region_list, rule_setting, law_article, law_text;
ALTER TABLE admin_event DROP CONSTRAINT admin_event_kind_check;
ALTER TABLE admin_event ADD CONSTRAINT admin_event_kind_check CHECK (kind IN (
    'bootstrapped', 'organ_put', 'person_added', 'person_changed', 'account_reset', 'account_locked',
    'account_unlocked', 'password_changed', 'login_succeeded', 'login_failed', 'calendar_imported',
    'template_put', 'template_reset', 'data_exported')) NOT VALID;
