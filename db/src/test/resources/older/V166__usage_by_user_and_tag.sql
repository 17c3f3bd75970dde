INSERT INTO usage_user_utc_day (day, tenant_id, team_id, user_hash, requests, completed, failed, broken, cancelled, interrupted, refused, gateway_errors, provider_errors, client_errors, estimated, attempts, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, audio_input, audio_output, search, cost_nanos, other_units, unpriced, failures) VALUES
    ('2026-03-03', '0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000011', 'b7c4', 7, 1, 1, 1, 1, 1, 2, 3, 1, 1, 1, 9, 40, 10, 4, 2, 15, 5, 6, 3, 2, 4711, '{"image": 2}', '{"image": 2}', '{"SERVER": 1}');

INSERT INTO usage_tag_utc_day (day, tenant_id, team_id, tags, requests, completed, failed, broken, cancelled, interrupted, refused, gateway_errors, provider_errors, client_errors, estimated, attempts, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, audio_input, audio_output, search, cost_nanos, other_units, unpriced, failures) VALUES
    ('2026-03-03', '0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000011', '{"feature": "search"}', 7, 1, 1, 1, 1, 1, 2, 3, 1, 1, 1, 9, 40, 10, 4, 2, 15, 5, 6, 3, 2, 4711, '{"image": 2}', '{"image": 2}', '{"SERVER": 1}');

INSERT INTO usage_recorded_day (day) VALUES ('2026-03-03');
