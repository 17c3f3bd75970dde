ALTER TABLE gateway
    ADD COLUMN instance_id   uuid,
    ADD COLUMN start_count   bigint,
    ADD COLUMN signed_off_at timestamptz,
    ADD COLUMN log_id        uuid;

COMMENT ON COLUMN gateway.instance_id IS 'The state directory of the instance that registered last: one credential admits one';
COMMENT ON COLUMN gateway.start_count IS 'How often that instance has started';
COMMENT ON COLUMN gateway.signed_off_at IS 'When it said that it stops; null: it runs, or was killed';
COMMENT ON COLUMN gateway.log_id IS 'The usage log that it writes to';

-- A service that hears of a revision or mark above its own has found that its database was restored.
GRANT UPDATE (timeline) ON installation TO keyway_pipeline;
