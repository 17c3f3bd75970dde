-- Adjustments by price are of one attempt each, and name what made them. Their sums by month are stored, so that a statement is as quick
-- after millions of them.

ALTER TABLE usage_adjustment ADD COLUMN attempt_number integer;
ALTER TABLE usage_adjustment ADD COLUMN repricing_id uuid;

COMMENT ON COLUMN usage_adjustment.attempt_number IS 'The attempt that was priced anew; null: the request as a whole was adjusted';
COMMENT ON COLUMN usage_adjustment.repricing_id IS 'The repricing that made it; null: a person did';
COMMENT ON COLUMN usage_adjustment.booking_month IS
    'Statements go by it: the month of the date, or the first one after it that was not closed when this was made';

CREATE INDEX usage_adjustment_by_hand ON usage_adjustment (tenant_id, booking_month, id) WHERE repricing_id IS NULL;

CREATE TABLE usage_adjustment_sum (
    tenant_id     uuid NOT NULL,
    booking_month date NOT NULL,
    of_month      date NOT NULL,
    team_id       uuid NOT NULL,
    token_id      uuid NOT NULL,
    repricing_id  uuid NOT NULL,
    adjustments   bigint NOT NULL,
    nanos         bigint NOT NULL,
    PRIMARY KEY (tenant_id, booking_month, of_month, team_id, token_id, repricing_id)
) WITH (fillfactor = 80);

COMMENT ON TABLE usage_adjustment_sum IS 'Sums of adjustments by booking month and month of the admission date';
COMMENT ON COLUMN usage_adjustment_sum.repricing_id IS '00000000-0000-0000-0000-000000000000 for those that people made';

CREATE INDEX usage_adjustment_sum_of_month ON usage_adjustment_sum (tenant_id, of_month);

INSERT INTO usage_adjustment_sum (tenant_id, booking_month, of_month, team_id, token_id, repricing_id, adjustments, nanos)
SELECT tenant_id, booking_month, date_trunc('month', date::timestamp)::date, team_id, token_id, '00000000-0000-0000-0000-000000000000',
    count(*), sum(nanos)
FROM usage_adjustment GROUP BY 1, 2, 3, 4, 5;

ALTER TABLE usage_adjustment_sum ENABLE ROW LEVEL SECURITY;
CREATE POLICY usage_adjustment_sum_seen ON usage_adjustment_sum FOR SELECT TO keyway_app
    USING ((SELECT sees_all()) OR tenant_id = ANY ((SELECT seen_tenants())::uuid[]));
CREATE POLICY usage_adjustment_sum_pipeline ON usage_adjustment_sum TO keyway_pipeline USING (true);
GRANT SELECT ON usage_adjustment_sum TO keyway_app;
GRANT SELECT, INSERT, UPDATE ON usage_adjustment_sum TO keyway_pipeline;

CREATE TABLE repricing (
    id            uuid PRIMARY KEY,
    state         text NOT NULL CHECK (state IN ('RUNNING', 'DONE', 'FAILED')),
    dry_run       boolean NOT NULL,
    from_date     date NOT NULL,
    to_date       date NOT NULL,
    tenant_id     uuid,
    team_id       uuid,
    unpriced_only boolean NOT NULL,
    price_lists   jsonb NOT NULL,
    reason        text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
    next_at       timestamptz NOT NULL,
    next_id       uuid NOT NULL,
    requests      bigint NOT NULL DEFAULT 0,
    repriced      bigint NOT NULL DEFAULT 0,
    unchanged     bigint NOT NULL DEFAULT 0,
    unknown       bigint NOT NULL DEFAULT 0,
    without_price bigint NOT NULL DEFAULT 0,
    below_zero    bigint NOT NULL DEFAULT 0,
    created_at    timestamptz NOT NULL,
    created_by    text NOT NULL CHECK (length(created_by) <= 200),
    ended_at      timestamptz,
    failure       text CHECK (length(failure) <= 500)
);

