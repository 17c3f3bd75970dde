INSERT INTO gateway (id, name, credential_digest, credential_last4, created_at, updated_at, disabled_at, previous_digest, previous_until,
    started_at, in_flight) VALUES
    ('0198a000-0000-7000-8000-000000000146', 'us-1', '\xc874bc29e99f2e67290d6cdb1caa2a67a4d8ec079434fef4eaa0715e902f4ac1', 'gW04', '2026-03-02 08:15:30.25+00', '2026-03-02 08:15:30.25+00', '2026-06-30 23:59:59.999999+00', '\x239261316e505a034abae9a2c9f0f69e94af25d0c2253f753d10824ac5c9c34d', '2099-01-01 00:00:00+00', '2026-03-02 08:15:30.25+00', 12);
