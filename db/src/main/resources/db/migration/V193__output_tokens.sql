-- Tokens that a request received, so that lists and exports need not read its attempts. Null: booked before, and added up from its attempts.
ALTER TABLE usage_event ADD COLUMN output_tokens bigint;
