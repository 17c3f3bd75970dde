package dev.keyway.admin.price;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What models cost: lists that follow one another, imports, and the list that comes with the release. */
class PriceIT {

    private final AdminServer server = AdminServer.shared();
    private final Api owner = server.owner();
    private final Answer provider = provider("openai_compatible", "\"baseUrl\": \"https://8.8.8.8/v1\"");
    private final String model = owner.post(provider.header("Location") + "/models", "{\"name\": \"m\"}")
            .expect(201)
            .header("Location");
    private final String prices = model + "/prices";

    @Test
    void aListFollowsTheOneBeforeIt() {
        Instant now = server.clock().instant();
        owner.post(prices, list("2020-01-01T00:00:00Z", "1.25")).expect(201);
        Answer next = owner.post(prices, list(now.plusSeconds(60).toString(), "0.000000001"))
                .expect(201);
        assertThat(next.json().at("/prices/0/nanos").asLong()).isEqualTo(1);
        assertThat(next.text("prices/0/meter")).isEqualTo("INPUT");
        assertThat(owner.get(next.header("Location")).expect(200).raw()).isEqualTo(next.raw());
        Answer held = owner.get(prices + "?at=" + now).expect(200);
        assertThat(held.json().get("items").size()).isEqualTo(2);
        assertThat(held.text("items/1/perMillion")).isEqualTo("1.25");
        assertThat(owner.get(prices + "?at=" + now.plusSeconds(60))
                        .json()
                        .at("/items/1/nanos")
                        .asLong())
                .isEqualTo(1);
        assertThat(owner.get(prices).json().get("items").size()).isEqualTo(4);
        assertThat(owner.get("/api/v1/prices?provider=%s&meter=OUTPUT&search=M&limit=1".formatted(provider.text("id")))
                        .expect(200)
                        .text("items/0/model"))
                .isEqualTo("m");
    }

    @Test
    void whatHasHeldIsNeverChanged() {
        Instant soon = server.clock().instant().plusSeconds(60);
        Answer past = owner.post(prices, list("2020-01-01T00:00:00Z", "1")).expect(201);
        Answer next = owner.post(prices, list(soon.toString(), "2")).expect(201);
        assertThat(owner.post(prices, list("2020-01-01T00:00:00Z", "1"))
                        .expect(409)
                        .text("code"))
                .isEqualTo("conflict");
        owner.delete(past.header("Location")).expect(409);
        owner.delete(next.header("Location")).expect(204);
        owner.get(next.header("Location")).expect(404);
        assertThat(owner.get("/api/v1/audit?objectId=" + next.text("id")).raw()).contains("\"deleted\"");
        owner.post(prices, list(soon.toString(), "3")).expect(201);
    }

    @Test
    void whatIsNoListIsNamed() {
        assertThat(field("{\"prices\": []}")).isEqualTo("prices");
        assertThat(field("{\"prices\": [{\"meter\": \"INPUT\", \"perMillion\": \"1\", \"promptFloor\": 10}]}"))
                .isEqualTo("prices");
        assertThat(field("{\"prices\": [{\"meter\": \"INPUT\", \"perMillion\": \"-1\"}]}"))
                .isEqualTo("prices[0].perMillion");
        assertThat(field("{\"prices\": [{\"meter\": \"INPUT\", \"perMillion\": \"0.0000000001\"}]}"))
                .isEqualTo("prices[0].perMillion");
        assertThat(field("{\"prices\": [{\"meter\": \"INPUT\"}]}")).isEqualTo("prices[0].perMillion");
        assertThat(field("{\"prices\": [{\"meter\": \"THOUGHT\", \"perMillion\": \"1\"}]}"))
                .isEqualTo("prices[0].meter");
        assertThat(field("""
            {"prices": [{"meter": "INPUT", "perMillion": "1"}, {"meter": "INPUT", "perMillion": "2"}]}\
            """)).isEqualTo("prices[1].meter");
        assertThat(field("""
            {"prices": [{"meter": "INPUT", "perMillion": "1"}, {"meter": "INPUT", "perMillion": "2", "hoursFrom": "16:30"}]}\
            """)).isEqualTo("prices[1].hoursTo");
        assertThat(field("{\"tier\": \"Fast!\", \"prices\": [{\"meter\": \"INPUT\", \"perMillion\": \"1\"}]}"))
                .isEqualTo("tier");
    }

