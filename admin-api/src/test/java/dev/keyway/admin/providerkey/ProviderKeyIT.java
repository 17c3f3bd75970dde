package dev.keyway.admin.providerkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.provider.Origin;
import dev.keyway.contract.Secret;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The life of a provider's key, which comes in and never comes out. */
class ProviderKeyIT {

    private static final String SECRET = "sk-CANARY-0123456789-abcdefghijkl";

    private final AdminServer server = AdminServer.shared();
    private final Api owner = server.owner();
    private final Answer provider = provider();
    private final String keys = provider.header("Location") + "/keys";

    @Test
    void isShownByItsLastCharactersOnly() {
        Answer made = owner.post(keys, "{\"secret\": \"%s\", \"name\": \"first\"}".formatted(SECRET))
                .expect(201);
        assertThat(made.text("last4")).isEqualTo("ijkl");
        assertThat(made.json().get("usable").asBoolean()).isTrue();
        String audit = owner.get("/api/v1/audit?objectId=" + made.text("id"))
                .expect(200)
                .raw();
        assertThat(audit).contains("\"created\"");
        for (String answer : List.of(
                made.raw(),
                owner.get(made.header("Location")).raw(),
                owner.get(keys).raw(),
                audit)) {
            assertThat(answer).contains("first").doesNotContain("CANARY");
        }
        requireNowhereInTheDatabase("CANARY");
    }

    @Test
    void aBadKeyIsRefusedWithoutBeingRepeated() {
        for (String secret :
                List.of("short", "with space in it 0123", "ünïcödé-key-0123456789", "line\\nbreak-0123456789")) {
            Answer answer =
                    owner.post(keys, "{\"secret\": \"%s\"}".formatted(secret)).expect(400);
            assertThat(answer.text("errors/0/field")).isEqualTo("secret");
            assertThat(answer.raw()).doesNotContain(secret);
        }
        owner.post(keys, "{\"name\": \"none\"}").expect(400);
        owner.post(keys, "{\"secret\": \"%s\", \"reference\": \"env:X\"}".formatted(SECRET))
                .expect(400);
        assertThat(owner.post(keys, "{\"reference\": \"http://vault\"}")
                        .expect(400)
                        .text("errors/0/field"))
                .isEqualTo("reference");
    }

    @Test
    void theSameKeyIsTakenOnceByAProvider() {
        String body = "{\"secret\": \"%s\"}".formatted(SECRET);
        String path = owner.post(keys, body).expect(201).header("Location");
        owner.post(keys, body).expect(409);
        owner.post(provider().header("Location") + "/keys", body).expect(201);
        owner.delete(path).expect(204);
        owner.get(path).expect(404);
        owner.post(keys, body).expect(201);
    }

    @Test
    void aDeletedKeyLeavesItsRowAndNotItsSecret() {
        Answer made = owner.post(keys, "{\"secret\": \"%s\"}".formatted(SECRET)).expect(201);
        owner.delete(made.header("Location")).expect(204);
        assertThat(server.sql()
                        .sql(
                                "SELECT ciphertext IS NULL AND master_key_id IS NULL FROM keyway.provider_key WHERE id = ?::uuid")
                        .param(made.text("id"))
                        .query(Boolean.class)
                        .single())
                .isTrue();
        owner.delete(provider.header("Location")).expect(204);
    }

    @Test
    void aProviderWithKeysStays() {
        owner.post(keys, "{\"secret\": \"%s\"}".formatted(SECRET)).expect(201);
        owner.delete(provider.header("Location")).expect(409);
    }

    @Test
    void aReferenceIsANameAndLeadsNowhereElse() {
        for (String good : List.of("env:OPENAI_KEY_1", "file:openai", "file:team-a/openai.key")) {
            owner.post(keys, "{\"reference\": \"%s\"}".formatted(good)).expect(201);
        }
        for (String bad : List.of(
                "file:/etc/shadow",
                "file:/proc/self/environ",
                "file:../x",
                "file:a/../../x",
                "file:a/..",
                "file:.ssh/id",
                "file:a//b",
                "file:",
                "file:a/",
                "file:a\\\\b",
                "file:C:x",
                "env:A-B",
                "env:A=B",
                "env:",
                "ENV:A",
                "file:a\\u0000b")) {
            assertThat(owner.post(keys, "{\"reference\": \"%s\"}".formatted(bad))
                            .status())
                    .as(bad)
                    .isEqualTo(400);
        }
    }

