UPDATE installation SET fingerprint_key = '\x0102', fingerprint_master_key_id = 'm1';
