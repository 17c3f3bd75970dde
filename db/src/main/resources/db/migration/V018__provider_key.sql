CREATE TABLE provider_key (
    id             uuid PRIMARY KEY,
    provider_id    uuid NOT NULL REFERENCES provider,
    account_id     uuid,
    name           text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    ciphertext     bytea,
    master_key_id  text,
    origin         text NOT NULL CHECK (length(origin) <= 300),
    reference      text CHECK (reference ~ '^(env|file):.+$'),
    fingerprint    bytea NOT NULL CHECK (length(fingerprint) = 32),
    last4          text NOT NULL CHECK (length(last4) <= 4),
    weight         integer NOT NULL DEFAULT 1 CHECK (weight BETWEEN 1 AND 1000),
    tier           integer NOT NULL DEFAULT 0 CHECK (tier BETWEEN 0 AND 9),
    max_in_flight  integer CHECK (max_in_flight >= 0),
    allowed_models text[] NOT NULL DEFAULT '{}',
    disabled_at    timestamptz,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    deleted_at     timestamptz,
    version        bigint NOT NULL DEFAULT 0,
    FOREIGN KEY (provider_id, account_id) REFERENCES provider_account (provider_id, id),
    CONSTRAINT sealed_or_reference CHECK (
        CASE WHEN deleted_at IS NOT NULL THEN ciphertext IS NULL
        ELSE num_nonnulls(ciphertext, reference) = 1 AND (ciphertext IS NULL) = (master_key_id IS NULL) END)
);

COMMENT ON TABLE provider_key IS 'A key of a provider, sealed; a deleted one leaves its row and not its secret';
COMMENT ON COLUMN provider_key.ciphertext IS 'AEAD under the master key, bound to installation, this id, the provider and its origin';
COMMENT ON COLUMN provider_key.origin IS 'Scheme, host and port that it was entered for; elsewhere it cannot be opened';
COMMENT ON COLUMN provider_key.reference IS 'Where the key is instead: env:NAME or file:/path';
COMMENT ON COLUMN provider_key.fingerprint IS 'HMAC-SHA-256 of the key under a key of the installation, to see that one is entered twice';
COMMENT ON COLUMN provider_key.allowed_models IS 'Models that it may be used for, with *; empty: all';

CREATE UNIQUE INDEX provider_key_once ON provider_key (provider_id, fingerprint) WHERE deleted_at IS NULL;
CREATE INDEX provider_key_of_provider ON provider_key (provider_id, id);
CREATE INDEX provider_key_sealed_with ON provider_key (master_key_id) WHERE master_key_id IS NOT NULL;

GRANT SELECT, INSERT, UPDATE ON provider_key TO keyway_app;
GRANT SELECT, UPDATE ON provider_key TO keyway_pipeline;
