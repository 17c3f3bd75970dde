-- Tokens that a request received, so that lists and exports need not read its attempts. Null: booked before, and added up from its attempts.
ALTER TABLE usage_event ADD COLUMN output_tokens bigint;

COMMENT ON COLUMN usage_event.output_tokens IS 'Those of its tokens that were received; null: booked before there was this column';
