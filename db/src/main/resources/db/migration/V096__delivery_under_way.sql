-- A delivery that is under way is not tried again at the same time.
ALTER TABLE alert_outbox ADD COLUMN under_way_until timestamptz;

COMMENT ON COLUMN alert_outbox.under_way_until IS 'Until when a replica may be sending it; null: none is';