    @Test
    void aReferenceIsForTheAddressThatItWasEnteredForUntilItIsEnteredAgain() {
        Answer made = owner.post(keys, "{\"reference\": \"env:BOUND_KEY\"}").expect(201);
        String path = made.header("Location");
        assertThat(made.json().get("usable").asBoolean()).isTrue();
        String provider = keys.replace("/keys", "");
        owner.patch(provider, owner.get(provider).etag(), "{\"baseUrl\": \"https://elsewhere.example.com/v1\"}")
                .expect(200);
        Answer moved = owner.get(path).expect(200);
        assertThat(moved.json().get("usable").asBoolean()).isFalse();
        Api confirming = owner.with("If-Match", moved.etag());
        confirming.put(path + "/secret", "{}").expect(400);
        Answer confirmed = confirming
                .put(path + "/secret", "{\"reference\": \"env:BOUND_KEY\"}")
                .expect(200);
        assertThat(confirmed.json().get("usable").asBoolean()).isTrue();
        assertThat(confirmed.text("origin")).isEqualTo("https://elsewhere.example.com:443");
        assertThat(confirmed.text("reference")).isEqualTo("env:BOUND_KEY");
    }

    @Test
    void isChangedByWhoReadItLast() {
        String account = owner.post(provider.header("Location") + "/accounts", "{\"name\": \"org\"}")
                .expect(201)
                .text("id");
        Answer made = owner.post(keys, "{\"reference\": \"env:OPENAI_KEY\"}").expect(201);
        String path = made.header("Location");
        Answer changed = owner.patch(path, made.etag(), """
                {"accountId": "%s", "weight": 5, "tier": 2, "maxInFlight": 3, "allowedModels": ["gpt-*"], "disabled": true}""".formatted(account)).expect(200);
        assertThat(owner.get(path).expect(200).raw().replaceFirst("\"warnings\".*", ""))
                .isEqualTo(changed.raw().replaceFirst("\"warnings\".*", ""));
        assertThat(changed.text("reference")).isEqualTo("env:OPENAI_KEY");
        assertThat(changed.text("allowedModels/0")).isEqualTo("gpt-*");
        owner.patch(path, made.etag(), "{\"weight\": 6}").expect(412);
        assertThat(owner.patch(path, changed.etag(), "{\"weight\": 0}")
                        .expect(400)
                        .text("errors/0/field"))
                .isEqualTo("weight");
        assertThat(owner.patch(path, changed.etag(), "{\"accountId\": \"%s\"}".formatted(UUID.randomUUID()))
                        .expect(400)
                        .text("errors/0/field"))
                .isEqualTo("accountId");
        owner.patch(path, changed.etag(), "{\"secret\": \"sk-0123456789abcdef\"}")
                .expect(400);
    }

    @Test
    void anImportBindsWhatIsThereToTheNewAddress() {
        Answer made = owner.post(keys, "{\"secret\": \"%s\"}".formatted(SECRET)).expect(201);
        owner.patch(provider.header("Location"), "*", "{\"baseUrl\": \"https://8.8.4.4/v1\"}")
                .expect(200);

        for (String outcome : List.of("REBOUND", "DUPLICATE")) {
            Answer report = owner.with("Content-Type", "text/csv")
                    .post(keys + "/import", "\uFEFFkey,name\r\n" + SECRET + ",again\r\n")
                    .expect(200);
            assertThat(report.text("lines/0/outcome")).isEqualTo(outcome);
            assertThat(report.text("lines/0/id")).isEqualTo(made.text("id"));
        }
        assertThat(opened(made.text("id"))).contains(Secret.of(SECRET));
        assertThat(owner.post(keys, "{\"secret\": \"%s\"}".formatted(SECRET))
                        .expect(409)
                        .text("detail"))
                .contains(made.text("id"));
    }

    @Test
    void isFoundByItsWholeSecretOrItsEnd() {
        Answer made = owner.post(keys, "{\"secret\": \"%s\"}".formatted(SECRET)).expect(201);
        String end = SECRET.substring(SECRET.length() - 4);
        for (String search : List.of(SECRET, end)) {
            assertThat(owner.get(keys + "?search=" + search).expect(200).raw()).contains(made.text("id"));
        }
        assertThat(owner.get(keys + "?search=sk-wrong-" + end)
                        .expect(200)
                        .json()
                        .get("items"))
                .isEmpty();
    }

