-- Written by every report and batch: room in each page lets an update stay in it, and no index names what changes.
CREATE TABLE spend_grant (
    scope         text NOT NULL CHECK (scope IN ('TENANT', 'TEAM', 'TOKEN')),
    scope_id      uuid NOT NULL,
    period        text NOT NULL CHECK (period IN ('DAY', 'WEEK', 'MONTH', 'TOTAL')),
    window_start  date NOT NULL,
    gateway_id    uuid NOT NULL,
    log_id        uuid NOT NULL,
    tenant_id     uuid NOT NULL,
    granted_nanos bigint NOT NULL DEFAULT 0 CHECK (granted_nanos >= 0),
    booked_nanos  bigint NOT NULL DEFAULT 0,
    spent_nanos   bigint NOT NULL DEFAULT 0,
    held_nanos    bigint NOT NULL DEFAULT 0,
    wanted_nanos  bigint NOT NULL DEFAULT 0,
    wanted_since  timestamptz,
    recent_nanos  bigint NOT NULL DEFAULT 0,
    refusal       text CHECK (length(refusal) <= 100),
    reported_at   timestamptz NOT NULL,
    answer        bigint NOT NULL,
    PRIMARY KEY (scope, scope_id, period, window_start, gateway_id, log_id),
    CHECK ((wanted_nanos > 0) = (wanted_since IS NOT NULL))
) WITH (fillfactor = 70);

COMMENT ON TABLE spend_grant IS 'What each gateway may spend in a window: what is booked and all that is granted beyond it stay within the budget';
COMMENT ON COLUMN spend_grant.granted_nanos IS 'The most that the log may spend, counted as booked_nanos is';
COMMENT ON COLUMN spend_grant.booked_nanos IS 'What the events of the log cost that were booked since the row was made';
COMMENT ON COLUMN spend_grant.spent_nanos IS 'The same, booked or not, as its gateway last said';
COMMENT ON COLUMN spend_grant.held_nanos IS 'Estimates of its requests in progress';
COMMENT ON COLUMN spend_grant.wanted_nanos IS 'By how much it was granted too little for a request that waits';
COMMENT ON COLUMN spend_grant.recent_nanos IS 'What it spent in the minute before its report';
COMMENT ON COLUMN spend_grant.refusal IS 'Code of its first refusal in the window';
COMMENT ON COLUMN spend_grant.answer IS 'Number of the answer that wrote it last';

CREATE INDEX spend_grant_of_log ON spend_grant (gateway_id, log_id);
CREATE INDEX spend_grant_window ON spend_grant (period, window_start);
ALTER TABLE spend_grant ENABLE ROW LEVEL SECURITY;
CREATE POLICY spend_grant_seen ON spend_grant TO keyway_app
    USING ((SELECT sees_all()) OR tenant_id = ANY ((SELECT seen_tenants())::uuid[]));
CREATE POLICY spend_grant_pipeline ON spend_grant TO keyway_pipeline USING (true);
GRANT SELECT, UPDATE (granted_nanos) ON spend_grant TO keyway_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON spend_grant TO keyway_pipeline;

ALTER TABLE usage_log
    ADD COLUMN spend_answers bigint NOT NULL DEFAULT 0,
    ADD COLUMN grants_ended  bigint NOT NULL DEFAULT 0;

COMMENT ON COLUMN usage_log.spend_answers IS 'How many reports of its spend were answered';
COMMENT ON COLUMN usage_log.grants_ended IS 'The answer up to which its grants have ended';

ALTER TABLE gateway ADD COLUMN spend_reported_at timestamptz;

COMMENT ON COLUMN gateway.spend_reported_at IS 'When it last reported its spend since it registered; null: it never did, and enforces no budget';
