package dev.keyway.admin.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.caller.Grant;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** By what a person is signed in, and what ends it. */
class UserAccessIT {

    private static final String PASSWORD = "a long password";

    private final AdminServer server = AdminServer.shared();
    private final Api owner = server.owner();
    private final String login = "access-" + System.nanoTime();
    private final String path = owner.post(
                    "/api/v1/users",
                    "{\"login\": \"%s\", \"name\": \"A\", \"password\": \"%s\"}".formatted(login, PASSWORD))
            .expect(201)
            .header("Location");

    @Test
    void aNewPasswordEndsWhatWasSignedInWithTheOldOne() {
        Api browser = browser(PASSWORD);
        Api script = script(browser);
        owner.put(path + "/password", "{\"password\": \"another long password\"}")
                .expect(204);
        browser.get("/api/v1/me").expect(401);
        script.get("/api/v1/me").expect(401);
        browser("another long password").get("/api/v1/me").expect(200);
    }

    @Test
    void anOwnNewPasswordEndsOtherSessionsAndNoAccessToken() {
        Api browser = browser(PASSWORD);
        Api elsewhere = browser(PASSWORD);
        Api script = script(browser);
        browser.put(
                        "/api/v1/me/password",
                        "{\"oldPassword\": \"%s\", \"newPassword\": \"another long password\"}".formatted(PASSWORD))
                .expect(204);
        browser.get("/api/v1/me").expect(200);
        elsewhere.get("/api/v1/me").expect(401);
        script.get("/api/v1/me").expect(200);
    }

    @Test
    void enablingAnAccountRevivesNothing() {
        Api browser = browser(PASSWORD);
        Api script = script(browser);
        owner.patch(path, owner.get(path).etag(), "{\"disabled\": true}").expect(200);
        owner.patch(path, owner.get(path).etag(), "{\"disabled\": false}").expect(200);
        browser.get("/api/v1/me").expect(401);
        script.get("/api/v1/me").expect(401);
        browser(PASSWORD).get("/api/v1/me").expect(200);
    }

    @Test
    void enablingAServiceAccountRevivesNothing() {
        World world = World.in(server);
        Answer made = owner.post(
                        world.teamPath() + "/service-accounts",
                        "{\"name\": \"sa-%s\", \"role\": \"TEAM_ADMIN\"}".formatted(login))
                .expect(201);
        String account = made.header("Location");
        Api program = server.anonymous()
                .bearer(owner.post(account + "/access-tokens", "{\"name\": \"t\"}")
                        .expect(201)
                        .text("secret"));
        program.get("/api/v1/me").expect(200);
        program.post(account + "/access-tokens", "{\"name\": \"own\"}").expect(403);
        owner.patch(account, made.etag(), "{\"disabled\": true}").expect(200);
        owner.patch(account, owner.get(account).etag(), "{\"disabled\": false}").expect(200);
        program.get("/api/v1/me").expect(401);
    }

    @Test
    void anOwnerSeesAndEndsAnothersSessionsAndTokens() {
        Api first = browser(PASSWORD);
        Api second = browser(PASSWORD);
        Api script = script(first);
        Answer sessions = owner.get(path + "/sessions").expect(200);
        assertThat(sessions.json().get("items")).hasSize(2);
        assertThat(sessions.text("items/0/address")).isEqualTo("127.0.0.1");
        owner.delete(path + "/sessions/" + sessions.text("items/0/id")).expect(204);
        second.get("/api/v1/me").expect(401);
        first.get("/api/v1/me").expect(200);
        assertThat(first.get("/api/v1/me/sessions").expect(200).json().get("items"))
                .hasSize(1);
        owner.delete(path + "/sessions").expect(204);
        first.get("/api/v1/me").expect(401);
        script.get("/api/v1/me").expect(200);
        String token = owner.get(path + "/access-tokens").expect(200).text("items/0/id");
        owner.delete(path + "/access-tokens/" + token).expect(204);
        script.get("/api/v1/me").expect(401);
        Api again = script(browser(PASSWORD));
        owner.delete(path + "/access-tokens").expect(204);
        again.get("/api/v1/me").expect(401);
        owner.delete(path + "/access-tokens/" + token).expect(404);
    }

