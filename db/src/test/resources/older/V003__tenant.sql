INSERT INTO tenant (id, name, description, zone, blocked_at, created_at, updated_at, deleted_at, version) VALUES
    ('0198a000-0000-7000-8000-000000000001', 'Acme', '', 'Europe/Berlin', NULL, '2026-03-02 08:15:30.25+00', '2026-03-02 08:15:30.25+00', NULL, 0),
    ('0198a000-0000-7000-8000-000000000002', 'Größe & Söhne „Zürich“ 株式会社', 'Two lines
of text, and a '' quote', 'UTC', '2026-06-30 23:59:59.999999+00', '2026-03-02 08:15:30.25+00', '2026-06-30 23:59:59.999999+00', NULL, 7),
    ('0198a000-0000-7000-8000-000000000003', 'Acme', 'The one before, deleted', 'America/St_Johns', NULL, '2026-03-02 08:15:30.25+00', '2026-06-30 23:59:59.999999+00', '2026-06-30 23:59:59.999999+00', 2);
