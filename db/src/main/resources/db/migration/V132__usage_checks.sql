-- Rollups are compared with the records each night, and built again from them on request, day by day of UTC.

CREATE TABLE usage_check (
    day         date PRIMARY KEY,
    checked_at  timestamptz,
    differences bigint NOT NULL DEFAULT 0,
    asked_at    timestamptz,
    asked_by    text,
    rebuilt_at  timestamptz
);

COMMENT ON TABLE usage_check IS 'Days whose rollups were compared with the records, or are to be built again';
COMMENT ON COLUMN usage_check.differences IS 'Rows of rollups that differed from the records when it was last checked or built again';
COMMENT ON COLUMN usage_check.asked_at IS 'When somebody asked for it to be built again; null once it is';
COMMENT ON COLUMN usage_check.rebuilt_at IS 'When it was last built again';

ALTER TABLE usage_check ENABLE ROW LEVEL SECURITY;
CREATE POLICY usage_check_seen ON usage_check FOR SELECT TO keyway_app USING ((SELECT sees_all()));
CREATE POLICY usage_check_asked ON usage_check FOR INSERT TO keyway_app WITH CHECK ((SELECT sees_all()));
CREATE POLICY usage_check_asked_again ON usage_check FOR UPDATE TO keyway_app USING ((SELECT sees_all()));
CREATE POLICY usage_check_pipeline ON usage_check TO keyway_pipeline USING (true);
GRANT SELECT, INSERT (day, asked_at, asked_by), UPDATE (asked_at, asked_by) ON usage_check TO keyway_app;
GRANT SELECT, INSERT, UPDATE ON usage_check TO keyway_pipeline;
GRANT DELETE ON usage_outcome_quarter, usage_consumer_quarter, usage_consumer_day, usage_supply_quarter, usage_supply_day,
    usage_latency_team, usage_latency_key TO keyway_pipeline;
