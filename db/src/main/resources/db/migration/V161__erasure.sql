-- Erasures: what named a person or a tenant is overwritten, and amounts stay, so that every sum is as before. The list has no name, so that
-- it can be stored anywhere and applied again to a database that was restored.

CREATE TABLE erasure (
    id           uuid PRIMARY KEY,
    kind         text NOT NULL CHECK (kind IN ('TENANT', 'USER', 'REQUEST_USER')),
    tenant_id    uuid,
    user_id      uuid,
    user_hash    text CHECK (length(user_hash) <= 200),
    requested_at timestamptz NOT NULL,
    records      bigint NOT NULL DEFAULT 0,
    next_at      timestamptz NOT NULL DEFAULT '-infinity',
    next_id      uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    erased_at    timestamptz,
    UNIQUE NULLS NOT DISTINCT (kind, tenant_id, user_id, user_hash),
    CHECK (CASE kind
        WHEN 'TENANT' THEN tenant_id IS NOT NULL AND user_id IS NULL AND user_hash IS NULL
        WHEN 'USER' THEN user_id IS NOT NULL AND tenant_id IS NULL AND user_hash IS NULL
        ELSE tenant_id IS NOT NULL AND user_hash IS NOT NULL AND user_id IS NULL END)
);

COMMENT ON TABLE erasure IS 'Persons and tenants to erase and erased, without their names';
COMMENT ON COLUMN erasure.kind IS 'TENANT; USER: an account of this service; REQUEST_USER: a user that requests of a tenant name';
COMMENT ON COLUMN erasure.user_hash IS 'As records have it';
COMMENT ON COLUMN erasure.records IS 'Usage records that were overwritten';
COMMENT ON COLUMN erasure.next_at IS 'Records after this moment and ID are still to be looked at in this run; -infinity: it begins';
COMMENT ON COLUMN erasure.erased_at IS 'When the last run over the records ended; null: none has';

CREATE INDEX erasure_due ON erasure (requested_at);
ALTER TABLE erasure ENABLE ROW LEVEL SECURITY;
CREATE POLICY erasure_seen ON erasure TO keyway_app USING ((SELECT sees_all()));
CREATE POLICY erasure_pipeline ON erasure TO keyway_pipeline USING (true);
GRANT SELECT, INSERT, UPDATE (erased_at, next_at, next_id, requested_at) ON erasure TO keyway_app;
GRANT SELECT, UPDATE ON erasure TO keyway_pipeline;

CREATE TABLE former_login (
    user_id uuid NOT NULL REFERENCES user_account,
    login   text NOT NULL,
    until   timestamptz NOT NULL,
    PRIMARY KEY (user_id, until)
);

COMMENT ON TABLE former_login IS 'Logins that accounts had: what somebody did is stored with the login of that time';

ALTER TABLE former_login ENABLE ROW LEVEL SECURITY;

CREATE FUNCTION login_changed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = keyway, pg_temp
AS $$
BEGIN
    INSERT INTO former_login (user_id, login, until) VALUES (OLD.id, OLD.login, NEW.updated_at) ON CONFLICT DO NOTHING;
    RETURN NULL;
END;
$$;

CREATE TRIGGER user_account_login_changes AFTER UPDATE OF login ON user_account
    FOR EACH ROW WHEN (OLD.login <> NEW.login) EXECUTE FUNCTION login_changed();

CREATE FUNCTION logins_of(person uuid) RETURNS TABLE (login text, since timestamptz, until timestamptz)
    LANGUAGE sql STABLE SET search_path = keyway, pg_temp
AS $$
    WITH held AS (
        SELECT f.user_id, f.login, f.until FROM former_login f UNION ALL SELECT u.id, u.login, 'infinity' FROM user_account u),
    times AS (
        SELECT h.user_id, h.login, coalesce(lag(h.until) OVER (PARTITION BY h.user_id ORDER BY h.until), u.created_at) AS since, h.until
        FROM held h JOIN user_account u ON u.id = h.user_id)
    SELECT t.login, t.since, least(t.until, (SELECT min(n.since) FROM times n
        WHERE n.user_id <> t.user_id AND lower(n.login) = lower(t.login) AND n.since >= t.since))
    FROM times t WHERE t.user_id = person
$$;

COMMENT ON FUNCTION logins_of(uuid) IS 'Logins of a person, each up to the moment at which it was changed or another person had it';
REVOKE ALL ON FUNCTION logins_of(uuid) FROM public;

