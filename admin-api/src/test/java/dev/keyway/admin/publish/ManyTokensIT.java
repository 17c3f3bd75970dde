package dev.keyway.admin.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.testkit.gateway.FakeGateway;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** With 100,000 tokens and 10,000 keys, one edit is told in a few bytes. */
class ManyTokensIT {

    private static final int MOST_BYTES = 10 << 10;
    private static final AdminServer SERVER = AdminServer.start();

    private final Api owner = SERVER.owner();
    private final Configured world = Configured.by(owner);

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void oneEditIsAFewBytesOnTheWire() {
        fill();
        try (FakeGateway gateway = SERVER.gateway()) {
            gateway.startFrom(revision());
            Answer token = world.token();
            told(gateway);
            world.change(token.header("Location"), "{\"blocked\": true}");
            told(gateway);
            world.change(world.tenant() + "/limits", "{\"requestsPerMinute\": 5000}");
            told(gateway);
            world.change(world.provider(), "{\"maxInFlight\": 5}");
            told(gateway);
            String key = world.key("sk-" + UUID.randomUUID());
            told(gateway);
            assertThat(gateway.keys()).containsKey(Configured.id(key));
        }
    }

    private static void told(FakeGateway gateway) {
        JsonNode changes = gateway.changes(Duration.ofSeconds(25)).orElseThrow();
        assertThat(changes.path("to").asLong()).isEqualTo(changes.path("from").asLong() + 1);
        assertThat(gateway.bytes()).isLessThan(MOST_BYTES);
    }

    private void fill() {
        SERVER.database()
                .execute("""
                        INSERT INTO keyway.proxy_token (id, tenant_id, team_id, name, last4, created_at, updated_at)
                        SELECT uuidv7(), '%s', '%s', 'token ' || n, 'aaaa', now(), now() FROM generate_series(1, 100000) n""".formatted(Configured.id(world.tenant()), Configured.id(world.team())), """
                        INSERT INTO keyway.proxy_token_secret (digest, token_id, tenant_id, last4, created_at)
                        SELECT sha256(id::text::bytea), id, tenant_id, last4, created_at FROM keyway.proxy_token""", """
                        INSERT INTO keyway.provider_key (id, provider_id, name, origin, reference, fingerprint, last4, created_at,
                            updated_at)
                        SELECT uuidv7(), '%s', 'key ' || n, 'https://8.8.8.8:443', 'env:KEY_' || n, sha256(n::text::bytea), '', now(), now()
                        FROM generate_series(1, 10000) n""".formatted(
                                Configured.id(world.provider())));
    }

    private static long revision() {
        return SERVER.sql()
                .sql("SELECT value FROM keyway.revision")
                .query(Long.class)
                .single();
    }
}
