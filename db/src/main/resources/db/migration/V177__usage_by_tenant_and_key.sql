-- Whole days by tenant alone, of which every total is made, and by provider key without models and outcomes: a month of 20 tenants is 600 rows,
-- where their 100 teams are 3,000, and one of 200 keys is 6,000, where their models and outcomes are 60,000.

CREATE TABLE usage_tenant_utc_day (LIKE usage_team_utc_day INCLUDING COMMENTS INCLUDING DEFAULTS);
ALTER TABLE usage_tenant_utc_day DROP COLUMN team_id, ADD PRIMARY KEY (day, tenant_id);
COMMENT ON TABLE usage_tenant_utc_day IS 'Sums of usage_team_utc_day by tenant; exact if the day is in usage_utc_day';
CREATE INDEX usage_tenant_utc_day_of_tenant ON usage_tenant_utc_day (tenant_id, day);
ALTER TABLE usage_tenant_utc_day ENABLE ROW LEVEL SECURITY;
CREATE POLICY usage_tenant_utc_day_seen ON usage_tenant_utc_day FOR SELECT TO keyway_app
    USING ((SELECT sees_all()) OR tenant_id = ANY ((SELECT seen_tenants())::uuid[]));
CREATE POLICY usage_tenant_utc_day_pipeline ON usage_tenant_utc_day TO keyway_pipeline USING (true);

CREATE TABLE usage_key_utc_day (LIKE usage_supply_utc_day INCLUDING COMMENTS INCLUDING DEFAULTS);
ALTER TABLE usage_key_utc_day DROP COLUMN model, DROP COLUMN outcome_class, ADD COLUMN failures jsonb,
    ADD PRIMARY KEY (day, provider_id, account_id, key_id);
COMMENT ON TABLE usage_key_utc_day IS 'Sums of usage_supply_utc_day by provider key; exact if the day is in usage_utc_day';
COMMENT ON COLUMN usage_key_utc_day.failures IS 'Attempts that failed, by class of the failure';
ALTER TABLE usage_key_utc_day ENABLE ROW LEVEL SECURITY;
CREATE POLICY usage_key_utc_day_seen ON usage_key_utc_day FOR SELECT TO keyway_app USING ((SELECT sees_all()));
CREATE POLICY usage_key_utc_day_pipeline ON usage_key_utc_day TO keyway_pipeline USING (true);
GRANT SELECT ON usage_tenant_utc_day, usage_key_utc_day TO keyway_app;
GRANT SELECT, INSERT, DELETE ON usage_tenant_utc_day, usage_key_utc_day TO keyway_pipeline;

CREATE OR REPLACE FUNCTION usage_day_summed() RETURNS trigger
    LANGUAGE plpgsql SET search_path = keyway, pg_temp
