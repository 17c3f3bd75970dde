-- What gateways report. A month is of arrival and decides the partition only; all dates that sums go by are in the record. There
-- are no foreign keys: rows name things that may be deleted, by the ids and names that they had.

CREATE TABLE usage_event (
    id                  uuid NOT NULL,
    arrived_at          timestamptz NOT NULL,
    gateway_id          uuid NOT NULL,
    log_id              uuid NOT NULL,
    sequence            bigint NOT NULL,
    kind                text NOT NULL CHECK (kind IN ('REQUEST', 'REFUSAL')),
    at                  timestamptz NOT NULL,
    clock_offset_millis bigint NOT NULL DEFAULT 0,
    date                date NOT NULL,
    tenant_id           uuid NOT NULL,
    tenant              text NOT NULL,
    team_id             uuid NOT NULL,
    team                text NOT NULL,
    token_id            uuid NOT NULL,
    token               text NOT NULL,
    request_id          text NOT NULL DEFAULT '',
    operation           text NOT NULL DEFAULT '',
    asked_model         text NOT NULL DEFAULT '',
    alias               text,
    stream              boolean NOT NULL DEFAULT false,
    outcome             text NOT NULL,
    status              integer NOT NULL DEFAULT 0,
    error_origin        text,
    error_code          text,
    queued_millis       bigint NOT NULL DEFAULT 0,
    first_byte_millis   bigint,
    duration_millis     bigint NOT NULL DEFAULT 0,
    held_nanos          bigint NOT NULL DEFAULT 0,
    cost_nanos          bigint NOT NULL DEFAULT 0,
    estimated           boolean NOT NULL DEFAULT false,
    requests            bigint NOT NULL DEFAULT 1,
    tokens              bigint NOT NULL DEFAULT 0,
    attempts            integer NOT NULL DEFAULT 0,
    answered_by         integer,
    provider_id         uuid,
    provider            text,
    account_id          uuid,
    key_id              uuid,
    model               text,
    refusal_scope       text,
    refusal_limit       bigint,
    refusal_used        bigint,
    tags                jsonb,
    user_hash           text,
    PRIMARY KEY (id, arrived_at)
) PARTITION BY RANGE (arrived_at);

COMMENT ON TABLE usage_event IS 'Requests that have ended, and refusals; a row is never changed. Its usage is in usage_attempt';
COMMENT ON COLUMN usage_event.id IS 'UUIDv7 that the gateway gave at admission; unique over all months by usage_id';
COMMENT ON COLUMN usage_event.arrived_at IS 'When it was stored; decides the partition only';
COMMENT ON COLUMN usage_event.sequence IS 'Of the record in the gateway''s log that completed it';
COMMENT ON COLUMN usage_event.at IS 'When it was admitted or refused, by the gateway''s clock';
COMMENT ON COLUMN usage_event.clock_offset_millis IS 'By how much the gateway corrected its times, because its clock was wrong';
COMMENT ON COLUMN usage_event.date IS 'Admission date in the tenant''s zone at that time; its windows follow from it alone';
COMMENT ON COLUMN usage_event.request_id IS 'The x-request-id that the client saw';
COMMENT ON COLUMN usage_event.outcome IS 'COMPLETED, REFUSED, FAILED, BROKEN, CANCELLED or INTERRUPTED';
COMMENT ON COLUMN usage_event.error_origin IS 'gateway, provider or client';
COMMENT ON COLUMN usage_event.held_nanos IS 'Estimate of the cost that was held at admission';
COMMENT ON COLUMN usage_event.cost_nanos IS 'In nano-dollars; the sum of its attempts';
COMMENT ON COLUMN usage_event.requests IS '1, or how many refusals are counted together';
COMMENT ON COLUMN usage_event.tokens IS 'Of all its attempts, input and output';
COMMENT ON COLUMN usage_event.attempts IS 'How many rows it has in usage_attempt';
COMMENT ON COLUMN usage_event.answered_by IS 'Number of the attempt whose response the client was given';
COMMENT ON COLUMN usage_event.provider_id IS 'Of the attempt that answered, or else of the last one; so are account, key and model';
COMMENT ON COLUMN usage_event.refusal_scope IS 'Whose limit refused it: tenant, team or token';
COMMENT ON COLUMN usage_event.user_hash IS 'The call''s user, as an HMAC under a key of the tenant';

CREATE INDEX usage_event_of_tenant ON usage_event (tenant_id, id);
CREATE INDEX usage_event_of_team ON usage_event (team_id, id);
CREATE INDEX usage_event_of_token ON usage_event (token_id, id);
CREATE INDEX usage_event_of_request ON usage_event (request_id) WHERE request_id <> '';

CREATE TABLE usage_attempt (
    event_id          uuid NOT NULL,
    number            integer NOT NULL,
    arrived_at        timestamptz NOT NULL,
    tenant_id         uuid NOT NULL,
    provider_id       uuid NOT NULL,
    provider          text NOT NULL,
    account_id        uuid,
    key_id            uuid NOT NULL,
    model             text NOT NULL,
    price_list        text,
    tier              text NOT NULL DEFAULT 'standard',
    at                timestamptz NOT NULL,
    outcome           text NOT NULL,
    status            integer NOT NULL DEFAULT 0,
    failure           text,
    chosen            text NOT NULL DEFAULT '',
    next              text,
    first_byte_millis bigint,
    duration_millis   bigint NOT NULL DEFAULT 0,
    input             bigint NOT NULL DEFAULT 0,
    cache_read        bigint NOT NULL DEFAULT 0,
    cache_write_5m    bigint NOT NULL DEFAULT 0,
    cache_write_1h    bigint NOT NULL DEFAULT 0,
    output            bigint NOT NULL DEFAULT 0,
    reasoning         bigint NOT NULL DEFAULT 0,
    audio_input       bigint NOT NULL DEFAULT 0,
    audio_output      bigint NOT NULL DEFAULT 0,
    search            bigint NOT NULL DEFAULT 0,
    other_units       jsonb,
    cost_nanos        bigint NOT NULL DEFAULT 0,
    estimated         boolean NOT NULL DEFAULT false,
    unpriced          jsonb,
    stated_cost       boolean NOT NULL DEFAULT false,
    PRIMARY KEY (event_id, number, arrived_at)
) PARTITION BY RANGE (arrived_at);

