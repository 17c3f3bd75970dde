INSERT INTO usage_token_utc_day (day, tenant_id, team_id, token_id, requests, broken, provider_errors, estimated, attempts, input, output, other_units, unpriced, failures, cost_nanos) VALUES
    ('2026-03-03', '0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000011', '0198a000-0000-7000-8000-000000000071', 1, 1, 1, 1, 1, 40, 15, '{"image": 2}', '{"image": 2}', '{"SERVER": 1}', 4711);

INSERT INTO usage_model_utc_day (day, tenant_id, team_id, provider_id, model, alias, requests, broken, provider_errors, estimated, attempts, input, output, other_units, unpriced, failures, cost_nanos) VALUES
    ('2026-03-03', '0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000011', '0198a000-0000-7000-8000-000000000081', 'gpt-4o-mini', 'small', 1, 1, 1, 1, 1, 40, 15, '{"image": 2}', '{"image": 2}', '{"SERVER": 1}', 4711);
