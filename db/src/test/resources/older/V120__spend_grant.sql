INSERT INTO spend_grant (scope, scope_id, period, window_start, gateway_id, log_id, tenant_id, granted_nanos, booked_nanos, spent_nanos, held_nanos, wanted_nanos, wanted_since, recent_nanos, refusal, reported_at, answer) VALUES
    ('TENANT', '0198a000-0000-7000-8000-000000000001', 'DAY', '2026-03-02', '0198a000-0000-7000-8000-000000000141', '0198a000-0000-7000-8000-000000000200', '0198a000-0000-7000-8000-000000000001', 9000, 4711, 5000, 300, 20, '2026-03-02 08:15:30.25+00', 900, 'insufficient_quota', '2026-06-30 23:59:59.999999+00', 4);

UPDATE usage_log SET spend_answers = 4, grants_ended = 3 WHERE log_id = '0198a000-0000-7000-8000-000000000200';
UPDATE gateway SET spend_reported_at = '2026-06-30 23:59:59.999999+00' WHERE id = '0198a000-0000-7000-8000-000000000141';
