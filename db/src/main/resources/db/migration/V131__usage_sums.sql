-- Sums for queries of any range: by how requests ended, failures by class, and whole days of UTC. The day of a rollup by quarter hour is
-- summed once it is over, and marked in usage_utc_day; whatever changes one of its quarter hours afterwards takes the mark away in the same
-- transaction, so that a marked day is exact.

CREATE FUNCTION units_of(parts jsonb[]) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (SELECT jsonb_object_agg(meter, units)
        FROM (SELECT key AS meter, sum(value::bigint) AS units
              FROM unnest(parts) AS part CROSS JOIN LATERAL jsonb_each_text(part) GROUP BY key) AS sums);

CREATE AGGREGATE units_total(jsonb) (SFUNC = array_append, STYPE = jsonb[], FINALFUNC = units_of);

COMMENT ON FUNCTION units_of(jsonb[]) IS 'Units of many maps by meter, added';
COMMENT ON AGGREGATE units_total(jsonb) IS 'As units_sum, and faster for many rows';

ALTER TABLE usage_consumer_quarter ADD COLUMN failures jsonb;
ALTER TABLE usage_consumer_day ADD COLUMN failures jsonb;

COMMENT ON COLUMN usage_consumer_quarter.failures IS 'Attempts that failed, by class of the failure';
COMMENT ON COLUMN usage_consumer_day.failures IS 'Attempts that failed, by class of the failure';

CREATE TABLE usage_outcome_quarter (LIKE usage_consumer_quarter INCLUDING COMMENTS INCLUDING DEFAULTS) WITH (fillfactor = 80);
ALTER TABLE usage_outcome_quarter
    DROP COLUMN token_id,
    DROP COLUMN provider_id,
    DROP COLUMN model,
    DROP COLUMN alias,
    ADD COLUMN outcome text NOT NULL,
    ADD COLUMN error_origin text NOT NULL,
    ADD PRIMARY KEY (quarter, tenant_id, team_id, outcome, error_origin);
CREATE INDEX usage_outcome_quarter_of_tenant ON usage_outcome_quarter (tenant_id, quarter);

COMMENT ON TABLE usage_outcome_quarter IS
    'How the requests of each team ended, in quarter hours of the admission; adjustments are in its costs';
COMMENT ON COLUMN usage_outcome_quarter.outcome IS 'Empty: the records were dropped before this table was there';
COMMENT ON COLUMN usage_outcome_quarter.error_origin IS 'gateway, provider or client; empty without an error';

WITH classes AS (
    SELECT quarter_hour(e.at) AS quarter, e.tenant_id, e.team_id, e.token_id, a.provider_id, a.model, coalesce(e.alias, '') AS alias,
        a.failure, count(*) AS attempts
    FROM usage_attempt a JOIN usage_event e ON e.id = a.event_id AND e.arrived_at = a.arrived_at
    WHERE a.failure IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6, 7, 8),
found AS (
    SELECT quarter, tenant_id, team_id, token_id, provider_id, model, alias, jsonb_object_agg(failure, attempts) AS failures
    FROM classes GROUP BY 1, 2, 3, 4, 5, 6, 7)
UPDATE usage_consumer_quarter t SET failures = f.failures FROM found f
WHERE (t.quarter, t.tenant_id, t.team_id, t.token_id, t.provider_id, t.model, t.alias)
    = (f.quarter, f.tenant_id, f.team_id, f.token_id, f.provider_id, f.model, f.alias);

WITH classes AS (
    SELECT e.date, e.tenant_id, e.team_id, e.token_id, a.provider_id, a.model, coalesce(e.alias, '') AS alias, a.failure,
        count(*) AS attempts
    FROM usage_attempt a JOIN usage_event e ON e.id = a.event_id AND e.arrived_at = a.arrived_at
    WHERE a.failure IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6, 7, 8),
found AS (
    SELECT date, tenant_id, team_id, token_id, provider_id, model, alias, jsonb_object_agg(failure, attempts) AS failures
    FROM classes GROUP BY 1, 2, 3, 4, 5, 6, 7)
UPDATE usage_consumer_day t SET failures = f.failures FROM found f
WHERE (t.date, t.tenant_id, t.team_id, t.token_id, t.provider_id, t.model, t.alias)
    = (f.date, f.tenant_id, f.team_id, f.token_id, f.provider_id, f.model, f.alias);

