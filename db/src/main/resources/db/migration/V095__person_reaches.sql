-- Whether somebody may still use what is theirs depends on all that they hold, whoever asks: who sees one tenant only would miss a role
-- over the installation.
CREATE FUNCTION person_reaches(person uuid, tenant uuid, team uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = keyway, pg_temp
AS $$
    SELECT EXISTS (
        SELECT FROM user_account u JOIN role_grant g ON g.user_id = u.id
        WHERE u.id = person AND u.deleted_at IS NULL AND u.disabled_at IS NULL
          AND (g.tenant_id IS NULL OR g.tenant_id = tenant) AND (g.team_id IS NULL OR g.team_id = team))
$$;

COMMENT ON FUNCTION person_reaches(uuid, uuid, uuid) IS 'Whether a person is active and holds a role over the team';

REVOKE ALL ON FUNCTION person_reaches(uuid, uuid, uuid) FROM public;
GRANT EXECUTE ON FUNCTION person_reaches(uuid, uuid, uuid) TO keyway_app;
