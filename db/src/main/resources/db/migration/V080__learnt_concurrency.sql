-- How many calls a key serves at once is learnt unless a number is set. 16 was what held where nobody had set one.
ALTER TABLE provider ALTER COLUMN max_in_flight DROP NOT NULL;
ALTER TABLE provider ALTER COLUMN max_in_flight DROP DEFAULT;
UPDATE provider SET max_in_flight = NULL WHERE max_in_flight = 16;
UPDATE provider_key SET max_in_flight = NULL WHERE max_in_flight = 16;

COMMENT ON COLUMN provider.max_in_flight IS
    'Calls at a time for one key and model; 0: no bound, null: as many as each key learns to take';
COMMENT ON COLUMN provider_key.max_in_flight IS 'Null: as the provider has it';
