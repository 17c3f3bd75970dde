CREATE TABLE team (
    id          uuid PRIMARY KEY,
    tenant_id   uuid NOT NULL REFERENCES tenant,
    name        text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    description text NOT NULL DEFAULT '' CHECK (length(description) <= 2000),
    blocked_at  timestamptz,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    deleted_at  timestamptz,
    version     bigint NOT NULL DEFAULT 0,
    UNIQUE (tenant_id, id)
);

COMMENT ON TABLE team IS 'People and service accounts who share tokens, limits and budgets within a tenant';
COMMENT ON CONSTRAINT team_tenant_id_id_key ON team IS 'Lets other tables prove that their team is of their tenant';

CREATE UNIQUE INDEX team_name ON team (tenant_id, lower(name)) WHERE deleted_at IS NULL;

ALTER TABLE team ENABLE ROW LEVEL SECURITY;
CREATE POLICY team_seen ON team TO keyway_app
    USING ((SELECT sees_all()) OR tenant_id = ANY ((SELECT seen_tenants())::uuid[]));
CREATE POLICY team_pipeline ON team TO keyway_pipeline USING (true);
GRANT SELECT, INSERT, UPDATE ON team TO keyway_app;
GRANT SELECT ON team TO keyway_pipeline;
