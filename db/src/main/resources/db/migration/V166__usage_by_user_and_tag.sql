-- Days of UTC by user and by set of tags, summed from the records themselves: there are no more rows than records, and they are dropped
-- with these, as a user is a person. A number that is 0 is null, which takes no room.

CREATE TABLE usage_user_utc_day (
    day       date NOT NULL,
    tenant_id uuid NOT NULL,
    team_id   uuid NOT NULL,
    user_hash text NOT NULL,
    requests bigint, completed bigint, failed bigint, broken bigint, cancelled bigint, interrupted bigint, refused bigint,
    gateway_errors bigint, provider_errors bigint, client_errors bigint, estimated bigint, attempts bigint, input bigint,
    cache_read bigint, cache_write_5m bigint, cache_write_1h bigint, output bigint, reasoning bigint, audio_input bigint,
    audio_output bigint, search bigint, cost_nanos bigint, other_units jsonb, unpriced jsonb, failures jsonb,
    PRIMARY KEY (day, tenant_id, team_id, user_hash)
);

COMMENT ON TABLE usage_user_utc_day IS 'Sums of records by team and user; exact if the day is in usage_utc_day and usage_recorded_day';
CREATE INDEX usage_user_utc_day_of_tenant ON usage_user_utc_day (tenant_id, day);
CREATE INDEX usage_user_utc_day_of_team ON usage_user_utc_day (team_id, day);
ALTER TABLE usage_user_utc_day ENABLE ROW LEVEL SECURITY;
CREATE POLICY usage_user_utc_day_seen ON usage_user_utc_day FOR SELECT TO keyway_app
    USING ((SELECT sees_all()) OR tenant_id = ANY ((SELECT seen_tenants())::uuid[]));
CREATE POLICY usage_user_utc_day_pipeline ON usage_user_utc_day TO keyway_pipeline USING (true);
COMMENT ON COLUMN usage_user_utc_day.user_hash IS 'As records have it; empty without a user';

CREATE TABLE usage_tag_utc_day (LIKE usage_user_utc_day);
ALTER TABLE usage_tag_utc_day
    DROP COLUMN user_hash,
    ADD COLUMN tags jsonb NOT NULL,
    ADD COLUMN tags_digest uuid NOT NULL GENERATED ALWAYS AS (md5(tags::text)::uuid) STORED,
    ADD PRIMARY KEY (day, tenant_id, team_id, tags_digest);

COMMENT ON TABLE usage_tag_utc_day IS 'Sums of records by team and set of tags; exact if the day is in usage_utc_day and usage_recorded_day';
CREATE INDEX usage_tag_utc_day_of_tenant ON usage_tag_utc_day (tenant_id, day);
CREATE INDEX usage_tag_utc_day_of_team ON usage_tag_utc_day (team_id, day);
ALTER TABLE usage_tag_utc_day ENABLE ROW LEVEL SECURITY;
CREATE POLICY usage_tag_utc_day_seen ON usage_tag_utc_day FOR SELECT TO keyway_app
    USING ((SELECT sees_all()) OR tenant_id = ANY ((SELECT seen_tenants())::uuid[]));
CREATE POLICY usage_tag_utc_day_pipeline ON usage_tag_utc_day TO keyway_pipeline USING (true);
COMMENT ON COLUMN usage_tag_utc_day.tags IS 'All tags of a request, labels included';

CREATE TABLE usage_recorded_day (
    day date PRIMARY KEY
);

COMMENT ON TABLE usage_recorded_day IS 'Days of UTC whose sums by user and by tags are those of the records';

ALTER TABLE usage_recorded_day ENABLE ROW LEVEL SECURITY;
CREATE POLICY usage_recorded_day_seen ON usage_recorded_day FOR SELECT TO keyway_app USING (true);
CREATE POLICY usage_recorded_day_pipeline ON usage_recorded_day TO keyway_pipeline USING (true);
GRANT SELECT ON usage_user_utc_day, usage_tag_utc_day, usage_recorded_day TO keyway_app;
GRANT SELECT, INSERT, DELETE ON usage_user_utc_day, usage_tag_utc_day, usage_recorded_day TO keyway_pipeline;