    @Test
    void pricesHaveTiersFloorsAndHours() {
        Answer made = owner.post(prices, """
                {"tier": "batch", "source": "contract 7", "prices": [
             {"meter": "INPUT", "perMillion": "2"}, {"meter": "INPUT", "perMillion": "4", "promptFloor": 272001},
             {"meter": "INPUT", "perMillion": "1", "hoursFrom": "16:30:00", "hoursTo": "00:30:00"}]}\
            """).expect(201);
        assertThat(made.text("tier")).isEqualTo("batch");
        assertThat(made.text("source")).isEqualTo("contract 7");
        assertThat(made.json().at("/prices/1/promptFloor").asLong()).isEqualTo(272001);
        assertThat(made.text("prices/2/hoursFrom")).isEqualTo("16:30:00");
    }

    @Test
    void manyAreTakenInWithAReportOfEachLine() {
        String slug = provider.text("slug");
        String text = """
                # prices of our contract
                provider,model,tier,floor,valid_from,hours,input,output,source,note
                %1$s,new,,,2026-01-01,,1,2,page,"first, of all"
                %1$s,new,,272001,2026-01-01,,2,3,page,
                %1$s,new,,,2026-01-01,16:30-00:30,0.5,,page,
                nobody,new,,,2026-01-01,,1,2,,
                %1$s,part,,100,2026-01-01,,1,2,,
                %1$s,odd,,,yesterday,,1,2,,
                %1$s,odd,,,2026-01-01,,much,2,,
                %1$s,odd,,7,2026-01-01,,1,2,,
                """.formatted(slug);
        Answer report = imported(text).expect(200);
        assertThat(report.json().get("created").asInt()).as("%s", report.raw()).isEqualTo(3);
        assertThat(report.json().get("invalid").asInt()).isEqualTo(5);
        assertThat(report.json().at("/lines/0/line").asInt()).isEqualTo(3);
        assertThat(report.text("lines/3/message")).isEqualTo("provider 'nobody' is not the slug of a provider.");
        assertThat(report.text("lines/4/message")).startsWith("prices must hold one for prompts of any size");
        assertThat(report.text("lines/5/message")).startsWith("valid_from must be a day");
        assertThat(report.text("lines/6/message")).startsWith("input must be a number of dollars");
        assertThat(report.text("lines/7/message")).isEqualTo("is of the same list as line 9, which must change");
        Answer again = imported(text.replace(",0.5,", ",0.6,")).expect(200);
        assertThat(again.json().get("duplicates").asInt()).isEqualTo(2);
        assertThat(again.text("lines/2/message")).startsWith("differs from the list");
        assertThat(owner.get(provider.header("Location") + "/models/" + report.text("lines/0/id") + "/prices")
                        .json()
                        .get("items")
                        .size())
                .isEqualTo(5);
        assertThat(imported("model,input\nx,1\n").expect(400).text("errors/0/field"))
                .isEqualTo("body");
    }

    @Test
    void theyAreTakenInAsJsonToo() {
        Answer report = owner.post(
                        "/api/v1/prices/import?createMissing=true&validFrom=2026-02-01T00:00:00Z",
                        """
                            [{"provider": "%1$s", "model": "j", "meter": "INPUT", "perMillion": "1.5"},
                             {"provider": "%1$s", "model": "j", "meter": "OUTPUT", "perMillion": "6"},
                             {"provider": "%1$s", "model": "j", "meter": "NONE", "perMillion": "1"},
                             {"provider": "%1$s", "model": "", "meter": "INPUT", "perMillion": "1"},
                             null, 7]\
                            """.formatted(provider.text("slug")))
                .expect(200);
        assertThat(report.json().get("created").asInt()).as("%s", report.raw()).isEqualTo(2);
        assertThat(report.text("lines/2/message")).startsWith("meter must be one of INPUT");
        assertThat(report.text("lines/3/message")).startsWith("model ");
        assertThat(report.json().get("invalid").asInt()).isEqualTo(4);
        assertThat(owner.get("/api/v1/prices?provider=" + provider.text("id")).text("items/0/validFrom"))
                .isEqualTo("2026-02-01T00:00:00Z");
        owner.post("/api/v1/prices/import", "{\"prices\": 1}").expect(400);
        assertThat(owner.post("/api/v1/prices/import", "[{").expect(400).text("code"))
                .isEqualTo("invalid_json");
        owner.post("/api/v1/prices/import?validFrom=soon", "[]").expect(400);
    }

