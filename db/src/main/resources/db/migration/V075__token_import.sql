-- Which of these secrets are some token's, of whichever tenant: a secret is of one token only. Whoever asks knows the secrets.
CREATE FUNCTION token_secrets_known(digests bytea[]) RETURNS SETOF bytea
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = keyway, pg_temp
AS $$
    SELECT digest FROM proxy_token_secret WHERE digest = ANY (digests)
$$;

COMMENT ON FUNCTION token_secrets_known(bytea[]) IS 'Those of the digests that a token of any tenant has';

REVOKE ALL ON FUNCTION token_secrets_known(bytea[]) FROM public;
GRANT EXECUTE ON FUNCTION token_secrets_known(bytea[]) TO keyway_app;
