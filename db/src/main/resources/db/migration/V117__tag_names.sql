ALTER TABLE tenant ADD COLUMN tag_names text[] NOT NULL DEFAULT '{}'
    CHECK (cardinality(tag_names) <= 32 AND array_position(tag_names, NULL) IS NULL);

COMMENT ON COLUMN tenant.tag_names IS 'Names of the tags that requests of its tokens may carry, in x-keyway-tags';
