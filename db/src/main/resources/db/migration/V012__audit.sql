-- Every change, as a chain: mac = HMAC-SHA-256(key, previous mac ‖ sequence ‖ canonical JSON of the entry).
-- The key is kept outside the database. Services may add entries, and change or remove none.

CREATE TABLE audit_entry (
    sequence   bigint NOT NULL CHECK (sequence > 0),
    at         timestamptz NOT NULL,
    actor_kind text NOT NULL CHECK (actor_kind IN ('USER', 'SERVICE_ACCOUNT', 'GATEWAY', 'SYSTEM')),
    actor_id   uuid,
    actor_name text NOT NULL,
    address    text NOT NULL,
    action     text NOT NULL CHECK (action ~ '^[a-z][a-z_]*$'),
    kind       text NOT NULL CHECK (kind ~ '^[a-z][a-z_]*$'),
    object_id  text NOT NULL,
    tenant_id  uuid,
    team_id    uuid,
    before     text,
    after      text,
    reason     text CHECK (length(reason) <= 2000),
    key_id     text NOT NULL,
    mac        bytea NOT NULL CHECK (length(mac) = 32),
    PRIMARY KEY (at, sequence)
) PARTITION BY RANGE (at);

COMMENT ON TABLE audit_entry IS 'Who changed what, from where, and how it was before and after; secrets are never part of it';
COMMENT ON COLUMN audit_entry.sequence IS 'Without gaps, in the order of commits';
COMMENT ON COLUMN audit_entry.address IS 'The address that the call came from; empty for the service itself';
COMMENT ON COLUMN audit_entry.before IS 'Canonical JSON: members sorted by name, no white space; text, so that it stays as it was signed';
COMMENT ON COLUMN audit_entry.key_id IS 'Which audit key made the mac';

CREATE INDEX audit_entry_sequence ON audit_entry (sequence);
CREATE INDEX audit_entry_of_tenant ON audit_entry (tenant_id, sequence);
CREATE INDEX audit_entry_of_object ON audit_entry (kind, object_id, sequence);
CREATE INDEX audit_entry_of_actor ON audit_entry (actor_id, sequence);

ALTER TABLE audit_entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY audit_entry_added ON audit_entry FOR INSERT TO keyway_app WITH CHECK (true);
CREATE POLICY audit_entry_seen ON audit_entry FOR SELECT TO keyway_app
    USING ((SELECT sees_all()) OR tenant_id = ANY ((SELECT seen_tenants())::uuid[]));
CREATE POLICY audit_entry_pipeline_added ON audit_entry FOR INSERT TO keyway_pipeline WITH CHECK (true);
CREATE POLICY audit_entry_pipeline_seen ON audit_entry FOR SELECT TO keyway_pipeline USING (true);
GRANT SELECT, INSERT ON audit_entry TO keyway_app, keyway_pipeline;

CREATE TABLE audit_head (
    one      boolean PRIMARY KEY DEFAULT true CHECK (one),
    sequence bigint NOT NULL,
    mac      bytea NOT NULL CHECK (length(mac) = 32)
);

COMMENT ON TABLE audit_head IS 'The chain''s latest entry; its row lock is the last but one of every change';

INSERT INTO audit_head (sequence, mac) VALUES (0, decode(repeat('00', 32), 'hex'));
GRANT SELECT, UPDATE ON audit_head TO keyway_app, keyway_pipeline;

CREATE TABLE audit_closing (
    month    date PRIMARY KEY CHECK (extract(day FROM month) = 1),
    sequence bigint NOT NULL,
    mac      bytea NOT NULL CHECK (length(mac) = 32),
    key_id   text NOT NULL,
    seal     bytea NOT NULL CHECK (length(seal) = 32)
);

COMMENT ON TABLE audit_closing IS 'The head with which a dropped month ended, so that what follows it can still be verified';
COMMENT ON COLUMN audit_closing.seal IS 'HMAC-SHA-256 of the closing head under the audit key';

GRANT SELECT ON audit_closing TO keyway_app;
GRANT SELECT, INSERT ON audit_closing TO keyway_pipeline;

SELECT ensure_months('audit_entry', now()::date, 3);