INSERT INTO usage_outcome_quarter (quarter, tenant_id, team_id, outcome, error_origin,
    requests, completed, failed, broken, cancelled, interrupted, refused, gateway_errors, provider_errors, client_errors,
    estimated, attempts, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, audio_input, audio_output, search,
    other_units, unpriced, failures, cost_nanos)
SELECT quarter_hour(e.at), e.tenant_id, e.team_id, e.outcome, coalesce(e.error_origin, ''),
    count(*) FILTER (WHERE e.kind = 'REQUEST'), count(*) FILTER (WHERE e.outcome = 'COMPLETED'),
    count(*) FILTER (WHERE e.outcome = 'FAILED'), count(*) FILTER (WHERE e.outcome = 'BROKEN'),
    count(*) FILTER (WHERE e.outcome = 'CANCELLED'), count(*) FILTER (WHERE e.outcome = 'INTERRUPTED'),
    coalesce(sum(e.requests) FILTER (WHERE e.outcome = 'REFUSED'), 0),
    coalesce(sum(e.requests) FILTER (WHERE e.error_origin = 'gateway'), 0),
    coalesce(sum(e.requests) FILTER (WHERE e.error_origin = 'provider'), 0),
    coalesce(sum(e.requests) FILTER (WHERE e.error_origin = 'client'), 0),
    count(*) FILTER (WHERE e.estimated), coalesce(sum(a.attempts), 0),
    coalesce(sum(a.input), 0), coalesce(sum(a.cache_read), 0), coalesce(sum(a.cache_write_5m), 0),
    coalesce(sum(a.cache_write_1h), 0), coalesce(sum(a.output), 0), coalesce(sum(a.reasoning), 0),
    coalesce(sum(a.audio_input), 0), coalesce(sum(a.audio_output), 0), coalesce(sum(a.search), 0),
    units_total(a.other_units) FILTER (WHERE a.other_units IS NOT NULL), units_total(a.unpriced) FILTER (WHERE a.unpriced IS NOT NULL),
    units_total(a.failures) FILTER (WHERE a.failures IS NOT NULL), sum(e.cost_nanos + coalesce(j.nanos, 0))
FROM usage_event e
LEFT JOIN LATERAL (
    SELECT count(*) AS attempts,
        sum(input) AS input, sum(cache_read) AS cache_read, sum(cache_write_5m) AS cache_write_5m,
        sum(cache_write_1h) AS cache_write_1h, sum(output) AS output, sum(reasoning) AS reasoning,
        sum(audio_input) AS audio_input, sum(audio_output) AS audio_output, sum(search) AS search,
        units_total(other_units) FILTER (WHERE other_units IS NOT NULL) AS other_units,
        units_total(unpriced) FILTER (WHERE unpriced IS NOT NULL) AS unpriced,
        units_total(jsonb_build_object(failure, 1)) FILTER (WHERE failure IS NOT NULL) AS failures
    FROM usage_attempt WHERE event_id = e.id AND arrived_at = e.arrived_at) a ON true
LEFT JOIN LATERAL (SELECT sum(nanos) AS nanos FROM usage_adjustment WHERE event_id = e.id) j ON true
GROUP BY 1, 2, 3, 4, 5;

INSERT INTO usage_outcome_quarter (quarter, tenant_id, team_id, outcome, error_origin,
    requests, completed, failed, broken, cancelled, interrupted, refused, gateway_errors, provider_errors, client_errors,
    estimated, attempts, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, audio_input, audio_output, search,
    other_units, unpriced, failures, cost_nanos)
SELECT quarter, tenant_id, team_id, '', '',
    sum(requests), sum(completed), sum(failed), sum(broken), sum(cancelled), sum(interrupted), sum(refused), sum(gateway_errors),
    sum(provider_errors), sum(client_errors), sum(estimated), sum(attempts), sum(input), sum(cache_read), sum(cache_write_5m),
    sum(cache_write_1h), sum(output), sum(reasoning), sum(audio_input), sum(audio_output), sum(search),
    units_total(other_units) FILTER (WHERE other_units IS NOT NULL), units_total(unpriced) FILTER (WHERE unpriced IS NOT NULL), NULL,
    sum(cost_nanos)
FROM usage_consumer_quarter c
WHERE NOT EXISTS (SELECT FROM usage_outcome_quarter o
    WHERE o.quarter = c.quarter AND o.tenant_id = c.tenant_id AND o.team_id = c.team_id)
GROUP BY 1, 2, 3;

CREATE TABLE usage_utc_day (
    day date PRIMARY KEY
);

COMMENT ON TABLE usage_utc_day IS 'Days of UTC whose sums by day are those of their quarter hours';