    @Test
    void anotherOriginOfTheProviderMakesItUnusableUntilItIsEnteredAgain() {
        Answer made = owner.post(keys, "{\"secret\": \"%s\"}".formatted(SECRET)).expect(201);
        String path = made.header("Location");
        String at = provider.header("Location");
        Answer samePlace = owner.patch(at, provider.etag(), "{\"baseUrl\": \"https://8.8.8.8/v2\"}")
                .expect(200);
        assertThat(owner.get(path).json().get("usable").asBoolean()).isTrue();
        assertThat(samePlace.json().get("warnings")).isEmpty();
        Answer moved = owner.patch(at, samePlace.etag(), "{\"baseUrl\": \"https://8.8.4.4/v1\"}")
                .expect(200);
        assertThat(moved.text("warnings/0/message")).startsWith("1 of its keys are unusable");
        assertThat(owner.get(path).json().get("usable").asBoolean()).isFalse();
        assertThat(opened(made.text("id"))).isEmpty();
        owner.with("If-Match", made.etag())
                .put(path + "/secret", "{\"secret\": \"%s\"}".formatted(SECRET))
                .expect(200);
        assertThat(owner.get(path).json().get("usable").asBoolean()).isTrue();
        assertThat(opened(made.text("id"))).contains(Secret.of(SECRET));
    }

    @Test
    void aDryRunOfAnImportStoresNothing() {
        Api csv = owner.with("Content-Type", "text/csv");
        String file = "key,account\nsk-dry-0123456789-a,Dry\nsk-dry-0123456789-a,\nshort,\n";
        Answer dry =
                csv.post(keys + "/import?createMissing=true&dryRun=true", file).expect(200);
        assertThat(dry.text("dryRun")).isEqualTo("true");
        assertThat(dry.json().at("/lines/0/id").isNull()).isTrue();
        assertThat(owner.get(keys).json().get("items").isEmpty()).isTrue();
        assertThat(owner.get(provider.header("Location") + "/accounts").raw()).doesNotContain("Dry");
        Answer real = csv.post(keys + "/import?createMissing=true", file).expect(200);
        for (String count : List.of("created", "duplicates", "invalid")) {
            assertThat(dry.text(count)).as(count).isEqualTo("1").isEqualTo(real.text(count));
        }
        assertThat(dry.json().get("made").toString())
                .isEqualTo("[{\"kind\":\"provider_account\",\"name\":\"Dry\",\"line\":2}]")
                .isEqualTo(real.json().get("made").toString());
    }

    @Test
    void anUnknownAccountIsRefusedByLineUnlessItIsToBeCreated() {
        owner.post(provider.header("Location") + "/accounts", "{\"name\": \"Research\"}")
                .expect(201);
        Api csv = owner.with("Content-Type", "text/csv");
        String file = """
                key,account,models
                sk-typo-0123456789-a,research,
                sk-typo-0123456789-b,Reserach,
                sk-typo-0123456789-c,Products,
                sk-typo-0123456789-d,,gpt-4oo
                """;
        Answer report = csv.post(keys + "/import", file).expect(200);
        assertThat(report.text("created")).isEqualTo("2");
        assertThat(report.text("lines/1/message"))
                .isEqualTo("account 'Reserach' is not an account of the provider (did you mean 'Research'?).");
        assertThat(report.text("lines/2/message"))
                .isEqualTo(
                        "account 'Products' is not an account of the provider; create it first, or send createMissing=true.");
        assertThat(report.text("lines/3/message")).startsWith("'gpt-4oo' is not a known model of ");
        assertThat(report.json().get("made")).isEmpty();
        assertThat(owner.get(provider.header("Location") + "/accounts").json().get("items"))
                .hasSize(1);
        Answer made = csv.post(keys + "/import?createMissing=true", file).expect(200);
        assertThat(made.text("created")).isEqualTo("2");
        assertThat(made.text("made/1/name")).isEqualTo("Products");
        assertThat(made.text("made/1/line")).isEqualTo("4");
    }

