CREATE TABLE known_browser (
    digest   bytea PRIMARY KEY CHECK (length(digest) = 32),
    user_id  uuid NOT NULL REFERENCES user_account,
    seen_at  timestamptz NOT NULL
);

COMMENT ON TABLE known_browser IS 'A browser in which a user signed in before: its failed sign-ins are counted apart from those of strangers';
COMMENT ON COLUMN known_browser.digest IS 'SHA-256 of its cookie, which is 256 random bits';
COMMENT ON COLUMN known_browser.seen_at IS 'When the user last signed in there';

CREATE INDEX known_browser_of_user ON known_browser (user_id);
CREATE INDEX known_browser_age ON known_browser (seen_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON known_browser TO keyway_app;

COMMENT ON TABLE login_failure IS 'Sign-ins that failed or are under way, by who was meant and from where; a success takes them back';
COMMENT ON COLUMN login_failure.subject IS 'address:…, user:… or login:… (a digest), pair:… (a digest, with the address), browser:… (a digest)';