AS $$
BEGIN
    DELETE FROM usage_token_utc_day WHERE day = NEW.day;
    INSERT INTO usage_token_utc_day (day, tenant_id, team_id, token_id,
        requests, completed, failed, broken, cancelled, interrupted, refused, gateway_errors, provider_errors,
        client_errors, estimated, attempts, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning,
        audio_input, audio_output, search, cost_nanos, other_units, unpriced, failures)
    SELECT day, tenant_id, team_id, token_id,
        sum(requests)::bigint, sum(completed)::bigint, sum(failed)::bigint, sum(broken)::bigint, sum(cancelled)::bigint,
        sum(interrupted)::bigint, sum(refused)::bigint, sum(gateway_errors)::bigint, sum(provider_errors)::bigint,
        sum(client_errors)::bigint, sum(estimated)::bigint, sum(attempts)::bigint, sum(input)::bigint,
        sum(cache_read)::bigint, sum(cache_write_5m)::bigint, sum(cache_write_1h)::bigint, sum(output)::bigint,
        sum(reasoning)::bigint, sum(audio_input)::bigint, sum(audio_output)::bigint, sum(search)::bigint,
        sum(cost_nanos)::bigint, units_total(other_units) FILTER (WHERE other_units IS NOT NULL),
        units_total(unpriced) FILTER (WHERE unpriced IS NOT NULL),
        units_total(failures) FILTER (WHERE failures IS NOT NULL)
    FROM usage_consumer_utc_day WHERE day = NEW.day GROUP BY day, tenant_id, team_id, token_id;
    DELETE FROM usage_model_utc_day WHERE day = NEW.day;
    INSERT INTO usage_model_utc_day (day, tenant_id, team_id, provider_id, model, alias,
        requests, completed, failed, broken, cancelled, interrupted, refused, gateway_errors, provider_errors,
        client_errors, estimated, attempts, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning,
        audio_input, audio_output, search, cost_nanos, other_units, unpriced, failures)
    SELECT day, tenant_id, team_id, provider_id, model, alias,
        sum(requests)::bigint, sum(completed)::bigint, sum(failed)::bigint, sum(broken)::bigint, sum(cancelled)::bigint,
        sum(interrupted)::bigint, sum(refused)::bigint, sum(gateway_errors)::bigint, sum(provider_errors)::bigint,
        sum(client_errors)::bigint, sum(estimated)::bigint, sum(attempts)::bigint, sum(input)::bigint,
        sum(cache_read)::bigint, sum(cache_write_5m)::bigint, sum(cache_write_1h)::bigint, sum(output)::bigint,
        sum(reasoning)::bigint, sum(audio_input)::bigint, sum(audio_output)::bigint, sum(search)::bigint,
        sum(cost_nanos)::bigint, units_total(other_units) FILTER (WHERE other_units IS NOT NULL),
        units_total(unpriced) FILTER (WHERE unpriced IS NOT NULL),
        units_total(failures) FILTER (WHERE failures IS NOT NULL)
    FROM usage_consumer_utc_day WHERE day = NEW.day GROUP BY day, tenant_id, team_id, provider_id, model, alias;
    DELETE FROM usage_team_utc_day WHERE day = NEW.day;
    INSERT INTO usage_team_utc_day (day, tenant_id, team_id,
        requests, completed, failed, broken, cancelled, interrupted, refused, gateway_errors, provider_errors, client_errors, estimated,
        attempts, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, audio_input, audio_output, search, cost_nanos,
        other_units, unpriced, failures)
    SELECT day, tenant_id, team_id,
        sum(requests)::bigint, sum(completed)::bigint, sum(failed)::bigint, sum(broken)::bigint, sum(cancelled)::bigint,
        sum(interrupted)::bigint, sum(refused)::bigint, sum(gateway_errors)::bigint, sum(provider_errors)::bigint,
        sum(client_errors)::bigint, sum(estimated)::bigint, sum(attempts)::bigint, sum(input)::bigint, sum(cache_read)::bigint,
        sum(cache_write_5m)::bigint, sum(cache_write_1h)::bigint, sum(output)::bigint, sum(reasoning)::bigint, sum(audio_input)::bigint,
        sum(audio_output)::bigint, sum(search)::bigint, sum(cost_nanos)::bigint,
        units_total(other_units) FILTER (WHERE other_units IS NOT NULL), units_total(unpriced) FILTER (WHERE unpriced IS NOT NULL),
        units_total(failures) FILTER (WHERE failures IS NOT NULL)
    FROM usage_outcome_utc_day WHERE day = NEW.day GROUP BY day, tenant_id, team_id;
    DELETE FROM usage_tenant_utc_day WHERE day = NEW.day;
    INSERT INTO usage_tenant_utc_day (day, tenant_id,
        requests, completed, failed, broken, cancelled, interrupted, refused, gateway_errors, provider_errors, client_errors, estimated,
        attempts, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, audio_input, audio_output, search, cost_nanos,
        other_units, unpriced, failures)
    SELECT day, tenant_id,
        sum(requests)::bigint, sum(completed)::bigint, sum(failed)::bigint, sum(broken)::bigint, sum(cancelled)::bigint,
        sum(interrupted)::bigint, sum(refused)::bigint, sum(gateway_errors)::bigint, sum(provider_errors)::bigint,
        sum(client_errors)::bigint, sum(estimated)::bigint, sum(attempts)::bigint, sum(input)::bigint, sum(cache_read)::bigint,
        sum(cache_write_5m)::bigint, sum(cache_write_1h)::bigint, sum(output)::bigint, sum(reasoning)::bigint, sum(audio_input)::bigint,
        sum(audio_output)::bigint, sum(search)::bigint, sum(cost_nanos)::bigint,
        units_total(other_units) FILTER (WHERE other_units IS NOT NULL), units_total(unpriced) FILTER (WHERE unpriced IS NOT NULL),
        units_total(failures) FILTER (WHERE failures IS NOT NULL)
    FROM usage_team_utc_day WHERE day = NEW.day GROUP BY day, tenant_id;
    DELETE FROM usage_key_utc_day WHERE day = NEW.day;
    INSERT INTO usage_key_utc_day (day, provider_id, account_id, key_id,
        attempts, estimated, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, audio_input, audio_output, search, cost_nanos,
        other_units, unpriced, failures)
    SELECT day, provider_id, account_id, key_id,
        sum(attempts)::bigint, sum(estimated)::bigint, sum(input)::bigint, sum(cache_read)::bigint, sum(cache_write_5m)::bigint,
        sum(cache_write_1h)::bigint, sum(output)::bigint, sum(reasoning)::bigint, sum(audio_input)::bigint, sum(audio_output)::bigint,
        sum(search)::bigint, sum(cost_nanos)::bigint,
        units_total(other_units) FILTER (WHERE other_units IS NOT NULL), units_total(unpriced) FILTER (WHERE unpriced IS NOT NULL),
        units_total(jsonb_build_object(outcome_class, attempts)) FILTER (WHERE attempts > 0
            AND outcome_class NOT IN ('COMPLETED', 'REFUSED', 'FAILED', 'BROKEN', 'CANCELLED', 'INTERRUPTED'))
    FROM usage_supply_utc_day WHERE day = NEW.day GROUP BY day, provider_id, account_id, key_id;
    RETURN NULL;
