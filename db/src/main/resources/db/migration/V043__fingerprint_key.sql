ALTER TABLE installation
    ADD COLUMN fingerprint_key bytea,
    ADD COLUMN fingerprint_master_key_id text,
    ADD CHECK ((fingerprint_key IS NULL) = (fingerprint_master_key_id IS NULL));
ALTER TABLE provider_key ADD COLUMN fingerprint_keyed boolean NOT NULL DEFAULT false;

COMMENT ON COLUMN installation.fingerprint_key IS
    'Keys the fingerprints of provider keys; sealed under the master key, so that a dump does not help to guess them';
COMMENT ON COLUMN provider_key.fingerprint_keyed IS
    'Whether the fingerprint is made with that key; the service brings those of an earlier release to it at its start';
COMMENT ON COLUMN provider_key.fingerprint IS
    'HMAC-SHA-256 of the key under the fingerprint key of the installation, to see that one is entered twice';

GRANT UPDATE (fingerprint_key, fingerprint_master_key_id) ON installation TO keyway_pipeline;
