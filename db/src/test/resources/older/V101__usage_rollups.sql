INSERT INTO usage_consumer_quarter (quarter, tenant_id, team_id, token_id, provider_id, model, alias, requests, broken, provider_errors,
    estimated, attempts, input, output, other_units, unpriced, cost_nanos) VALUES
    ('2026-03-02 08:15:00+00', '0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000011', '0198a000-0000-7000-8000-000000000071', '0198a000-0000-7000-8000-000000000081', 'gpt-4o-mini', 'small', 1, 1, 1, 1, 1, 40, 15, '{"image": 2}', '{"image": 2}', 4711);

INSERT INTO usage_consumer_day (date, tenant_id, team_id, token_id, provider_id, model, alias, requests, broken, provider_errors, estimated,
    attempts, input, output, other_units, unpriced, cost_nanos) VALUES
    ('2026-03-02', '0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000011', '0198a000-0000-7000-8000-000000000071', '0198a000-0000-7000-8000-000000000081', 'gpt-4o-mini', 'small', 1, 1, 1, 1, 1, 40, 15, '{"image": 2}', '{"image": 2}', 4711);

INSERT INTO usage_supply_quarter (quarter, provider_id, account_id, key_id, model, outcome_class, attempts, input, output, other_units, unpriced, cost_nanos) VALUES
    ('2026-03-02 08:15:00+00', '0198a000-0000-7000-8000-000000000081', '0198a000-0000-7000-8000-000000000091', '0198a000-0000-7000-8000-000000000101', 'gpt-4o-mini', 'SERVER', 1, 40, 15, '{"image": 2}', '{"image": 2}', 4711);

INSERT INTO usage_supply_day (date, provider_id, account_id, key_id, model, outcome_class, attempts, input, output, other_units, unpriced, cost_nanos) VALUES
    ('2026-03-02', '0198a000-0000-7000-8000-000000000081', '00000000-0000-0000-0000-000000000000', '0198a000-0000-7000-8000-000000000101', 'gpt-4o-mini', 'SERVER', 1, 40, 15, '{"image": 2}', '{"image": 2}', 4711);

INSERT INTO usage_latency_team (quarter, tenant_id, team_id, provider_id, model, measure, bucket, requests) VALUES
    ('2026-03-02 08:15:00+00', '0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000011', '0198a000-0000-7000-8000-000000000081', 'gpt-4o-mini', 'DURATION', 45, 1);

INSERT INTO usage_latency_key (quarter, provider_id, account_id, key_id, measure, bucket, attempts) VALUES
    ('2026-03-02 08:15:00+00', '0198a000-0000-7000-8000-000000000081', '0198a000-0000-7000-8000-000000000091', '0198a000-0000-7000-8000-000000000101', 'FIRST_BYTE', 34, 1);
