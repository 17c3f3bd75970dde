INSERT INTO provider (id, slug, name, declaration, base_url, strategy, max_in_flight, first_byte_timeout_ms, first_stream_timeout_ms,
    forward_headers, disabled_at, created_at, updated_at, deleted_at, version) VALUES
    ('0198a000-0000-7000-8000-000000000081', 'openai', 'OpenAI', 'openai', 'https://api.openai.com/v1', 'balanced', 16, NULL, NULL, '{}', NULL, '2026-03-02 08:15:30.25+00', '2026-03-02 08:15:30.25+00', NULL, 0),
    ('0198a000-0000-7000-8000-000000000082', 'own_vllm', 'Our own', 'vllm', 'https://llm.example.com:8443/v1', 'affinity', 0, 30000, 60000,
        '{x-request-id,"x-a b"}', '2026-06-30 23:59:59.999999+00', '2026-03-02 08:15:30.25+00', '2026-06-30 23:59:59.999999+00', NULL, 9),
    ('0198a000-0000-7000-8000-000000000083', 'openai', 'OpenAI before', 'openai', 'https://api.openai.com/v1', 'weighted', 1, NULL, NULL, '{}', NULL, '2026-03-02 08:15:30.25+00', '2026-06-30 23:59:59.999999+00', '2026-06-30 23:59:59.999999+00', 1);
