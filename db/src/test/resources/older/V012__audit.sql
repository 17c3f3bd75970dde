-- A chain that was signed with the audit key of the tests.
SELECT ensure_months('audit_entry', date '2026-03-01', 2);

INSERT INTO audit_entry (sequence, at, actor_kind, actor_id, actor_name, address, action, kind, object_id, tenant_id, team_id,
    before, after, reason, key_id, mac) VALUES
    (1, '2026-03-02T08:15:30.250Z', 'SYSTEM', NULL, 'system', '', 'created', 'user', '0198a000-0000-7000-8000-000000000031', NULL, NULL, NULL, '{"login":"owner","name":"Olga Owner"}', NULL, 'a1', '\x4a8ebade764a8be1a052affdbbf8539bb6eddcbe8ca5b14421e351f9492c0aa7'),
    (2, '2026-03-02T08:16:00Z', 'USER', '0198a000-0000-7000-8000-000000000031', 'owner', '203.0.113.9', 'created', 'tenant', '0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000001', NULL, NULL, '{"name":"Acme","zone":"Europe/Berlin"}', 'first customer', 'a1', '\xcdd09ee802549bb35b8abe4eaf8fd247cedc408b7a8bc9ef61994c01b5361b2e'),
    (3, '2026-03-31T23:59:59.999999Z', 'USER', '0198a000-0000-7000-8000-000000000031', 'owner', '203.0.113.9', 'updated', 'team', '0198a000-0000-7000-8000-000000000012', '0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000012', '{"blocked":false,"name":"Support"}', '{"blocked":true,"name":"Support"}', '„überzogen“ 超過', 'a1', '\x0e7f95e29fd1e00328b2857ff7f579383797cc88f97157b3fac0a16a462eca00'),
    (4, '2026-04-01T00:00:00Z', 'GATEWAY', '0198a000-0000-7000-8000-000000000141', 'eu-1', '10.1.2.3', 'registered', 'gateway', '0198a000-0000-7000-8000-000000000141', NULL, NULL, '{"name":"eu-1"}', '{"contract":1,"name":"eu-1"}', NULL, 'a1', '\x829c5a4f56ff7a72cc7af9c9789de05c435a9796792621619a35d46bacc26b6f'),
    (5, '2026-04-07T12:00:00.000001Z', 'SERVICE_ACCOUNT', '0198a000-0000-7000-8000-000000000042', 'deployer', '2001:db8::7', 'deleted', 'proxy_token', '0198a000-0000-7000-8000-000000000073', '0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000012', '{"last4":"Qq12","name":"old"}', NULL, NULL, 'a1', '\x6ed816181f0c3421220fa033bfb0dc5e12f2556944c4b9b8b6d508a2770b3635');

UPDATE audit_head SET sequence = 5, mac = '\x6ed816181f0c3421220fa033bfb0dc5e12f2556944c4b9b8b6d508a2770b3635';

-- The month before was empty when it was dropped.
INSERT INTO audit_closing (month, sequence, mac, key_id, seal) VALUES
    ('2026-02-01', 0, '\x0000000000000000000000000000000000000000000000000000000000000000', 'a1', '\x5274bcf9f8575124659b05a518e5e489b42a20195886c7eca98fc274af0eefa1');
