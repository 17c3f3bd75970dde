CREATE TABLE limit_policy (
    id                  uuid PRIMARY KEY,
    tenant_id           uuid NOT NULL REFERENCES tenant,
    team_id             uuid,
    token_id            uuid,
    requests_per_minute bigint CHECK (requests_per_minute > 0),
    tokens_per_minute   bigint CHECK (tokens_per_minute > 0),
    concurrent_requests bigint CHECK (concurrent_requests > 0),
    allowed_models      text[],
    allowed_addresses   cidr[],
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    version             bigint NOT NULL DEFAULT 0,
    FOREIGN KEY (tenant_id, team_id) REFERENCES team (tenant_id, id),
    FOREIGN KEY (tenant_id, token_id) REFERENCES proxy_token (tenant_id, id),
    CHECK (token_id IS NULL OR team_id IS NOT NULL),
    CONSTRAINT limit_policy_of_scope UNIQUE NULLS NOT DISTINCT (tenant_id, team_id, token_id)
);

COMMENT ON TABLE limit_policy IS 'Limits of a tenant, of a team or of a token; a call must keep those of all three';
COMMENT ON COLUMN limit_policy.requests_per_minute IS 'null: no limit of this kind on this level';
COMMENT ON COLUMN limit_policy.allowed_models IS 'Names as asked for, with *; null: all, empty: none';
COMMENT ON COLUMN limit_policy.allowed_addresses IS 'Where calls may come from; null: anywhere';

ALTER TABLE limit_policy ENABLE ROW LEVEL SECURITY;
CREATE POLICY limit_policy_seen ON limit_policy TO keyway_app
    USING ((SELECT sees_all()) OR tenant_id = ANY ((SELECT seen_tenants())::uuid[]));
CREATE POLICY limit_policy_pipeline ON limit_policy TO keyway_pipeline USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON limit_policy TO keyway_app;
GRANT SELECT ON limit_policy TO keyway_pipeline;
