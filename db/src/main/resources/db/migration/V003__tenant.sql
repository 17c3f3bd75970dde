CREATE TABLE tenant (
    id          uuid PRIMARY KEY,
    name        text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    description text NOT NULL DEFAULT '' CHECK (length(description) <= 2000),
    zone        text NOT NULL DEFAULT 'UTC' CHECK (length(zone) BETWEEN 1 AND 64),
    blocked_at  timestamptz,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    deleted_at  timestamptz,
    version     bigint NOT NULL DEFAULT 0
);

COMMENT ON TABLE tenant IS 'A company, or a part of one, whose teams, tokens and spend are apart from all others';
COMMENT ON COLUMN tenant.zone IS 'Time zone (IANA) in which its budget windows begin and end';
COMMENT ON COLUMN tenant.blocked_at IS 'Since when none of its tokens may call; null: it may';
COMMENT ON COLUMN tenant.deleted_at IS 'Rows are kept for usage and audit, which name them by id';
COMMENT ON COLUMN tenant.version IS 'Raised by each change; the ETag of the API';

CREATE UNIQUE INDEX tenant_name ON tenant (lower(name)) WHERE deleted_at IS NULL;

ALTER TABLE tenant ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_seen ON tenant TO keyway_app
    USING ((SELECT sees_all()) OR id = ANY ((SELECT seen_tenants())::uuid[]));
CREATE POLICY tenant_pipeline ON tenant TO keyway_pipeline USING (true);
GRANT SELECT, INSERT, UPDATE ON tenant TO keyway_app;
GRANT SELECT ON tenant TO keyway_pipeline;
