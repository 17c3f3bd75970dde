-- Adjustments are part of the rollups, as they are of spend. The API may adjust in this one way, and writes no sums itself; the rows are
-- locked in the order of ingest: the rollups of consumers and of supply, quarter hours before days, and spend last.

CREATE FUNCTION adjust_usage(adjustment uuid, adjusted_event uuid, difference bigint, why text, moment timestamptz, author text)
    RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = keyway, pg_temp
AS $$
DECLARE
    nowhere CONSTANT uuid := '00000000-0000-0000-0000-000000000000';
    e usage_event;
    a usage_attempt;
    adjusted numeric;
BEGIN
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

    INSERT INTO usage_adjustment (id, event_id, tenant_id, team_id, token_id, nanos, reason, date, booking_month, created_at, created_by)
    VALUES (adjustment, e.id, e.tenant_id, e.team_id, e.token_id, difference, why, e.date,
        date_trunc('month', moment AT TIME ZONE 'UTC')::date, moment, author);

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

COMMENT ON FUNCTION adjust_usage(uuid, uuid, bigint, text, timestamptz, text) IS
    'Corrects the cost of a request by a difference, in the rollups and in spend too, and returns what it costs then; null, and nothing is written, if that is below zero';

REVOKE ALL ON FUNCTION adjust_usage(uuid, uuid, bigint, text, timestamptz, text) FROM public;
GRANT EXECUTE ON FUNCTION adjust_usage(uuid, uuid, bigint, text, timestamptz, text) TO keyway_app;

COMMENT ON TABLE usage_consumer_quarter IS 'Who used what, in quarter hours of the admission; adjustments are in its costs';
COMMENT ON TABLE usage_consumer_day IS 'Who used what, by admission date; adjustments are in its costs';
COMMENT ON TABLE usage_supply_quarter IS
    'What each provider key served, in quarter hours of the attempt; adjustments are in the costs of the attempt that answered';
COMMENT ON TABLE usage_supply_day IS 'What each provider key served, by admission date; adjustments are in its costs';
