INSERT INTO reader_access (login, tenant_id) VALUES ('bi_acme', '0198a000-0000-7000-8000-000000000001'), ('bi_all', NULL);
