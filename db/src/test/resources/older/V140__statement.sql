INSERT INTO statement (tenant_id, month, tenant, zone, closed_at, closed_by, note, missing, price_lists) VALUES
    ('0198a000-0000-7000-8000-000000000001', '2026-02-01', 'Acme', 'Europe/Berlin', '2026-03-04 08:15:30.25+00', 'owner', 'Its disk is gone', '[{"gateway": "eu-1"}]', '[{"model": "gpt-4o-mini"}]');

INSERT INTO statement_line (tenant_id, month, kind, of_month, team_id, team, token_id, token, repricing_id, requests, input_tokens, output_tokens, nanos) VALUES
    ('0198a000-0000-7000-8000-000000000001', '2026-02-01', 'REPRICING', '2026-01-01', '0198a000-0000-7000-8000-000000000011', 'search', '0198a000-0000-7000-8000-000000000071', 'Notebook of Ada', '0198a000-0000-7000-8000-000000000401', 1, 120, 15, -9223372036854775807);
