ALTER TABLE alert_channel
    ADD COLUMN target_sealed        bytea,
    ADD COLUMN target_master_key_id text,
    ADD CHECK ((target_sealed IS NULL) = (target_master_key_id IS NULL));

COMMENT ON COLUMN alert_channel.target IS 'What is shown of where it leads: of a webhook no more than its origin, for whoever has its path can write there';
COMMENT ON COLUMN alert_channel.target_sealed IS 'A webhook''s whole address, sealed under the master key; null: it was entered before addresses were sealed, and stands in target until the service has sealed it';

-- Nothing calls these any more.
UPDATE alert_channel SET target = regexp_replace(target, '^([^:/]+://[^/?#]+).+$', '\1/…')
WHERE kind = 'WEBHOOK' AND deleted_at IS NOT NULL;

GRANT UPDATE (target, target_sealed, target_master_key_id) ON alert_channel TO keyway_pipeline;
