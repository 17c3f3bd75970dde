CREATE TABLE alert_channel (
    id            uuid PRIMARY KEY,
    tenant_id     uuid REFERENCES tenant,
    name          text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    kind          text NOT NULL CHECK (kind IN ('WEBHOOK', 'MAIL')),
    target        text NOT NULL CHECK (length(target) <= 500),
    events        text[] NOT NULL,
    secret        bytea,
    master_key_id text,
    disabled_at   timestamptz,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    deleted_at    timestamptz,
    version       bigint NOT NULL DEFAULT 0,
    CHECK ((secret IS NULL) = (master_key_id IS NULL))
);

COMMENT ON TABLE alert_channel IS 'Where alerts go: those of a tenant, or with no tenant those of the installation';
COMMENT ON COLUMN alert_channel.secret IS 'Signs a webhook''s calls; sealed under the master key';

CREATE TABLE alert_outbox (
    id         uuid PRIMARY KEY,
    channel_id uuid NOT NULL REFERENCES alert_channel,
    tenant_id  uuid REFERENCES tenant,
    event      text NOT NULL CHECK (event ~ '^[a-z][a-z_]*$'),
    occasion   text NOT NULL CHECK (length(occasion) <= 300),
    body       text NOT NULL,
    created_at timestamptz NOT NULL,
    due_at     timestamptz NOT NULL,
    attempts   integer NOT NULL DEFAULT 0,
    sent_at    timestamptz,
    failure    text CHECK (length(failure) <= 1000),
    UNIQUE (channel_id, occasion)
);

COMMENT ON TABLE alert_outbox IS 'Alerts to send and sent; written in the transaction in which the cause was seen';
COMMENT ON COLUMN alert_outbox.occasion IS 'What it is about and in which window: said once';

CREATE INDEX alert_outbox_due ON alert_outbox (due_at) WHERE sent_at IS NULL;

ALTER TABLE alert_channel ENABLE ROW LEVEL SECURITY;
CREATE POLICY alert_channel_seen ON alert_channel TO keyway_app
    USING ((SELECT sees_all()) OR tenant_id = ANY ((SELECT seen_tenants())::uuid[]));
CREATE POLICY alert_channel_pipeline ON alert_channel TO keyway_pipeline USING (true);
ALTER TABLE alert_outbox ENABLE ROW LEVEL SECURITY;
CREATE POLICY alert_outbox_seen ON alert_outbox TO keyway_app
    USING ((SELECT sees_all()) OR tenant_id = ANY ((SELECT seen_tenants())::uuid[]));
CREATE POLICY alert_outbox_pipeline ON alert_outbox TO keyway_pipeline USING (true);
GRANT SELECT, INSERT, UPDATE ON alert_channel TO keyway_app;
GRANT SELECT, INSERT ON alert_outbox TO keyway_app;
GRANT SELECT ON alert_channel TO keyway_pipeline;
GRANT SELECT, INSERT, UPDATE, DELETE ON alert_outbox TO keyway_pipeline;
