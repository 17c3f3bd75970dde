-- Days of usage are locked one by one. Who changes rollups holds the locks of their days with others of their kind, and takes them before it
-- locks a row: so a day can be built again alone, while usage of all other days is stored. A day is summed without a lock: it is noted first,
-- whoever changes it strikes the note out, and it is marked as summed if the note is still there.

CREATE TABLE usage_day_summing (
    day date PRIMARY KEY
);

COMMENT ON TABLE usage_day_summing IS 'Days of UTC that are to be summed, and have not changed since that was noted';

ALTER TABLE usage_day_summing ENABLE ROW LEVEL SECURITY;
CREATE POLICY usage_day_summing_seen ON usage_day_summing FOR SELECT TO keyway_app USING (true);
CREATE POLICY usage_day_summing_pipeline ON usage_day_summing TO keyway_pipeline USING (true);
GRANT SELECT ON usage_day_summing TO keyway_app;
GRANT SELECT, INSERT, DELETE ON usage_day_summing TO keyway_pipeline;

CREATE FUNCTION hold_usage_days(days date[]) RETURNS void
    LANGUAGE plpgsql SET search_path = keyway, pg_temp
AS $$
DECLARE
    held date;
BEGIN
    FOR held IN SELECT DISTINCT day FROM unnest(days) AS n (day) WHERE day IS NOT NULL ORDER BY 1 LOOP
        PERFORM pg_advisory_xact_lock_shared(hashtext('keyway.usage.day'), usage_day_lock(held));
    END LOOP;
END;
$$;

COMMENT ON FUNCTION hold_usage_days(date[]) IS
    'Takes the locks of days whose rollups this transaction is about to change, with others that do the same';

CREATE OR REPLACE FUNCTION usage_day_changed() RETURNS trigger
    LANGUAGE plpgsql SET search_path = keyway, pg_temp
AS $$
DECLARE
    changed_day date;
BEGIN
    FOR changed_day IN SELECT DISTINCT (quarter AT TIME ZONE 'UTC')::date FROM changed ORDER BY 1 LOOP
        PERFORM pg_advisory_xact_lock_shared(hashtext('keyway.usage.day'), usage_day_lock(changed_day));
        DELETE FROM usage_utc_day WHERE day = changed_day;
        DELETE FROM usage_day_summing WHERE day = changed_day;
    END LOOP;
    RETURN NULL;
END;
$$;

CREATE FUNCTION begin_usage_day(summed date) RETURNS boolean
    LANGUAGE plpgsql SET search_path = keyway, pg_temp
AS $$
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('keyway.usage.sum'), usage_day_lock(summed)) THEN
        RETURN false;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('keyway.usage.day'), usage_day_lock(summed));
    IF EXISTS (SELECT FROM usage_utc_day WHERE day = summed) THEN
        RETURN false;
    END IF;
    INSERT INTO usage_day_summing (day) VALUES (summed) ON CONFLICT DO NOTHING;
    RETURN true;
END;
$$;

COMMENT ON FUNCTION begin_usage_day(date) IS
    'Notes in a transaction of its own that a day is to be summed; false: it is summed, or another process sums it';

REVOKE ALL ON FUNCTION begin_usage_day(date) FROM public;
GRANT EXECUTE ON FUNCTION begin_usage_day(date) TO keyway_pipeline;

CREATE OR REPLACE FUNCTION sum_usage_day(summed date) RETURNS boolean
    LANGUAGE plpgsql SET search_path = keyway, pg_temp
AS $$
DECLARE
    first CONSTANT timestamptz := summed::timestamp AT TIME ZONE 'UTC';
    last CONSTANT timestamptz := (summed + 1)::timestamp AT TIME ZONE 'UTC';
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('keyway.usage.sum'), usage_day_lock(summed))
        OR NOT EXISTS (SELECT FROM usage_day_summing WHERE day = summed) THEN
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
    PERFORM pg_advisory_xact_lock(hashtext('keyway.usage.day'), usage_day_lock(summed));
    DELETE FROM usage_day_summing WHERE day = summed;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    INSERT INTO usage_utc_day (day) VALUES (summed) ON CONFLICT DO NOTHING;
    RETURN true;
END;
$$;

COMMENT ON FUNCTION sum_usage_day(date) IS
    'Sums a day that begin_usage_day has noted, and marks it; false: it has changed meanwhile, or another process sums it';

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
    SELECT * INTO a FROM usage_attempt WHERE event_id = e.id AND arrived_at = e.arrived_at
    ORDER BY (number IS NOT DISTINCT FROM e.answered_by) DESC, number DESC LIMIT 1;
    PERFORM hold_usage_days(ARRAY[(e.at AT TIME ZONE 'UTC')::date, (a.at AT TIME ZONE 'UTC')::date, e.date]);

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

    IF a.event_id IS NOT NULL THEN
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
