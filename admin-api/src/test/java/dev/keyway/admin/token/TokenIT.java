package dev.keyway.admin.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.secret.TokenKind;
import dev.keyway.admin.secret.Tokens;
import dev.keyway.contract.Secret;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The life of a proxy token. */
class TokenIT {

    private final AdminServer server = AdminServer.shared();
    private final World world = World.in(server);
    private final Api admin = server.caller(world.grant(Role.TEAM_ADMIN));
    private final String tokens = world.teamPath() + "/tokens";

    @Test
    void theSecretIsShownOnceAndItsDigestIsKept() {
        Answer issued = issue("{\"name\": \"app\"}");
        String secret = issued.text("secret");
        assertThat(secret).matches("kwy_[0-9A-Za-z]{49}").endsWith(issued.text("token/last4"));
        assertThat(Tokens.read(TokenKind.PROXY, secret)).isPresent();
        assertThat(admin.get(issued.header("Location")).expect(200).raw()).doesNotContain(secret);
        assertThat(admin.get(tokens).expect(200).raw()).doesNotContain(secret);
        assertThat(digests(issued.text("id")))
                .containsExactly(HexFormat.of().formatHex(Secret.of(secret).digest()));
        requireNowhereInTheDatabase(secret.substring(4));
    }

    @Test
    void aRepeatedIssueMakesNoSecondToken() {
        Api once = admin.with("Idempotency-Key", "issue-1");
        Answer first = once.post(tokens, "{\"name\": \"once\"}").expect(201);
        Answer second = once.post(tokens, "{\"name\": \"once\"}").expect(201);
        assertThat(second.text("token/id")).isEqualTo(first.text("token/id"));
        assertThat(second.json().get("secret").isNull()).isTrue();
        requireNowhereInTheDatabase(first.text("secret").substring(4));
    }

    @Test
    void rotatingLeavesTheOldSecretItsGrace() {
        Answer issued = issue("{\"name\": \"rotated\"}");
        String path = issued.header("Location");
        Answer rotated = admin.post(path + "/rotate", "{\"grace\": \"PT1H\"}").expect(200);
        assertThat(rotated.text("secret")).isNotEqualTo(issued.text("secret"));
        assertThat(rotated.text("token/last4")).isEqualTo(rotated.text("secret").substring(49));
        assertThat(validUntil(issued.text("secret"))).contains(now().plus(Duration.ofHours(1)));
        assertThat(validUntil(rotated.text("secret"))).isEmpty();

        server.clock().advance(Duration.ofMinutes(61));
        admin.post(path + "/rotate", "{\"grace\": \"PT0S\"}").expect(200);
        assertThat(digests(issued.text("id"))).hasSize(1);
        assertThat(admin.post(path + "/rotate", "{\"grace\": \"P31D\"}")
                        .expect(400)
                        .text("errors/0/field"))
                .isEqualTo("grace");
        assertThat(admin.post(path + "/rotate", "{\"grace\": \"soon\"}")
                        .expect(400)
                        .text("errors/0/field"))
                .isEqualTo("grace");
    }

    @Test
    void aLaterRotationNeverLengthensAGrace() {
        Answer issued = issue("{\"name\": \"twice\"}");
        String path = issued.header("Location");
        admin.post(path + "/rotate", "{\"grace\": \"PT1M\"}").expect(200);
        admin.post(path + "/rotate", "{\"grace\": \"PT1H\"}").expect(200);
        assertThat(validUntil(issued.text("secret"))).contains(now().plus(Duration.ofMinutes(1)));
    }

    @Test
    void isBlockedAndUnblocked() {
        Answer issued = issue("{\"name\": \"blocked\"}");
        String path = issued.header("Location");
        Answer blocked = admin.patch(path, "\"0\"", "{\"blocked\": true}").expect(200);
        assertThat(blocked.text("status")).isEqualTo("BLOCKED");
        assertThat(admin.patch(path, blocked.etag(), "{\"blocked\": false}")
                        .expect(200)
                        .text("status"))
                .isEqualTo("ACTIVE");
        admin.patch(path, blocked.etag(), "{\"blocked\": true}").expect(412);
    }

    @Test
    void expiresAndCanBeProlonged() {
        String soon = server.clock().instant().plus(Duration.ofMinutes(10)).toString();
        Answer issued = issue("{\"name\": \"expiring\", \"expiresAt\": \"%s\"}".formatted(soon));
        String path = issued.header("Location");
        server.clock().advance(Duration.ofMinutes(10));
        Answer expired = admin.get(path).expect(200);
        assertThat(expired.text("status")).isEqualTo("EXPIRED");
        assertThat(admin.patch(path, expired.etag(), "{\"expiresAt\": \"2020-01-01T00:00:00Z\"}")
                        .expect(400)
                        .text("errors/0/field"))
                .isEqualTo("expiresAt");
        assertThat(admin.patch(path, expired.etag(), "{\"expiresAt\": null}")
                        .expect(200)
                        .text("status"))
                .isEqualTo("ACTIVE");
    }

