INSERT INTO budget_alert (budget_id, window_start, percent, tenant_id, raised_at) VALUES
    ('0198a000-0000-7000-8000-000000000161', '2026-03-01', 80, '0198a000-0000-7000-8000-000000000001', '2026-03-02 08:15:30.25+00');
