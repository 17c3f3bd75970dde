INSERT INTO login_failure (subject, failures, last_at, locked_until) VALUES
    ('login:ada@example.com', 3, '2026-03-02 08:15:30.25+00', '2026-03-02 08:15:30.25+00'),
    ('address:203.0.113.9', 250, '2026-06-30 23:59:59.999999+00', '2099-01-01 00:00:00+00');
