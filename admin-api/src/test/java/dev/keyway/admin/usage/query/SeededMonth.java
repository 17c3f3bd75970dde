package dev.keyway.admin.usage.query;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.World;
import dev.keyway.admin.usage.ingest.BookedRows;

/**
 * Usage of the five weeks around October 2026, in which clocks are changed in Europe and on Lord Howe Island: always the same, made by
 * SQL, with requests of all outcomes, failed attempts, refusals, tags, users and adjustments.
 */
final class SeededMonth {

    /** A number from 0 on and below a bound, of a row and a purpose. */
    private static final String FUNCTION = """
            CREATE FUNCTION keyway.seeded(n bigint, purpose integer, bound bigint) RETURNS bigint LANGUAGE sql IMMUTABLE
            RETURN abs(hashint8extended(n, purpose) % bound)""";

    private static final String ID = "('00000000-0000-7000-8%s00-' || lpad(%s::text, 12, '0'))::uuid";

    private SeededMonth() {}

    static void in(AdminServer server, World world, int events) {
        server.database().execute(FUNCTION, "SELECT keyway.ensure_months('usage_event', date '2026-09-01', 4)");
        server.database()
                .execute(
                        "SELECT keyway.ensure_months('usage_attempt', date '2026-09-01', 4)",
                        events(world, events),
                        attempts(),
                        """
                        UPDATE keyway.usage_event e SET cost_nanos = a.nanos + keyway.seeded(sequence, 30, 2) * keyway.seeded(sequence, 31, 1000),
                            tokens = a.tokens, output_tokens = CASE WHEN sequence % 2 = 0 THEN a.received END, attempts = a.number, provider_id = a.provider_id, provider = 'p', account_id = a.account_id,
                            key_id = a.key_id, model = a.model, answered_by = CASE WHEN outcome = 'COMPLETED' THEN a.number END
                        FROM (SELECT DISTINCT ON (event_id) event_id, provider_id, account_id, key_id, model, number,
                                sum(cost_nanos) OVER w AS nanos, sum(input + output) OVER w AS tokens,
                                sum(output) OVER w AS received
                            FROM keyway.usage_attempt WINDOW w AS (PARTITION BY event_id) ORDER BY event_id, number DESC) a
                        WHERE a.event_id = e.id""");
        BookedRows.addToRollups(server);
        server.database().execute("SELECT set_config('keyway.tenants', '*', false)", """
                        SELECT count(keyway.adjust_usage(gen_random_uuid(), id,
                            keyway.seeded(sequence, 40, 2000000) - least(cost_nanos, 1000000), 'an invoice', now(), 'a test'))
                        FROM keyway.usage_event WHERE kind = 'REQUEST' AND sequence % 97 = 0""", "VACUUM ANALYZE");
    }

