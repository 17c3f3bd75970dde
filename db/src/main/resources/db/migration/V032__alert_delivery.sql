ALTER TABLE alert_outbox ADD COLUMN given_up_at timestamptz;

COMMENT ON COLUMN alert_outbox.given_up_at IS 'Since when it is tried no longer: every attempt failed, or its channel is gone';

DROP INDEX alert_outbox_due;
CREATE INDEX alert_outbox_due ON alert_outbox (due_at) WHERE sent_at IS NULL AND given_up_at IS NULL;
CREATE INDEX alert_outbox_of_channel ON alert_outbox (channel_id, id);
CREATE INDEX alert_outbox_age ON alert_outbox (created_at);
CREATE INDEX alert_channel_of_tenant ON alert_channel (tenant_id, id);

-- Master keys are changed online, here as for provider keys.
GRANT UPDATE (secret, master_key_id) ON alert_channel TO keyway_pipeline;
