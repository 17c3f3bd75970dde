package dev.keyway.admin.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A browser signs in, changes things with its CSRF token, and signs out. */
class SessionIT {

    private static final String SIGN_IN = "/api/v1/session";
    private static final String TOKENS = "/api/v1/me/access-tokens";

    private final AdminServer server = AdminServer.shared();
    private final Api nobody = server.anonymous();

    @Test
    void theFirstOwnerSignsInWithThePasswordThatWasGiven() {
        Answer answer = signIn("owner", AdminServer.OWNER_PASSWORD).expect(204);
        assertThat(answer.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("keyway_session=kws_")
                        .contains("HttpOnly")
                        .contains("SameSite=Strict"));
        Answer me = browser(answer).get("/api/v1/me").expect(200);
        assertThat(me.text("name")).isEqualTo("owner");
        assertThat(me.text("roles/0/role")).isEqualTo("OWNER");
    }

    @Test
    void whoIsNotSignedInIsToldHow() {
        Answer answer = nobody.get("/api/v1/me").expect(401);
        assertThat(answer.text("code")).isEqualTo("not_signed_in");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text("requestId"))
                .isEqualTo(answer.header("X-Request-Id"))
                .isNotEmpty();
    }

    @Test
    void aWrongPasswordAndAnUnknownLoginReadTheSame() {
        Answer wrong = signIn("owner", "not the password").expect(401);
        Answer unknown = signIn("nobody-of-this-name", "not the password").expect(401);
        assertThat(wrong.text("code")).isEqualTo("invalid_credentials");
        assertThat(unknown.text("detail")).isEqualTo(wrong.text("detail"));
        signIn("owner", AdminServer.OWNER_PASSWORD).expect(204);
    }

    @Test
    void aBrowserChangesNothingWithoutItsCsrfToken() {
        Answer begun = signIn("owner", AdminServer.OWNER_PASSWORD).expect(204);
        Api browser = browser(begun);
        Answer forged = browser.post(TOKENS, "{\"name\": \"forged\"}").expect(403);
        assertThat(forged.text("code")).isEqualTo("csrf");
        browser.with("X-XSRF-TOKEN", "another")
                .post(TOKENS, "{\"name\": \"forged\"}")
                .expect(403);
        browser.with("X-XSRF-TOKEN", xsrf(begun))
                .post(TOKENS, "{\"name\": \"own\"}")
                .expect(201);
    }

    @Test
    void signingOutEndsTheSessionForGood() {
        Answer begun = signIn("owner", AdminServer.OWNER_PASSWORD).expect(204);
        Api browser = browser(begun);
        browser.with("X-XSRF-TOKEN", xsrf(begun)).delete(SIGN_IN).expect(204);
        browser.get("/api/v1/me").expect(401);
    }

    @Test
    void aSessionEndsAfterAnHourWithoutACallAndAfterTwelveInAll() {
        Api idle = browser(signIn("owner", AdminServer.OWNER_PASSWORD).expect(204));
        Api busy = browser(signIn("owner", AdminServer.OWNER_PASSWORD).expect(204));
        for (int minutes = 0; minutes < 12 * 60; minutes += 45) {
            busy.get("/api/v1/me").expect(200);
            server.clock().advance(Duration.ofMinutes(45));
        }
        busy.get("/api/v1/me").expect(401);
        idle.get("/api/v1/me").expect(401);
    }

    @Test
    void guessingIsSlowedDownAndASuccessForgetsIt() {
        String user = "guessed-" + System.nanoTime();
        server.owner()
                .post(
                        "/api/v1/users",
                        "{\"login\": \"%s\", \"name\": \"G\", \"password\": \"a long password\"}".formatted(user))
                .expect(201);
        for (int i = 0; i < 6; i++) {
            signIn(user, "wrong").expect(401);
        }
        Answer later = signIn(user, "a long password").expect(429);
        assertThat(later.text("code")).isEqualTo("too_many_attempts");
        server.clock().advance(Duration.ofSeconds(Long.parseLong(later.header("Retry-After"))));
        signIn(user, "a long password").expect(204);
        signIn(user, "wrong").expect(401);
    }

    @Test
    void theCookieIsKeptAsADigestOnly() {
        Answer begun = signIn("owner", AdminServer.OWNER_PASSWORD).expect(204);
        String cookie = cookie(begun, "keyway_session");
        assertThat(server.sql()
                        .sql("SELECT count(*) FROM keyway.session WHERE session::text LIKE '%' || ? || '%'")
                        .param(cookie)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void everyAnswerCarriesTheHeadersThatBrowsersHeed() {
        Answer answer = nobody.get("/api/v1/me");
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'self'", "frame-ancestors 'none'");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    private Answer signIn(String login, String password) {
        return nobody.post(SIGN_IN, "{\"login\": \"%s\", \"password\": \"%s\"}".formatted(login, password));
    }

    private Api browser(Answer begun) {
        return nobody.with(
                "Cookie", "keyway_session=" + cookie(begun, "keyway_session") + "; XSRF-TOKEN=" + xsrf(begun));
    }

    private static String xsrf(Answer begun) {
        return cookie(begun, "XSRF-TOKEN");
    }

    private static String cookie(Answer answer, String name) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1).split(";", 2)[0])
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no cookie " + name + " in " + answer.headers()));
    }
}
