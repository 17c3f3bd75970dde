CREATE TABLE provider (
    id                      uuid PRIMARY KEY,
    slug                    text NOT NULL CHECK (slug ~ '^[a-z][a-z0-9_]{0,39}$'),
    name                    text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    declaration             text NOT NULL CHECK (length(declaration) BETWEEN 1 AND 40),
    base_url                text NOT NULL CHECK (length(base_url) <= 500),
    strategy                text NOT NULL DEFAULT 'balanced'
        CHECK (strategy IN ('balanced', 'sequential', 'weighted', 'affinity')),
    max_in_flight           integer NOT NULL DEFAULT 16 CHECK (max_in_flight >= 0),
    first_byte_timeout_ms   bigint CHECK (first_byte_timeout_ms > 0),
    first_stream_timeout_ms bigint CHECK (first_stream_timeout_ms > 0),
    forward_headers         text[] NOT NULL DEFAULT '{}',
    disabled_at             timestamptz,
    created_at              timestamptz NOT NULL,
    updated_at              timestamptz NOT NULL,
    deleted_at              timestamptz,
    version                 bigint NOT NULL DEFAULT 0
);

COMMENT ON TABLE provider IS 'Who answers: an API at an address, with a pool of keys';
COMMENT ON COLUMN provider.slug IS 'Its name in model names: slug/model';
COMMENT ON COLUMN provider.declaration IS 'Which known provider it speaks like, by the catalogue''s id';
COMMENT ON COLUMN provider.base_url IS 'Its keys are bound to this address''s scheme, host and port';
COMMENT ON COLUMN provider.max_in_flight IS 'Calls at a time for one key and model; 0: no bound';

CREATE UNIQUE INDEX provider_slug ON provider (slug) WHERE deleted_at IS NULL;
GRANT SELECT, INSERT, UPDATE ON provider TO keyway_app;
GRANT SELECT ON provider TO keyway_pipeline;
