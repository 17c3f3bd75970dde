-- A hyphen parts words in names of models and hosts, and so may it here.
ALTER TABLE provider DROP CONSTRAINT provider_slug_check;
ALTER TABLE provider ADD CONSTRAINT provider_slug_form CHECK (slug ~ '^[a-z][a-z0-9_-]{0,39}$');