COMMENT ON TABLE repricing IS 'Repricings: usage of a range priced anew, in chunks; each chunk is stored with the place of the next one';
COMMENT ON COLUMN repricing.from_date IS 'First admission date';
COMMENT ON COLUMN repricing.to_date IS 'Admission date that it ends before';
COMMENT ON COLUMN repricing.price_lists IS 'Price lists by which it prices';
COMMENT ON COLUMN repricing.next_at IS 'It goes on after the request that was admitted at this moment and has the id next_id';
COMMENT ON COLUMN repricing.requests IS 'Requests with an attempt that a list is for';
COMMENT ON COLUMN repricing.repriced IS 'Attempts whose cost is another one';
COMMENT ON COLUMN repricing.unknown IS 'Attempts whose cost cannot be computed: the provider stated it, or it is not known what was used';
COMMENT ON COLUMN repricing.without_price IS 'Attempts that used something for which the list has no price';
COMMENT ON COLUMN repricing.below_zero IS 'Attempts of requests that would cost less than nothing with their other adjustments';

CREATE INDEX repricing_running ON repricing (created_at, id) WHERE state = 'RUNNING';

CREATE TABLE repricing_team (
    repricing_id  uuid NOT NULL REFERENCES repricing,
    tenant_id     uuid NOT NULL,
    team_id       uuid NOT NULL,
    month         date NOT NULL,
    booking_month date NOT NULL,
    attempts      bigint NOT NULL,
    before_nanos  bigint NOT NULL,
    nanos         bigint NOT NULL,
    PRIMARY KEY (repricing_id, tenant_id, team_id, month, booking_month)
);

COMMENT ON TABLE repricing_team IS 'Differences that a repricing makes for teams, or would make, by month of the admission date';
COMMENT ON COLUMN repricing_team.booking_month IS 'Month in whose statement the difference is';
COMMENT ON COLUMN repricing_team.attempts IS 'Those that it priced, whether their cost changed or not';
COMMENT ON COLUMN repricing_team.before_nanos IS 'What they cost by price before';
COMMENT ON COLUMN repricing_team.nanos IS 'Difference in nano-dollars';

ALTER TABLE repricing ENABLE ROW LEVEL SECURITY;
CREATE POLICY repricing_seen ON repricing TO keyway_app USING ((SELECT sees_all()));
CREATE POLICY repricing_pipeline ON repricing TO keyway_pipeline USING (true);
ALTER TABLE repricing_team ENABLE ROW LEVEL SECURITY;
CREATE POLICY repricing_team_seen ON repricing_team FOR SELECT TO keyway_app USING ((SELECT sees_all()));
CREATE POLICY repricing_team_pipeline ON repricing_team TO keyway_pipeline USING (true);
GRANT SELECT, INSERT, UPDATE (state, ended_at, failure) ON repricing TO keyway_app;
GRANT SELECT, UPDATE ON repricing TO keyway_pipeline;
GRANT SELECT ON repricing_team TO keyway_app;
GRANT SELECT, INSERT, UPDATE ON repricing_team TO keyway_pipeline;

CREATE INDEX usage_attempt_unpriced ON usage_attempt (at, provider_id, model) WHERE unpriced IS NOT NULL;

-- A chunk of a repricing and the closing of a statement exclude each other and all adjustments; adjustments of different requests go on
-- side by side.
CREATE OR REPLACE FUNCTION adjust_usage(adjustment uuid, adjusted_event uuid, difference bigint, why text, moment timestamptz, author text)
    RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = keyway, pg_temp
