CREATE TABLE user_account (
    id            uuid PRIMARY KEY,
    login         text NOT NULL CHECK (length(login) BETWEEN 1 AND 200),
    name          text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    password_hash text CHECK (password_hash LIKE '$argon2id$%'),
    oidc_issuer   text,
    oidc_subject  text,
    disabled_at   timestamptz,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    deleted_at    timestamptz,
    version       bigint NOT NULL DEFAULT 0,
    CHECK ((oidc_issuer IS NULL) = (oidc_subject IS NULL))
);

COMMENT ON TABLE user_account IS 'A person who signs in; what they may do stands in role_grant';
COMMENT ON COLUMN user_account.login IS 'What is typed at sign-in, such as an address; unique whatever its case';
COMMENT ON COLUMN user_account.password_hash IS 'Argon2id in the PHC format; null: signs in through OpenID Connect only';
COMMENT ON COLUMN user_account.oidc_subject IS 'The sub claim, which with the issuer names the person for ever';

CREATE UNIQUE INDEX user_account_login ON user_account (lower(login)) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX user_account_oidc ON user_account (oidc_issuer, oidc_subject) WHERE deleted_at IS NULL;

GRANT SELECT, INSERT, UPDATE ON user_account TO keyway_app;