    @Test
    void anAccountOfANameThatNoAccountMayHaveIsNotCreated() {
        Answer report = owner.with("Content-Type", "text/csv")
                .post(
                        keys + "/import?createMissing=true",
                        "key,account\nsk-name-0123456789-a,\u202eresearch\nsk-name-0123456789-b,Fine\n")
                .expect(200);
        assertThat(report.text("lines/0/message"))
                .isEqualTo("account must have no line breaks and no control, invisible or direction characters.");
        assertThat(report.text("created")).isEqualTo("1");
        assertThat(report.json().get("made")).hasSize(1);
    }

    @Test
    void modelsThatTheProviderIsNotKnownToHaveAreDoubted() {
        owner.post(provider.header("Location") + "/models", "{\"name\": \"gpt-4o\"}")
                .expect(201);
        Answer made = owner.post(
                        keys, "{\"secret\": \"%s\", \"allowedModels\": [\"gpt-4*\", \"gpt4o\"]}".formatted(SECRET))
                .expect(201);
        assertThat(made.json().get("warnings")).hasSize(1);
        assertThat(made.text("warnings/0/field")).isEqualTo("allowedModels[1]");
        assertThat(made.text("warnings/0/message")).endsWith("; did you mean 'gpt-4o'?");
        String at = made.header("Location");
        assertThat(owner.patch(at, made.etag(), "{\"allowedModels\": [\"gpt-5*\"]}")
                        .text("warnings/0/code"))
                .isEqualTo("model_unknown");
        assertThat(owner.get(at).json().get("warnings")).isEmpty();
    }

    @Test
    void manyAreTakenInWithAReportOfEachLine() {
        Answer report = owner.with("Content-Type", "text/csv")
                .post(keys + "/import?createMissing=true", """
                key,account,weight,models,name
                sk-import-0123456789-a,Org one,3,gpt-4o gpt-4o-mini,"First, of all"
                sk-import-0123456789-b,org ONE,,,
                short,,,,

                sk-import-0123456789-a,,,,
                sk-import-0123456789-c,,heavy,,
                sk-import-0123456789-d,,
                sk-import-0123456789-e,,1001,,
                """)
                .expect(200);
        assertThat(report.json().get("created").asInt()).isEqualTo(2);
        assertThat(report.json().get("duplicates").asInt()).isEqualTo(1);
        assertThat(report.json().get("invalid").asInt()).isEqualTo(4);
        assertThat(report.text("lines/2/message")).startsWith("key must be 8 to 4096");
        assertThat(report.json().at("/lines/3/line").asInt()).isEqualTo(6);
        assertThat(report.text("lines/3/outcome")).isEqualTo("DUPLICATE");
        assertThat(report.text("lines/4/message")).startsWith("weight must be a whole number");
        assertThat(report.text("lines/5/message")).startsWith("has 3 cells, must have 5");
        assertThat(report.raw()).doesNotContain("sk-import");
        Answer first = owner.get(keys + "/" + report.text("lines/0/id")).expect(200);
        assertThat(first.text("name")).isEqualTo("First, of all");
        assertThat(first.json().get("weight").asInt()).isEqualTo(3);
        assertThat(first.text("allowedModels/1")).isEqualTo("gpt-4o-mini");
        assertThat(owner.get(provider.header("Location") + "/accounts")
                        .json()
                        .get("items")
                        .size())
                .isEqualTo(1);
        owner.with("Content-Type", "text/csv")
                .post(keys + "/import", "secret,name\nx,y\n")
                .expect(400);
    }

    @Test
    void aQuoteThatIsNotClosedTakesNoLaterKeyIntoAnotherCell() {
        Api csv = owner.with("Content-Type", "text/csv");
        Answer refused = csv.post(keys + "/import", """
                key,name
                sk-unclosed-0123456789-a,"one
                sk-unclosed-0123456789-b,two
                """).expect(400);
        assertThat(refused.text("errors/0/message")).contains("line 2: the quote is never closed");
        Answer report = csv.post(keys + "/import", """
                key,name
                sk-unclosed-0123456789-a,"one
                sk-unclosed-0123456789-b,two
                sk-unclosed-0123456789-c,"
                """).expect(200);
        assertThat(report.text("lines/0/message")).startsWith("name must not have a line break");
        assertThat(refused.raw()
                        + report.raw()
                        + owner.get(keys).raw()
                        + owner.get("/api/v1/audit?kind=provider_key").raw())
                .doesNotContain("sk-unclosed");
        assertThat(owner.get(keys).json().get("items")).isEmpty();
    }

