CREATE TABLE gateway (
    id                uuid PRIMARY KEY,
    name              text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    credential_digest bytea NOT NULL UNIQUE CHECK (length(credential_digest) = 32),
    credential_last4  text NOT NULL CHECK (length(credential_last4) = 4),
    public_key        bytea,
    software_version  text,
    contract          integer,
    applied_revision  bigint,
    registered_at     timestamptz,
    seen_at           timestamptz,
    revoked_at        timestamptz,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    version           bigint NOT NULL DEFAULT 0
);

COMMENT ON TABLE gateway IS 'A gateway that takes its configuration from here';
COMMENT ON COLUMN gateway.public_key IS 'What provider keys are sealed to; a gateway posts it when it registers';
COMMENT ON COLUMN gateway.applied_revision IS 'The revision that it said it serves by';

CREATE UNIQUE INDEX gateway_name ON gateway (lower(name)) WHERE revoked_at IS NULL;
GRANT SELECT, INSERT, UPDATE ON gateway TO keyway_app;
GRANT SELECT, UPDATE ON gateway TO keyway_pipeline;

CREATE TABLE gateway_command (
    id           uuid PRIMARY KEY,
    gateway_id   uuid NOT NULL REFERENCES gateway,
    kind         text NOT NULL CHECK (kind IN ('CLEAR_COOLDOWN', 'PROBE_KEY', 'TEST_KEY')),
    key_id       uuid NOT NULL REFERENCES provider_key,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    delivered_at timestamptz,
    answered_at  timestamptz,
    succeeded    boolean,
    answer       text CHECK (length(answer) <= 2000)
);

COMMENT ON TABLE gateway_command IS 'What a gateway is asked to do with a key; it rides on the answer to its next poll';

CREATE INDEX gateway_command_waiting ON gateway_command (gateway_id, id) WHERE answered_at IS NULL;
GRANT SELECT, INSERT, UPDATE ON gateway_command TO keyway_app, keyway_pipeline;
GRANT DELETE ON gateway_command TO keyway_pipeline;

CREATE TABLE key_state (
    gateway_id  uuid NOT NULL REFERENCES gateway,
    key_id      uuid NOT NULL REFERENCES provider_key,
    model       text NOT NULL DEFAULT '',
    state       text NOT NULL CHECK (state IN ('READY', 'COOLING', 'LOCKED', 'PROBING', 'UNUSABLE')),
    reason      text NOT NULL DEFAULT '',
    since       timestamptz NOT NULL,
    until       timestamptz,
    in_flight   integer NOT NULL DEFAULT 0,
    successes   bigint NOT NULL DEFAULT 0,
    failures    bigint NOT NULL DEFAULT 0,
    reported_at timestamptz NOT NULL,
    PRIMARY KEY (key_id, gateway_id, model)
);

COMMENT ON TABLE key_state IS 'How a gateway last said that a key stands';
COMMENT ON COLUMN key_state.model IS 'Empty: the key as a whole';

GRANT SELECT ON key_state TO keyway_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON key_state TO keyway_pipeline;
