-- Filters over all tenants, beside those within one.
CREATE INDEX proxy_token_all_revoked ON proxy_token (id) WHERE revoked_at IS NOT NULL;
CREATE INDEX proxy_token_all_blocked ON proxy_token (id) WHERE revoked_at IS NULL AND blocked_at IS NOT NULL;
CREATE INDEX proxy_token_all_expiring ON proxy_token (expires_at, id) WHERE expires_at IS NOT NULL;
CREATE INDEX proxy_token_all_pending ON proxy_token (id) WHERE last4 IS NULL;
CREATE INDEX proxy_token_of_team_alone ON proxy_token (team_id, id);
CREATE INDEX proxy_token_of_creator ON proxy_token (created_by, id) WHERE created_by IS NOT NULL;
CREATE INDEX proxy_token_of_owner ON proxy_token (owner_id, id) WHERE owner_id IS NOT NULL;

-- As tokens_found, over all tenants that the transaction sees as well, and by labels.
CREATE FUNCTION tokens_matching(tenant uuid, pattern text, ending text, wanted jsonb, most integer) RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = keyway, pg_temp
AS $$
DECLARE
    conditions text := 'true';
BEGIN
    IF NOT sees_all() THEN
        IF tenant IS NOT NULL AND NOT tenant = ANY (seen_tenants()) THEN
            RETURN;
        END IF;
        conditions := conditions || ' AND tenant_id = ANY ($6)';
    END IF;
    IF tenant IS NOT NULL THEN
        conditions := conditions || ' AND tenant_id = $1';
    END IF;
    IF pattern IS NOT NULL THEN
        conditions := conditions || ' AND (lower(name) LIKE $2 ESCAPE ''!'' OR last4 = $3)';
    END IF;
    IF wanted IS NOT NULL THEN
        conditions := conditions || ' AND labels @> $4';
    END IF;
    -- By EXECUTE, so that it is planned for these very values.
    RETURN QUERY EXECUTE 'SELECT id FROM proxy_token WHERE ' || conditions || ' LIMIT $5'
        USING tenant, pattern, ending, wanted, most, seen_tenants();
END;
$$;

COMMENT ON FUNCTION tokens_matching(uuid, text, text, jsonb, integer) IS
    'Ids of at most so many tokens, of a tenant or of all seen ones, whose name fits the pattern (! escapes) or that end so, and that have these labels';

REVOKE ALL ON FUNCTION tokens_matching(uuid, text, text, jsonb, integer) FROM public;
GRANT EXECUTE ON FUNCTION tokens_matching(uuid, text, text, jsonb, integer) TO keyway_app;
