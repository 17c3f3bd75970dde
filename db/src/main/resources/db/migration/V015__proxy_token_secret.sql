CREATE TABLE proxy_token_secret (
    digest      bytea PRIMARY KEY CHECK (length(digest) = 32),
    token_id    uuid NOT NULL,
    tenant_id   uuid NOT NULL,
    last4       text NOT NULL CHECK (length(last4) = 4),
    created_at  timestamptz NOT NULL,
    valid_until timestamptz,
    FOREIGN KEY (tenant_id, token_id) REFERENCES proxy_token (tenant_id, id)
);

COMMENT ON TABLE proxy_token_secret IS 'A secret of a proxy token: one, and those that were rotated out and are in grace';
COMMENT ON COLUMN proxy_token_secret.digest IS 'SHA-256 of the secret, which is 256 random bits and is shown once';
COMMENT ON COLUMN proxy_token_secret.valid_until IS 'The end of its grace; null: the newest';

CREATE UNIQUE INDEX proxy_token_secret_newest ON proxy_token_secret (token_id) WHERE valid_until IS NULL;
CREATE INDEX proxy_token_secret_of_token ON proxy_token_secret (token_id);

ALTER TABLE proxy_token_secret ENABLE ROW LEVEL SECURITY;
CREATE POLICY proxy_token_secret_seen ON proxy_token_secret TO keyway_app
    USING ((SELECT sees_all()) OR tenant_id = ANY ((SELECT seen_tenants())::uuid[]));
CREATE POLICY proxy_token_secret_pipeline ON proxy_token_secret TO keyway_pipeline USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON proxy_token_secret TO keyway_app;
GRANT SELECT ON proxy_token_secret TO keyway_pipeline;
