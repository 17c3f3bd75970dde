-- Tenants' rows are written by every batch: room in each page lets an update stay in it, and no index names what changes.
CREATE TABLE spend (
    scope        text NOT NULL CHECK (scope IN ('TENANT', 'TEAM', 'TOKEN')),
    scope_id     uuid NOT NULL,
    period       text NOT NULL CHECK (period IN ('DAY', 'WEEK', 'MONTH', 'TOTAL')),
    window_start date NOT NULL,
    tenant_id    uuid NOT NULL,
    nanos        bigint NOT NULL DEFAULT 0,
    requests     bigint NOT NULL DEFAULT 0,
    tokens       bigint NOT NULL DEFAULT 0,
    written      xid8 NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (scope, scope_id, period, window_start)
) WITH (fillfactor = 70);

COMMENT ON TABLE spend IS 'What each tenant, team and token has spent in each window, adjustments included';
COMMENT ON COLUMN spend.window_start IS 'First admission date of the window; 1970-01-01 for TOTAL';
COMMENT ON COLUMN spend.nanos IS 'In nano-dollars';
COMMENT ON COLUMN spend.requests IS 'Those that were admitted';
COMMENT ON COLUMN spend.written IS 'The transaction that wrote it last: a reader''s cursor';

CREATE TABLE usage_adjustment (
    id            uuid PRIMARY KEY,
    event_id      uuid,
    tenant_id     uuid NOT NULL,
    team_id       uuid NOT NULL,
    token_id      uuid NOT NULL,
    nanos         bigint NOT NULL,
    reason        text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
    price_list    text,
    date          date NOT NULL,
    booking_month date NOT NULL CHECK (extract(day FROM booking_month) = 1),
    created_at    timestamptz NOT NULL,
    created_by    text NOT NULL CHECK (length(created_by) <= 200)
);

COMMENT ON TABLE usage_adjustment IS 'Corrections of costs, as records are never changed: append only';
COMMENT ON COLUMN usage_adjustment.event_id IS 'What it corrects; null: no single event';
COMMENT ON COLUMN usage_adjustment.nanos IS 'Difference in nano-dollars';
COMMENT ON COLUMN usage_adjustment.price_list IS 'What it was priced by, where it was';
COMMENT ON COLUMN usage_adjustment.date IS 'Admission date: budgets go by it';
COMMENT ON COLUMN usage_adjustment.booking_month IS 'Statements go by it';

CREATE INDEX usage_adjustment_of_event ON usage_adjustment (event_id);
CREATE INDEX usage_adjustment_of_tenant ON usage_adjustment (tenant_id, booking_month);

CREATE TABLE usage_closing (
    month     date NOT NULL CHECK (extract(day FROM month) = 1),
    scope     text NOT NULL CHECK (scope IN ('TENANT', 'TEAM', 'TOKEN')),
    scope_id  uuid NOT NULL,
    tenant_id uuid NOT NULL,
    nanos     bigint NOT NULL,
    requests  bigint NOT NULL,
    tokens    bigint NOT NULL,
    PRIMARY KEY (month, scope, scope_id)
);

COMMENT ON TABLE usage_closing IS 'Sums of the records that arrived in a month and were dropped';
COMMENT ON COLUMN usage_closing.month IS 'Of arrival';

ALTER TABLE spend ENABLE ROW LEVEL SECURITY;
CREATE POLICY spend_seen ON spend FOR SELECT TO keyway_app
    USING ((SELECT sees_all()) OR tenant_id = ANY ((SELECT seen_tenants())::uuid[]));
CREATE POLICY spend_pipeline ON spend TO keyway_pipeline USING (true);
ALTER TABLE usage_adjustment ENABLE ROW LEVEL SECURITY;
CREATE POLICY usage_adjustment_seen ON usage_adjustment FOR SELECT TO keyway_app
    USING ((SELECT sees_all()) OR tenant_id = ANY ((SELECT seen_tenants())::uuid[]));
CREATE POLICY usage_adjustment_pipeline ON usage_adjustment TO keyway_pipeline USING (true);
ALTER TABLE usage_closing ENABLE ROW LEVEL SECURITY;
CREATE POLICY usage_closing_seen ON usage_closing FOR SELECT TO keyway_app
    USING ((SELECT sees_all()) OR tenant_id = ANY ((SELECT seen_tenants())::uuid[]));
CREATE POLICY usage_closing_pipeline ON usage_closing TO keyway_pipeline USING (true);
GRANT SELECT ON spend, usage_adjustment, usage_closing TO keyway_app;
GRANT SELECT, INSERT, UPDATE ON spend TO keyway_pipeline;
GRANT SELECT, INSERT ON usage_adjustment, usage_closing TO keyway_pipeline;