CREATE TABLE usage_outcome_utc_day (LIKE usage_outcome_quarter INCLUDING COMMENTS INCLUDING DEFAULTS);
ALTER TABLE usage_outcome_utc_day RENAME COLUMN quarter TO day;
ALTER TABLE usage_outcome_utc_day ALTER COLUMN day TYPE date USING NULL;
ALTER TABLE usage_outcome_utc_day ADD PRIMARY KEY (day, tenant_id, team_id, outcome, error_origin);
COMMENT ON TABLE usage_outcome_utc_day IS 'Sums of usage_outcome_quarter by day of UTC; exact if the day is in usage_utc_day';

CREATE TABLE usage_consumer_utc_day (LIKE usage_consumer_quarter INCLUDING COMMENTS INCLUDING DEFAULTS);
ALTER TABLE usage_consumer_utc_day RENAME COLUMN quarter TO day;
ALTER TABLE usage_consumer_utc_day ALTER COLUMN day TYPE date USING NULL;
ALTER TABLE usage_consumer_utc_day ADD PRIMARY KEY (day, tenant_id, team_id, token_id, provider_id, model, alias);
COMMENT ON TABLE usage_consumer_utc_day IS 'Sums of usage_consumer_quarter by day of UTC; exact if the day is in usage_utc_day';

CREATE TABLE usage_supply_utc_day (LIKE usage_supply_quarter INCLUDING COMMENTS INCLUDING DEFAULTS);
ALTER TABLE usage_supply_utc_day RENAME COLUMN quarter TO day;
ALTER TABLE usage_supply_utc_day ALTER COLUMN day TYPE date USING NULL;
ALTER TABLE usage_supply_utc_day ADD PRIMARY KEY (day, provider_id, account_id, key_id, model, outcome_class);
COMMENT ON TABLE usage_supply_utc_day IS 'Sums of usage_supply_quarter by day of UTC; exact if the day is in usage_utc_day';

CREATE TABLE usage_latency_team_utc_day (LIKE usage_latency_team INCLUDING COMMENTS INCLUDING DEFAULTS);
ALTER TABLE usage_latency_team_utc_day RENAME COLUMN quarter TO day;
ALTER TABLE usage_latency_team_utc_day ALTER COLUMN day TYPE date USING NULL;
ALTER TABLE usage_latency_team_utc_day ADD PRIMARY KEY (day, tenant_id, team_id, provider_id, model, measure, bucket);
COMMENT ON TABLE usage_latency_team_utc_day IS 'Sums of usage_latency_team by day of UTC; exact if the day is in usage_utc_day';

CREATE TABLE usage_latency_key_utc_day (LIKE usage_latency_key INCLUDING COMMENTS INCLUDING DEFAULTS);
ALTER TABLE usage_latency_key_utc_day RENAME COLUMN quarter TO day;
ALTER TABLE usage_latency_key_utc_day ALTER COLUMN day TYPE date USING NULL;
ALTER TABLE usage_latency_key_utc_day ADD PRIMARY KEY (day, provider_id, account_id, key_id, measure, bucket);
COMMENT ON TABLE usage_latency_key_utc_day IS 'Sums of usage_latency_key by day of UTC; exact if the day is in usage_utc_day';

CREATE INDEX usage_outcome_utc_day_of_tenant ON usage_outcome_utc_day (tenant_id, day);
CREATE INDEX usage_consumer_utc_day_of_tenant ON usage_consumer_utc_day (tenant_id, day);
CREATE INDEX usage_consumer_utc_day_of_team ON usage_consumer_utc_day (team_id, day);
CREATE INDEX usage_consumer_utc_day_of_token ON usage_consumer_utc_day (token_id, day);
CREATE INDEX usage_latency_team_utc_day_of_tenant ON usage_latency_team_utc_day (tenant_id, day);
CREATE INDEX usage_latency_team_of_tenant ON usage_latency_team (tenant_id, quarter);

CREATE FUNCTION usage_day_lock(day date) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN day - date '2000-01-01';

COMMENT ON FUNCTION usage_day_lock(date) IS 'Second key of the advisory lock of a day; the first is that of keyway.usage.day';

-- Who changes a day holds its lock with others of their kind; who sums it up holds it alone, and sees what all of them have committed.
CREATE FUNCTION usage_day_changed() RETURNS trigger
    LANGUAGE plpgsql SET search_path = keyway, pg_temp
AS $$
DECLARE
    changed_day date;
