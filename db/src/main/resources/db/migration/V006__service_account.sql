CREATE TABLE service_account (
    id          uuid PRIMARY KEY,
    tenant_id   uuid NOT NULL REFERENCES tenant,
    team_id     uuid NOT NULL,
    name        text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    role        text NOT NULL CHECK (role IN ('TEAM_ADMIN', 'MEMBER')),
    disabled_at timestamptz,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    deleted_at  timestamptz,
    version     bigint NOT NULL DEFAULT 0,
    FOREIGN KEY (tenant_id, team_id) REFERENCES team (tenant_id, id)
);

COMMENT ON TABLE service_account IS 'A program that uses the API on behalf of the team that owns it; it signs in by access token only';
COMMENT ON COLUMN service_account.role IS 'What it may do, within its team';

CREATE UNIQUE INDEX service_account_name ON service_account (team_id, lower(name)) WHERE deleted_at IS NULL;
CREATE INDEX service_account_of_tenant ON service_account (tenant_id, team_id, id);

ALTER TABLE service_account ENABLE ROW LEVEL SECURITY;
CREATE POLICY service_account_seen ON service_account TO keyway_app
    USING ((SELECT sees_all()) OR tenant_id = ANY ((SELECT seen_tenants())::uuid[]));
GRANT SELECT, INSERT, UPDATE ON service_account TO keyway_app;
