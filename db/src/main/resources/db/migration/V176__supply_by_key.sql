-- What a key served lately, and when it was last used, is read for one page of keys.
CREATE INDEX usage_supply_quarter_of_key ON usage_supply_quarter (key_id, quarter);
