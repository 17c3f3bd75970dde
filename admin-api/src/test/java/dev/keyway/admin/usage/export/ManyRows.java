package dev.keyway.admin.usage.export;

import dev.keyway.admin.AdminServer;
import java.util.UUID;

/** Records of a tenant that nobody shipped: more than a log ships in a test. */
final class ManyRows {

    private ManyRows() {}

    /** So many, with one attempt each, which cost 1, 2, 3, … nano-dollars. */
    static void fill(AdminServer server, UUID tenant, int rows) {
        server.sql()
                .sql("""
                        INSERT INTO keyway.usage_event (id, arrived_at, gateway_id, log_id, sequence, kind, at, date, tenant_id, tenant,
                            team_id, team, token_id, token, request_id, operation, asked_model, stream, outcome, status, first_byte_millis,
                            duration_millis, cost_nanos, tokens, attempts, answered_by, provider_id, provider, key_id, model, tags)
                        SELECT uuidv7(), now(), ?, ?, n, 'REQUEST', now() - n * interval '1 second', now()::date, ?, 'Acme', ?, 'Search',
                            ?, 'batch', gen_random_uuid()::text, 'chat_completions', 'gpt-4o', true, 'COMPLETED', 200, 340, 2100, n,
                            1200, 1, 1, ?, 'openai', ?, 'gpt-4o-2024-08-06', '{"feature": "search"}'
                        FROM generate_series(1, ?) AS n""")
                .params(tenant, tenant, tenant, tenant, tenant, tenant, tenant, rows)
                .update();
        server.sql().sql("""
                        INSERT INTO keyway.usage_attempt (event_id, number, arrived_at, tenant_id, provider_id, provider, key_id, model, at,
                            outcome, status, duration_millis, input, output, cost_nanos)
                        SELECT id, 1, arrived_at, tenant_id, provider_id, provider, key_id, model, at, outcome, status, 2000, 1000, 200,
                            cost_nanos
                        FROM keyway.usage_event WHERE tenant_id = ?""").param(tenant).update();
        server.sql().sql("ANALYZE keyway.usage_event, keyway.usage_attempt").update();
    }
}
