INSERT INTO usage_check (day, checked_at, differences, asked_at, asked_by, rebuilt_at) VALUES
    ('2026-03-02', '2026-03-03 02:00:00+00', 1, '2026-03-03 08:00:00+00', 'owner', '2026-03-02 08:00:00+00');
