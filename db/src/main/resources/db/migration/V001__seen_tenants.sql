-- Row-level security asks these: which tenants may this transaction see?
-- The application says so first in each transaction: set_config('keyway.tenants', '*' or 'id,id,…', true).
-- No value, no row.

CREATE FUNCTION sees_all() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce(current_setting('keyway.tenants', true) = '*', false);

CREATE FUNCTION seen_tenants() RETURNS uuid[]
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE coalesce(current_setting('keyway.tenants', true), '')
        WHEN '*' THEN '{}'::uuid[]
        ELSE string_to_array(coalesce(current_setting('keyway.tenants', true), ''), ',')::uuid[]
    END;

COMMENT ON FUNCTION sees_all() IS 'Whether this transaction works for the installation as a whole';
COMMENT ON FUNCTION seen_tenants() IS 'The tenants whose rows this transaction sees';