CREATE FUNCTION usage_records_dropped(day date) RETURNS boolean
    LANGUAGE sql STABLE SET search_path = keyway, pg_temp
    RETURN EXISTS (SELECT FROM usage_closing WHERE month >= date_trunc('month', day - 1));

COMMENT ON FUNCTION usage_records_dropped(date) IS 'Whether records of a day of UTC may have arrived in a month that was dropped';

CREATE FUNCTION recorded_usage(recorded date)
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
    -- With bounds of the arrival, no other month is read.
    SELECT min(arrived_at), max(arrived_at) INTO earliest, latest FROM usage_event WHERE at >= first AND at < last;
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

COMMENT ON FUNCTION recorded_usage(date) IS
    'Sums of the records of a day of UTC: by user in rows without tags, by set of tags in rows without a user';

CREATE FUNCTION sum_recorded_usage(summed date) RETURNS void
    LANGUAGE plpgsql SET search_path = keyway, pg_temp
AS $$
BEGIN
    DELETE FROM usage_user_utc_day WHERE day = summed;
    DELETE FROM usage_tag_utc_day WHERE day = summed;
    DELETE FROM usage_recorded_day WHERE day = summed;
    IF usage_records_dropped(summed) THEN
        RETURN;
    END IF;
    WITH sums AS MATERIALIZED (SELECT * FROM recorded_usage(summed)),
    by_user AS (
        INSERT INTO usage_user_utc_day (day, tenant_id, team_id, user_hash,
            requests, completed, failed, broken, cancelled, interrupted, refused, gateway_errors, provider_errors, client_errors,
            estimated, attempts, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, audio_input, audio_output, search,
            cost_nanos, other_units, unpriced, failures)
        SELECT summed, tenant_id, team_id, user_hash,
            requests, completed, failed, broken, cancelled, interrupted, refused, gateway_errors, provider_errors, client_errors,
            estimated, attempts, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, audio_input, audio_output, search,
            cost_nanos, other_units, unpriced, failures
        FROM sums WHERE user_hash IS NOT NULL)
    INSERT INTO usage_tag_utc_day (day, tenant_id, team_id, tags,
        requests, completed, failed, broken, cancelled, interrupted, refused, gateway_errors, provider_errors, client_errors, estimated,
        attempts, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, audio_input, audio_output, search, cost_nanos,
        other_units, unpriced, failures)
    SELECT summed, tenant_id, team_id, tags,
        requests, completed, failed, broken, cancelled, interrupted, refused, gateway_errors, provider_errors, client_errors, estimated,
        attempts, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, audio_input, audio_output, search, cost_nanos,
        other_units, unpriced, failures
    FROM sums WHERE tags IS NOT NULL;
END;
$$;

COMMENT ON FUNCTION sum_recorded_usage(date) IS
    'Sums a day by user and by tags, and leaves it to the caller to mark it; it has no such sums if records of it were dropped';

REVOKE ALL ON FUNCTION usage_records_dropped(date) FROM public;
REVOKE ALL ON FUNCTION recorded_usage(date) FROM public;
REVOKE ALL ON FUNCTION sum_recorded_usage(date) FROM public;
GRANT EXECUTE ON FUNCTION usage_records_dropped(date), recorded_usage(date), sum_recorded_usage(date) TO keyway_pipeline;

CREATE OR REPLACE FUNCTION begin_usage_day(summed date) RETURNS boolean
    LANGUAGE plpgsql SET search_path = keyway, pg_temp
AS $$
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('keyway.usage.sum'), usage_day_lock(summed)) THEN
        RETURN false;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('keyway.usage.day'), usage_day_lock(summed));
    IF EXISTS (SELECT FROM usage_utc_day WHERE day = summed)
        AND (EXISTS (SELECT FROM usage_recorded_day WHERE day = summed) OR usage_records_dropped(summed)) THEN
        RETURN false;
    END IF;
    INSERT INTO usage_day_summing (day) VALUES (summed) ON CONFLICT DO NOTHING;
    RETURN true;