    @Test
    void isRevokedForGood() {
        Answer issued = issue("{\"name\": \"revoked\"}");
        String path = issued.header("Location");
        admin.with("X-Reason", "leaked").delete(path).expect(204);
        Answer revoked = admin.get(path).expect(200);
        assertThat(revoked.text("status")).isEqualTo("REVOKED");
        assertThat(digests(issued.text("id"))).isEmpty();
        admin.delete(path).expect(409);
        admin.post(path + "/rotate", "{}").expect(409);
        admin.patch(path, revoked.etag(), "{\"blocked\": false}").expect(409);
        Answer entry = server.owner()
                .get("/api/v1/audit?kind=token&limit=1&objectId=" + issued.text("id"))
                .expect(200);
        assertThat(entry.text("items/0/action")).isEqualTo("revoked");
        assertThat(entry.text("items/0/reason")).isEqualTo("leaked");
        assertThat(entry.text("items/0/after/status")).isEqualTo("REVOKED");
    }

    @Test
    void everyChangeRaisesTheRevisionThatGatewaysFollow() {
        Answer issued = issue("{\"name\": \"followed\"}");
        String path = issued.header("Location");
        admin.patch(path, "\"0\"", "{\"blocked\": true}").expect(200);
        admin.post(path + "/rotate", "{}").expect(200);
        admin.delete(path).expect(204);
        assertThat(server.sql()
                        .sql("SELECT revision FROM keyway.config_change WHERE kind = 'token' AND id = ?::uuid")
                        .param(issued.text("id"))
                        .query(Long.class)
                        .list())
                .hasSize(4)
                .doesNotHaveDuplicates();
    }

    @Test
    void isFoundByNameByItsEndAndByStatus() {
        Answer billing = issue("{\"name\": \"Billing 100%\"}");
        Answer search = issue("{\"name\": \"search_service\"}");
        admin.patch(search.header("Location"), "\"0\"", "{\"blocked\": true}").expect(200);
        assertThat(found("search=billing")).containsExactly(billing.text("id"));
        assertThat(found("search=100%25")).containsExactly(billing.text("id"));
        assertThat(found("search=h_s")).containsExactly(search.text("id"));
        assertThat(found("search=" + billing.text("token/last4"))).contains(billing.text("id"));
        String secret = billing.text("secret");
        assertThat(found("search=" + secret)).containsExactly(billing.text("id"));
        assertThat(found("search=kwy_WRONG" + billing.text("token/last4"))).isEmpty();
        assertThat(found("status=BLOCKED")).containsExactly(search.text("id"));
        assertThat(found("status=ACTIVE")).containsExactly(billing.text("id"));
        assertThat(found("status=REVOKED")).isEmpty();
        assertThat(admin.get(tokens + "?status=ASLEEP").expect(400).text("errors/0/message"))
                .contains("ACTIVE, PENDING, BLOCKED, EXPIRED, REVOKED");
    }

    @Test
    void belongsToAServiceAccountOfItsTeamOnly() {
        String own = admin.post(world.teamPath() + "/service-accounts", "{\"name\": \"s\"}")
                .expect(201)
                .text("id");
        issue("{\"name\": \"s\", \"serviceAccountId\": \"%s\"}".formatted(own));
        String others = server.owner()
                .post(world.path() + "/teams/" + world.otherTeam() + "/service-accounts", "{\"name\": \"s\"}")
                .expect(201)
                .text("id");
        assertThat(admin.post(tokens, "{\"name\": \"s\", \"serviceAccountId\": \"%s\"}".formatted(others))
                        .expect(400)
                        .text("errors/0/field"))
                .isEqualTo("serviceAccountId");
    }

    private Answer issue(String body) {
        return admin.post(tokens, body).expect(201);
    }

    private List<String> found(String query) {
        List<String> ids = new ArrayList<>();
        admin.get(tokens + "?" + query)
                .expect(200)
                .json()
                .get("items")
                .forEach(item -> ids.add(item.get("id").asString()));
        return ids;
    }

    private List<String> digests(String token) {
        return server.sql()
                .sql("SELECT encode(digest, 'hex') FROM keyway.proxy_token_secret WHERE token_id = ?::uuid")
                .param(token)
                .query((row, n) -> row.getString(1))
                .list();
    }

    /** Now, as the database stores it. */
    private Instant now() {
        return server.clock().instant().truncatedTo(ChronoUnit.MICROS);
    }

    private Optional<Instant> validUntil(String secret) {
        return server.sql()
                .sql("SELECT valid_until FROM keyway.proxy_token_secret WHERE digest = ?")
                .param(Secret.of(secret).digest())
                .query((row, n) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
                .single();
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
