INSERT INTO spend (scope, scope_id, period, window_start, tenant_id, nanos, requests, tokens) VALUES
    ('TENANT', '0198a000-0000-7000-8000-000000000001', 'DAY', '2026-03-02', '0198a000-0000-7000-8000-000000000001', 4711, 1, 120),
    ('TENANT', '0198a000-0000-7000-8000-000000000001', 'TOTAL', '1970-01-01', '0198a000-0000-7000-8000-000000000001', 4711, 1, 120);

INSERT INTO usage_adjustment (id, event_id, tenant_id, team_id, token_id, nanos, reason, price_list, date, booking_month, created_at, created_by) VALUES
    ('0198a000-0000-7000-8000-000000000214', '0195f3a0-0000-7000-8000-000000000201', '0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000011', '0198a000-0000-7000-8000-000000000071', -11, 'Invoice difference', '0198a000-0000-7000-8000-000000000111/2026-01-01T00:00:00Z', '2026-03-02', '2026-04-01', '2026-04-02 08:15:30.25+00', 'owner');

INSERT INTO usage_closing (month, scope, scope_id, tenant_id, nanos, requests, tokens) VALUES
    ('2026-02-01', 'TENANT', '0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000001', 900, 3, 77);