BEGIN
    FOR changed_day IN SELECT DISTINCT (quarter AT TIME ZONE 'UTC')::date FROM changed ORDER BY 1 LOOP
        PERFORM pg_advisory_xact_lock_shared(hashtext('keyway.usage.day'), usage_day_lock(changed_day));
        DELETE FROM usage_utc_day WHERE day = changed_day;
    END LOOP;
    RETURN NULL;
END;
$$;

CREATE TRIGGER usage_consumer_quarter_grows AFTER INSERT ON usage_consumer_quarter
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION usage_day_changed();
CREATE TRIGGER usage_consumer_quarter_changes AFTER UPDATE ON usage_consumer_quarter
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION usage_day_changed();
CREATE TRIGGER usage_consumer_quarter_shrinks AFTER DELETE ON usage_consumer_quarter
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION usage_day_changed();
CREATE TRIGGER usage_outcome_quarter_grows AFTER INSERT ON usage_outcome_quarter
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION usage_day_changed();
CREATE TRIGGER usage_outcome_quarter_changes AFTER UPDATE ON usage_outcome_quarter
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION usage_day_changed();
CREATE TRIGGER usage_outcome_quarter_shrinks AFTER DELETE ON usage_outcome_quarter
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION usage_day_changed();
CREATE TRIGGER usage_supply_quarter_grows AFTER INSERT ON usage_supply_quarter
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION usage_day_changed();
CREATE TRIGGER usage_supply_quarter_changes AFTER UPDATE ON usage_supply_quarter
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION usage_day_changed();
CREATE TRIGGER usage_supply_quarter_shrinks AFTER DELETE ON usage_supply_quarter
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION usage_day_changed();

CREATE FUNCTION sum_usage_day(summed date) RETURNS boolean
    LANGUAGE plpgsql SET search_path = keyway, pg_temp
