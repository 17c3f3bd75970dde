CREATE TABLE proxy_token (
    id                 uuid PRIMARY KEY,
    tenant_id          uuid NOT NULL REFERENCES tenant,
    team_id            uuid NOT NULL,
    service_account_id uuid REFERENCES service_account,
    name               text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    description        text NOT NULL DEFAULT '' CHECK (length(description) <= 2000),
    last4              text NOT NULL CHECK (length(last4) = 4),
    expires_at         timestamptz,
    blocked_at         timestamptz,
    revoked_at         timestamptz,
    created_by         uuid,
    created_at         timestamptz NOT NULL,
    updated_at         timestamptz NOT NULL,
    version            bigint NOT NULL DEFAULT 0,
    UNIQUE (tenant_id, id),
    FOREIGN KEY (tenant_id, team_id) REFERENCES team (tenant_id, id)
);

COMMENT ON TABLE proxy_token IS 'What a team''s programs call the gateway with';
COMMENT ON COLUMN proxy_token.last4 IS 'The last characters of its newest secret, to tell it by';
COMMENT ON COLUMN proxy_token.blocked_at IS 'Since when it may not call, until it is unblocked';
COMMENT ON COLUMN proxy_token.revoked_at IS 'Since when it may never call again';

CREATE INDEX proxy_token_of_team ON proxy_token (tenant_id, team_id, id);
CREATE INDEX proxy_token_of_tenant ON proxy_token (tenant_id, id);
CREATE INDEX proxy_token_last4 ON proxy_token (last4, id);

ALTER TABLE proxy_token ENABLE ROW LEVEL SECURITY;
CREATE POLICY proxy_token_seen ON proxy_token TO keyway_app
    USING ((SELECT sees_all()) OR tenant_id = ANY ((SELECT seen_tenants())::uuid[]));
CREATE POLICY proxy_token_pipeline ON proxy_token TO keyway_pipeline USING (true);
GRANT SELECT, INSERT, UPDATE ON proxy_token TO keyway_app;
GRANT SELECT ON proxy_token TO keyway_pipeline;
