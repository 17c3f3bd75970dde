INSERT INTO usage_tenant_utc_day (day, tenant_id, requests, completed, failed, broken, cancelled, interrupted, refused, gateway_errors, provider_errors, client_errors, estimated, attempts, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, audio_input, audio_output, search, cost_nanos, other_units, unpriced, failures) VALUES
    ('2026-03-03', '0198a000-0000-7000-8000-000000000001', 7, 1, 1, 1, 1, 1, 2, 3, 1, 1, 1, 9, 40, 10, 4, 2, 15, 5, 6, 3, 2, 4711, '{"image": 2}', '{"image": 2}', '{"SERVER": 1}');

INSERT INTO usage_key_utc_day (day, provider_id, account_id, key_id, attempts, input, output, cost_nanos, other_units, unpriced, failures) VALUES
    ('2026-03-03', '0198a000-0000-7000-8000-000000000021', '0198a000-0000-7000-8000-000000000022', '0198a000-0000-7000-8000-000000000023', 9, 40, 15, 4711,
        '{"image": 2}', '{"image": 2}', '{"SERVER": 1}');