END;
$$;

INSERT INTO usage_tenant_utc_day (day, tenant_id,
    requests, completed, failed, broken, cancelled, interrupted, refused, gateway_errors, provider_errors, client_errors, estimated,
    attempts, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, audio_input, audio_output, search, cost_nanos,
    other_units, unpriced, failures)
SELECT day, tenant_id,
    sum(requests)::bigint, sum(completed)::bigint, sum(failed)::bigint, sum(broken)::bigint, sum(cancelled)::bigint,
    sum(interrupted)::bigint, sum(refused)::bigint, sum(gateway_errors)::bigint, sum(provider_errors)::bigint,
    sum(client_errors)::bigint, sum(estimated)::bigint, sum(attempts)::bigint, sum(input)::bigint, sum(cache_read)::bigint,
    sum(cache_write_5m)::bigint, sum(cache_write_1h)::bigint, sum(output)::bigint, sum(reasoning)::bigint, sum(audio_input)::bigint,
    sum(audio_output)::bigint, sum(search)::bigint, sum(cost_nanos)::bigint,
    units_total(other_units) FILTER (WHERE other_units IS NOT NULL), units_total(unpriced) FILTER (WHERE unpriced IS NOT NULL),
    units_total(failures) FILTER (WHERE failures IS NOT NULL)
FROM usage_team_utc_day WHERE day IN (SELECT day FROM usage_utc_day) GROUP BY day, tenant_id;
INSERT INTO usage_key_utc_day (day, provider_id, account_id, key_id,
    attempts, estimated, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, audio_input, audio_output, search, cost_nanos,
    other_units, unpriced, failures)
SELECT day, provider_id, account_id, key_id,
    sum(attempts)::bigint, sum(estimated)::bigint, sum(input)::bigint, sum(cache_read)::bigint, sum(cache_write_5m)::bigint,
    sum(cache_write_1h)::bigint, sum(output)::bigint, sum(reasoning)::bigint, sum(audio_input)::bigint, sum(audio_output)::bigint,
    sum(search)::bigint, sum(cost_nanos)::bigint,
    units_total(other_units) FILTER (WHERE other_units IS NOT NULL), units_total(unpriced) FILTER (WHERE unpriced IS NOT NULL),
    units_total(jsonb_build_object(outcome_class, attempts)) FILTER (WHERE attempts > 0
        AND outcome_class NOT IN ('COMPLETED', 'REFUSED', 'FAILED', 'BROKEN', 'CANCELLED', 'INTERRUPTED'))
FROM usage_supply_utc_day WHERE day IN (SELECT day FROM usage_utc_day) GROUP BY day, provider_id, account_id, key_id;

CREATE OR REPLACE FUNCTION recorded_usage(recorded date)
    RETURNS TABLE (tenant_id uuid, team_id uuid, user_hash text, tags jsonb,
        requests bigint, completed bigint, failed bigint, broken bigint, cancelled bigint, interrupted bigint, refused bigint,
        gateway_errors bigint, provider_errors bigint, client_errors bigint, estimated bigint, attempts bigint, input bigint,
        cache_read bigint, cache_write_5m bigint, cache_write_1h bigint, output bigint, reasoning bigint, audio_input bigint,
        audio_output bigint, search bigint, cost_nanos bigint, other_units jsonb, unpriced jsonb, failures jsonb)
    LANGUAGE plpgsql STABLE SET search_path = keyway, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    first CONSTANT timestamptz := recorded::timestamp AT TIME ZONE 'UTC';
    last CONSTANT timestamptz := (recorded + 1)::timestamp AT TIME ZONE 'UTC';
    earliest timestamptz;
    latest timestamptz;
