-- A configuration file knows channels by their names: those of one tenant, or of the installation, have different ones.
DO $$
DECLARE
    later  record;
    number integer;
    wanted text;
BEGIN
    FOR later IN
        SELECT c.id, c.tenant_id, c.name FROM alert_channel c
        WHERE c.deleted_at IS NULL AND EXISTS (
            SELECT FROM alert_channel o WHERE o.deleted_at IS NULL AND o.id < c.id
                AND o.tenant_id IS NOT DISTINCT FROM c.tenant_id AND lower(o.name) = lower(c.name))
        ORDER BY c.id
    LOOP
        number := 2;
        LOOP
            wanted := left(later.name, 120 - length(' ' || number)) || ' ' || number;
            EXIT WHEN NOT EXISTS (
                SELECT FROM alert_channel o WHERE o.deleted_at IS NULL
                    AND o.tenant_id IS NOT DISTINCT FROM later.tenant_id AND lower(o.name) = lower(wanted));
            number := number + 1;
        END LOOP;
        UPDATE alert_channel SET name = wanted, updated_at = now(), version = version + 1 WHERE id = later.id;
    END LOOP;
END $$;

CREATE UNIQUE INDEX alert_channel_name ON alert_channel (tenant_id, lower(name)) NULLS NOT DISTINCT WHERE deleted_at IS NULL;
