-- A budget that is deleted and made again is another one, and has the same rows.
ALTER TABLE spend_grant ADD COLUMN refused_budget uuid;

COMMENT ON COLUMN spend_grant.refused_budget IS 'Hard budget that was in force when its gateway last said that it refused; null: none was';
