-- How often a token was refused lately is read for one page of tokens. Only rows that have refusals are in it: it is small, and calls that
-- are served leave it alone.
CREATE INDEX usage_consumer_quarter_refused ON usage_consumer_quarter (token_id, quarter) WHERE refused > 0;