    @Test
    void aDryRunOfAnImportStoresNothing() {
        String slug = provider.text("slug");
        String file = "provider,model,input\n%s,dry-model,1.5\nnowhere,m,1\n".formatted(slug);
        Answer dry = owner.with("Content-Type", "text/csv")
                .post("/api/v1/prices/import?createMissing=true&dryRun=true", file)
                .expect(200);
        assertThat(dry.text("dryRun")).isEqualTo("true");
        assertThat(owner.get(provider.header("Location") + "/models?search=dry-model")
                        .json()
                        .get("items")
                        .isEmpty())
                .isTrue();
        Answer real = imported(file);
        for (String count : List.of("created", "duplicates", "invalid")) {
            assertThat(dry.text(count)).as(count).isEqualTo(real.text(count));
        }
        assertThat(real.text("created")).isEqualTo("1");
        assertThat(dry.json().get("made").toString())
                .isEqualTo("[{\"kind\":\"model\",\"name\":\"%s/dry-model\",\"line\":2}]".formatted(slug))
                .isEqualTo(real.json().get("made").toString());
    }

    @Test
    void aQuoteThatIsNotClosedTakesNoLaterPrice() {
        String slug = provider.text("slug");
        assertThat(imported("""
                provider,model,input,source
                %1$s,one,1,"first
                %1$s,two,2,second
                """.formatted(slug)).expect(400).text("errors/0/message"))
                .contains("line 2: the quote is never closed");
        assertThat(imported("""
                provider,input,source,model
                %1$s,1,first,"one
                %1$s,2,second,two"
                """.formatted(slug)).expect(200).text("lines/0/message"))
                .startsWith("model must not have a line break");
        assertThat(owner.get("/api/v1/prices?provider=" + provider.text("id"))
                        .json()
                        .get("items"))
                .isEmpty();
    }

    @Test
    void cellsAreBoundedAsTheEndpointsBoundThem() {
        String slug = provider.text("slug");
        Answer report = imported("""
                provider,model,input,source
                %1$s,one,1e30000000,
                %1$s,two,1,%2$s
                %1$s,"li
                ne",1,
                """.formatted(slug, "s".repeat(501))).expect(200);
        assertThat(report.text("lines/0/message")).startsWith("input must be from 0 to 9000000000 dollars");
        assertThat(report.text("lines/1/message")).isEqualTo("source must have at most 500 characters.");
        assertThat(report.text("lines/2/message")).startsWith("model must not have a line break");
        assertThat(report.text("created")).isEqualTo("0");
        assertThat(report.json().get("made")).isEmpty();
    }

    @Test
    void anUnknownModelIsRefusedByLineUnlessItIsToBeCreated() {
        String slug = provider.text("slug");
        owner.post(provider.header("Location") + "/models", "{\"name\": \"known-large\"}")
                .expect(201);
        Answer report = owner.with("Content-Type", "text/csv")
                .post("/api/v1/prices/import", """
                        provider,model,input
                        %1$s,known-large,1
                        %1$s,known-lagre,2
                        %1$s,other,3
                        %1$sx,other,3
                        """.formatted(slug))
                .expect(200);
        assertThat(report.text("created")).isEqualTo("1");
        assertThat(report.text("lines/1/message"))
                .isEqualTo("model 'known-lagre' is not a model of %s (did you mean 'known-large'?).".formatted(slug));
        assertThat(report.text("lines/2/message"))
                .isEqualTo("model 'other' is not a model of %s; create it first, or send createMissing=true."
                        .formatted(slug));
        assertThat(report.text("lines/3/message"))
                .isEqualTo("provider '%1$sx' is not the slug of a provider (did you mean '%1$s'?).".formatted(slug));
        assertThat(owner.get(provider.header("Location") + "/models").json().get("items"))
                .hasSize(2);
    }

    @Test
    void aModelOfANameThatNoModelMayHaveIsNotCreated() {
        String slug = provider.text("slug");
        Answer report = imported("provider,model,input\n%1$s,\u202ehidden,1\n%1$s,%2$s,1\n%1$s,fine,1\n"
                .formatted(slug, "m".repeat(201)));
        assertThat(report.text("lines/0/message"))
                .isEqualTo("model must have no line breaks and no control, invisible or direction characters.");
        assertThat(report.text("lines/1/message")).startsWith("model ");
        assertThat(report.text("created")).isEqualTo("1");
    }

    @Test
    void theListOfTheReleaseCanBeSentAsItIs() throws Exception {
        String file = Files.readString(
                        Path.of("..", "catalogue/src/main/resources/dev/keyway/catalogue/price/prices.csv"))
                .lines()
                .filter(line -> line.matches("(provider|groq),.*") && line.split(",", -1).length == 23)
                .map(line -> line.replaceFirst("^groq", provider.text("slug")))
                .reduce("", (all, line) -> all + line + "\n");
        Answer report = imported(file).expect(200);
        assertThat(report.json().get("created").asInt()).as("%s", report.raw()).isGreaterThan(2);
        assertThat(report.json().get("invalid").asInt()).isZero();
    }

