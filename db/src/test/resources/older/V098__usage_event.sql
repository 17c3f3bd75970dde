SELECT ensure_months('usage_event', date '2026-03-01', 1), ensure_months('usage_attempt', date '2026-03-01', 1);

INSERT INTO usage_id (id) VALUES ('0195f3a0-0000-7000-8000-000000000201'), ('0195f3a0-0000-7000-8000-000000000202');

INSERT INTO usage_event (id, arrived_at, gateway_id, log_id, sequence, kind, at, clock_offset_millis, date, tenant_id, tenant, team_id,
    team, token_id, token, request_id, operation, asked_model, alias, stream, outcome, status, error_origin, error_code, queued_millis,
    first_byte_millis, duration_millis, held_nanos, cost_nanos, estimated, requests, tokens, attempts, answered_by, provider_id, provider,
    account_id, key_id, model, refusal_scope, refusal_limit, refusal_used, tags, user_hash) VALUES
    ('0195f3a0-0000-7000-8000-000000000201', '2026-03-02 08:15:31+00', '0198a000-0000-7000-8000-000000000141', '0198a000-0000-7000-8000-000000000200', 1, 'REQUEST', '2026-03-02 08:15:30.25+00', 61000, '2026-03-02', '0198a000-0000-7000-8000-000000000001', 'Acme', '0198a000-0000-7000-8000-000000000011', 'search', '0198a000-0000-7000-8000-000000000071', 'Notebook of Ada', 'req-1', 'chat_completions', 'small', 'small', true, 'BROKEN', 200, 'provider', 'provider_error', 12, 340, 2100, 5000, 4711, true, 1, 120, 1, 1, '0198a000-0000-7000-8000-000000000081', 'openai', '0198a000-0000-7000-8000-000000000091', '0198a000-0000-7000-8000-000000000101', 'gpt-4o-mini', NULL, NULL, NULL, '{"feature": "summary"}', 'ab12'),
    ('0195f3a0-0000-7000-8000-000000000202', '2026-03-02 08:15:31+00', '0198a000-0000-7000-8000-000000000141', '0198a000-0000-7000-8000-000000000200', 2, 'REFUSAL', '2026-03-02 08:15:30.5+00', 0, '2026-03-02', '0198a000-0000-7000-8000-000000000001', 'Acme', '0198a000-0000-7000-8000-000000000011', 'search', '0198a000-0000-7000-8000-000000000071', 'Notebook of Ada', '', 'chat_completions', 'small', NULL, false, 'REFUSED', 429, 'gateway', 'rate_limit_exceeded', 0, NULL, 0, 0, 0, false, 12, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, 'team', 600, 600, NULL, NULL);

INSERT INTO usage_attempt (event_id, number, arrived_at, tenant_id, provider_id, provider, account_id, key_id, model, price_list, tier, at,
    outcome, status, failure, chosen, next, first_byte_millis, duration_millis, input, cache_read, cache_write_5m, cache_write_1h, output,
    reasoning, audio_input, audio_output, search, other_units, cost_nanos, estimated, unpriced, stated_cost) VALUES
    ('0195f3a0-0000-7000-8000-000000000201', 1, '2026-03-02 08:15:31+00', '0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000081', 'openai', '0198a000-0000-7000-8000-000000000091', '0198a000-0000-7000-8000-000000000101', 'gpt-4o-mini', '0198a000-0000-7000-8000-000000000111/2026-01-01T00:00:00Z', 'standard', '2026-03-02 08:15:30.25+00', 'BROKEN', 200, 'SERVER', 'idle', 'stop', 330, 2080, 40, 30, 20, 10, 15, 5, 3, 2, 1, '{"image": 2}', 4711, true, '{"image": 2}', false);
