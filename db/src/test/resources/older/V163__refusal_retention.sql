INSERT INTO dropped_refusals (month) VALUES ('2025-01-01');
