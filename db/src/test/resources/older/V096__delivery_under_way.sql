UPDATE alert_outbox SET under_way_until = '2026-06-01T00:05:00Z' WHERE sent_at IS NULL AND given_up_at IS NULL;
