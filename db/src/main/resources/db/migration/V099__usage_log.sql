CREATE TABLE usage_log (
    gateway_id       uuid NOT NULL,
    log_id           uuid NOT NULL,
    mark             bigint NOT NULL DEFAULT 0,
    last_sequence    bigint NOT NULL DEFAULT 0,
    oldest_unshipped timestamptz,
    damaged          bigint NOT NULL DEFAULT 0,
    first_seen_at    timestamptz NOT NULL,
    seen_at          timestamptz NOT NULL,
    replaced_at      timestamptz,
    PRIMARY KEY (gateway_id, log_id)
);

COMMENT ON TABLE usage_log IS 'Logs that gateways ship usage from';
COMMENT ON COLUMN usage_log.mark IS 'The sequence up to which its events are stored';
COMMENT ON COLUMN usage_log.last_sequence IS 'The latest sequence that it is known to have';
COMMENT ON COLUMN usage_log.oldest_unshipped IS 'When the oldest event that is not stored was completed, as its gateway last said';
COMMENT ON COLUMN usage_log.damaged IS 'Damaged places that its gateway has found in it';
COMMENT ON COLUMN usage_log.replaced_at IS 'Since when its gateway writes to another log';

ALTER TABLE usage_log ENABLE ROW LEVEL SECURITY;
CREATE POLICY usage_log_seen ON usage_log FOR SELECT TO keyway_app USING ((SELECT sees_all()));
CREATE POLICY usage_log_pipeline ON usage_log TO keyway_pipeline USING (true);
GRANT SELECT ON usage_log TO keyway_app;
GRANT SELECT, INSERT, UPDATE ON usage_log TO keyway_pipeline;

CREATE TABLE usage_gap (
    id            uuid PRIMARY KEY,
    gateway_id    uuid NOT NULL,
    log_id        uuid NOT NULL,
    reason        text NOT NULL CHECK (reason IN ('MISSING', 'REPLACED', 'DAMAGED', 'SILENT')),
    from_sequence bigint,
    to_sequence   bigint,
    damaged       bigint,
    found_at      timestamptz NOT NULL,
    resolved_at   timestamptz,
    resolved_by   text CHECK (length(resolved_by) <= 200),
    resolution    text CHECK (length(resolution) <= 2000)
);

COMMENT ON TABLE usage_gap IS 'Events of a log that are lost, or may be';
COMMENT ON COLUMN usage_gap.reason IS 'MISSING: its gateway no longer has them; REPLACED: it has another log; DAMAGED: it cannot read them; SILENT: it is away';
COMMENT ON COLUMN usage_gap.to_sequence IS 'Null: not known';
COMMENT ON COLUMN usage_gap.damaged IS 'How many damaged places were found, where it is that';
COMMENT ON COLUMN usage_gap.resolution IS 'What was done about it, by whom it was resolved; or that the events have arrived';

CREATE INDEX usage_gap_of_log ON usage_gap (log_id, id);
CREATE UNIQUE INDEX usage_gap_once ON usage_gap (gateway_id, log_id, reason, coalesce(from_sequence, damaged));
ALTER TABLE usage_gap ENABLE ROW LEVEL SECURITY;
CREATE POLICY usage_gap_seen ON usage_gap TO keyway_app USING ((SELECT sees_all()));
CREATE POLICY usage_gap_pipeline ON usage_gap TO keyway_pipeline USING (true);
GRANT SELECT, UPDATE (resolved_at, resolved_by, resolution) ON usage_gap TO keyway_app;
GRANT SELECT, INSERT, UPDATE ON usage_gap TO keyway_pipeline;

CREATE TABLE usage_rejected (
    id          uuid PRIMARY KEY,
    gateway_id  uuid NOT NULL,
    log_id      uuid NOT NULL,
    digest      bytea NOT NULL CHECK (length(digest) = 32),
    raw         bytea NOT NULL,
    contract    integer NOT NULL,
    sequence    bigint,
    event_id    uuid,
    reason      text NOT NULL CHECK (length(reason) <= 1000),
    received_at timestamptz NOT NULL,
    replayed_at timestamptz,
    UNIQUE (log_id, digest)
);

COMMENT ON TABLE usage_rejected IS 'Events that could not be read, as they were received; taken in when they can be';
COMMENT ON COLUMN usage_rejected.digest IS 'SHA-256 of it: a repeat is not another one';
COMMENT ON COLUMN usage_rejected.contract IS 'The version that it is written in';
COMMENT ON COLUMN usage_rejected.sequence IS 'Null: that could not be read either; so with event_id';
COMMENT ON COLUMN usage_rejected.replayed_at IS 'When it was taken in after all';

ALTER TABLE usage_rejected ENABLE ROW LEVEL SECURITY;
CREATE POLICY usage_rejected_seen ON usage_rejected FOR SELECT TO keyway_app USING ((SELECT sees_all()));
CREATE POLICY usage_rejected_pipeline ON usage_rejected TO keyway_pipeline USING (true);
GRANT SELECT ON usage_rejected TO keyway_app;
GRANT SELECT, INSERT, UPDATE (reason, replayed_at) ON usage_rejected TO keyway_pipeline;