END;
$$;

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
    PERFORM sum_recorded_usage(summed);
    PERFORM pg_advisory_xact_lock(hashtext('keyway.usage.day'), usage_day_lock(summed));
    DELETE FROM usage_day_summing WHERE day = summed;
    IF NOT FOUND THEN
        -- Somebody may have been erased meanwhile.
        DELETE FROM usage_user_utc_day WHERE day = summed;
        DELETE FROM usage_tag_utc_day WHERE day = summed;
        RETURN false;
    END IF;
    IF NOT usage_records_dropped(summed) THEN
        INSERT INTO usage_recorded_day (day) VALUES (summed);
    END IF;
    INSERT INTO usage_utc_day (day) VALUES (summed) ON CONFLICT DO NOTHING;
    RETURN true;
END;
$$;

CREATE OR REPLACE FUNCTION erase_records(erasure_id uuid, most integer, moment timestamptz) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = keyway, pg_temp
AS $$
DECLARE
    e erasure;
    ids uuid[];
    moments timestamptz[];
    arrivals timestamptz[];
    seen integer;
    changed bigint := 0;
    days date[];
    tenants uuid[];
BEGIN
    SELECT * INTO STRICT e FROM erasure WHERE id = erasure_id FOR UPDATE;
    IF e.kind = 'USER' THEN
        SELECT array_agg(id ORDER BY at, id), array_agg(at ORDER BY at, id), array_agg(arrived_at ORDER BY at, id)
        INTO ids, moments, arrivals
        FROM (SELECT n.* FROM proxy_token t CROSS JOIN LATERAL (
                SELECT id, at, arrived_at FROM usage_event WHERE token_id = t.id AND (at, id) > (e.next_at, e.next_id)
                ORDER BY at, id LIMIT most) AS n
            WHERE t.owner_id = e.user_id ORDER BY n.at, n.id LIMIT most) AS n;
    ELSE
        SELECT array_agg(id ORDER BY at, id), array_agg(at ORDER BY at, id), array_agg(arrived_at ORDER BY at, id)
        INTO ids, moments, arrivals
        FROM (SELECT id, at, arrived_at FROM usage_event WHERE tenant_id = e.tenant_id AND (at, id) > (e.next_at, e.next_id)
            ORDER BY at, id LIMIT most) AS n;
    END IF;
    seen := coalesce(cardinality(ids), 0);
    PERFORM hold_usage_days(ARRAY(SELECT (moment_of AT TIME ZONE 'UTC')::date FROM unnest(moments) AS m (moment_of)));
    WITH erased AS (
        UPDATE usage_event u SET tenant = CASE WHEN e.kind = 'TENANT' THEN 'erased' ELSE u.tenant END,
            team = CASE WHEN e.kind = 'TENANT' THEN 'erased' ELSE u.team END,
            token = CASE WHEN e.kind = 'REQUEST_USER' THEN u.token ELSE 'erased' END, request_id = '', tags = NULL, user_hash = NULL
        FROM unnest(ids, arrivals) AS r (id, arrived_at)
        WHERE u.id = r.id AND u.arrived_at = r.arrived_at AND CASE e.kind WHEN 'TENANT' THEN u.tenant <> 'erased'
            WHEN 'USER' THEN u.token <> 'erased' ELSE u.user_hash = e.user_hash END
        RETURNING u.tenant_id, (u.at AT TIME ZONE 'UTC')::date AS day)
    SELECT count(*), array_agg(DISTINCT day), array_agg(DISTINCT tenant_id) INTO changed, days, tenants FROM erased;
    -- These are summed again from the records as they are now.
    DELETE FROM usage_user_utc_day WHERE day = ANY (days) AND tenant_id = ANY (tenants);
    DELETE FROM usage_tag_utc_day WHERE day = ANY (days) AND tenant_id = ANY (tenants);
    DELETE FROM usage_recorded_day WHERE day = ANY (days);
    DELETE FROM usage_day_summing WHERE day = ANY (days);
    UPDATE erasure SET records = records + changed,
        next_at = CASE WHEN seen < most THEN '-infinity' ELSE moments[seen] END,
        next_id = CASE WHEN seen < most THEN '00000000-0000-0000-0000-000000000000' ELSE ids[seen] END,
        erased_at = CASE WHEN seen < most THEN moment ELSE erased_at END
    WHERE id = erasure_id;
    RETURN seen < most;
END;
$$;