    @Test
    void aProviderGetsTheListPricesOfItsDeclarationOnce() {
        Answer anthropic = provider("anthropic", "\"name\": \"A\"");
        String catalogue = anthropic.header("Location") + "/catalogue";
        Answer loaded = owner.post(catalogue, "{}").expect(200);
        assertThat(loaded.json().get("models").asInt()).isGreaterThan(5);
        assertThat(owner.post(catalogue, "{}").expect(200).raw()).isEqualTo("{\"models\":0,\"priceLists\":0}");
        Answer sonnet = owner.get("/api/v1/prices?provider=%s&search=claude-sonnet-4-5&meter=CACHE_WRITE_1H"
                        .formatted(anthropic.text("id")))
                .expect(200);
        assertThat(sonnet.text("items/0/source")).startsWith("catalogue ");
        assertThat(sonnet.json().at("/items/0/nanos").asLong()).isPositive();
        String own = "%s/models/%s/prices".formatted(anthropic.header("Location"), sonnet.text("items/0/modelId"));
        owner.post(own, list(server.clock().instant().minus(Duration.ofDays(1)).toString(), "1"))
                .expect(201);
        assertThat(owner.post(catalogue, "{}").expect(200).raw()).isEqualTo("{\"models\":0,\"priceLists\":0}");
    }

    @Test
    void aNewReleasesPricesFollowThoseOfTheOldOne() {
        Answer anthropic = provider("anthropic", "\"name\": \"A\"");
        String catalogue = anthropic.header("Location") + "/catalogue";
        owner.post(catalogue, "{}").expect(200);
        server.sql().sql("""
                        UPDATE keyway.price SET nanos = nanos + 1 WHERE meter = 'input' AND prompt_floor = 0 AND model_id IN
                        (SELECT id FROM keyway.model WHERE provider_id = ?::uuid AND name = 'claude-sonnet-4-5')""").param(anthropic.text("id")).update();
        assertThat(owner.post(catalogue, "{}").expect(200).raw()).isEqualTo("{\"models\":0,\"priceLists\":1}");
        assertThat(owner.post(catalogue, "{}").expect(200).raw()).isEqualTo("{\"models\":0,\"priceLists\":0}");
    }

    @Test
    void aFirstStartBringsTheKnownProvidersAndTheirPricesOnce() {
        try (AdminServer fresh = AdminServer.start(Map.of("keyway.catalogue.load", "first-start"))) {
            Api first = fresh.owner();
            assertThat(first.get("/api/v1/providers?search=anthropic")
                            .expect(200)
                            .text("items/0/baseUrl"))
                    .isEqualTo("https://api.anthropic.com/v1");
            assertThat(fresh.sql()
                            .sql("SELECT count(DISTINCT model_id) FROM keyway.price")
                            .query(Long.class)
                            .single())
                    .isGreaterThan(60);
            long prices = count(fresh);
            try (AdminServer again = fresh.replica(Map.of("keyway.catalogue.load", "first-start"))) {
                assertThat(count(again)).isEqualTo(prices);
            }
            assertThat(first.get("/api/v1/audit/verify")
                            .expect(200)
                            .json()
                            .get("intact")
                            .asBoolean())
                    .isTrue();
        }
    }

    private static long count(AdminServer at) {
        return at.sql()
                .sql("SELECT count(*) FROM keyway.price")
                .query(Long.class)
                .single();
    }

    private Answer imported(String csv) {
        return owner.with("Content-Type", "text/csv").post("/api/v1/prices/import?createMissing=true", csv);
    }

    private String field(String body) {
        return owner.post(prices, body).expect(400).text("errors/0/field");
    }

    private static String list(String validFrom, String input) {
        return """
            {"validFrom": "%s", "prices": [{"meter": "INPUT", "perMillion": "%s"}, {"meter": "OUTPUT", "perMillion": "10"}]}\
            """.formatted(validFrom, input);
    }

    private Answer provider(String declaration, String more) {
        return owner.post(
                        "/api/v1/providers",
                        "{\"slug\": \"r%s\", \"declaration\": \"%s\", %s}"
                                .formatted(
                                        UUID.randomUUID()
                                                .toString()
                                                .replace("-", "")
                                                .substring(0, 20),
                                        declaration,
                                        more))
                .expect(201);
    }
}
