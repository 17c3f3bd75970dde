INSERT INTO user_account (id, login, name, password_hash, oidc_issuer, oidc_subject, disabled_at, created_at, updated_at, deleted_at, version) VALUES
    ('0198a000-0000-7000-8000-000000000031', 'owner', 'Olga Owner', '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaA', NULL, NULL, NULL, '2026-03-02 08:15:30.25+00', '2026-03-02 08:15:30.25+00', NULL, 0),
    ('0198a000-0000-7000-8000-000000000032', 'Ada@Example.com', 'Ada L.', NULL, 'https://sso.example.com', '00u1', NULL, '2026-03-02 08:15:30.25+00', '2026-06-30 23:59:59.999999+00', NULL, 4),
    ('0198a000-0000-7000-8000-000000000033', 'bob@example.com', 'Bob', NULL, NULL, NULL, '2026-06-30 23:59:59.999999+00', '2026-03-02 08:15:30.25+00', '2026-06-30 23:59:59.999999+00', NULL, 1),
    ('0198a000-0000-7000-8000-000000000034', 'bob@example.com', 'Bob before', NULL, 'https://sso.example.com', '00u2', NULL, '2026-03-02 08:15:30.25+00', '2026-06-30 23:59:59.999999+00', '2026-06-30 23:59:59.999999+00', 1);
