package dev.keyway.admin.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Access tokens that are issued while the access of their owner ends. */
class AccessTokenRaceIT {

    private static final String TOKENS = "/api/v1/me/access-tokens";
    private static final String ANOTHER_PASSWORD = """
            UPDATE keyway.user_account SET version = version + 1,
                password_hash = (SELECT password_hash FROM keyway.user_account WHERE login = 'owner')
            WHERE id = '%1$s';
            """;
    private static final String REVOKED = "UPDATE keyway.access_token SET revoked_at = now() WHERE user_id = '%1$s'";

    private final AdminServer server = AdminServer.shared();
    private final Api person = server.caller();

    @ParameterizedTest
    @ValueSource(
            strings = {
                ANOTHER_PASSWORD + REVOKED,
                "UPDATE keyway.user_account SET disabled_at = now(), version = version + 1 WHERE id = '%1$s'",
                "SELECT FROM keyway.user_account WHERE id = '%1$s' FOR UPDATE; " + REVOKED
            })
    void aRequestWhoseAccessEndsIssuesNone(String ends) throws Exception {
        person.get("/api/v1/me").expect(200);
        try (Held held = Held.after(server, ends.formatted(person.callerId()))) {
            CompletableFuture<Answer> late =
                    CompletableFuture.supplyAsync(() -> person.post(TOKENS, "{\"name\": \"late\"}"));
            held.commitOnce(late);
            assertThat(late.join().expect(401).text("code")).isEqualTo("not_signed_in");
        }
        assertThat(usable("late")).isZero();
    }

    @Test
    void aSessionThatEndsIssuesNone() throws Exception {
        String login = "race-" + UUID.randomUUID();
        String path = server.owner()
                .post(
                        "/api/v1/users",
                        "{\"login\": \"%s\", \"name\": \"R\", \"password\": \"a long password\"}".formatted(login))
                .expect(201)
                .header("Location");
        String user = path.substring(path.lastIndexOf('/') + 1);
        Answer begun = server.anonymous()
                .post("/api/v1/session", "{\"login\": \"%s\", \"password\": \"a long password\"}".formatted(login))
                .expect(204);
        String cookies = String.join(
                "; ",
                begun.headers().allValues("Set-Cookie").stream()
                        .map(cookie -> cookie.replaceAll(";.*", ""))
                        .toList());
        Api browser = server.anonymous()
                .with("Cookie", cookies)
                .with("X-XSRF-TOKEN", cookies.replaceAll(".*XSRF-TOKEN=([^;]*).*", "$1"));
        String ends = (ANOTHER_PASSWORD + "DELETE FROM keyway.session WHERE user_id = '%1$s'").formatted(user);
        try (Held held = Held.after(server, ends)) {
            CompletableFuture<Answer> late =
                    CompletableFuture.supplyAsync(() -> browser.post(TOKENS, "{\"name\": \"late session\"}"));
            held.commitOnce(late);
            late.join().expect(401);
        }
        assertThat(usable("late session")).isZero();
    }

    @Test
    void revokingAllWaitsForTheOneThatIsBeingIssued() throws Exception {
        String issues = """
                SELECT FROM keyway.user_account WHERE id = '%1$s' FOR UPDATE;
                INSERT INTO keyway.access_token (id, user_id, name, digest, last4, created_at)
                VALUES ('%2$s', '%1$s', 'early', decode(replace('%2$s', '-', '') || replace('%2$s', '-', ''), 'hex'), 'last', now())""".formatted(person.callerId(), UUID.randomUUID());
        try (Held held = Held.after(server, issues)) {
            CompletableFuture<Answer> revoked = CompletableFuture.supplyAsync(
                    () -> server.owner().delete("/api/v1/users/" + person.callerId() + "/access-tokens"));
            held.commitOnce(revoked);
            revoked.join().expect(204);
        }
        assertThat(usable("early")).isZero();
    }

    private long usable(String name) {
        return server.sql()
                .sql("SELECT count(*) FROM keyway.access_token WHERE name = ? AND revoked_at IS NULL")
                .param(name)
                .query(Long.class)
                .single();
    }
}
