INSERT INTO model (id, provider_id, name, context_window, max_output, first_byte_timeout_ms, first_stream_timeout_ms, unpriced_allowed,
    disabled_at, created_at, updated_at, deleted_at, version) VALUES
    ('0198a000-0000-7000-8000-000000000111', '0198a000-0000-7000-8000-000000000081', 'gpt-5', 400000, 128000, NULL, NULL, false, NULL, '2026-03-02 08:15:30.25+00', '2026-03-02 08:15:30.25+00', NULL, 0),
    ('0198a000-0000-7000-8000-000000000112', '0198a000-0000-7000-8000-000000000082', 'meta-llama/Llama-4', NULL, NULL, 1000, 2000, true, '2026-06-30 23:59:59.999999+00', '2026-03-02 08:15:30.25+00', '2026-06-30 23:59:59.999999+00', NULL, 3),
    ('0198a000-0000-7000-8000-000000000113', '0198a000-0000-7000-8000-000000000081', 'gpt-5', NULL, NULL, NULL, NULL, false, NULL, '2026-03-02 08:15:30.25+00', '2026-06-30 23:59:59.999999+00', '2026-06-30 23:59:59.999999+00', 1);
