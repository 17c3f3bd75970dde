CREATE TABLE budget_policy (
    id          uuid PRIMARY KEY,
    tenant_id   uuid NOT NULL REFERENCES tenant,
    team_id     uuid,
    token_id    uuid,
    period      text NOT NULL CHECK (period IN ('DAY', 'WEEK', 'MONTH', 'TOTAL')),
    nanos       bigint NOT NULL CHECK (nanos >= 0),
    hard        boolean NOT NULL DEFAULT true,
    strict      boolean NOT NULL DEFAULT false,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    version     bigint NOT NULL DEFAULT 0,
    FOREIGN KEY (tenant_id, team_id) REFERENCES team (tenant_id, id),
    FOREIGN KEY (tenant_id, token_id) REFERENCES proxy_token (tenant_id, id),
    CHECK (token_id IS NULL OR team_id IS NOT NULL),
    CONSTRAINT budget_policy_of_scope UNIQUE NULLS NOT DISTINCT (tenant_id, team_id, token_id, period)
);

COMMENT ON TABLE budget_policy IS 'What a tenant, a team or a token may spend in a window of the tenant''s calendar';
COMMENT ON COLUMN budget_policy.nanos IS 'Nano-dollars a window';
COMMENT ON COLUMN budget_policy.hard IS 'Refuses calls when it is spent; otherwise it only warns';
COMMENT ON COLUMN budget_policy.strict IS 'Reserves the most that a call can cost, so that nothing is overspent';

CREATE TABLE budget_raise (
    id         uuid PRIMARY KEY,
    budget_id  uuid NOT NULL REFERENCES budget_policy ON DELETE CASCADE,
    tenant_id  uuid NOT NULL REFERENCES tenant,
    nanos      bigint NOT NULL CHECK (nanos > 0),
    from_at    timestamptz NOT NULL,
    until_at   timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    CHECK (until_at > from_at)
);

COMMENT ON TABLE budget_raise IS 'What a budget has more, for a time';

CREATE INDEX budget_raise_of_budget ON budget_raise (budget_id, until_at);

ALTER TABLE budget_policy ENABLE ROW LEVEL SECURITY;
CREATE POLICY budget_policy_seen ON budget_policy TO keyway_app
    USING ((SELECT sees_all()) OR tenant_id = ANY ((SELECT seen_tenants())::uuid[]));
CREATE POLICY budget_policy_pipeline ON budget_policy TO keyway_pipeline USING (true);
ALTER TABLE budget_raise ENABLE ROW LEVEL SECURITY;
CREATE POLICY budget_raise_seen ON budget_raise TO keyway_app
    USING ((SELECT sees_all()) OR tenant_id = ANY ((SELECT seen_tenants())::uuid[]));
CREATE POLICY budget_raise_pipeline ON budget_raise TO keyway_pipeline USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON budget_policy, budget_raise TO keyway_app;
GRANT SELECT ON budget_policy, budget_raise TO keyway_pipeline;
