CREATE TABLE model (
    id                  uuid PRIMARY KEY,
    provider_id         uuid NOT NULL REFERENCES provider,
    name                text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    context_window      integer CHECK (context_window > 0),
    max_output          integer CHECK (max_output > 0),
    first_byte_timeout_ms   bigint CHECK (first_byte_timeout_ms > 0),
    first_stream_timeout_ms bigint CHECK (first_stream_timeout_ms > 0),
    unpriced_allowed    boolean NOT NULL DEFAULT false,
    disabled_at         timestamptz,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    deleted_at          timestamptz,
    version             bigint NOT NULL DEFAULT 0
);

COMMENT ON TABLE model IS 'A model that a provider offers, under the provider''s own name for it';
COMMENT ON COLUMN model.unpriced_allowed IS 'May be called under a hard budget although its price is not known';

CREATE UNIQUE INDEX model_name ON model (provider_id, name) WHERE deleted_at IS NULL;
GRANT SELECT, INSERT, UPDATE ON model TO keyway_app;
GRANT SELECT ON model TO keyway_pipeline;
