INSERT INTO usage_adjustment (id, event_id, tenant_id, team_id, token_id, nanos, reason, price_list, date, booking_month, created_at, created_by, attempt_number, repricing_id) VALUES
    ('0198a000-0000-7000-8000-000000000215', '0195f3a0-0000-7000-8000-000000000201', '0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000011', '0198a000-0000-7000-8000-000000000071', 12, 'The price of March', '0198a000-0000-7000-8000-000000000111/2026-06-30T23:59:59.999999Z', '2026-03-02', '2026-03-01', '2026-07-02 08:15:30.25+00', 'owner', 1, '0198a000-0000-7000-8000-000000000401');

INSERT INTO usage_adjustment_sum (tenant_id, booking_month, of_month, team_id, token_id, repricing_id, adjustments, nanos) VALUES
    ('0198a000-0000-7000-8000-000000000001', '2026-03-01', '2026-03-01', '0198a000-0000-7000-8000-000000000011', '0198a000-0000-7000-8000-000000000071', '0198a000-0000-7000-8000-000000000401', 1, 12);

INSERT INTO repricing (id, state, dry_run, from_date, to_date, tenant_id, team_id, unpriced_only, price_lists, reason, next_at, next_id, requests, repriced, unchanged, unknown, without_price, below_zero, created_at, created_by, ended_at, failure) VALUES
    ('0198a000-0000-7000-8000-000000000401', 'FAILED', false, '2026-03-01', '2026-04-01', '0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000011', true, '["0198a000-0000-7000-8000-000000000111/2026-06-30T23:59:59.999999Z"]', 'The price of March', '2026-03-02 08:15:30.25+00', '0195f3a0-0000-7000-8000-000000000201', 6, 1, 2, 3, 4, 5, '2026-07-02 08:15:29.25+00', 'owner', '2026-07-02 08:15:31.25+00', 'A value was out of range');

INSERT INTO repricing_team (repricing_id, tenant_id, team_id, month, booking_month, attempts, before_nanos, nanos) VALUES
    ('0198a000-0000-7000-8000-000000000401', '0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000011', '2026-03-01', '2026-03-01', 1, 4711, 12);