CREATE FUNCTION erase_names(erasure_id uuid, moment timestamptz) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = keyway, pg_temp
AS $$
DECLARE
    e erasure;
    had record;
BEGIN
    IF NOT sees_all() THEN
        RAISE EXCEPTION 'an erasure is of the installation' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT * INTO STRICT e FROM erasure WHERE id = erasure_id;
    IF e.kind = 'TENANT' THEN
        UPDATE proxy_token SET name = 'erased', description = '', labels = '{}', revoked_at = coalesce(revoked_at, moment),
            updated_at = moment, version = version + 1
        WHERE tenant_id = e.tenant_id AND (name <> 'erased' OR revoked_at IS NULL);
        UPDATE access_token SET name = 'erased', revoked_at = coalesce(revoked_at, moment)
        WHERE service_account_id IN (SELECT id FROM service_account WHERE tenant_id = e.tenant_id);
        UPDATE service_account SET name = 'erased', deleted_at = coalesce(deleted_at, moment), updated_at = moment, version = version + 1
        WHERE tenant_id = e.tenant_id AND name <> 'erased';
        UPDATE team SET name = 'erased', description = '', labels = '{}', deleted_at = coalesce(deleted_at, moment), updated_at = moment,
            version = version + 1
        WHERE tenant_id = e.tenant_id AND name <> 'erased';
        UPDATE tenant SET name = 'erased', description = '', labels = '{}', tag_names = '{}', user_key = NULL, user_key_master_key_id = NULL,
            deleted_at = coalesce(deleted_at, moment), updated_at = moment, version = version + 1
        WHERE id = e.tenant_id AND (name <> 'erased' OR deleted_at IS NULL OR user_key IS NOT NULL);
        DELETE FROM role_grant WHERE tenant_id = e.tenant_id;
        DELETE FROM alert_outbox WHERE tenant_id = e.tenant_id
            OR channel_id IN (SELECT id FROM alert_channel WHERE tenant_id = e.tenant_id);
        UPDATE alert_channel SET name = 'erased', target = 'erased', secret = NULL, master_key_id = NULL,
            deleted_at = coalesce(deleted_at, moment), disabled_at = coalesce(disabled_at, moment), updated_at = moment
        WHERE tenant_id = e.tenant_id AND name <> 'erased';
        UPDATE usage_adjustment SET reason = 'erased' WHERE tenant_id = e.tenant_id AND reason <> 'erased';
        UPDATE statement SET tenant = 'erased', note = '' WHERE tenant_id = e.tenant_id;
        UPDATE statement_line SET team = 'erased', token = 'erased' WHERE tenant_id = e.tenant_id;
    ELSIF e.kind = 'USER' THEN
        FOR had IN SELECT * FROM logins_of(e.user_id) LOOP
            UPDATE usage_adjustment SET created_by = 'erased'
            WHERE created_by = had.login AND created_at >= had.since AND created_at < had.until;
            UPDATE statement SET closed_by = 'erased' WHERE closed_by = had.login AND closed_at >= had.since AND closed_at < had.until;
            UPDATE repricing SET created_by = 'erased'
            WHERE created_by = had.login AND created_at >= had.since AND created_at < had.until;
            UPDATE usage_gap SET resolved_by = 'erased'
            WHERE resolved_by = had.login AND resolved_at >= had.since AND resolved_at < had.until;
            UPDATE usage_check SET asked_by = 'erased'
            WHERE asked_by = had.login AND coalesce(asked_at, rebuilt_at) >= had.since AND coalesce(asked_at, rebuilt_at) < had.until;
            DELETE FROM login_failure WHERE subject = 'login:' || encode(sha256(convert_to(lower(had.login), 'UTF8')), 'hex');
        END LOOP;
        DELETE FROM login_failure WHERE subject = 'user:' || e.user_id
            OR subject IN (SELECT 'browser:' || encode(digest, 'hex') FROM known_browser WHERE user_id = e.user_id);
        DELETE FROM alert_outbox WHERE event = 'account_locked' AND occasion LIKE 'account ' || e.user_id || ' %';
        DELETE FROM session WHERE user_id = e.user_id;
        DELETE FROM known_browser WHERE user_id = e.user_id;
        DELETE FROM role_grant WHERE user_id = e.user_id;
        UPDATE access_token SET name = 'erased', revoked_at = coalesce(revoked_at, moment) WHERE user_id = e.user_id;
        UPDATE proxy_token SET name = 'erased', description = '', labels = '{}', revoked_at = coalesce(revoked_at, moment),
            updated_at = moment, version = version + 1
        WHERE owner_id = e.user_id AND (name <> 'erased' OR revoked_at IS NULL);
        UPDATE statement_line SET token = 'erased' WHERE token_id IN (SELECT id FROM proxy_token WHERE owner_id = e.user_id);
        UPDATE user_account SET login = 'erased-' || id, name = 'erased', password_hash = NULL, oidc_issuer = NULL, oidc_subject = NULL,
            deleted_at = coalesce(deleted_at, moment), updated_at = moment, version = version + 1
        WHERE id = e.user_id AND (name <> 'erased' OR deleted_at IS NULL);
        DELETE FROM former_login WHERE user_id = e.user_id;
    END IF;
