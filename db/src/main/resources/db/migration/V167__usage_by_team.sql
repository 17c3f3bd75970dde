-- Whole days by team alone: what asks for teams and tenants reads a fifth of the rows of usage_outcome_utc_day.

CREATE TABLE usage_team_utc_day (LIKE usage_outcome_utc_day INCLUDING COMMENTS INCLUDING DEFAULTS);
ALTER TABLE usage_team_utc_day DROP COLUMN outcome, DROP COLUMN error_origin, ADD PRIMARY KEY (day, tenant_id, team_id);
COMMENT ON TABLE usage_team_utc_day IS 'Sums of usage_outcome_utc_day by team; exact if the day is in usage_utc_day';
CREATE INDEX usage_team_utc_day_of_tenant ON usage_team_utc_day (tenant_id, day);
CREATE INDEX usage_team_utc_day_of_team ON usage_team_utc_day (team_id, day);
ALTER TABLE usage_team_utc_day ENABLE ROW LEVEL SECURITY;
CREATE POLICY usage_team_utc_day_seen ON usage_team_utc_day FOR SELECT TO keyway_app
    USING ((SELECT sees_all()) OR tenant_id = ANY ((SELECT seen_tenants())::uuid[]));
CREATE POLICY usage_team_utc_day_pipeline ON usage_team_utc_day TO keyway_pipeline USING (true);
GRANT SELECT ON usage_team_utc_day TO keyway_app;
GRANT SELECT, INSERT, DELETE ON usage_team_utc_day TO keyway_pipeline;

-- Most groups have no map, or one.
CREATE OR REPLACE FUNCTION units_of(parts jsonb[]) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    IF cardinality(parts) = 1 THEN
        RETURN parts[1];
    END IF;
    RETURN (SELECT jsonb_object_agg(meter, units)
        FROM (SELECT key AS meter, sum(value::bigint) AS units
              FROM unnest(parts) AS part CROSS JOIN LATERAL jsonb_each_text(part) GROUP BY key) AS sums);
END;
$$;

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
    RETURN NULL;
END;
$$;

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
FROM usage_outcome_utc_day WHERE day IN (SELECT day FROM usage_utc_day) GROUP BY day, tenant_id, team_id;
