-- Refusals may be dropped before the requests of their month. Their sums stay, so a day of which some were dropped is not built again; who
-- reads all records of a day holds the lock of the records with others.

CREATE TABLE dropped_refusals (
    month date PRIMARY KEY
);

COMMENT ON TABLE dropped_refusals IS 'Months whose refusals were dropped, by arrival';

ALTER TABLE dropped_refusals ENABLE ROW LEVEL SECURITY;
CREATE POLICY dropped_refusals_pipeline ON dropped_refusals TO keyway_pipeline USING (true);
GRANT SELECT ON dropped_refusals TO keyway_pipeline;

CREATE FUNCTION drop_refusals(month date) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = keyway, pg_temp SET timezone = 'UTC'
AS $$
DECLARE
    first CONSTANT date := month_start(month);
    next CONSTANT date := month_start((first + interval '1 month')::date);
    dropped bigint;
BEGIN
    IF first >= (date_trunc('month', now() AT TIME ZONE 'UTC') - interval '2 months')::date THEN
        RAISE EXCEPTION 'the refusals of this month and of the last two complete ones stay' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NOT pg_try_advisory_xact_lock(hashtext('keyway.usage.records')) THEN
        RETURN NULL;
    END IF;
    INSERT INTO dropped_refusals (month) VALUES (first) ON CONFLICT DO NOTHING;
    DELETE FROM usage_event WHERE kind = 'REFUSAL' AND arrived_at >= first::timestamptz AND arrived_at < next::timestamptz;
    GET DIAGNOSTICS dropped = ROW_COUNT;
    RETURN dropped;
END;
$$;

COMMENT ON FUNCTION drop_refusals(date) IS 'Drops the refusals that arrived in a month, and returns how many; null: the records are being read';

REVOKE ALL ON FUNCTION drop_refusals(date) FROM public;
GRANT EXECUTE ON FUNCTION drop_refusals(date) TO keyway_pipeline;
