package dev.keyway.admin.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Scripts call with access tokens of people. */
class AccessTokenIT {

    private static final String TOKENS = "/api/v1/me/access-tokens";

    private final AdminServer server = AdminServer.shared();
    private final Api owner = server.owner();

    @Test
    void aTokenIsShownOnceAndKeptAsADigest() {
        Answer issued = owner.post(TOKENS, "{\"name\": \"ci\"}").expect(201);
        String token = issued.text("secret");
        assertThat(token).startsWith("kwa_").endsWith(issued.text("accessToken/last4"));
        assertThat(owner.get(TOKENS).expect(200).raw()).contains("\"ci\"").doesNotContain(token);
        assertThat(server.sql()
                        .sql("SELECT count(*) FROM keyway.access_token a WHERE a::text LIKE '%' || ? || '%'")
                        .param(token.substring(4))
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(server.anonymous()
                        .bearer(token)
                        .get("/api/v1/me")
                        .expect(200)
                        .text("id"))
                .isEqualTo(owner.callerId().toString());
    }

    @Test
    void aReadOnlyTokenChangesNothing() {
        String token = owner.post(TOKENS, "{\"name\": \"reader\", \"readOnly\": true}")
                .expect(201)
                .text("secret");
        Api reader = server.anonymous().bearer(token);
        reader.get("/api/v1/users").expect(200);
        assertThat(reader.post("/api/v1/users", "{\"login\": \"x\", \"name\": \"x\"}")
                        .expect(403)
                        .text("code"))
                .isEqualTo("forbidden");
    }

    @Test
    void aRevokedAnExpiredAndAMistypedTokenAreNone() {
        Answer revoked = owner.post(TOKENS, "{\"name\": \"revoked\"}").expect(201);
        owner.delete(TOKENS + "/" + revoked.text("id")).expect(204);
        requireNone(revoked.text("secret"));

        String expiry = server.clock().instant().plus(Duration.ofMinutes(5)).toString();
        Answer expiring = owner.post(TOKENS, "{\"name\": \"e\", \"expiresAt\": \"%s\"}".formatted(expiry))
                .expect(201);
        server.anonymous().bearer(expiring.text("secret")).get("/api/v1/me").expect(200);
        server.clock().advance(Duration.ofMinutes(6));
        requireNone(expiring.text("secret"));

        requireNone("kwa_nothing");
        requireNone("");
    }

    @Test
    void anExpiryInThePastIsRefused() {
        Answer answer = owner.post(TOKENS, "{\"name\": \"e\", \"expiresAt\": \"2020-01-01T00:00:00Z\"}")
                .expect(400);
        assertThat(answer.text("errors/0/field")).isEqualTo("expiresAt");
    }

    @Test
    void othersTokensCannotBeRevoked() {
        Answer issued = owner.post(TOKENS, "{\"name\": \"mine\"}").expect(201);
        server.owner().delete(TOKENS + "/" + issued.text("id")).expect(404);
    }

    @Test
    void aRepeatedCreateMakesNothingAndShowsNoSecret() {
        Api once = owner.with("Idempotency-Key", "key-1");
        Answer first = once.post(TOKENS, "{\"name\": \"once\"}").expect(201);
        Answer second = once.post(TOKENS, "{\"name\": \"once\"}").expect(201);
        assertThat(second.text("id")).isEqualTo(first.text("id"));
        assertThat(second.json().get("secret").isNull()).isTrue();
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(once.post(TOKENS, "{\"name\": \"another\"}").expect(422).text("code"))
                .isEqualTo("idempotency_key_reused");
        server.clock().advance(Duration.ofHours(25));
        assertThat(once.post(TOKENS, "{\"name\": \"once\"}").expect(201).text("id"))
                .isNotEqualTo(first.text("id"));
    }

    private void requireNone(String token) {
        assertThat(server.anonymous()
                        .bearer(token)
                        .get("/api/v1/me")
                        .expect(401)
                        .text("code"))
                .isEqualTo("invalid_access_token");
    }
}
