-- A statement of a tenant and a month is computed from the rollups until it is closed, and its lines are stored then. What comes later
-- is in a later month, so nobody changes a line.

CREATE TABLE statement (
    tenant_id   uuid NOT NULL,
    month       date NOT NULL CHECK (extract(day FROM month) = 1),
    tenant      text NOT NULL,
    zone        text NOT NULL,
    closed_at   timestamptz NOT NULL,
    closed_by   text NOT NULL CHECK (length(closed_by) <= 200),
    note        text NOT NULL CHECK (length(note) <= 2000),
    missing     jsonb NOT NULL,
    price_lists jsonb NOT NULL,
    PRIMARY KEY (tenant_id, month)
);

COMMENT ON TABLE statement IS 'Statements that are closed; a row is never changed';
COMMENT ON COLUMN statement.tenant IS 'The tenant''s name when it was closed';
COMMENT ON COLUMN statement.zone IS 'The tenant''s zone when it was closed';
COMMENT ON COLUMN statement.missing IS 'Gateways and gaps whose usage was or may be missing when it was closed';
COMMENT ON COLUMN statement.price_lists IS 'Price lists of the models in it';

CREATE TABLE statement_line (
    tenant_id     uuid NOT NULL,
    month         date NOT NULL,
    kind          text NOT NULL CHECK (kind IN ('USAGE', 'LATE', 'ADJUSTMENT', 'REPRICING')),
    of_month      date NOT NULL CHECK (extract(day FROM of_month) = 1),
    team_id       uuid NOT NULL,
    team          text NOT NULL,
    token_id      uuid NOT NULL,
    token         text NOT NULL,
    repricing_id  uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    requests      bigint NOT NULL,
    input_tokens  bigint NOT NULL,
    output_tokens bigint NOT NULL,
    nanos         bigint NOT NULL,
    PRIMARY KEY (tenant_id, month, kind, of_month, team_id, token_id, repricing_id),
    FOREIGN KEY (tenant_id, month) REFERENCES statement (tenant_id, month)
);

COMMENT ON TABLE statement_line IS 'Lines of closed statements';
COMMENT ON COLUMN statement_line.kind IS
    'USAGE: records of the month; LATE: records of a closed month; ADJUSTMENT, REPRICING: adjustments that are booked in the month';
COMMENT ON COLUMN statement_line.of_month IS 'Month of the admission dates';
COMMENT ON COLUMN statement_line.team IS 'The team''s name when it was closed; so is that of the token';
COMMENT ON COLUMN statement_line.repricing_id IS 'What made the adjustments; 00000000-0000-0000-0000-000000000000 for another kind';
COMMENT ON COLUMN statement_line.requests IS 'Requests; those that were adjusted where it is an adjustment';
COMMENT ON COLUMN statement_line.nanos IS 'In nano-dollars';

CREATE INDEX statement_line_of_month ON statement_line (tenant_id, of_month);

ALTER TABLE statement ENABLE ROW LEVEL SECURITY;
CREATE POLICY statement_seen ON statement FOR SELECT TO keyway_app
    USING ((SELECT sees_all()) OR tenant_id = ANY ((SELECT seen_tenants())::uuid[]));
CREATE POLICY statement_closed ON statement FOR INSERT TO keyway_app WITH CHECK ((SELECT sees_all()));
CREATE POLICY statement_pipeline ON statement TO keyway_pipeline USING (true);
ALTER TABLE statement_line ENABLE ROW LEVEL SECURITY;
CREATE POLICY statement_line_seen ON statement_line FOR SELECT TO keyway_app
    USING ((SELECT sees_all()) OR tenant_id = ANY ((SELECT seen_tenants())::uuid[]));
CREATE POLICY statement_line_closed ON statement_line FOR INSERT TO keyway_app WITH CHECK ((SELECT sees_all()));
CREATE POLICY statement_line_pipeline ON statement_line TO keyway_pipeline USING (true);
GRANT SELECT, INSERT ON statement, statement_line TO keyway_app;
GRANT SELECT ON statement, statement_line TO keyway_pipeline;

CREATE FUNCTION booking_month(of_tenant uuid, day date) RETURNS date
    LANGUAGE sql STABLE SET search_path = keyway, pg_temp
    RETURN (
        SELECT min(m.month)::date
        FROM generate_series(date_trunc('month', day::timestamp),
            greatest(date_trunc('month', day::timestamp),
                (SELECT max(s.month) + interval '1 month' FROM statement s WHERE s.tenant_id = of_tenant)), interval '1 month') AS m (month)
        WHERE NOT EXISTS (SELECT FROM statement s WHERE s.tenant_id = of_tenant AND s.month = m.month::date));

COMMENT ON FUNCTION booking_month(uuid, date) IS
    'The month that an adjustment of a day is booked in: the day''s own, or the first one after it whose statement is not closed';
