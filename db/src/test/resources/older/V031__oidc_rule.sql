INSERT INTO oidc_rule (id, claim, value, role, tenant_id, team_id, created_at) VALUES
    ('0198a000-0000-7000-8000-000000000181', 'groups', 'llm-admins', 'ADMIN', NULL, NULL, '2026-03-02 08:15:30.25+00'),
    ('0198a000-0000-7000-8000-000000000182', 'realm.roles', '*', 'MEMBER', '0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000011', '2026-03-02 08:15:30.25+00');