    @Test
    void oneEndsASessionOfOnesOwnAndNobodyElses() {
        Api own = browser(PASSWORD);
        Api mine = server.owner();
        String id = own.get("/api/v1/me/sessions").expect(200).text("items/0/id");
        mine.delete("/api/v1/me/sessions/" + id).expect(404);
        own.delete("/api/v1/me/sessions/" + id).expect(204);
        own.get("/api/v1/me").expect(401);
    }

    @Test
    void onesTokensAreListedPageByPage() {
        Api browser = browser(PASSWORD);
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            made.addFirst(browser.post("/api/v1/me/access-tokens", "{\"name\": \"t\"}")
                    .expect(201)
                    .text("id"));
        }
        Answer first = browser.get("/api/v1/me/access-tokens?limit=2").expect(200);
        Answer second = browser.get("/api/v1/me/access-tokens?limit=2&cursor=" + first.text("next"))
                .expect(200);
        assertThat(List.of(first.text("items/0/id"), first.text("items/1/id"), second.text("items/0/id")))
                .isEqualTo(made);
        assertThat(second.json().get("next").isNull()).isTrue();
    }

    @Test
    void whatATokenMakesEndsWithIt() {
        String end = server.clock().instant().plus(Duration.ofMinutes(1)).toString();
        String later = server.clock().instant().plus(Duration.ofMinutes(2)).toString();
        Api browser = browser(PASSWORD);
        Api ending = server.anonymous()
                .bearer(browser.post(
                                "/api/v1/me/access-tokens", "{\"name\": \"e\", \"expiresAt\": \"%s\"}".formatted(end))
                        .expect(201)
                        .text("secret"));
        for (String beyond : List.of("", ", \"expiresAt\": \"%s\"".formatted(later))) {
            assertThat(ending.post("/api/v1/me/access-tokens", "{\"name\": \"x\"%s}".formatted(beyond))
                            .expect(400)
                            .fields())
                    .containsExactly("expiresAt");
        }
        ending.post("/api/v1/me/access-tokens", "{\"name\": \"x\", \"expiresAt\": \"%s\"}".formatted(end))
                .expect(201);
    }

    @Test
    void onlyAnOwnerSetsThePasswordOfWhoHoldsARoleOverTheInstallation() {
        Api admin = server.caller(new Grant(Role.ADMIN, Scope.INSTALLATION));
        admin.put(path + "/password", "{\"password\": \"%s\"}".formatted(PASSWORD))
                .expect(204);
        owner.post(path + "/grants", "{\"role\": \"AUDITOR\"}").expect(201);
        assertThat(admin.put(path + "/password", "{\"password\": \"%s\"}".formatted(PASSWORD))
                        .expect(403)
                        .text("code"))
                .isEqualTo("beyond_own_role");
        owner.put(path + "/password", "{\"password\": \"%s\"}".formatted(PASSWORD))
                .expect(204);
    }

    @Test
    void aCsrfTokenOfAnotherSessionProvesNothing() {
        Answer begun = signIn(PASSWORD);
        String planted = cookie(signIn(PASSWORD), "XSRF-TOKEN");
        Api browser = server.anonymous()
                .with("Cookie", "keyway_session=%s; XSRF-TOKEN=%s".formatted(cookie(begun, "keyway_session"), planted))
                .with("X-XSRF-TOKEN", planted);
        assertThat(browser.post("/api/v1/me/access-tokens", "{\"name\": \"x\"}")
                        .expect(403)
                        .text("code"))
                .isEqualTo("csrf");
    }

    private Answer signIn(String password) {
        return server.anonymous()
                .post("/api/v1/session", "{\"login\": \"%s\", \"password\": \"%s\"}".formatted(login, password))
                .expect(204);
    }

    private Api browser(String password) {
        Answer begun = signIn(password);
        return server.anonymous()
                .with("Cookie", "keyway_session=" + cookie(begun, "keyway_session"))
                .with("X-XSRF-TOKEN", cookie(begun, "XSRF-TOKEN"));
    }

    private Api script(Api browser) {
        return server.anonymous()
                .bearer(browser.post("/api/v1/me/access-tokens", "{\"name\": \"script\"}")
                        .expect(201)
                        .text("secret"));
    }

    private static String cookie(Answer answer, String name) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1).split(";", 2)[0])
                .findFirst()
                .orElseThrow();
    }
}
