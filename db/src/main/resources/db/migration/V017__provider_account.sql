CREATE TABLE provider_account (
    id          uuid PRIMARY KEY,
    provider_id uuid NOT NULL REFERENCES provider,
    name        text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    deleted_at  timestamptz,
    version     bigint NOT NULL DEFAULT 0,
    UNIQUE (provider_id, id)
);

COMMENT ON TABLE provider_account IS 'An organisation or project at a provider, whose keys share quotas and their cooldowns';

CREATE UNIQUE INDEX provider_account_name ON provider_account (provider_id, lower(name)) WHERE deleted_at IS NULL;
GRANT SELECT, INSERT, UPDATE ON provider_account TO keyway_app;
GRANT SELECT ON provider_account TO keyway_pipeline;