    private static String events(World world, int events) {
        return """
                INSERT INTO keyway.usage_event (id, arrived_at, gateway_id, log_id, sequence, kind, at, date, tenant_id, tenant, team_id, team,
                    token_id, token, request_id, operation, asked_model, alias, outcome, status, error_origin, error_code, duration_millis,
                    first_byte_millis, cost_nanos, estimated, requests, tags, user_hash)
                SELECT %s, at + interval '1 second', uuidv7(), uuidv7(), n, CASE WHEN outcome = 'REFUSED' THEN 'REFUSAL' ELSE 'REQUEST' END,
                    at, (at AT TIME ZONE 'Europe/Berlin')::date, tenant, 'T', team, 'Team', token, 'Token', 'req-' || n, 'chat_completions',
                    'asked', CASE WHEN keyway.seeded(n, 5, 3) = 0 THEN 'fast' END, outcome,
                    CASE outcome WHEN 'COMPLETED' THEN 200 WHEN 'REFUSED' THEN 429 ELSE 502 END,
                    CASE outcome WHEN 'COMPLETED' THEN NULL WHEN 'REFUSED' THEN 'gateway' WHEN 'CANCELLED' THEN 'client' ELSE 'provider' END,
                    CASE outcome WHEN 'COMPLETED' THEN NULL WHEN 'REFUSED' THEN 'rate_limit_exceeded' ELSE 'provider_error' END,
                    1 + (power(10, keyway.seeded(n, 6, 5000) / 1000.0))::bigint,
                    CASE WHEN n %% 2 = 0 THEN (power(10, keyway.seeded(n, 7, 3000) / 1000.0))::bigint END,
                    0, n %% 13 = 0, CASE WHEN outcome = 'REFUSED' THEN 1 + keyway.seeded(n, 8, 4) ELSE 1 END,
                    CASE keyway.seeded(n, 9, 4) WHEN 0 THEN NULL WHEN 1 THEN jsonb_build_object('stage', 'test')
                        ELSE jsonb_build_object('feature', 'f' || keyway.seeded(n, 10, 15), 'stage', 'live', 'label:centre', 'c' || n %% 3) END,
                    CASE WHEN n %% 3 > 0 THEN 'user' || keyway.seeded(n, 11, 40) END
                FROM generate_series(1, %d) n
                CROSS JOIN LATERAL (SELECT timestamptz '2026-09-29 00:00:00Z'
                    + keyway.seeded(n, 1, 35::bigint * 86400000000) * interval '1 microsecond') AS t (at)
                CROSS JOIN LATERAL (SELECT CASE WHEN n %% 4 = 0 THEN '%s'::uuid ELSE '%s'::uuid END,
                    CASE WHEN n %% 4 = 0 THEN '%s'::uuid WHEN n %% 4 = 1 THEN '%s'::uuid ELSE '%s'::uuid END) AS w (tenant, team)
                CROSS JOIN LATERAL (SELECT ('00000000-0000-7000-8' || n %% 4 || '00-' || lpad(keyway.seeded(n, 2, 12)::text, 12, '0'))::uuid)
                    AS k (token)
                CROSS JOIN LATERAL (SELECT (ARRAY['FAILED', 'BROKEN', 'CANCELLED', 'INTERRUPTED', 'REFUSED'])[keyway.seeded(n, 4, 40) + 1])
                    AS p (other)
                CROSS JOIN LATERAL (SELECT coalesce(other, 'COMPLETED')) AS o (outcome)""".formatted(
                        ID.formatted("1", "n"),
                        events,
                        world.foreignTenant(),
                        world.tenant(),
                        world.foreignTeam(),
                        world.otherTeam(),
                        world.team());
    }

    private static String attempts() {
        return """
                INSERT INTO keyway.usage_attempt (event_id, number, arrived_at, tenant_id, provider_id, provider, account_id, key_id, model, at,
                    outcome, status, failure, chosen, duration_millis, first_byte_millis, input, cache_read, output, other_units, cost_nanos,
                    estimated, unpriced)
                SELECT e.id, number, e.arrived_at, e.tenant_id, %s, 'p', CASE WHEN key < 4 THEN %s END, %s, 'model-' || keyway.seeded(s, 21, 5),
                    e.at + (number - 1) * interval '7 minutes' + keyway.seeded(s, 22, 2000) * interval '1 millisecond',
                    CASE WHEN last THEN e.outcome ELSE 'FAILED' END, CASE WHEN last THEN 200 ELSE 429 END,
                    CASE WHEN NOT last THEN (ARRAY['RATE_SHORT', 'SERVER', 'AUTH'])[keyway.seeded(s, 23, 3) + 1]
                        WHEN e.outcome IN ('FAILED', 'BROKEN') THEN 'SERVER' END, 'idle',
                    1 + keyway.seeded(s, 24, 60000), keyway.seeded(s, 25, 5000), keyway.seeded(s, 26, 3000), keyway.seeded(s, 27, 2000),
                    keyway.seeded(s, 28, 900), CASE WHEN s %% 11 = 0 THEN jsonb_build_object('image', 1 + s %% 3) END,
                    keyway.seeded(s, 29, 400000000), e.estimated, CASE WHEN s %% 11 = 0 THEN jsonb_build_object('image', 1 + s %% 3) END
                FROM keyway.usage_event e
                CROSS JOIN LATERAL generate_series(1, 1 + keyway.seeded(e.sequence, 20, 5) / 4 + keyway.seeded(e.sequence, 32, 20) / 19) AS number
                CROSS JOIN LATERAL (SELECT e.sequence * 4 + number,
                    number = 1 + keyway.seeded(e.sequence, 20, 5) / 4 + keyway.seeded(e.sequence, 32, 20) / 19) AS x (s, last)
                CROSS JOIN LATERAL (SELECT keyway.seeded(s, 33, 9)) AS k (key)
                WHERE e.kind = 'REQUEST'""".formatted(ID.formatted("2", "(key / 3)"), ID.formatted("3", "(key / 2)"), ID.formatted("4", "key"));
    }
}
