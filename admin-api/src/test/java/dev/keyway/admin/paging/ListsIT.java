package dev.keyway.admin.paging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.openapi.Routes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Every list has one shape, says how many there are where it is asked to, and tokens are sorted as it is asked. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListsIT {

    private final AdminServer server = AdminServer.shared();
    private final Api owner = server.owner();
    private final World world = World.in(server);
    private final String tokens = world.teamPath() + "/tokens";

    @BeforeAll
    void issue() {
        owner.post(tokens, "{\"name\": \"beta\", \"expiresAt\": \"2098-01-01T00:00:00Z\"}")
                .expect(201);
        owner.post(tokens, "{\"name\": \"Alpha\"}").expect(201);
        owner.post(tokens, "{\"name\": \"gamma\", \"expiresAt\": \"2097-01-01T00:00:00Z\"}")
                .expect(201);
        owner.post(tokens, "{\"name\": \"alpha\", \"expiresAt\": \"2097-01-01T00:00:00Z\"}")
                .expect(201);
    }

    @Test
    void everyListHasItemsAndNextAndTotalOnRequest() {
        int lists = 0;
        for (Routes.Route route : Routes.of(server.context())) {
            Class<?> answer = route.handler().getMethod().getReturnType();
            assertThat(Collection.class.isAssignableFrom(answer))
                    .as(route.path())
                    .isFalse();
            String path = route.path()
                    .replace("{tenant}", world.tenant().toString())
                    .replace("{team}", world.team().toString())
                    .replace("{user}", owner.callerId().toString());
            if (answer == Page.class && !path.contains("{")) {
                Answer page = owner.get(path + "?total=true").expect(200);
                assertThat(page.json().propertyNames()).as(path).contains("items", "next", "total", "totalIsAtLeast");
                assertThat(page.json().get("total").asInt())
                        .as(path)
                        .isGreaterThanOrEqualTo(page.json().get("items").size());
                assertThat(owner.get(path).expect(200).json().has("total"))
                        .as(path)
                        .isFalse();
                lists++;
            }
        }
        assertThat(lists).isGreaterThan(20);
    }

    @Test
    void theTotalIsOfAllThatMatch() {
        Answer page = owner.get(tokens + "?limit=1&total=true&search=alpha").expect(200);
        assertThat(page.json().get("items").size()).isEqualTo(1);
        assertThat(page.json().get("total").asInt()).isEqualTo(2);
        assertThat(page.json().get("totalIsAtLeast").asBoolean()).isFalse();
        assertThat(owner.get(tokens + "?total=true&cursor=" + page.text("next"))
                        .expect(400)
                        .fields())
                .containsExactly("total");
        owner.get(tokens + "?total=yes").expect(400);
    }

    @Test
    void moreThanAThousandAreNotCounted() {
        server.sql().sql("""
                        INSERT INTO keyway.team (id, tenant_id, name, created_at, updated_at)
                        SELECT gen_random_uuid(), ?, 'many ' || n, now(), now() FROM generate_series(1, 1001) n""").param(world.foreignTenant()).update();
        Answer page = owner.get("/api/v1/tenants/" + world.foreignTenant() + "/teams?limit=2&total=true")
                .expect(200);
        assertThat(page.json().get("items").size()).isEqualTo(2);
        assertThat(page.json().get("total").asInt()).isEqualTo(1000);
        assertThat(page.json().get("totalIsAtLeast").asBoolean()).isTrue();
    }

    @Test
    void sortedTokensComeInTheirOrderPageByPage() {
        for (String list : List.of(tokens, world.path() + "/tokens")) {
            assertThat(sorted(list, "name")).containsExactly("Alpha", "alpha", "beta", "gamma");
            assertThat(sorted(list, "-name")).containsExactly("gamma", "beta", "alpha", "Alpha");
            assertThat(sorted(list, "createdAt")).containsExactly("beta", "Alpha", "gamma", "alpha");
            assertThat(sorted(list, "-createdAt")).containsExactly("alpha", "gamma", "Alpha", "beta");
            assertThat(sorted(list, "expiresAt")).containsExactly("gamma", "alpha", "beta", "Alpha");
            assertThat(sorted(list, "-expiresAt")).containsExactly("Alpha", "beta", "alpha", "gamma");
        }
        assertThat(owner.get(tokens + "?sort=lastName").expect(400).fields()).containsExactly("sort");
    }

    @Test
    void aCursorBelongsToItsOrder() {
        String next = owner.get(tokens + "?limit=1&sort=name").expect(200).text("next");
        for (String other : List.of("", "&sort=-name", "&sort=expiresAt")) {
            assertThat(owner.get(tokens + "?limit=1&cursor=" + next + other)
                            .expect(400)
                            .text("code"))
                    .isEqualTo("invalid_cursor");
        }
    }

    @Test
    void noListTakesAForgedCursor() {
        UUID foreign = UUID.fromString(owner.post(
                        "/api/v1/tenants/%s/teams/%s/tokens".formatted(world.foreignTenant(), world.foreignTeam()),
                        "{\"name\": \"foreign\"}")
                .expect(201)
                .text("id"));
        Random random = new Random(world.tenant().getLeastSignificantBits());
        int lists = 0;
        for (Routes.Route route : Routes.of(server.context())) {
            Class<?>[] parameters = route.handler().getMethod().getParameterTypes();
            String path = route.path()
                    .replace("{tenant}", world.tenant().toString())
                    .replace("{team}", world.team().toString())
                    .replace("{user}", owner.callerId().toString());
            if (route.method().equals("GET")
                    && List.of(parameters).contains(PageRequest.class)
                    && !path.contains("{")) {
                for (String sort : path.endsWith("/tokens") && !path.contains("/me/")
                        ? List.of("", "?sort=name", "?sort=-expiresAt")
                        : List.of("")) {
                    for (String forged : forged(random, foreign, path + sort)) {
                        Answer answer = owner.get(path + (sort.isEmpty() ? "?" : sort + "&") + "cursor=" + forged);
                        assertThat(answer.expect(400).text("code"))
                                .as("%s %s", path, forged)
                                .isEqualTo(forged.contains("%") ? "invalid_request" : "invalid_cursor");
                    }
                }
                lists++;
            }
        }
        assertThat(lists).isGreaterThan(15);
    }

    /** A cursor without a signature, as anybody can make it, and texts of chance. */
    private static List<String> forged(Random random, UUID id, String list) {
        List<String> forged = new ArrayList<>();
        forged.add(text(ByteBuffer.allocate(20)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .putInt(list.hashCode())
                .array()));
        for (int length : new int[] {1, 16, 20, 32, 200}) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            forged.add(text(bytes));
        }
        forged.add("%00");
        forged.add("x%ED%A0%80");
        return forged;
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private List<String> sorted(String list, String by) {
        List<String> names = new ArrayList<>();
        JsonNode next = null;
        do {
            Answer page = owner.get(list + "?limit=1&sort=" + by + (next == null ? "" : "&cursor=" + next.asString()))
                    .expect(200);
            names.add(page.text("items/0/name"));
            next = page.json().get("next");
        } while (!next.isNull());
        return names;
    }
}
