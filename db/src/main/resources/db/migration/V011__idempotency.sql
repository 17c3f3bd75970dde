CREATE TABLE idempotent_create (
    caller_id   uuid NOT NULL,
    key         text NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
    request     bytea NOT NULL CHECK (length(request) = 32),
    answer      text,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (caller_id, key)
);

COMMENT ON TABLE idempotent_create IS 'What was created under an Idempotency-Key, for 24 hours, so that a repeated request creates nothing';
COMMENT ON COLUMN idempotent_create.request IS 'SHA-256 of method, path and body';
COMMENT ON COLUMN idempotent_create.answer IS 'The resource as JSON, its secret left out';

CREATE INDEX idempotent_create_age ON idempotent_create (created_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON idempotent_create TO keyway_app;
