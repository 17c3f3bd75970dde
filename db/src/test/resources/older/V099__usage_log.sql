INSERT INTO usage_log (gateway_id, log_id, mark, last_sequence, oldest_unshipped, damaged, first_seen_at, seen_at, replaced_at) VALUES
    ('0198a000-0000-7000-8000-000000000141', '0198a000-0000-7000-8000-000000000200', 2, 9, '2026-03-02 08:15:30.25+00', 1, '2026-03-02 08:15:30.25+00', '2026-06-30 23:59:59.999999+00', '2026-06-30 23:59:59.999999+00');

INSERT INTO usage_gap (id, gateway_id, log_id, reason, from_sequence, to_sequence, damaged, found_at, resolved_at, resolved_by, resolution) VALUES
    ('0198a000-0000-7000-8000-000000000211', '0198a000-0000-7000-8000-000000000141', '0198a000-0000-7000-8000-000000000200', 'REPLACED', 3, 9, NULL, '2026-06-30 23:59:59.999999+00', '2026-06-30 23:59:59.999999+00', 'owner', 'The volume was lost'),
    ('0198a000-0000-7000-8000-000000000212', '0198a000-0000-7000-8000-000000000141', '0198a000-0000-7000-8000-000000000200', 'DAMAGED', NULL, NULL, 1, '2026-06-30 23:59:59.999999+00', NULL, NULL, NULL);

INSERT INTO usage_rejected (id, gateway_id, log_id, digest, raw, contract, sequence, event_id, reason, received_at, replayed_at) VALUES
    ('0198a000-0000-7000-8000-000000000213', '0198a000-0000-7000-8000-000000000141', '0198a000-0000-7000-8000-000000000200', '\x711430f6164e93803d93428bc1fab80f41e213bb197689307de8606d437c3038', '\x7b7d', 1, 1, '0195f3a0-0000-7000-8000-000000000201', 'owner must be given', '2026-03-02 08:15:30.25+00', '2026-06-30 23:59:59.999999+00');
