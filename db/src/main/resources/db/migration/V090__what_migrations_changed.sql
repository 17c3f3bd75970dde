-- V080 changed providers and keys without raising the revision: gateways that hold an older snapshot read them anew.
WITH raised AS (
    UPDATE revision SET value = value + 1
    WHERE EXISTS (SELECT FROM provider WHERE deleted_at IS NULL)
    RETURNING value
), changed AS (
    SELECT 'provider' AS kind, id FROM provider WHERE deleted_at IS NULL
    UNION ALL SELECT 'provider_key', id FROM provider_key WHERE deleted_at IS NULL
), noted AS (
    INSERT INTO config_change (revision, kind, id, deleted, at)
    SELECT raised.value, changed.kind, changed.id, false, now() FROM raised, changed
)
SELECT pg_notify('keyway_revision', value::text) FROM raised;
