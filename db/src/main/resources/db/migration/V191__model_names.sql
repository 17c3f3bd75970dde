-- The names by which models can be called are read in their order, and by a part of them. Where PostgreSQL comes without pg_trgm, a part
-- of a name is looked for along the order: slower, and otherwise the same.

CREATE INDEX model_ordered ON model (lower(name), name, id) WHERE deleted_at IS NULL AND disabled_at IS NULL;
CREATE INDEX alias_ordered ON alias (lower(name), name, id) WHERE deleted_at IS NULL;

DO $$
DECLARE
    place text;
BEGIN
    SELECT extnamespace::regnamespace::text INTO place FROM pg_extension WHERE extname = 'pg_trgm';
    IF place IS NOT NULL THEN
        EXECUTE format('CREATE INDEX model_named ON model USING gin (lower(name) %s.gin_trgm_ops)', place);
        EXECUTE format('CREATE INDEX alias_named ON alias USING gin (lower(name) %s.gin_trgm_ops)', place);
    END IF;
END;
$$;
