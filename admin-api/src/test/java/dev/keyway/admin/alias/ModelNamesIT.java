package dev.keyway.admin.alias;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.caller.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The names by which models can be called, for everybody: each once, and of what a call can reach. */
class ModelNamesIT {

    private static final String LIST = "/api/v1/model-names";

    private final AdminServer server = AdminServer.shared();
    private final Api owner = server.owner();
    private final World world = World.in(server);
    private final Api member = server.caller(world.grant(Role.MEMBER));
    private final String mark = "n" + UUID.randomUUID().toString().substring(0, 8);
    private final String one = provider("1");
    private final String other = provider("2");

    @Test
    void aModelIsNamedWithItsProviderAsGatewaysNameIt() {
        model(one, "b-" + mark, "");
        model(other, "b-" + mark, "");
        model(other, "a-" + mark, "");
        alias("C-" + mark, one, "b-" + mark);

        List<JsonNode> found = found(member, mark.toUpperCase(Locale.ROOT));

        assertThat(found)
                .extracting(name ->
                        name.get("kind").asString() + " " + name.get("name").asString())
                .containsExactly(
                        "MODEL " + slug("2") + "/a-" + mark,
                        "MODEL " + slug("1") + "/b-" + mark,
                        "MODEL " + slug("2") + "/b-" + mark,
                        "ALIAS C-" + mark);
        assertThat(found)
                .allSatisfy(name -> assertThat(name.propertyNames()).containsExactlyInAnyOrder("name", "kind"));
        assertThat(found(owner, mark)).isEqualTo(found);
        assertThat(names(slug("2"))).containsExactly(slug("2") + "/a-" + mark, slug("2") + "/b-" + mark);
        assertThat(names(slug("2") + "/A")).containsExactly(slug("2") + "/a-" + mark);
        assertThat(names("2/b-" + mark)).containsExactly(slug("2") + "/b-" + mark);
        assertThat(names(slug("2") + "/nothing")).isEmpty();
    }

    @Test
    void whatACallCannotReachIsLeftOut() {
        model(one, "on-" + mark, "");
        model(one, "off-" + mark, ", \"disabled\": true");
        model(one, "* " + mark, "");
        alias("to-off-" + mark, one, "off-" + mark);
        alias("to-unknown-" + mark, one, "nobody-entered-it");
        alias("to-other-" + mark, other, "some");
        String deleted = model(one, "deleted-" + mark, "");
        owner.with("If-Match", "\"0\"")
                .delete("/api/v1/providers/" + one + "/models/" + deleted)
                .expect(204);

        assertThat(names(mark)).containsExactly(slug("1") + "/on-" + mark, "to-other-" + mark, "to-unknown-" + mark);

        disable(other);
        assertThat(names(mark)).containsExactly(slug("1") + "/on-" + mark, "to-unknown-" + mark);
        disable(one);
        assertThat(names(mark)).isEmpty();
    }

    @Test
    void pagesFollowEachOtherThroughModelsAndAliases() {
        List<String> all = new ArrayList<>();
        for (int number = 0; number < 7; number++) {
            String name = number + "-" + mark;
            if (number % 3 == 0) {
                alias(name, one, "some");
                all.add(name);
            } else {
                model(one, name, "");
                model(other, name, "");
                all.addAll(List.of(slug("1") + "/" + name, slug("2") + "/" + name));
            }
        }
        List<String> read = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = member.get(
                            LIST + "?search=" + mark + "&limit=2" + (next.isEmpty() ? "" : "&cursor=" + next))
                    .expect(200)
                    .json();
            page.get("items").forEach(name -> read.add(name.get("name").asString()));
            next = page.get("next").asString("");
        } while (!next.isEmpty());

        assertThat(read).isEqualTo(all);
        assertThat(member.get(LIST + "?search=" + mark + "&limit=1&total=true")
                        .json()
                        .get("total")
                        .asInt())
                .isEqualTo(11);
    }

    @Test
    void aPartOfANameIsTakenAsItIs() {
        model(one, "50%_" + mark, "");
        model(one, "505" + mark, "");

        assertThat(names("50%25_" + mark)).containsExactly(slug("1") + "/50%_" + mark);
        assertThat(names("%25%25%25" + mark)).isEmpty();
    }

    private List<String> names(String search) {
        return found(member, search).stream()
                .map(name -> name.get("name").asString())
                .toList();
    }

    private static List<JsonNode> found(Api caller, String search) {
        return caller.get(LIST + "?search=" + search)
                .expect(200)
                .json()
                .get("items")
                .valueStream()
                .toList();
    }

    private String model(String provider, String name, String more) {
        return owner.post("/api/v1/providers/" + provider + "/models", "{\"name\": \"%s\"%s}".formatted(name, more))
                .expect(201)
                .text("id");
    }

    private void alias(String name, String provider, String model) {
        owner.post(
                        "/api/v1/aliases",
                        "{\"name\": \"%s\", \"targets\": [{\"providerId\": \"%s\", \"model\": \"%s\"}]}"
                                .formatted(name, provider, model))
                .expect(201);
    }

    private void disable(String provider) {
        String etag = owner.get("/api/v1/providers/" + provider).expect(200).etag();
        owner.with("If-Match", etag)
                .call("PATCH", "/api/v1/providers/" + provider, "{\"disabled\": true}")
                .expect(200);
    }

    private String slug(String number) {
        return mark + "_" + number;
    }

    private String provider(String number) {
        return owner.post("/api/v1/providers", """
                        {"slug": "%s", "name": "P %s", "declaration": "openai", "baseUrl": "https://api.example.com/v1"}""".formatted(slug(number), slug(number)))
                .expect(201)
                .text("id");
    }
}
