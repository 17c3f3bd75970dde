package dev.keyway.admin.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.caller.Role;
import dev.keyway.contract.Secret;
import dev.keyway.testkit.gateway.FakeGateway;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The virtual keys of another gateway become tokens, whose applications go on as they are. */
class TokenImportIT {

    private final AdminServer server = AdminServer.shared();
    private final World world = World.in(server);
    private final Api admin = server.caller(world.grant(Role.TEAM_ADMIN));
    private final Api csv = admin.with("Content-Type", "text/csv");
    private final String tokens = world.teamPath() + "/tokens";
    private final String first = "sk-" + UUID.randomUUID() + "aQ7";
    private final String second = "sk-" + UUID.randomUUID() + "Xz3";
    private final String file = """
            token,name,expires_at,labels
            %s,summaries,2099-06-30T00:00:00Z,app=chat;cost-centre=4711
            %s,,,
            %s,again,,
            sk-1234,litellm,,
            """.formatted(first, second, first);

    @Test
    void aDryRunReportsAndChangesNothing() {
        Answer dry = csv.post(tokens + "/import?dryRun=true", file).expect(200);
        assertThat(dry.text("dryRun")).isEqualTo("true");
        requireReport(dry);
        assertThat(dry.json().at("/lines/0/id").isNull()).isTrue();
        assertThat(admin.get(tokens).json().get("items").isEmpty()).isTrue();

        Answer real = csv.post(tokens + "/import", file).expect(200);
        requireReport(real);
        assertThat(csv.post(tokens + "/import?dryRun=true", file).text("duplicates"))
                .isEqualTo("3");
    }

    @Test
    void theyAreKnownByTheDigestOfTheirSecretAndNeverShown() {
        Answer done = csv.post(tokens + "/import", file).expect(200);
        Answer read = admin.get(tokens + "/" + done.text("lines/0/id")).expect(200);
        assertThat(read.text("name")).isEqualTo("summaries");
        assertThat(read.text("last4")).isEqualTo(first.substring(first.length() - 4));
        assertThat(read.json().get("labels")).hasToString("{\"app\":\"chat\",\"cost-centre\":\"4711\"}");
        assertThat(admin.get(tokens + "/" + done.text("lines/1/id")).text("name"))
                .isEqualTo("imported " + second.substring(second.length() - 4));
        assertThat(done.raw()
                        + admin.get(tokens).raw()
                        + server.owner().get("/api/v1/audit?kind=token").raw())
                .doesNotContain(first)
                .doesNotContain(second);
        try (FakeGateway gateway = server.gateway()) {
            var unused = gateway.snapshot();
            assertThat(gateway.configuration()
                            .find("tokens", done.text("lines/0/id"))
                            .orElseThrow()
                            .at("/secrets/0/digest")
                            .asString())
                    .isEqualTo(
                            Base64.getEncoder().encodeToString(Secret.of(first).digest()));
        }
    }

    @Test
    void aSecretIsOneTokensOnlyOverAllTenants() {
        csv.post(tokens + "/import", file).expect(200);
        String elsewhere = "/api/v1/tenants/" + world.foreignTenant() + "/teams/" + world.foreignTeam() + "/tokens";
        Api foreign = server.caller(world.foreignGrant(Role.TEAM_ADMIN));
        Answer again = foreign.post(elsewhere + "/import", """
                [{"token": "%s", "name": "x"}, {"token": "%s", "labels": {"": "x"}}, 7]""".formatted(first, second + "9"))
                .expect(200);
        assertThat(again.text("lines/0/outcome")).isEqualTo("DUPLICATE");
        assertThat(again.text("lines/1/message")).startsWith("labels must have keys");
        assertThat(again.text("lines/2/outcome")).isEqualTo("INVALID");
        assertThat(again.text("created")).isEqualTo("0");
        foreign.post(elsewhere + "/import", "{}").expect(400);
    }

    @Test
    void aQuoteThatIsNotClosedTakesNoLaterTokenIntoTheDescription() {
        Answer refused =
                csv.post(tokens + "/import", """
                token,name,description
                %s,one,"first
                %s,two,second
                """.formatted(first, second)).expect(400);
        assertThat(refused.text("errors/0/message")).contains("line 2: the quote is never closed");
        Answer report =
                csv.post(tokens + "/import", """
                token,description,labels
                %s,first,"app=chat
                %s,second,"
                """.formatted(first, second)).expect(200);
        assertThat(report.text("lines/0/message")).startsWith("labels must not have a line break");
        assertThat(refused.raw()
                        + report.raw()
                        + admin.get(tokens).raw()
                        + server.owner().get("/api/v1/audit?kind=token").raw())
                .doesNotContain(first)
                .doesNotContain(second);
        assertThat(admin.get(tokens).json().get("items")).isEmpty();
    }

    private static void requireReport(Answer report) {
        assertThat(report.text("created")).isEqualTo("2");
        assertThat(report.text("duplicates")).isEqualTo("1");
        assertThat(report.text("invalid")).isEqualTo("1");
        assertThat(report.text("lines/3/line")).isEqualTo("5");
        assertThat(report.text("lines/3/message")).contains("sample");
    }
}
