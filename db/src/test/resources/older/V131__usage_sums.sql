UPDATE usage_consumer_quarter SET failures = '{"SERVER": 1}';
UPDATE usage_consumer_day SET failures = '{"SERVER": 1}';

INSERT INTO usage_outcome_quarter (quarter, tenant_id, team_id, outcome, error_origin, requests, broken, provider_errors, estimated, attempts,
    input, output, other_units, unpriced, failures, cost_nanos) VALUES
    ('2026-03-02 09:15:00+00', '0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000011', 'BROKEN', 'provider', 1, 1, 1, 1, 1, 40, 15, '{"image": 2}', '{"image": 2}', '{"SERVER": 1}', 4711);

INSERT INTO usage_outcome_utc_day (day, tenant_id, team_id, outcome, error_origin, requests, broken, provider_errors, estimated, attempts,
    input, output, other_units, unpriced, failures, cost_nanos) VALUES
    ('2026-03-02', '0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000011', 'BROKEN', 'provider', 1, 1, 1, 1, 1, 40, 15, '{"image": 2}', '{"image": 2}', '{"SERVER": 1}', 4711);

INSERT INTO usage_consumer_utc_day (day, tenant_id, team_id, token_id, provider_id, model, alias, requests, broken, provider_errors, estimated,
    attempts, input, output, other_units, unpriced, failures, cost_nanos) VALUES
    ('2026-03-02', '0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000011', '0198a000-0000-7000-8000-000000000071', '0198a000-0000-7000-8000-000000000081', 'gpt-4o-mini', 'small', 1, 1, 1, 1, 1, 40, 15, '{"image": 2}', '{"image": 2}', '{"SERVER": 1}', 4711);

INSERT INTO usage_supply_utc_day (day, provider_id, account_id, key_id, model, outcome_class, attempts, input, output, other_units, unpriced,
    cost_nanos) VALUES
    ('2026-03-02', '0198a000-0000-7000-8000-000000000081', '0198a000-0000-7000-8000-000000000091', '0198a000-0000-7000-8000-000000000101', 'gpt-4o-mini', 'SERVER', 1, 40, 15, '{"image": 2}', '{"image": 2}', 4711);

INSERT INTO usage_latency_team_utc_day (day, tenant_id, team_id, provider_id, model, measure, bucket, requests) VALUES
    ('2026-03-02', '0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000011', '0198a000-0000-7000-8000-000000000081', 'gpt-4o-mini', 'DURATION', 45, 1);

INSERT INTO usage_latency_key_utc_day (day, provider_id, account_id, key_id, measure, bucket, attempts) VALUES
    ('2026-03-02', '0198a000-0000-7000-8000-000000000081', '0198a000-0000-7000-8000-000000000091', '0198a000-0000-7000-8000-000000000101', 'FIRST_BYTE', 34, 1);

INSERT INTO usage_utc_day (day) VALUES ('2026-02-02');
