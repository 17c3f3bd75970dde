ALTER TABLE tenant ADD COLUMN labels jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(labels) = 'object');
ALTER TABLE team ADD COLUMN labels jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(labels) = 'object');
ALTER TABLE proxy_token ADD COLUMN labels jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(labels) = 'object');

COMMENT ON COLUMN tenant.labels IS 'Texts by key, such as a cost centre, set by administrators';
COMMENT ON COLUMN team.labels IS 'Texts by key, such as a cost centre, set by administrators';
COMMENT ON COLUMN proxy_token.labels IS 'Texts by key, such as a cost centre, set by administrators';

CREATE INDEX proxy_token_labels ON proxy_token USING gin (labels jsonb_path_ops);
