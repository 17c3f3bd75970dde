ALTER TABLE tenant
    ADD COLUMN user_key               bytea,
    ADD COLUMN user_key_master_key_id text,
    ADD CHECK ((user_key IS NULL) = (user_key_master_key_id IS NULL));

COMMENT ON COLUMN tenant.user_key IS 'Key under which the users that its requests name are hashed, sealed; null: not made yet, or destroyed with the tenant';
COMMENT ON COLUMN tenant.user_key_master_key_id IS 'Which master key it is sealed with';

GRANT UPDATE (user_key, user_key_master_key_id) ON tenant TO keyway_pipeline;
