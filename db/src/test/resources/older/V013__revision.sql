UPDATE revision SET value = 42;

INSERT INTO config_change (revision, kind, id, deleted, at) VALUES
    (41, 'tenant', '0198a000-0000-7000-8000-000000000001', false, '2026-03-02 08:15:30.25+00'),
    (42, 'proxy_token', '0198a000-0000-7000-8000-000000000073', true, '2026-06-30 23:59:59.999999+00'),
    (42, 'proxy_token', '0198a000-0000-7000-8000-000000000071', false, '2026-06-30 23:59:59.999999+00');
