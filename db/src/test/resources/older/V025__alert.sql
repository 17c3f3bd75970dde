-- Addresses of webhooks stand open, as they did before they were sealed.
INSERT INTO alert_channel (id, tenant_id, name, kind, target, events, secret, master_key_id, disabled_at, created_at, updated_at, deleted_at,
    version) VALUES
    ('0198a000-0000-7000-8000-000000000171', NULL, 'on call', 'WEBHOOK', 'https://hooks.example.com/services/T1/live-path', '{key_locked,gateway_stale}',
        '\x0000003e8e51475a714f3c1db2b41a67eabe6d2d20b41584164b0fe00fe7751ff036625a1ed578ee4643f5df105c709c8acb7df612c1d90ce2356bba8a7ce96606ba83f8ff3cec5c5ab8f1258e3b84ca870f5254d33c04d10952ae33c13c6c23bda13bf1c7e1efd838cea8017ae55698ca8c88519aa5f2a6b6d2e50fa305e476292e3eb88971bfd1b12a8946cdc34c4b', 'm1', NULL, '2026-03-02 08:15:30.25+00', '2026-03-02 08:15:30.25+00', NULL, 0),
    ('0198a000-0000-7000-8000-000000000172', '0198a000-0000-7000-8000-000000000001', 'controlling', 'MAIL', 'money@example.com', '{budget_soft}', NULL, NULL, '2026-06-30 23:59:59.999999+00', '2026-03-02 08:15:30.25+00', '2026-06-30 23:59:59.999999+00', NULL, 1),
    ('0198a000-0000-7000-8000-000000000173', NULL, 'gone', 'WEBHOOK', 'https://hooks.example.com/services/T1/gone-path', '{}', NULL, NULL, NULL, '2026-03-02 08:15:30.25+00', '2026-06-30 23:59:59.999999+00', '2026-06-30 23:59:59.999999+00', 2);

INSERT INTO alert_outbox (id, channel_id, tenant_id, event, occasion, body, created_at, due_at, attempts, sent_at, failure) VALUES
    ('0198a000-0000-7000-8000-000000000174', '0198a000-0000-7000-8000-000000000171', NULL, 'key_locked', 'key 101 2026-03-02', '{"type":"key_locked"}', '2026-03-02 08:15:30.25+00', '2026-03-02 08:15:30.25+00', 1, '2026-03-02 08:15:30.25+00', NULL),
    ('0198a000-0000-7000-8000-000000000175', '0198a000-0000-7000-8000-000000000172', '0198a000-0000-7000-8000-000000000001', 'budget_soft', 'budget 161 2026-06', '{"type":"budget_soft"}', '2026-06-30 23:59:59.999999+00', '2026-06-30 23:59:59.999999+00', 3, NULL, 'connection refused');
