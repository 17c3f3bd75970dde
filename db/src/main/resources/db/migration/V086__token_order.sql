-- Lists of tokens in other orders than that of their ids.
CREATE INDEX proxy_token_by_name ON proxy_token (lower(name), id);
CREATE INDEX proxy_token_by_expiry ON proxy_token ((coalesce(expires_at, 'infinity')), id);
