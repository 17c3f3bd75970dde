-- Whole days by token alone, and by model without tokens: a month of a thousand tokens and ten models is 300,000 rows of
-- usage_consumer_utc_day, and 30,000 of either of these.

CREATE TABLE usage_token_utc_day (LIKE usage_consumer_utc_day INCLUDING COMMENTS INCLUDING DEFAULTS);
ALTER TABLE usage_token_utc_day DROP COLUMN provider_id, DROP COLUMN model, DROP COLUMN alias, ADD PRIMARY KEY (day, tenant_id, team_id, token_id);
COMMENT ON TABLE usage_token_utc_day IS 'Sums of usage_consumer_utc_day by token; exact if the day is in usage_utc_day';
CREATE INDEX usage_token_utc_day_of_tenant ON usage_token_utc_day (tenant_id, day);
CREATE INDEX usage_token_utc_day_of_team ON usage_token_utc_day (team_id, day);
CREATE INDEX usage_token_utc_day_of_token ON usage_token_utc_day (token_id, day);
ALTER TABLE usage_token_utc_day ENABLE ROW LEVEL SECURITY;
CREATE POLICY usage_token_utc_day_seen ON usage_token_utc_day FOR SELECT TO keyway_app
    USING ((SELECT sees_all()) OR tenant_id = ANY ((SELECT seen_tenants())::uuid[]));
CREATE POLICY usage_token_utc_day_pipeline ON usage_token_utc_day TO keyway_pipeline USING (true);

CREATE TABLE usage_model_utc_day (LIKE usage_consumer_utc_day INCLUDING COMMENTS INCLUDING DEFAULTS);
ALTER TABLE usage_model_utc_day DROP COLUMN token_id, ADD PRIMARY KEY (day, tenant_id, team_id, provider_id, model, alias);
COMMENT ON TABLE usage_model_utc_day IS 'Sums of usage_consumer_utc_day by provider, model and alias of each team; exact if the day is in usage_utc_day';
CREATE INDEX usage_model_utc_day_of_tenant ON usage_model_utc_day (tenant_id, day);
CREATE INDEX usage_model_utc_day_of_team ON usage_model_utc_day (team_id, day);
ALTER TABLE usage_model_utc_day ENABLE ROW LEVEL SECURITY;
CREATE POLICY usage_model_utc_day_seen ON usage_model_utc_day FOR SELECT TO keyway_app
    USING ((SELECT sees_all()) OR tenant_id = ANY ((SELECT seen_tenants())::uuid[]));
CREATE POLICY usage_model_utc_day_pipeline ON usage_model_utc_day TO keyway_pipeline USING (true);
GRANT SELECT ON usage_token_utc_day, usage_model_utc_day TO keyway_app;
GRANT SELECT, INSERT, DELETE ON usage_token_utc_day, usage_model_utc_day TO keyway_pipeline;

-- The mark of a day is written last by sum_usage_day, so it also ends these.
CREATE FUNCTION usage_day_summed() RETURNS trigger
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
    RETURN NULL;
END;
$$;

COMMENT ON FUNCTION usage_day_summed() IS 'Sums a day by token and by model when it is marked as summed';

CREATE TRIGGER usage_utc_day_summed AFTER INSERT ON usage_utc_day FOR EACH ROW EXECUTE FUNCTION usage_day_summed();
REVOKE ALL ON FUNCTION usage_day_summed() FROM public;

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
FROM usage_consumer_utc_day WHERE day IN (SELECT day FROM usage_utc_day) GROUP BY day, tenant_id, team_id, token_id;
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
FROM usage_consumer_utc_day WHERE day IN (SELECT day FROM usage_utc_day) GROUP BY day, tenant_id, team_id, provider_id, model, alias;
