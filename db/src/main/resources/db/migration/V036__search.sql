-- A part of a name is found by the three-letter parts that it is made of. Where PostgreSQL comes without pg_trgm, a search
-- reads every row instead: slower, and otherwise the same.

CREATE INDEX provider_key_last4 ON provider_key (last4);

DO $$
DECLARE
    place text;
BEGIN
    SELECT extnamespace::regnamespace::text INTO place FROM pg_extension WHERE extname = 'pg_trgm';
    IF place IS NOT NULL THEN
        EXECUTE format('CREATE INDEX proxy_token_named ON proxy_token USING gin (lower(name) %s.gin_trgm_ops)', place);
        EXECUTE format('CREATE INDEX provider_key_named ON provider_key USING gin (lower(name) %s.gin_trgm_ops)', place);
        EXECUTE format('CREATE INDEX user_account_login_part ON user_account USING gin (lower(login) %s.gin_trgm_ops)', place);
        EXECUTE format('CREATE INDEX user_account_named ON user_account USING gin (lower(name) %s.gin_trgm_ops)', place);
    END IF;
END;
$$;

-- Row-level security asks whose a row is before LIKE may see it, and so keeps every index of names from being used. This
-- looks first, for tenants that the transaction sees and for no others.
CREATE FUNCTION tokens_found(tenant uuid, pattern text, ending text, most integer) RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = keyway, pg_temp
AS $$
BEGIN
    IF sees_all() OR tenant = ANY (seen_tenants()) THEN
        -- By EXECUTE, so that it is planned for this very pattern.
        RETURN QUERY EXECUTE $q$
            SELECT id FROM proxy_token WHERE tenant_id = $1 AND (lower(name) LIKE $2 ESCAPE '!' OR last4 = $3) LIMIT $4$q$
            USING tenant, pattern, ending, most;
    END IF;
END;
$$;

COMMENT ON FUNCTION tokens_found(uuid, text, text, integer) IS
    'Ids of at most so many tokens of a tenant whose name fits the pattern, with ! as its escape character, or that end so';

REVOKE ALL ON FUNCTION tokens_found(uuid, text, text, integer) FROM public;
GRANT EXECUTE ON FUNCTION tokens_found(uuid, text, text, integer) TO keyway_app;
