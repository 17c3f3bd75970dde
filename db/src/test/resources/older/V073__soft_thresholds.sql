INSERT INTO budget_policy (id, tenant_id, team_id, token_id, period, nanos, hard, strict, created_at, updated_at, version, soft_thresholds) VALUES
    ('0198a000-0000-7000-8000-000000000165', '0198a000-0000-7000-8000-000000000001', NULL, NULL, 'DAY', 5000000000, true, false, '2026-03-02 08:15:30.25+00', '2026-03-02 08:15:30.25+00', 0, '{50,80,95}');