BEGIN
    -- With bounds of the arrival, no other month is read. They are those of the records of the day, which an index by the time finds.
    SELECT min(arrived_at), max(arrived_at) INTO earliest, latest
    FROM (SELECT arrived_at FROM usage_event WHERE at >= first AND at < last OFFSET 0) AS of_day;
    RETURN QUERY
    WITH matched AS MATERIALIZED (
        SELECT e.id, e.arrived_at, e.tenant_id, e.team_id, coalesce(e.user_hash, '') AS user_hash, coalesce(e.tags, '{}') AS tags, e.kind,
            e.outcome, e.error_origin, e.requests, e.estimated, e.cost_nanos
        FROM usage_event e
        WHERE e.at >= first AND e.at < last AND e.arrived_at >= earliest AND e.arrived_at <= latest),
    facts AS (
        SELECT e.tenant_id, e.team_id, e.user_hash, e.tags,
            (e.kind = 'REQUEST')::integer AS requests, (e.outcome = 'COMPLETED')::integer AS completed,
            (e.outcome = 'FAILED')::integer AS failed, (e.outcome = 'BROKEN')::integer AS broken,
            (e.outcome = 'CANCELLED')::integer AS cancelled, (e.outcome = 'INTERRUPTED')::integer AS interrupted,
            CASE WHEN e.outcome = 'REFUSED' THEN e.requests ELSE 0 END AS refused,
            CASE WHEN e.error_origin = 'gateway' THEN e.requests ELSE 0 END AS gateway_errors,
            CASE WHEN e.error_origin = 'provider' THEN e.requests ELSE 0 END AS provider_errors,
            CASE WHEN e.error_origin = 'client' THEN e.requests ELSE 0 END AS client_errors, e.estimated::integer AS estimated,
            0 AS attempts, 0 AS input, 0 AS cache_read, 0 AS cache_write_5m, 0 AS cache_write_1h, 0 AS output, 0 AS reasoning,
            0 AS audio_input, 0 AS audio_output, 0 AS search, e.cost_nanos AS cost_nanos, NULL::jsonb AS other_units,
            NULL::jsonb AS unpriced, NULL::jsonb AS failures
        FROM matched e
        UNION ALL
        SELECT e.tenant_id, e.team_id, e.user_hash, e.tags,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, a.input, a.cache_read, a.cache_write_5m, a.cache_write_1h, a.output, a.reasoning,
            a.audio_input, a.audio_output, a.search, 0, a.other_units, a.unpriced,
            CASE WHEN a.failure IS NOT NULL THEN jsonb_build_object(a.failure, 1) END
        FROM matched e JOIN usage_attempt a ON a.event_id = e.id AND a.arrived_at = e.arrived_at
        WHERE a.arrived_at >= earliest AND a.arrived_at <= latest
        UNION ALL
        SELECT e.tenant_id, e.team_id, e.user_hash, e.tags,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, j.nanos, NULL, NULL, NULL
        FROM matched e JOIN usage_adjustment j ON j.event_id = e.id)
    SELECT f.tenant_id, f.team_id, f.user_hash, f.tags,
        nullif(sum(f.requests), 0)::bigint, nullif(sum(f.completed), 0)::bigint, nullif(sum(f.failed), 0)::bigint,
        nullif(sum(f.broken), 0)::bigint, nullif(sum(f.cancelled), 0)::bigint, nullif(sum(f.interrupted), 0)::bigint,
        nullif(sum(f.refused), 0)::bigint, nullif(sum(f.gateway_errors), 0)::bigint, nullif(sum(f.provider_errors), 0)::bigint,
        nullif(sum(f.client_errors), 0)::bigint, nullif(sum(f.estimated), 0)::bigint, nullif(sum(f.attempts), 0)::bigint,
        nullif(sum(f.input), 0)::bigint, nullif(sum(f.cache_read), 0)::bigint, nullif(sum(f.cache_write_5m), 0)::bigint,
        nullif(sum(f.cache_write_1h), 0)::bigint, nullif(sum(f.output), 0)::bigint, nullif(sum(f.reasoning), 0)::bigint,
        nullif(sum(f.audio_input), 0)::bigint, nullif(sum(f.audio_output), 0)::bigint, nullif(sum(f.search), 0)::bigint,
        nullif(sum(f.cost_nanos), 0)::bigint, units_total(f.other_units) FILTER (WHERE f.other_units IS NOT NULL),
        units_total(f.unpriced) FILTER (WHERE f.unpriced IS NOT NULL), units_total(f.failures) FILTER (WHERE f.failures IS NOT NULL)
    FROM facts f GROUP BY GROUPING SETS ((f.tenant_id, f.team_id, f.user_hash), (f.tenant_id, f.team_id, f.tags));
END;
$$;
