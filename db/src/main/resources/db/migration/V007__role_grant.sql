CREATE TABLE role_grant (
    id         uuid PRIMARY KEY,
    user_id    uuid NOT NULL REFERENCES user_account,
    role       text NOT NULL,
    tenant_id  uuid REFERENCES tenant,
    team_id    uuid,
    source     text NOT NULL DEFAULT 'ASSIGNED' CHECK (source IN ('ASSIGNED', 'OIDC')),
    created_at timestamptz NOT NULL,
    version    bigint NOT NULL DEFAULT 0,
    FOREIGN KEY (tenant_id, team_id) REFERENCES team (tenant_id, id),
    CONSTRAINT role_fits_scope CHECK (
        CASE
            WHEN role IN ('OWNER', 'ADMIN', 'AUDITOR') THEN tenant_id IS NULL AND team_id IS NULL
            WHEN role IN ('TENANT_ADMIN', 'TENANT_AUDITOR') THEN tenant_id IS NOT NULL AND team_id IS NULL
            WHEN role IN ('TEAM_ADMIN', 'MEMBER') THEN tenant_id IS NOT NULL AND team_id IS NOT NULL
            ELSE false
        END)
);

COMMENT ON TABLE role_grant IS 'That a person holds a role over the installation, a tenant or a team; team roles are its members';
COMMENT ON COLUMN role_grant.source IS 'OIDC: follows from a claim, and is made anew at each sign-in';

CREATE UNIQUE INDEX role_grant_once ON role_grant (user_id, role, tenant_id, team_id) NULLS NOT DISTINCT;
CREATE INDEX role_grant_of_team ON role_grant (tenant_id, team_id, id);

ALTER TABLE role_grant ENABLE ROW LEVEL SECURITY;
CREATE POLICY role_grant_seen ON role_grant TO keyway_app
    USING ((SELECT sees_all()) OR tenant_id = ANY ((SELECT seen_tenants())::uuid[]));
GRANT SELECT, INSERT, UPDATE, DELETE ON role_grant TO keyway_app;
