CREATE TABLE session (
    digest      bytea PRIMARY KEY CHECK (length(digest) = 32),
    user_id     uuid NOT NULL REFERENCES user_account,
    created_at  timestamptz NOT NULL,
    seen_at     timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    address     text NOT NULL,
    user_agent  text NOT NULL DEFAULT '' CHECK (length(user_agent) <= 400)
);

COMMENT ON TABLE session IS 'A browser that is signed in; a row is removed when it signs out';
COMMENT ON COLUMN session.digest IS 'SHA-256 of the cookie, which is 256 random bits';
COMMENT ON COLUMN session.seen_at IS 'Its latest call, to the minute; idle sessions end before expires_at';

CREATE INDEX session_of_user ON session (user_id);
CREATE INDEX session_expiry ON session (expires_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON session TO keyway_app;
