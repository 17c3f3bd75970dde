CREATE TABLE alias (
    id          uuid PRIMARY KEY,
    name        text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    description text NOT NULL DEFAULT '' CHECK (length(description) <= 2000),
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    deleted_at  timestamptz,
    version     bigint NOT NULL DEFAULT 0
);

COMMENT ON TABLE alias IS 'A model name of the company''s own; to be allowed the alias is to be allowed its targets';

CREATE UNIQUE INDEX alias_name ON alias (name) WHERE deleted_at IS NULL;
GRANT SELECT, INSERT, UPDATE ON alias TO keyway_app;
GRANT SELECT ON alias TO keyway_pipeline;

CREATE TABLE alias_target (
    alias_id    uuid NOT NULL REFERENCES alias,
    position    integer NOT NULL CHECK (position >= 0),
    provider_id uuid NOT NULL REFERENCES provider,
    model       text NOT NULL CHECK (length(model) BETWEEN 1 AND 200),
    PRIMARY KEY (alias_id, position)
);

COMMENT ON TABLE alias_target IS 'What an alias stands for, in the order in which targets are tried';

GRANT SELECT, INSERT, UPDATE, DELETE ON alias_target TO keyway_app;
GRANT SELECT ON alias_target TO keyway_pipeline;
