INSERT INTO usage_day_summing (day) VALUES ('2026-02-03');
