CREATE TABLE access_token (
    id                 uuid PRIMARY KEY,
    user_id            uuid REFERENCES user_account,
    service_account_id uuid REFERENCES service_account,
    name               text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    digest             bytea NOT NULL UNIQUE CHECK (length(digest) = 32),
    last4              text NOT NULL CHECK (length(last4) = 4),
    read_only          boolean NOT NULL DEFAULT false,
    expires_at         timestamptz,
    created_at         timestamptz NOT NULL,
    used_at            timestamptz,
    revoked_at         timestamptz,
    CHECK (num_nonnulls(user_id, service_account_id) = 1)
);

COMMENT ON TABLE access_token IS 'Lets a script call the API as a person or a service account';
COMMENT ON COLUMN access_token.digest IS 'SHA-256 of the token, which is 256 random bits and is shown once';
COMMENT ON COLUMN access_token.used_at IS 'Its latest call, to the minute';

CREATE INDEX access_token_of_user ON access_token (user_id, id) WHERE user_id IS NOT NULL;
CREATE INDEX access_token_of_service_account ON access_token (service_account_id, id) WHERE service_account_id IS NOT NULL;

GRANT SELECT, INSERT, UPDATE ON access_token TO keyway_app;