    @Test
    void tenThousandAreTakenInAtOnceAndSentAgainAreDuplicates() {
        Api text = owner.with("Content-Type", "text/plain");
        String all =
                IntStream.range(0, 10_000).mapToObj("sk-bulk-%016d"::formatted).collect(Collectors.joining("\n"));
        Answer first = text.post(keys + "/import", all).expect(200);
        assertThat(first.json().get("created").asInt()).isEqualTo(10_000);
        assertThat(first.json().get("resumeAt").isNull()).isTrue();
        Answer again = text.post(keys + "/import", all).expect(200);
        assertThat(again.json().get("duplicates").asInt()).isEqualTo(10_000);
        text.post(keys + "/import", all + "\nsk-one-more-0123456789").expect(413);
    }

    @Test
    void anImportThatIsCutOffLeavesWholePartsAndSaysWhereToGoOn() {
        server.database().execute("""
                CREATE OR REPLACE FUNCTION keyway.cut_off() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'shutting down' USING ERRCODE = '57P01'; END $$""", """
                CREATE TRIGGER cut_off BEFORE INSERT ON keyway.provider_key FOR EACH ROW
                WHEN (NEW.name LIKE 'cut off%%') EXECUTE FUNCTION keyway.cut_off()""".replace("%%", "%"));
        String lines = IntStream.rangeClosed(1, 1200)
                .mapToObj(i -> "sk-cut-%016d,%s".formatted(i, i == 700 ? "cut off" : "ok"))
                .collect(Collectors.joining("\n", "key,name\n", "\n"));
        Api csv = owner.with("Content-Type", "text/csv");
        Answer report = csv.post(keys + "/import", lines).expect(200);
        server.database().execute("DROP TRIGGER cut_off ON keyway.provider_key");
        assertThat(report.json().get("created").asInt()).isEqualTo(500);
        assertThat(report.json().get("resumeAt").asInt()).isEqualTo(502);
        assertThat(count()).isEqualTo(500);
        Answer again = csv.post(keys + "/import", lines).expect(200);
        assertThat(again.json().get("duplicates").asInt()).isEqualTo(500);
        assertThat(again.json().get("created").asInt()).isEqualTo(700);
        assertThat(count()).isEqualTo(1200);
    }

    private long count() {
        return server.sql()
                .sql("SELECT count(*) FROM keyway.provider_key WHERE provider_id = ?::uuid")
                .param(provider.text("id"))
                .query(Long.class)
                .single();
    }

    /** As a gateway's snapshot would open it: for the provider's address as it is now. */
    private Optional<Secret> opened(String key) {
        Origin now =
                Origin.of(owner.get(provider.header("Location")).expect(200).text("baseUrl"));
        return server.sql()
                .sql("""
                        SELECT k.ciphertext, k.master_key_id, i.id FROM keyway.provider_key k, keyway.installation i
                        WHERE k.id = ?::uuid""")
                .param(key)
                .query((row, n) -> server.bean(Seal.class)
                        .open(
                                new Sealed(row.getString(2), row.getBytes(1)),
                                new Binding(
                                        row.getObject(3, UUID.class),
                                        UUID.fromString(key),
                                        UUID.fromString(provider.text("id")),
                                        now)))
                .single();
    }

    private Answer provider() {
        return owner.post(
                        "/api/v1/providers",
                        "{\"slug\": \"k%s\", \"baseUrl\": \"https://8.8.8.8/v1\"}"
                                .formatted(UUID.randomUUID()
                                        .toString()
                                        .replace("-", "")
                                        .substring(0, 20)))
                .expect(201);
    }

    private void requireNowhereInTheDatabase(String secret) {
        for (String table : server.sql()
                .sql(
                        "SELECT relname FROM pg_class WHERE relnamespace = 'keyway'::regnamespace AND relkind IN ('r', 'p')")
                .query((row, n) -> row.getString(1))
                .list()) {
            assertThat(server.sql()
                            .sql("SELECT count(*) FROM keyway.%s t WHERE t::text LIKE '%%' || ? || '%%'"
                                    .formatted(table))
                            .param(secret)
                            .query(Long.class)
                            .single())
                    .as("%s", table)
                    .isZero();
        }
    }
}