AS $$
DECLARE
    nowhere CONSTANT uuid := '00000000-0000-0000-0000-000000000000';
    e usage_event;
    a usage_attempt;
    adjusted numeric;
    booked date;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtext('keyway.adjustments'));
    PERFORM pg_advisory_xact_lock(hashtext('keyway.adjustment'), hashtext(adjusted_event::text));
    SELECT * INTO e FROM usage_event
    WHERE id = adjusted_event AND kind = 'REQUEST' AND (sees_all() OR tenant_id = ANY (seen_tenants()::uuid[]));
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no request %', adjusted_event USING ERRCODE = 'no_data_found';
    END IF;
    SELECT e.cost_nanos + difference + coalesce(sum(nanos), 0) INTO adjusted FROM usage_adjustment WHERE event_id = adjusted_event;
    IF adjusted < 0 THEN
        RETURN NULL;
    END IF;
    booked := booking_month(e.tenant_id, e.date);

    INSERT INTO usage_adjustment (id, event_id, tenant_id, team_id, token_id, nanos, reason, date, booking_month, created_at, created_by)
    VALUES (adjustment, e.id, e.tenant_id, e.team_id, e.token_id, difference, why, e.date, booked, moment, author);
    INSERT INTO usage_adjustment_sum AS t (tenant_id, booking_month, of_month, team_id, token_id, repricing_id, adjustments, nanos)
    VALUES (e.tenant_id, booked, date_trunc('month', e.date::timestamp)::date, e.team_id, e.token_id, nowhere, 1, difference)
    ON CONFLICT (tenant_id, booking_month, of_month, team_id, token_id, repricing_id)
    DO UPDATE SET adjustments = t.adjustments + 1, nanos = t.nanos + excluded.nanos;

    INSERT INTO usage_consumer_quarter AS t (quarter, tenant_id, team_id, token_id, provider_id, model, alias, cost_nanos)
    VALUES (quarter_hour(e.at), e.tenant_id, e.team_id, e.token_id, coalesce(e.provider_id, nowhere), coalesce(e.model, ''),
        coalesce(e.alias, ''), difference)
    ON CONFLICT (quarter, tenant_id, team_id, token_id, provider_id, model, alias)
    DO UPDATE SET cost_nanos = t.cost_nanos + excluded.cost_nanos;
    INSERT INTO usage_consumer_day AS t (date, tenant_id, team_id, token_id, provider_id, model, alias, cost_nanos)
    VALUES (e.date, e.tenant_id, e.team_id, e.token_id, coalesce(e.provider_id, nowhere), coalesce(e.model, ''),
        coalesce(e.alias, ''), difference)
    ON CONFLICT (date, tenant_id, team_id, token_id, provider_id, model, alias)
    DO UPDATE SET cost_nanos = t.cost_nanos + excluded.cost_nanos;

    SELECT * INTO a FROM usage_attempt WHERE event_id = e.id AND arrived_at = e.arrived_at
    ORDER BY (number IS NOT DISTINCT FROM e.answered_by) DESC, number DESC LIMIT 1;
    IF FOUND THEN
        INSERT INTO usage_supply_quarter AS t (quarter, provider_id, account_id, key_id, model, outcome_class, cost_nanos)
        VALUES (quarter_hour(a.at), a.provider_id, coalesce(a.account_id, nowhere), a.key_id, a.model, coalesce(a.failure, a.outcome),
            difference)
        ON CONFLICT (quarter, provider_id, account_id, key_id, model, outcome_class)
        DO UPDATE SET cost_nanos = t.cost_nanos + excluded.cost_nanos;
        INSERT INTO usage_supply_day AS t (date, provider_id, account_id, key_id, model, outcome_class, cost_nanos)
        VALUES (e.date, a.provider_id, coalesce(a.account_id, nowhere), a.key_id, a.model, coalesce(a.failure, a.outcome), difference)
        ON CONFLICT (date, provider_id, account_id, key_id, model, outcome_class)
        DO UPDATE SET cost_nanos = t.cost_nanos + excluded.cost_nanos;
    END IF;

    INSERT INTO spend AS t (scope, scope_id, period, window_start, tenant_id, nanos)
    SELECT s.scope, s.scope_id, w.period, w.window_start, e.tenant_id, difference
    FROM (VALUES ('TENANT', e.tenant_id), ('TEAM', e.team_id), ('TOKEN', e.token_id)) AS s (scope, scope_id)
    CROSS JOIN (VALUES ('DAY', e.date), ('WEEK', date_trunc('week', e.date::timestamp)::date),
        ('MONTH', date_trunc('month', e.date::timestamp)::date), ('TOTAL', date '1970-01-01')) AS w (period, window_start)
    ORDER BY 1, 2, 3, 4
    ON CONFLICT (scope, scope_id, period, window_start)
    DO UPDATE SET nanos = t.nanos + excluded.nanos, written = pg_current_xact_id();
    RETURN adjusted;
END;
$$;
