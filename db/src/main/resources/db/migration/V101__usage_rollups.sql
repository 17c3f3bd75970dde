-- Sums of records, in quarter hours of UTC, of which the hours and days of any zone can be made, and in admission dates. An id that
-- is not there is 00000000-0000-0000-0000-000000000000 and a name that is not there is empty, so that keys have no nulls.

CREATE FUNCTION quarter_hour(at timestamptz) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN date_bin('15 minutes', at, timestamptz '2000-01-01 00:00:00+00');

CREATE FUNCTION units_added(one jsonb, other jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN other IS NULL THEN one
        WHEN one IS NULL THEN other
        ELSE (SELECT jsonb_object_agg(meter, units)
              FROM (SELECT key AS meter, sum(value::bigint) AS units
                    FROM (SELECT * FROM jsonb_each_text(one) UNION ALL SELECT * FROM jsonb_each_text(other)) AS both_of
                    GROUP BY key) AS sums)
    END;

CREATE AGGREGATE units_sum(jsonb) (SFUNC = units_added, STYPE = jsonb);

-- Four buckets for each doubling: 1.19 times as long as the one before.
CREATE FUNCTION latency_bucket(millis bigint) RETURNS smallint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN millis < 1 THEN 0 ELSE least(floor(4 * ln(millis::double precision) / ln(2::double precision) + 1e-9), 96) + 1 END::smallint;

CREATE FUNCTION latency_bucket_end(bucket integer) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN power(2::double precision, bucket / 4.0::double precision);

COMMENT ON FUNCTION quarter_hour(timestamptz) IS 'The quarter hour of UTC that a moment is in';
COMMENT ON FUNCTION units_added(jsonb, jsonb) IS 'Units of two maps by meter, added';
COMMENT ON FUNCTION latency_bucket(bigint) IS 'Bucket of a histogram that a duration in milliseconds is in: 0 for less than one';
COMMENT ON FUNCTION latency_bucket_end(integer) IS 'Milliseconds at which a bucket ends';

CREATE TABLE usage_consumer_quarter (
    quarter         timestamptz NOT NULL,
    tenant_id       uuid NOT NULL,
    team_id         uuid NOT NULL,
    token_id        uuid NOT NULL,
    provider_id     uuid NOT NULL,
    model           text NOT NULL,
    alias           text NOT NULL,
    requests        bigint NOT NULL DEFAULT 0,
    completed       bigint NOT NULL DEFAULT 0,
    failed          bigint NOT NULL DEFAULT 0,
    broken          bigint NOT NULL DEFAULT 0,
    cancelled       bigint NOT NULL DEFAULT 0,
    interrupted     bigint NOT NULL DEFAULT 0,
    refused         bigint NOT NULL DEFAULT 0,
    gateway_errors  bigint NOT NULL DEFAULT 0,
    provider_errors bigint NOT NULL DEFAULT 0,
    client_errors   bigint NOT NULL DEFAULT 0,
    estimated       bigint NOT NULL DEFAULT 0,
    attempts        bigint NOT NULL DEFAULT 0,
    input           bigint NOT NULL DEFAULT 0,
    cache_read      bigint NOT NULL DEFAULT 0,
    cache_write_5m  bigint NOT NULL DEFAULT 0,
    cache_write_1h  bigint NOT NULL DEFAULT 0,
    output          bigint NOT NULL DEFAULT 0,
    reasoning       bigint NOT NULL DEFAULT 0,
    audio_input     bigint NOT NULL DEFAULT 0,
    audio_output    bigint NOT NULL DEFAULT 0,
    search          bigint NOT NULL DEFAULT 0,
    other_units     jsonb,
    unpriced        jsonb,
    cost_nanos      bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (quarter, tenant_id, team_id, token_id, provider_id, model, alias)
) WITH (fillfactor = 80);

COMMENT ON TABLE usage_consumer_quarter IS 'Who used what, in quarter hours of the admission; adjustments are not in it';
COMMENT ON COLUMN usage_consumer_quarter.model IS 'The provider''s own name. A request is counted at the target that answered, usage at the target that had it';
COMMENT ON COLUMN usage_consumer_quarter.requests IS 'Those that were admitted';
COMMENT ON COLUMN usage_consumer_quarter.refused IS 'Requests that were refused at admission; not part of requests';
COMMENT ON COLUMN usage_consumer_quarter.estimated IS 'Requests whose usage is an estimate';
COMMENT ON COLUMN usage_consumer_quarter.other_units IS 'Units by meter, of meters that have no column';
COMMENT ON COLUMN usage_consumer_quarter.unpriced IS 'Those of the units that have no price, by meter';

CREATE TABLE usage_consumer_day (LIKE usage_consumer_quarter INCLUDING COMMENTS INCLUDING DEFAULTS) WITH (fillfactor = 80);
ALTER TABLE usage_consumer_day DROP COLUMN quarter;
ALTER TABLE usage_consumer_day ADD COLUMN date date NOT NULL;
ALTER TABLE usage_consumer_day ADD PRIMARY KEY (date, tenant_id, team_id, token_id, provider_id, model, alias);

COMMENT ON TABLE usage_consumer_day IS 'Who used what, by admission date; adjustments are not in it';

CREATE INDEX usage_consumer_quarter_of_tenant ON usage_consumer_quarter (tenant_id, quarter);
CREATE INDEX usage_consumer_day_of_tenant ON usage_consumer_day (tenant_id, date);

CREATE TABLE usage_supply_quarter (
    quarter        timestamptz NOT NULL,
    provider_id    uuid NOT NULL,
    account_id     uuid NOT NULL,
    key_id         uuid NOT NULL,
    model          text NOT NULL,
    outcome_class  text NOT NULL,
    attempts       bigint NOT NULL DEFAULT 0,
    estimated      bigint NOT NULL DEFAULT 0,
    input          bigint NOT NULL DEFAULT 0,
    cache_read     bigint NOT NULL DEFAULT 0,
    cache_write_5m bigint NOT NULL DEFAULT 0,
    cache_write_1h bigint NOT NULL DEFAULT 0,
    output         bigint NOT NULL DEFAULT 0,
    reasoning      bigint NOT NULL DEFAULT 0,
    audio_input    bigint NOT NULL DEFAULT 0,
    audio_output   bigint NOT NULL DEFAULT 0,
    search         bigint NOT NULL DEFAULT 0,
    other_units    jsonb,
    unpriced       jsonb,
    cost_nanos     bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (quarter, provider_id, account_id, key_id, model, outcome_class)
) WITH (fillfactor = 80);

COMMENT ON TABLE usage_supply_quarter IS 'What each provider key served, in quarter hours of the attempt; adjustments are not in it';
COMMENT ON COLUMN usage_supply_quarter.outcome_class IS 'Class of the failure, such as RATE_SHORT; the outcome where it did not fail';

CREATE TABLE usage_supply_day (LIKE usage_supply_quarter INCLUDING COMMENTS INCLUDING DEFAULTS) WITH (fillfactor = 80);
ALTER TABLE usage_supply_day DROP COLUMN quarter;
ALTER TABLE usage_supply_day ADD COLUMN date date NOT NULL;
ALTER TABLE usage_supply_day ADD PRIMARY KEY (date, provider_id, account_id, key_id, model, outcome_class);

COMMENT ON TABLE usage_supply_day IS 'What each provider key served, by admission date; adjustments are not in it';

CREATE TABLE usage_latency_team (
    quarter     timestamptz NOT NULL,
    tenant_id   uuid NOT NULL,
    team_id     uuid NOT NULL,
    provider_id uuid NOT NULL,
    model       text NOT NULL,
    measure     text NOT NULL CHECK (measure IN ('DURATION', 'FIRST_BYTE')),
    bucket      smallint NOT NULL,
    requests    bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (quarter, tenant_id, team_id, provider_id, model, measure, bucket)
) WITH (fillfactor = 80);

COMMENT ON TABLE usage_latency_team IS 'How long completed requests took, as histograms in the buckets of latency_bucket';

CREATE TABLE usage_latency_key (
    quarter     timestamptz NOT NULL,
    provider_id uuid NOT NULL,
    account_id  uuid NOT NULL,
    key_id      uuid NOT NULL,
    measure     text NOT NULL CHECK (measure IN ('DURATION', 'FIRST_BYTE')),
    bucket      smallint NOT NULL,
    attempts    bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (quarter, provider_id, account_id, key_id, measure, bucket)
) WITH (fillfactor = 80);

COMMENT ON TABLE usage_latency_key IS 'How long attempts that did not fail took, as histograms in the buckets of latency_bucket';

ALTER TABLE usage_consumer_quarter ENABLE ROW LEVEL SECURITY;
CREATE POLICY usage_consumer_quarter_seen ON usage_consumer_quarter FOR SELECT TO keyway_app
    USING ((SELECT sees_all()) OR tenant_id = ANY ((SELECT seen_tenants())::uuid[]));
CREATE POLICY usage_consumer_quarter_pipeline ON usage_consumer_quarter TO keyway_pipeline USING (true);
ALTER TABLE usage_consumer_day ENABLE ROW LEVEL SECURITY;
CREATE POLICY usage_consumer_day_seen ON usage_consumer_day FOR SELECT TO keyway_app
    USING ((SELECT sees_all()) OR tenant_id = ANY ((SELECT seen_tenants())::uuid[]));
CREATE POLICY usage_consumer_day_pipeline ON usage_consumer_day TO keyway_pipeline USING (true);
ALTER TABLE usage_latency_team ENABLE ROW LEVEL SECURITY;
CREATE POLICY usage_latency_team_seen ON usage_latency_team FOR SELECT TO keyway_app
    USING ((SELECT sees_all()) OR tenant_id = ANY ((SELECT seen_tenants())::uuid[]));
CREATE POLICY usage_latency_team_pipeline ON usage_latency_team TO keyway_pipeline USING (true);
ALTER TABLE usage_supply_quarter ENABLE ROW LEVEL SECURITY;
CREATE POLICY usage_supply_quarter_seen ON usage_supply_quarter FOR SELECT TO keyway_app USING ((SELECT sees_all()));
CREATE POLICY usage_supply_quarter_pipeline ON usage_supply_quarter TO keyway_pipeline USING (true);
ALTER TABLE usage_supply_day ENABLE ROW LEVEL SECURITY;
CREATE POLICY usage_supply_day_seen ON usage_supply_day FOR SELECT TO keyway_app USING ((SELECT sees_all()));
CREATE POLICY usage_supply_day_pipeline ON usage_supply_day TO keyway_pipeline USING (true);
ALTER TABLE usage_latency_key ENABLE ROW LEVEL SECURITY;
CREATE POLICY usage_latency_key_seen ON usage_latency_key FOR SELECT TO keyway_app USING ((SELECT sees_all()));
CREATE POLICY usage_latency_key_pipeline ON usage_latency_key TO keyway_pipeline USING (true);
GRANT SELECT ON usage_consumer_quarter, usage_consumer_day, usage_supply_quarter, usage_supply_day, usage_latency_team, usage_latency_key
    TO keyway_app;
GRANT SELECT, INSERT, UPDATE ON usage_consumer_quarter, usage_consumer_day, usage_supply_quarter, usage_supply_day, usage_latency_team,
    usage_latency_key TO keyway_pipeline;
