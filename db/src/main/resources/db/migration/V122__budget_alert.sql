CREATE TABLE budget_alert (
    budget_id    uuid NOT NULL REFERENCES budget_policy ON DELETE CASCADE,
    window_start date NOT NULL,
    percent      smallint NOT NULL CHECK (percent BETWEEN 1 AND 100),
    tenant_id    uuid NOT NULL,
    raised_at    timestamptz NOT NULL,
    PRIMARY KEY (budget_id, window_start, percent)
);

COMMENT ON TABLE budget_alert IS 'Thresholds of budgets that were passed: each alerts once in a window, also after a raise';

ALTER TABLE budget_alert ENABLE ROW LEVEL SECURITY;
CREATE POLICY budget_alert_pipeline ON budget_alert TO keyway_pipeline USING (true);
GRANT SELECT, INSERT, DELETE ON budget_alert TO keyway_pipeline;
