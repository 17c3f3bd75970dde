CREATE TABLE price (
    id           uuid PRIMARY KEY,
    model_id     uuid NOT NULL REFERENCES model,
    meter        text NOT NULL CHECK (meter ~ '^[a-z][a-z0-9_]*$'),
    tier         text NOT NULL DEFAULT 'standard' CHECK (length(tier) BETWEEN 1 AND 40),
    prompt_floor bigint NOT NULL DEFAULT 0 CHECK (prompt_floor >= 0),
    hours_from   time,
    hours_to     time,
    valid_from   timestamptz NOT NULL,
    nanos        bigint NOT NULL CHECK (nanos >= 0),
    source       text NOT NULL DEFAULT '' CHECK (length(source) <= 500),
    created_at   timestamptz NOT NULL,
    CHECK ((hours_from IS NULL) = (hours_to IS NULL)),
    UNIQUE NULLS NOT DISTINCT (model_id, meter, tier, prompt_floor, hours_from, valid_from)
);

COMMENT ON TABLE price IS 'What a model costs from a moment on; a price is never changed, another one follows it';
COMMENT ON COLUMN price.meter IS 'What is counted: input, cache_read, output, …; the catalogue names them and their units';
COMMENT ON COLUMN price.tier IS 'The provider''s service tier: standard, flex, priority, batch';
COMMENT ON COLUMN price.prompt_floor IS 'Holds for prompts of at least so many tokens';
COMMENT ON COLUMN price.hours_from IS 'Holds in these hours of the day, UTC; null: always';
COMMENT ON COLUMN price.nanos IS 'Nano-dollars for a million units';
COMMENT ON COLUMN price.source IS 'Where it was read: a page, an import, the catalogue that came with the release';

GRANT SELECT, INSERT, DELETE ON price TO keyway_app;
GRANT SELECT ON price TO keyway_pipeline;
