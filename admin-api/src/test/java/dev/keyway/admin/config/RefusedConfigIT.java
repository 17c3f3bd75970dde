package dev.keyway.admin.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A file that cannot be is refused with all that is wrong with it, and nothing comes of it: one server serves all of these. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedConfigIT {

    private static final String CONFIG = "/api/v1/config";

    private final AdminServer server = AdminServer.start();
    private final Api owner = server.owner();
    private final Api yaml = owner.with("Content-Type", "application/yaml");

    @AfterAll
    void stop() {
        server.close();
    }

    @AfterEach
    void nothingCameOfIt() {
        assertThat(count("tenant") + count("provider") + count("model") + count("alert_channel"))
                .isZero();
        assertThat(revision()).isZero();
    }

    @Test
    void aLateFaultUndoesAllAndEveryFaultIsNamed() {
        String file = ExampleFile.YAML
                .replace("target: https://hooks.example.com/CANARY-other-path", "target: http://10.0.0.1/x")
                .replace("baseUrl: https://inference.example.com/v1", "baseUrl: https://169.254.169.254/v1")
                .replace("model: gpt-4o}", "model: gpt-4o}\n  - {provider: nobody, model: m}");
        Answer refused = yaml.put(CONFIG, file).expect(400);
        assertThat(refused.fields())
                .containsExactlyInAnyOrder(
                        "providers[1].baseUrl",
                        "aliases[0].targets[1].provider",
                        "aliases[0].targets[2].provider",
                        "alertChannels[0].target");
    }

    @Test
    void whatAFileSaysWrongIsNamedByItsPathAllAtOnce() {
        Answer refused = yaml.put(CONFIG, """
                        format: 2
                        nonsense: 1
                        providers:
                        - slug: Not A Slug
                          baseUrl: https://api.example.com
                          maxInFlight: many
                          accounts: [{name: a}, {name: A}, {}]
                          models:
                          - {name: m, contextWindow: -1, contextwindow: 5}
                          - {name: m, priceLists: [{prices: []}]}
                        - {slug: twice, baseUrl: https://api.example.com, forwardHeaders: [null]}
                        - {slug: twice}
                        - text
                        tenants:
                        - {name: T, zone: Mars/Phobos, budgets: [{period: YEAR, amount: 1}, {period: DAY}], limits: {allowedAddresses: [x]}}
                        aliases:
                        - {name: "a b", targets: []}
                        alertChannels: {}
                        """).expect(400);
        assertThat(refused.fields())
                .containsExactlyInAnyOrder(
                        "format",
                        "nonsense",
                        "providers[0].slug",
                        "providers[0].maxInFlight",
                        "providers[0].accounts[1].name",
                        "providers[0].accounts[2].name",
                        "providers[0].models[0].contextwindow",
                        "providers[0].models[0].contextWindow",
                        "providers[0].models[1].name",
                        "providers[0].models[1].priceLists[0].prices",
                        "providers[0].models[1].priceLists[0].validFrom",
                        "providers[1].forwardHeaders[0]",
                        "providers[2].slug",
                        "providers[2].baseUrl",
                        "providers[3]",
                        "tenants[0].zone",
                        "tenants[0].budgets[0].period",
                        "tenants[0].budgets[1].amount",
                        "tenants[0].limits.allowedAddresses[0]",
                        "aliases[0].name",
                        "aliases[0].targets",
                        "alertChannels");
        assertThat(refused.raw()).contains("is unknown; known: alertChannels, aliases");
    }

    @Test
    void whatIsNoYamlIsToldByLineAndColumn() {
        Map<String, String> files = Map.of(
                "providers:\n- slug: a\n   name: b\n", "line 3, column 8",
                "providers: [", "line 1, column 13",
                "a: 1\n---\nb: 2\n", "must be one document",
                "tenants: *nobody\n", "line 1, column 10: the alias has no anchor",
                "tenants: !!java.util.Date 2026-01-01\n", "line 1, column 10: tags are not supported",
                "? [a]\n: b\n", "a member's name must be a text",
                "# nothing\n", "it is empty",
                "a: \u0001\n", "it contains an invalid character");
        files.forEach((file, told) -> {
            Answer refused = yaml.put(CONFIG, file).expect(400);
            assertThat(refused.text("code")).as(file).isEqualTo("invalid_yaml");
            assertThat(refused.text("detail")).contains(told);
        });
        Answer twice = yaml.put(CONFIG, "tenants:\n- name: a\n  name: b\n").expect(400);
        assertThat(twice.fields()).containsExactly("tenants[0].name");
        assertThat(twice.text("detail")).contains("line 3, column 3");
        assertThat(owner.put(CONFIG, "{\"tenants\": [], \"tenants\": []}")
                        .expect(400)
                        .text("detail"))
                .contains("line 1, column");
    }

    @Test
    void aFileCannotGrowBeyondWhatItMayHold() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            bomb.append("a%d: &a%d [".formatted(i, i))
                    .append("*a%d, ".formatted(i - 1).repeat(10))
                    .append("]\n");
        }
        assertThat(yaml.put(CONFIG, bomb.toString()).expect(400).text("detail"))
                .contains("with its aliases expanded the file is too large; use fewer aliases");
        assertThat(yaml.put(CONFIG, "a: " + "[".repeat(100_000)).expect(400).text("detail"))
                .contains("nested deeper than 20");
        assertThat(yaml.put(CONFIG, "a: &a [*a]\n").expect(400).text("code")).isEqualTo("invalid_yaml");
        yaml.put(CONFIG, "#".repeat(9_000_000)).expect(413);
        owner.put(CONFIG, "[".repeat(100_000)).expect(400);
    }

    @Test
    void whatIsNotUtf8IsRefused() {
        for (byte[] file : List.of(
                "tenants: [{name: Gr\u00fcn}]\n".getBytes(StandardCharsets.ISO_8859_1),
                "format: 1\n".getBytes(StandardCharsets.UTF_16),
                new byte[] {'a', ':', ' ', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '\n'})) {
            Answer refused = yaml.put(CONFIG, file).expect(400);
            assertThat(refused.text("code")).isEqualTo("invalid_yaml");
            assertThat(refused.text("detail")).contains("must be text in UTF-8");
        }
    }

    private long count(String table) {
        return server.sql()
                .sql("SELECT count(*) FROM keyway." + table)
                .query(Long.class)
                .single();
    }

    private long revision() {
        return server.sql()
                .sql("SELECT value FROM keyway.revision")
                .query(Long.class)
                .single();
    }
}