AS $$
DECLARE
    first CONSTANT timestamptz := summed::timestamp AT TIME ZONE 'UTC';
    last CONSTANT timestamptz := (summed + 1)::timestamp AT TIME ZONE 'UTC';
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('keyway.usage.day'), usage_day_lock(summed));
    IF EXISTS (SELECT FROM usage_utc_day WHERE day = summed) THEN
        RETURN false;
    END IF;
    DELETE FROM usage_outcome_utc_day WHERE day = summed;
    INSERT INTO usage_outcome_utc_day (day, tenant_id, team_id, outcome, error_origin,
        requests, completed, failed, broken, cancelled, interrupted, refused, gateway_errors, provider_errors, client_errors,
        estimated, attempts, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, audio_input, audio_output,
        search, cost_nanos, other_units, unpriced, failures)
    SELECT summed, tenant_id, team_id, outcome, error_origin,
        sum(requests)::bigint, sum(completed)::bigint, sum(failed)::bigint, sum(broken)::bigint, sum(cancelled)::bigint,
        sum(interrupted)::bigint, sum(refused)::bigint, sum(gateway_errors)::bigint, sum(provider_errors)::bigint,
        sum(client_errors)::bigint, sum(estimated)::bigint, sum(attempts)::bigint, sum(input)::bigint, sum(cache_read)::bigint,
        sum(cache_write_5m)::bigint, sum(cache_write_1h)::bigint, sum(output)::bigint, sum(reasoning)::bigint,
        sum(audio_input)::bigint, sum(audio_output)::bigint, sum(search)::bigint, sum(cost_nanos)::bigint,
        units_total(other_units) FILTER (WHERE other_units IS NOT NULL), units_total(unpriced) FILTER (WHERE unpriced IS NOT NULL),
        units_total(failures) FILTER (WHERE failures IS NOT NULL)
    FROM usage_outcome_quarter WHERE quarter >= first AND quarter < last GROUP BY tenant_id, team_id, outcome, error_origin;
    DELETE FROM usage_consumer_utc_day WHERE day = summed;
    INSERT INTO usage_consumer_utc_day (day, tenant_id, team_id, token_id, provider_id, model, alias,
        requests, completed, failed, broken, cancelled, interrupted, refused, gateway_errors, provider_errors, client_errors,
        estimated, attempts, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, audio_input, audio_output,
        search, cost_nanos, other_units, unpriced, failures)
    SELECT summed, tenant_id, team_id, token_id, provider_id, model, alias,
        sum(requests)::bigint, sum(completed)::bigint, sum(failed)::bigint, sum(broken)::bigint, sum(cancelled)::bigint,
        sum(interrupted)::bigint, sum(refused)::bigint, sum(gateway_errors)::bigint, sum(provider_errors)::bigint,
        sum(client_errors)::bigint, sum(estimated)::bigint, sum(attempts)::bigint, sum(input)::bigint, sum(cache_read)::bigint,
        sum(cache_write_5m)::bigint, sum(cache_write_1h)::bigint, sum(output)::bigint, sum(reasoning)::bigint,
        sum(audio_input)::bigint, sum(audio_output)::bigint, sum(search)::bigint, sum(cost_nanos)::bigint,
        units_total(other_units) FILTER (WHERE other_units IS NOT NULL), units_total(unpriced) FILTER (WHERE unpriced IS NOT NULL),
        units_total(failures) FILTER (WHERE failures IS NOT NULL)
    FROM usage_consumer_quarter WHERE quarter >= first AND quarter < last GROUP BY tenant_id, team_id, token_id, provider_id, model, alias;
    DELETE FROM usage_supply_utc_day WHERE day = summed;
    INSERT INTO usage_supply_utc_day (day, provider_id, account_id, key_id, model, outcome_class,
        attempts, estimated, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, audio_input, audio_output,
        search, cost_nanos, other_units, unpriced)
    SELECT summed, provider_id, account_id, key_id, model, outcome_class,
        sum(attempts)::bigint, sum(estimated)::bigint, sum(input)::bigint, sum(cache_read)::bigint, sum(cache_write_5m)::bigint,
        sum(cache_write_1h)::bigint, sum(output)::bigint, sum(reasoning)::bigint, sum(audio_input)::bigint,
        sum(audio_output)::bigint, sum(search)::bigint, sum(cost_nanos)::bigint,
        units_total(other_units) FILTER (WHERE other_units IS NOT NULL), units_total(unpriced) FILTER (WHERE unpriced IS NOT NULL)
    FROM usage_supply_quarter WHERE quarter >= first AND quarter < last GROUP BY provider_id, account_id, key_id, model, outcome_class;
    DELETE FROM usage_latency_team_utc_day WHERE day = summed;
    INSERT INTO usage_latency_team_utc_day (day, tenant_id, team_id, provider_id, model, measure, bucket,
        requests)
    SELECT summed, tenant_id, team_id, provider_id, model, measure, bucket,
        sum(requests)::bigint
    FROM usage_latency_team WHERE quarter >= first AND quarter < last GROUP BY tenant_id, team_id, provider_id, model, measure, bucket;
    DELETE FROM usage_latency_key_utc_day WHERE day = summed;
    INSERT INTO usage_latency_key_utc_day (day, provider_id, account_id, key_id, measure, bucket,
        attempts)
    SELECT summed, provider_id, account_id, key_id, measure, bucket,
        sum(attempts)::bigint
    FROM usage_latency_key WHERE quarter >= first AND quarter < last GROUP BY provider_id, account_id, key_id, measure, bucket;
    INSERT INTO usage_utc_day (day) VALUES (summed);
    RETURN true;
END;
$$;

COMMENT ON FUNCTION sum_usage_day(date) IS
    'Sums the quarter hours of a day of UTC, in a transaction that reads what is committed; false if they were summed already';

REVOKE ALL ON FUNCTION sum_usage_day(date) FROM public;
GRANT EXECUTE ON FUNCTION sum_usage_day(date) TO keyway_pipeline;

-- Adjustments of requests go into the rollups that ingest locks first, before those that their author adds them to.
CREATE FUNCTION usage_adjusted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = keyway, pg_temp
AS $$
BEGIN
    INSERT INTO usage_outcome_quarter AS t (quarter, tenant_id, team_id, outcome, error_origin, cost_nanos)
    SELECT quarter_hour(e.at) AS quarter, e.tenant_id, e.team_id, e.outcome, coalesce(e.error_origin, '') AS error_origin, sum(j.nanos)
    FROM adjusted j JOIN usage_event e ON e.id = j.event_id
    GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
    ON CONFLICT (quarter, tenant_id, team_id, outcome, error_origin) DO UPDATE SET cost_nanos = t.cost_nanos + excluded.cost_nanos;
    RETURN NULL;
END;
$$;

CREATE TRIGGER usage_adjustment_counts AFTER INSERT ON usage_adjustment
    REFERENCING NEW TABLE AS adjusted FOR EACH STATEMENT EXECUTE FUNCTION usage_adjusted();
REVOKE ALL ON FUNCTION usage_adjusted() FROM public;

