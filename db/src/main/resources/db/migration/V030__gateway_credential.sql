ALTER TABLE gateway
    ADD COLUMN disabled_at       timestamptz,
    ADD COLUMN previous_digest   bytea UNIQUE CHECK (length(previous_digest) = 32),
    ADD COLUMN previous_until    timestamptz,
    ADD COLUMN started_at        timestamptz,
    ADD COLUMN in_flight         integer,
    ADD CHECK ((previous_digest IS NULL) = (previous_until IS NULL));

COMMENT ON COLUMN gateway.credential_digest IS 'SHA-256 of the credential, which is 256 random bits and is shown once';
COMMENT ON COLUMN gateway.disabled_at IS 'Since when it is cut off, until it is enabled';
COMMENT ON COLUMN gateway.revoked_at IS 'Since when it is cut off for good; its row stays for usage and audit, which name it';
COMMENT ON COLUMN gateway.previous_digest IS 'The credential that was rotated out, good until previous_until';
COMMENT ON COLUMN gateway.seen_at IS 'Its latest call';
COMMENT ON COLUMN gateway.started_at IS 'Since when it runs, as its heartbeat says';
COMMENT ON COLUMN gateway.in_flight IS 'Requests that it served at its latest heartbeat';
COMMENT ON COLUMN gateway_command.delivered_at IS 'When it was handed over last; it comes again until it is answered';

CREATE INDEX gateway_command_of_key ON gateway_command (key_id, id);
CREATE INDEX key_state_of_gateway ON key_state (gateway_id);
