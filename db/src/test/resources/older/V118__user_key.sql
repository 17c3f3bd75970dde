UPDATE tenant SET user_key = '\x00ff5c27'::bytea, user_key_master_key_id = 'm1' WHERE id = '0198a000-0000-7000-8000-000000000001';
