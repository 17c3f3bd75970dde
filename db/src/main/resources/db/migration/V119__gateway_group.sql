CREATE TABLE gateway_group (
    id                uuid PRIMARY KEY,
    one               boolean NOT NULL DEFAULT true UNIQUE CHECK (one),
    credential_digest bytea CHECK (length(credential_digest) = 32),
    previous_digest   bytea CHECK (length(previous_digest) = 32),
    previous_until    timestamptz,
    updated_at        timestamptz NOT NULL,
    CHECK ((previous_digest IS NULL) = (previous_until IS NULL))
);

COMMENT ON TABLE gateway_group IS 'The credential with which replicas of a gateway enrol, each for an identity of its own';
COMMENT ON COLUMN gateway_group.credential_digest IS 'SHA-256 of the credential in the setting; null: the setting was removed';
COMMENT ON COLUMN gateway_group.previous_digest IS 'The credential before, good until previous_until';

GRANT SELECT, INSERT, UPDATE ON gateway_group TO keyway_app;

ALTER TABLE gateway ADD COLUMN enrolled_at timestamptz;

COMMENT ON COLUMN gateway.enrolled_at IS 'When it enrolled with the credential of the group; null: an administrator created it';

CREATE INDEX gateway_enrolled ON gateway (enrolled_at) WHERE enrolled_at IS NOT NULL AND revoked_at IS NULL;