-- What keys served is counted by when each attempt began: the ends of a range are read from the attempts themselves.
CREATE INDEX usage_attempt_at ON usage_attempt USING brin (at) WITH (pages_per_range = 16);

CREATE INDEX usage_event_of_model ON usage_event (model, at, id) WHERE model IS NOT NULL;

ALTER TABLE usage_outcome_quarter ENABLE ROW LEVEL SECURITY;
CREATE POLICY usage_outcome_quarter_seen ON usage_outcome_quarter FOR SELECT TO keyway_app
    USING ((SELECT sees_all()) OR tenant_id = ANY ((SELECT seen_tenants())::uuid[]));
CREATE POLICY usage_outcome_quarter_pipeline ON usage_outcome_quarter TO keyway_pipeline USING (true);
ALTER TABLE usage_outcome_utc_day ENABLE ROW LEVEL SECURITY;
CREATE POLICY usage_outcome_utc_day_seen ON usage_outcome_utc_day FOR SELECT TO keyway_app
    USING ((SELECT sees_all()) OR tenant_id = ANY ((SELECT seen_tenants())::uuid[]));
CREATE POLICY usage_outcome_utc_day_pipeline ON usage_outcome_utc_day TO keyway_pipeline USING (true);
ALTER TABLE usage_consumer_utc_day ENABLE ROW LEVEL SECURITY;
CREATE POLICY usage_consumer_utc_day_seen ON usage_consumer_utc_day FOR SELECT TO keyway_app
    USING ((SELECT sees_all()) OR tenant_id = ANY ((SELECT seen_tenants())::uuid[]));
CREATE POLICY usage_consumer_utc_day_pipeline ON usage_consumer_utc_day TO keyway_pipeline USING (true);
ALTER TABLE usage_latency_team_utc_day ENABLE ROW LEVEL SECURITY;
CREATE POLICY usage_latency_team_utc_day_seen ON usage_latency_team_utc_day FOR SELECT TO keyway_app
    USING ((SELECT sees_all()) OR tenant_id = ANY ((SELECT seen_tenants())::uuid[]));
CREATE POLICY usage_latency_team_utc_day_pipeline ON usage_latency_team_utc_day TO keyway_pipeline USING (true);
ALTER TABLE usage_supply_utc_day ENABLE ROW LEVEL SECURITY;
CREATE POLICY usage_supply_utc_day_seen ON usage_supply_utc_day FOR SELECT TO keyway_app USING ((SELECT sees_all()));
CREATE POLICY usage_supply_utc_day_pipeline ON usage_supply_utc_day TO keyway_pipeline USING (true);
ALTER TABLE usage_latency_key_utc_day ENABLE ROW LEVEL SECURITY;
CREATE POLICY usage_latency_key_utc_day_seen ON usage_latency_key_utc_day FOR SELECT TO keyway_app USING ((SELECT sees_all()));
CREATE POLICY usage_latency_key_utc_day_pipeline ON usage_latency_key_utc_day TO keyway_pipeline USING (true);
ALTER TABLE usage_utc_day ENABLE ROW LEVEL SECURITY;
CREATE POLICY usage_utc_day_seen ON usage_utc_day FOR SELECT TO keyway_app USING (true);
CREATE POLICY usage_utc_day_pipeline ON usage_utc_day TO keyway_pipeline USING (true);
GRANT SELECT ON usage_outcome_quarter, usage_utc_day, usage_outcome_utc_day, usage_consumer_utc_day, usage_supply_utc_day,
    usage_latency_team_utc_day, usage_latency_key_utc_day TO keyway_app;
GRANT SELECT, INSERT, UPDATE ON usage_outcome_quarter TO keyway_pipeline;
GRANT SELECT, INSERT, DELETE ON usage_utc_day, usage_outcome_utc_day, usage_consumer_utc_day, usage_supply_utc_day,
    usage_latency_team_utc_day, usage_latency_key_utc_day TO keyway_pipeline;

CREATE INDEX usage_event_of_error ON usage_event (error_code, at, id) WHERE error_code IS NOT NULL;
CREATE INDEX usage_event_of_origin ON usage_event (error_origin, at, id) WHERE error_origin IS NOT NULL;
CREATE INDEX usage_event_not_completed_of_tenant ON usage_event (tenant_id, at, id) WHERE outcome <> 'COMPLETED';
CREATE INDEX usage_event_not_completed_of_team ON usage_event (team_id, at, id) WHERE outcome <> 'COMPLETED';
