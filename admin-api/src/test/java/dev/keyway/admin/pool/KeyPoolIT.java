package dev.keyway.admin.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.testkit.gateway.FakeGateway;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How the keys of a provider stand, and what they served lately. */
class KeyPoolIT {

    private static final AdminServer SERVER = AdminServer.shared();

    private final Api owner = SERVER.owner();
    private final Instant now = SERVER.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    private final String slug =
            "p" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
    private final String provider = owner.post(
                    "/api/v1/providers", "{\"slug\": \"%s\", \"baseUrl\": \"https://8.8.8.8/v1\"}".formatted(slug))
            .expect(201)
            .text("id");

    @Test
    void keysAreCountedByTheirWorstStateAndByAccount() {
        String account = owner.post("/api/v1/providers/" + provider + "/accounts", "{\"name\": \"Main\"}")
                .expect(201)
                .text("id");
        String ready = key("ready", null);
        String cooling = key("cooling", account);
        String locked = key("locked", account);
        String past = key("past", null);
        String disabled = key("disabled", null);
        String unusable = key("unusable", null);
        change(disabled, "{\"disabled\": true}");
        try (FakeGateway one = SERVER.gateway();
                FakeGateway other = SERVER.gateway()) {
            one.keyState(ready, null, "READY", "", now, null);
            one.keyState(cooling, "small", "COOLING", "rate limit", now, now.plusSeconds(42));
            one.keyState(locked, "small", "COOLING", "rate limit", now, now.plusSeconds(42));
            other.keyState(locked, null, "LOCKED", "account without money", now, now.plusSeconds(900));
            one.keyState(past, null, "LOCKED", "rate limit", now.minusSeconds(60), now.minusSeconds(1));
            one.keyState(disabled, null, "LOCKED", "rate limit", now, null);
            other.keyState(unusable, null, "UNUSABLE", "no variable", now, null);
            JsonNode pool = pool();
            assertThat(pool.get("slug").asString()).isEqualTo(slug);
            assertThat(pool.get("states"))
                    .hasToString("{\"ready\":2,\"cooling\":1,\"locked\":1,\"disabled\":1,\"unusable\":1}");
            assertThat(pool.get("accounts")).hasSize(2);
            assertThat(pool.at("/accounts/1/name").asString()).isEqualTo("Main");
            assertThat(pool.at("/accounts/1/states"))
                    .hasToString("{\"ready\":0,\"cooling\":1,\"locked\":1,\"disabled\":0,\"unusable\":0}");
            assertThat(pool.at("/accounts/0/accountId").isNull()).isTrue();

            assertThat(names("")).containsExactly("unusable", "disabled", "past", "locked", "cooling", "ready");
            assertThat(names("?state=LOCKED")).containsExactly("locked");
            assertThat(names("?state=READY")).containsExactly("past", "ready");
            assertThat(names("?account=" + account)).containsExactly("locked", "cooling");
            assertThat(names("?account=" + account + "&state=COOLING&search=OOL"))
                    .containsExactly("cooling");
            JsonNode row = keys("?state=LOCKED").json().at("/items/0");
            assertThat(row.get("account").asString()).isEqualTo("Main");
            assertThat(row.get("reason").asString()).isEqualTo("account without money");
            assertThat(row.get("until").asString())
                    .isEqualTo(now.plusSeconds(900).toString());
            assertThat(row.at("/key/states")).hasSize(2);
        }
    }

    @Test
    void aKeyOfAnotherAddressIsUnusableAndThoseOfADisabledProviderAreDisabled() {
        String unused = key("one", null);
        assertThat(pool().at("/states/ready").asInt()).isEqualTo(1);
        changeProvider("{\"baseUrl\": \"https://8.8.4.4/v1\"}");
        assertThat(pool().at("/states/unusable").asInt()).isEqualTo(1);
        assertThat(keys("?state=UNUSABLE").json().at("/items/0/key/usable").asBoolean())
                .isFalse();
        changeProvider("{\"disabled\": true}");
        assertThat(pool().at("/states/disabled").asInt()).isEqualTo(1);
    }

    @Test
    void keysArePagedWithWhatTheyServedLately() {
        String first = key("first", null);
        String second = key("second", null);
        serve(first, Duration.ofMinutes(5), "COMPLETED", 8, 1_500_000_000L);
        serve(first, Duration.ofMinutes(5), "RATE_SHORT", 2, 0);
        serve(first, Duration.ofMinutes(5), "AUTH", 1, 0);
        serve(first, Duration.ofHours(5), "SERVER", 7, 250_000_000L);
        serve(first, Duration.ofHours(50), "COMPLETED", 9, 4_000_000_000L);
        Answer page = keys("?limit=1");
        assertThat(page.json().at("/items/0/key/id").asString()).isEqualTo(second);
        assertThat(page.json().at("/items/0/usedAt").isNull()).isTrue();
        JsonNode row = keys("?limit=1&cursor=" + page.text("next")).json().at("/items/0");
        assertThat(row.get("lastHour")).hasToString("{\"attempts\":11,\"failed\":3,\"rateLimited\":2,\"rejected\":1}");
        assertThat(row.get("cost").asString()).isEqualTo("1.75");
        assertThat(Instant.parse(row.get("usedAt").asString()))
                .isBetween(now.minus(Duration.ofMinutes(20)), now.minus(Duration.ofMinutes(5)));
    }

    private JsonNode pool() {
        return owner.get("/api/v1/key-pools?search=" + slug).expect(200).json().at("/items/0");
    }

    private Answer keys(String query) {
        return owner.get("/api/v1/key-pools/" + slug + "/keys" + query).expect(200);
    }

    private List<String> names(String query) {
        return keys(query)
                .json()
                .get("items")
                .valueStream()
                .map(row -> row.at("/key/name").asString())
                .toList();
    }

    private String key(String name, @Nullable String account) {
        return owner.post(
                        "/api/v1/providers/" + provider + "/keys",
                        "{\"name\": \"%s\", \"secret\": \"sk-%s\", \"accountId\": %s}"
                                .formatted(name, UUID.randomUUID(), account == null ? null : "\"" + account + "\""))
                .expect(201)
                .text("id");
    }

    private void change(String key, String patch) {
        String path = "/api/v1/providers/" + provider + "/keys/" + key;
        Answer unused =
                owner.patch(path, owner.get(path).expect(200).etag(), patch).expect(200);
    }

    private void changeProvider(String patch) {
        String path = "/api/v1/providers/" + provider;
        Answer unused =
                owner.patch(path, owner.get(path).expect(200).etag(), patch).expect(200);
    }

    private void serve(String key, Duration ago, String outcome, int attempts, long nanos) {
        assertThat(SERVER.sql()
                        .sql("""
                                INSERT INTO keyway.usage_supply_quarter (quarter, provider_id, account_id, key_id, model, outcome_class,
                                    attempts, cost_nanos)
                                VALUES (keyway.quarter_hour(?::timestamptz), ?::uuid, '00000000-0000-0000-0000-000000000000', ?::uuid,
                                    'small', ?, ?, ?)""")
                        .params(now.minus(ago).toString(), provider, key, outcome, attempts, nanos)
                        .update())
                .isEqualTo(1);
    }
}
