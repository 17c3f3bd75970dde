-- Views for programs that read the database themselves. What a login sees goes by session_user, which SET ROLE does not change, and by a
-- table that nobody but the owner of the schema writes. The views belong to the owner, so their conditions are the row security: a security
-- barrier lets no function of a query see a row before them.

CREATE TABLE reader_access (
    login     text NOT NULL CHECK (length(login) BETWEEN 1 AND 63),
    tenant_id uuid,
    UNIQUE NULLS NOT DISTINCT (login, tenant_id)
);

ALTER TABLE reader_access ENABLE ROW LEVEL SECURITY;

COMMENT ON TABLE reader_access IS 'Which tenants a login of keyway_reader sees; only the owner of the schema writes it';
COMMENT ON COLUMN reader_access.login IS 'Login role of PostgreSQL';
COMMENT ON COLUMN reader_access.tenant_id IS 'Null: all tenants, with provider keys and accounts';

CREATE VIEW reader_requests WITH (security_barrier) AS
SELECT id, kind, at, date, tenant_id, tenant, team_id, team, token_id, token, request_id, operation, asked_model, alias, stream, outcome,
    status, error_origin, error_code, queued_millis, first_byte_millis, duration_millis, requests, tokens, attempts, provider_id, provider,
    model, CASE WHEN (SELECT EXISTS (SELECT FROM reader_access WHERE login = session_user AND tenant_id IS NULL)) THEN key_id END AS key_id,
    estimated, tags, round(cost_nanos / 1000000000::numeric, 9) AS cost
FROM usage_event
WHERE (SELECT EXISTS (SELECT FROM reader_access WHERE login = session_user AND tenant_id IS NULL))
    OR tenant_id = ANY (ARRAY(SELECT a.tenant_id FROM reader_access a WHERE a.login = session_user));

CREATE VIEW reader_attempts WITH (security_barrier) AS
SELECT event_id AS request_id, number, at, tenant_id, provider_id, provider, model, tier, price_list, outcome, status, failure, chosen, next,
    first_byte_millis, duration_millis, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, audio_input, audio_output,
    search, other_units, unpriced, estimated, stated_cost,
    CASE WHEN (SELECT EXISTS (SELECT FROM reader_access WHERE login = session_user AND tenant_id IS NULL)) THEN key_id END AS key_id,
    CASE WHEN (SELECT EXISTS (SELECT FROM reader_access WHERE login = session_user AND tenant_id IS NULL)) THEN account_id END AS account_id,
    round(cost_nanos / 1000000000::numeric, 9) AS cost
FROM usage_attempt
WHERE (SELECT EXISTS (SELECT FROM reader_access WHERE login = session_user AND tenant_id IS NULL))
    OR tenant_id = ANY (ARRAY(SELECT a.tenant_id FROM reader_access a WHERE a.login = session_user));

CREATE VIEW reader_days WITH (security_barrier) AS
SELECT d.date, d.tenant_id, tenant.name AS tenant, d.team_id, team.name AS team, d.token_id, proxy_token.name AS token, d.provider_id,
    provider.slug AS provider, d.model, d.alias, d.requests, d.completed, d.failed, d.broken, d.cancelled, d.interrupted, d.refused,
    d.estimated, d.attempts, d.input, d.cache_read, d.cache_write_5m, d.cache_write_1h, d.output, d.reasoning, d.audio_input,
    d.audio_output, d.search, d.other_units, d.unpriced, round(d.cost_nanos / 1000000000::numeric, 9) AS cost
FROM usage_consumer_day d
LEFT JOIN tenant ON tenant.id = d.tenant_id
LEFT JOIN team ON team.id = d.team_id
LEFT JOIN proxy_token ON proxy_token.id = d.token_id
LEFT JOIN provider ON provider.id = d.provider_id
WHERE (SELECT EXISTS (SELECT FROM reader_access WHERE login = session_user AND tenant_id IS NULL))
    OR d.tenant_id = ANY (ARRAY(SELECT a.tenant_id FROM reader_access a WHERE a.login = session_user));

CREATE VIEW reader_adjustments WITH (security_barrier) AS
SELECT id, event_id AS request_id, tenant_id, team_id, token_id, reason, price_list, date, booking_month, created_at, created_by,
    round(nanos / 1000000000::numeric, 9) AS cost
FROM usage_adjustment
WHERE (SELECT EXISTS (SELECT FROM reader_access WHERE login = session_user AND tenant_id IS NULL))
    OR tenant_id = ANY (ARRAY(SELECT a.tenant_id FROM reader_access a WHERE a.login = session_user));

CREATE VIEW reader_months WITH (security_barrier) AS
SELECT window_start AS month, scope, scope_id, tenant_id, requests, tokens, round(nanos / 1000000000::numeric, 9) AS cost
FROM spend
WHERE period = 'MONTH' AND ((SELECT EXISTS (SELECT FROM reader_access WHERE login = session_user AND tenant_id IS NULL))
    OR tenant_id = ANY (ARRAY(SELECT a.tenant_id FROM reader_access a WHERE a.login = session_user)));

COMMENT ON VIEW reader_requests IS 'Requests that have ended, and refusals';
COMMENT ON VIEW reader_attempts IS 'Upstream calls of requests, with their units';
COMMENT ON VIEW reader_days IS 'Sums by admission date, with today''s names; adjustments are in the cost';
COMMENT ON VIEW reader_adjustments IS 'Corrections of costs';
COMMENT ON VIEW reader_months IS 'Sums of tenants, teams and tokens by month of the admission date, adjustments included; they stay when records are dropped';

GRANT SELECT ON reader_requests, reader_attempts, reader_days, reader_adjustments, reader_months TO keyway_reader;