COMMENT ON TABLE usage_attempt IS 'Upstream calls of requests; arrived_at is that of the event';
COMMENT ON COLUMN usage_attempt.number IS '1-based';
COMMENT ON COLUMN usage_attempt.provider IS 'The provider''s slug at that time';
COMMENT ON COLUMN usage_attempt.account_id IS 'Null: the key is an account of its own';
COMMENT ON COLUMN usage_attempt.model IS 'The provider''s own name for it';
COMMENT ON COLUMN usage_attempt.price_list IS 'What priced it: the model''s id and the moment from which its prices are valid';
COMMENT ON COLUMN usage_attempt.failure IS 'Class of the failure, such as RATE_SHORT';
COMMENT ON COLUMN usage_attempt.chosen IS 'Why this key was chosen';
COMMENT ON COLUMN usage_attempt.next IS 'What followed a failure: same_key, next_key, next_target or stop';
COMMENT ON COLUMN usage_attempt.output IS 'Reasoning included';
COMMENT ON COLUMN usage_attempt.other_units IS 'Units by meter, of meters that have no column';
COMMENT ON COLUMN usage_attempt.unpriced IS 'Those of the units that have no price, by meter';
COMMENT ON COLUMN usage_attempt.stated_cost IS 'Whether the provider itself stated the cost';

CREATE TABLE usage_id (
    id uuid PRIMARY KEY
) PARTITION BY RANGE (id);

COMMENT ON TABLE usage_id IS 'Ids of all events that are stored, once each; partitioned by the month in the UUIDv7';

CREATE TABLE usage_id_rest PARTITION OF usage_id DEFAULT;

CREATE FUNCTION month_of_ids(month date) RETURNS uuid
    LANGUAGE sql IMMUTABLE
    RETURN rpad(lpad(to_hex((extract(epoch FROM month::timestamp) * 1000)::bigint), 12, '0'), 32, '0')::uuid;

CREATE FUNCTION ensure_usage_ids(first_month date, months integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = keyway, pg_temp
AS $$
DECLARE
    made integer := 0;
    month date;
    part text;
BEGIN
    IF months NOT BETWEEN 1 AND 120 THEN
        RAISE EXCEPTION 'months must be from 1 to 120' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('keyway.months'), hashtext('usage_id'));
    FOR i IN 0 .. months - 1 LOOP
        month := (date_trunc('month', first_month::timestamp) + make_interval(months => i))::date;
        part := month_partition('usage_id', month);
        IF to_regclass(format('keyway.%I', part)) IS NULL THEN
            LOCK TABLE usage_id_rest IN ACCESS EXCLUSIVE MODE;
            EXECUTE format('CREATE TABLE keyway.%I (LIKE keyway.usage_id INCLUDING ALL)', part);
            EXECUTE format(
                'WITH moved AS (DELETE FROM keyway.usage_id_rest WHERE id >= %L AND id < %L RETURNING id)
                 INSERT INTO keyway.%I SELECT id FROM moved',
                month_of_ids(month), month_of_ids((month + interval '1 month')::date), part);
            EXECUTE format(
                'ALTER TABLE keyway.usage_id ATTACH PARTITION keyway.%I FOR VALUES FROM (%L) TO (%L)',
                part, month_of_ids(month), month_of_ids((month + interval '1 month')::date));
            made := made + 1;
        END IF;
    END LOOP;
    RETURN made;
END;
$$;

COMMENT ON FUNCTION month_of_ids(date) IS 'The least UUIDv7 of a month in UTC';
COMMENT ON FUNCTION ensure_usage_ids(date, integer) IS
    'Makes the partitions of usage_id for so many months from that of first_month on; ids of other months are in usage_id_rest';

REVOKE ALL ON FUNCTION ensure_usage_ids(date, integer) FROM public;
GRANT EXECUTE ON FUNCTION ensure_usage_ids(date, integer) TO keyway_pipeline;

ALTER TABLE usage_event ENABLE ROW LEVEL SECURITY;
CREATE POLICY usage_event_seen ON usage_event FOR SELECT TO keyway_app
    USING ((SELECT sees_all()) OR tenant_id = ANY ((SELECT seen_tenants())::uuid[]));
CREATE POLICY usage_event_pipeline ON usage_event TO keyway_pipeline USING (true);
ALTER TABLE usage_attempt ENABLE ROW LEVEL SECURITY;
CREATE POLICY usage_attempt_seen ON usage_attempt FOR SELECT TO keyway_app
    USING ((SELECT sees_all()) OR tenant_id = ANY ((SELECT seen_tenants())::uuid[]));
CREATE POLICY usage_attempt_pipeline ON usage_attempt TO keyway_pipeline USING (true);
GRANT SELECT ON usage_event, usage_attempt TO keyway_app;
GRANT SELECT, INSERT ON usage_event, usage_attempt, usage_id TO keyway_pipeline;

SELECT ensure_months('usage_event', now()::date, 3), ensure_months('usage_attempt', now()::date, 3),
    ensure_usage_ids((now() - interval '1 month')::date, 4);
