package dev.keyway.bench.admin;

import dev.keyway.testkit.postgres.TestDatabase;
import java.net.URI;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** A tenant, its team and a provider in an admin service, with as many tokens and keys as are asked for. */
public final class Filled {

    /** Slug of the provider. */
    public static final String PROVIDER = "bench";

    private static final int KEYS_A_CALL = 10_000;

    private final AdminClient owner;
    private final TestDatabase database;
    private final String tenant;
    private final String team;
    private final String provider;

    /**
     * Makes tenant, team and provider.
     *
     * @param baseUrl of the provider
     */
    public Filled(AdminClient owner, TestDatabase database, URI baseUrl) throws InterruptedException {
        this.owner = owner;
        this.database = database;
        this.tenant = made("/api/v1/tenants", "{\"name\": \"bench\"}");
        this.team = made("/api/v1/tenants/" + tenant + "/teams", "{\"name\": \"bench\"}");
        this.provider = addProvider(PROVIDER, baseUrl);
    }

    /** ID of the provider. */
    public UUID provider() {
        return UUID.fromString(provider);
    }

    /** Makes a further provider. @return its ID */
    public String addProvider(String slug, URI baseUrl) throws InterruptedException {
        return made("/api/v1/providers", "{\"slug\": \"%s\", \"baseUrl\": \"%s\"}".formatted(slug, baseUrl));
    }

    /** Imports keys of the provider, as administrators do. */
    public void addKeys(int count) throws InterruptedException {
        addKeys(provider, count);
    }

    /** Imports keys of a provider. */
    public void addKeys(String of, int count) throws InterruptedException {
        for (int from = 0; from < count; from += KEYS_A_CALL) {
            String lines = IntStream.range(from, Math.min(count, from + KEYS_A_CALL))
                    .mapToObj(i -> "sk-bench-" + UUID.randomUUID())
                    .collect(Collectors.joining("\n"));
            JsonNode unused = owner.post("/api/v1/providers/" + of + "/keys/import", "text/plain", lines);
        }
    }

    /** Adds a model with prices to the provider. @return its price list */
    public JsonNode addModel(String name) throws InterruptedException {
        String model = made("/api/v1/providers/" + provider + "/models", "{\"name\": \"" + name + "\"}");
        return owner.post("/api/v1/providers/" + provider + "/models/" + model + "/prices", """
                {"prices": [{"meter": "INPUT", "perMillion": "0.15"}, {"meter": "OUTPUT", "perMillion": "0.60"}]}""");
    }

    /** Adds tokens past the service, which issues one at a time. {@link #token} tells their secrets. */
    public void addTokens(int count) {
        database.execute("""
                INSERT INTO keyway.proxy_token (id, tenant_id, team_id, name, last4, created_at, updated_at)
                SELECT uuidv7(), '%s', '%s', 'token ' || n, 'aaaa', now(), now() FROM generate_series(0, %d) n""".formatted(tenant, team, count - 1), """
                INSERT INTO keyway.proxy_token_secret (digest, token_id, tenant_id, last4, created_at)
                SELECT sha256(('kwy_bench-' || replace(name, 'token ', ''))::bytea), id, tenant_id, last4, created_at
                FROM keyway.proxy_token WHERE name LIKE 'token %'""", "ANALYZE");
    }

    /** Gives the tenant, the team and each token limits, and tenant and team budgets too, none of which is ever reached. */
    public void addLimits() {
        database.execute("""
                INSERT INTO keyway.limit_policy (id, tenant_id, team_id, token_id, requests_per_minute, tokens_per_minute,
                    concurrent_requests, created_at, updated_at)
                SELECT uuidv7(), '%1$s', s.team_id::uuid, s.token_id, 1000000000, 1000000000000, 1000000, now(), now()
                FROM (SELECT NULL AS team_id, NULL::uuid AS token_id UNION ALL SELECT '%2$s', NULL
                    UNION ALL SELECT '%2$s', id FROM keyway.proxy_token) s""".formatted(tenant, team), """
                INSERT INTO keyway.budget_policy (id, tenant_id, team_id, period, nanos, created_at, updated_at)
                SELECT uuidv7(), '%1$s', s.team_id::uuid, p.period, 1000000000000000, now(), now()
                FROM (VALUES (NULL), ('%2$s')) s (team_id), (VALUES ('DAY'), ('MONTH')) p (period)""".formatted(tenant, team), "ANALYZE");
    }

    /** Secret of a token by its number, from 0. */
    public static String token(int number) {
        return "kwy_bench-" + number;
    }

    /** Makes a gateway. @return its credential */
    public String gateway() throws InterruptedException {
        return gateway("bench");
    }

    /** Makes a gateway. @return its credential */
    public String gateway(String name) throws InterruptedException {
        return owner.post("/api/v1/gateways", "{\"name\": \"" + name + "\"}")
                .path("secret")
                .asString();
    }

    JsonNode firstPage() throws InterruptedException {
        return owner.get("/api/v1/tenants/" + tenant + "/tokens");
    }

    void edit() throws InterruptedException {
        String unused = made("/api/v1/tenants/" + tenant + "/teams/" + team + "/tokens", "{\"name\": \"edit\"}");
    }

    private String made(String path, String body) throws InterruptedException {
        return owner.post(path, body).path("id").asString();
    }
}
