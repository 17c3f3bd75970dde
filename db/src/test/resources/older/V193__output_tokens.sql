INSERT INTO usage_event (id, arrived_at, gateway_id, log_id, sequence, kind, at, clock_offset_millis, date, tenant_id, tenant, team_id,
    team, token_id, token, request_id, operation, asked_model, outcome, status, duration_millis, held_nanos, cost_nanos, tokens, output_tokens,
    attempts) VALUES
    ('0195f3a0-0000-7000-8000-000000000203', '2026-03-02 08:15:32+00', '0198a000-0000-7000-8000-000000000141', '0198a000-0000-7000-8000-000000000200', 3, 'REQUEST', '2026-03-02 08:15:31.5+00', 0, '2026-03-02', '0198a000-0000-7000-8000-000000000001', 'Acme', '0198a000-0000-7000-8000-000000000011', 'search', '0198a000-0000-7000-8000-000000000071', 'Notebook of Ada', 'req-3', 'chat_completions', 'small', 'COMPLETED', 200, 900, 0, 1200, 58, 18, 1);