END;
$$;

CREATE FUNCTION erase_records(erasure_id uuid, most integer, moment timestamptz) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = keyway, pg_temp
AS $$
DECLARE
    e erasure;
    ids uuid[];
    moments timestamptz[];
    arrivals timestamptz[];
    seen integer;
    changed bigint;
BEGIN
    SELECT * INTO STRICT e FROM erasure WHERE id = erasure_id FOR UPDATE;
    IF e.kind = 'USER' THEN
        SELECT array_agg(id ORDER BY at, id), array_agg(at ORDER BY at, id), array_agg(arrived_at ORDER BY at, id)
        INTO ids, moments, arrivals
        FROM (SELECT n.* FROM proxy_token t CROSS JOIN LATERAL (
                SELECT id, at, arrived_at FROM usage_event WHERE token_id = t.id AND (at, id) > (e.next_at, e.next_id)
                ORDER BY at, id LIMIT most) AS n
            WHERE t.owner_id = e.user_id ORDER BY n.at, n.id LIMIT most) AS n;
    ELSE
        SELECT array_agg(id ORDER BY at, id), array_agg(at ORDER BY at, id), array_agg(arrived_at ORDER BY at, id)
        INTO ids, moments, arrivals
        FROM (SELECT id, at, arrived_at FROM usage_event WHERE tenant_id = e.tenant_id AND (at, id) > (e.next_at, e.next_id)
            ORDER BY at, id LIMIT most) AS n;
    END IF;
    seen := coalesce(cardinality(ids), 0);
    IF e.kind = 'TENANT' THEN
        UPDATE usage_event u SET tenant = 'erased', team = 'erased', token = 'erased', request_id = '', tags = NULL, user_hash = NULL
        FROM unnest(ids, arrivals) AS r (id, arrived_at) WHERE u.id = r.id AND u.arrived_at = r.arrived_at AND u.tenant <> 'erased';
    ELSIF e.kind = 'USER' THEN
        UPDATE usage_event u SET token = 'erased', request_id = '', tags = NULL, user_hash = NULL
        FROM unnest(ids, arrivals) AS r (id, arrived_at) WHERE u.id = r.id AND u.arrived_at = r.arrived_at AND u.token <> 'erased';
    ELSE
        UPDATE usage_event u SET request_id = '', tags = NULL, user_hash = NULL
        FROM unnest(ids, arrivals) AS r (id, arrived_at) WHERE u.id = r.id AND u.arrived_at = r.arrived_at AND u.user_hash = e.user_hash;
    END IF;
    GET DIAGNOSTICS changed = ROW_COUNT;
    UPDATE erasure SET records = records + changed,
        next_at = CASE WHEN seen < most THEN '-infinity' ELSE moments[seen] END,
        next_id = CASE WHEN seen < most THEN '00000000-0000-0000-0000-000000000000' ELSE ids[seen] END,
        erased_at = CASE WHEN seen < most THEN moment ELSE erased_at END
    WHERE id = erasure_id;
    RETURN seen < most;
END;
$$;

COMMENT ON FUNCTION erase_names(uuid, timestamptz) IS 'Overwrites all names of an erasure but those in usage records, and ends what is left of it';
COMMENT ON FUNCTION erase_records(uuid, integer, timestamptz) IS
    'Overwrites the names in so many of the next usage records of an erasure; answers whether this run has ended. Amounts stay';

REVOKE ALL ON FUNCTION erase_names(uuid, timestamptz) FROM public;
REVOKE ALL ON FUNCTION erase_records(uuid, integer, timestamptz) FROM public;
GRANT EXECUTE ON FUNCTION erase_names(uuid, timestamptz) TO keyway_app;
GRANT EXECUTE ON FUNCTION erase_records(uuid, integer, timestamptz) TO keyway_pipeline;
