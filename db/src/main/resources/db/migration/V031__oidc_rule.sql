CREATE TABLE oidc_rule (
    id         uuid PRIMARY KEY,
    claim      text NOT NULL CHECK (length(claim) BETWEEN 1 AND 200),
    value      text NOT NULL CHECK (length(value) BETWEEN 1 AND 500),
    role       text NOT NULL,
    tenant_id  uuid REFERENCES tenant,
    team_id    uuid,
    created_at timestamptz NOT NULL,
    FOREIGN KEY (tenant_id, team_id) REFERENCES team (tenant_id, id),
    CONSTRAINT rule_role_fits_scope CHECK (
        CASE
            WHEN role IN ('OWNER', 'ADMIN', 'AUDITOR') THEN tenant_id IS NULL AND team_id IS NULL
            WHEN role IN ('TENANT_ADMIN', 'TENANT_AUDITOR') THEN tenant_id IS NOT NULL AND team_id IS NULL
            WHEN role IN ('TEAM_ADMIN', 'MEMBER') THEN tenant_id IS NOT NULL AND team_id IS NOT NULL
            ELSE false
        END)
);

COMMENT ON TABLE oidc_rule IS 'Which role follows from a claim of the OpenID Connect provider; asked at each sign-in';
COMMENT ON COLUMN oidc_rule.claim IS 'Its name, or a path with dots into claims that are objects';
COMMENT ON COLUMN oidc_rule.value IS 'What it must be or hold; *: anything';

CREATE UNIQUE INDEX oidc_rule_once ON oidc_rule (claim, value, role, tenant_id, team_id) NULLS NOT DISTINCT;

ALTER TABLE oidc_rule ENABLE ROW LEVEL SECURITY;
CREATE POLICY oidc_rule_seen ON oidc_rule TO keyway_app
    USING ((SELECT sees_all()) OR tenant_id = ANY ((SELECT seen_tenants())::uuid[]));
GRANT SELECT, INSERT, DELETE ON oidc_rule TO keyway_app;
