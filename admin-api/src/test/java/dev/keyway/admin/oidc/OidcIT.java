package dev.keyway.admin.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.caller.Role;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** People sign in by way of a real OpenID Connect provider, and hold what follows from its claims. */
class OidcIT {

    private static final String RULES = "/api/v1/oidc/rules";
    private static final IdentityProvider PROVIDER = new IdentityProvider();
    private static final AdminServer SERVER = AdminServer.shared().replica(settings("keyway.password.who", "owner"));

    /** Parts of the cookie that a browser brings back. */
    private static final int NONCE = 1;

    private static final int VERIFIER = 2;

    /** Far more than 2 s a call, far less than what a client waits by itself. */
    private static final Duration WAITED_AT_MOST = Duration.ofSeconds(30);

    private final Api owner = AdminServer.shared().owner().at(SERVER);
    private final World world = World.in(AdminServer.shared());
    private final String person = "p-" + UUID.randomUUID();
    private final String group = "g-" + UUID.randomUUID();

    OidcIT() {
        PROVIDER.knows(SERVER.address() + "/api/v1/oidc/callback");
    }

    @AfterAll
    static void stop() {
        SERVER.close();
        PROVIDER.close();
    }

    @Test
    void aPersonHoldsWhatFollowsFromTheirClaims() {
        rule("groups", group, "ADMIN", "");
        PROVIDER.tells(person, Map.of("groups", List.of("others", group), "name", "Ada L."));
        Answer back = signIn(person, "/tokens").expect(302);
        assertThat(back.header("Location")).isEqualTo("/tokens");
        assertThat(back.headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("keyway_session=kws_") && cookie.contains("SameSite=Strict"));
        Answer me = browser(back).get("/api/v1/me").expect(200);
        assertThat(me.text("roles/0/role")).isEqualTo("ADMIN");
        String id = me.text("id");
        assertThat(owner.get("/api/v1/users/" + id).expect(200).text("name")).isEqualTo("Ada L.");
        assertThat(owner.get("/api/v1/users/" + id + "/grants").text("items/0/source"))
                .isEqualTo("OIDC");
        assertThat(owner.get("/api/v1/audit?objectId=" + id).expect(200).raw()).contains("signed_in", "created");
        assertThat(browser(signIn(person, "/").expect(302)).get("/api/v1/me").text("id"))
                .isEqualTo(id);
    }

    @Test
    void whatNoLongerFollowsIsTakenAtTheNextSignIn() {
        rule("realm.roles", group, "AUDITOR", "");
        rule(
                "department",
                group,
                "MEMBER",
                ", \"tenantId\": \"%s\", \"teamId\": \"%s\"".formatted(world.tenant(), world.team()));
        PROVIDER.tells(person, Map.of("realm", Map.of("roles", List.of(group))));
        Api first = browser(signIn(person, "/").expect(302));
        assertThat(first.get("/api/v1/audit").status()).isEqualTo(200);
        PROVIDER.tells(person, Map.of("department", group));
        Api second = browser(signIn(person, "/").expect(302));
        Answer me = second.get("/api/v1/me").expect(200);
        assertThat(me.json().get("roles").size()).isEqualTo(1);
        assertThat(me.text("roles/0/teamId")).isEqualTo(world.team().toString());
        assertThat(second.get(world.teamPath()).status()).isEqualTo(200);
        assertThat(first.get("/api/v1/audit").status())
                .as("the earlier session too")
                .isEqualTo(403);
    }

    @Test
    void aRoleThatWasGivenByHandStays() {
        rule("groups", group, "AUDITOR", "");
        PROVIDER.tells(person, Map.of("groups", List.of(group)));
        String id = browser(signIn(person, "/").expect(302)).get("/api/v1/me").text("id");
        owner.post(
                        "/api/v1/users/" + id + "/grants",
                        "{\"role\": \"TENANT_ADMIN\", \"tenantId\": \"%s\"}".formatted(world.tenant()))
                .expect(201);
        PROVIDER.tells(person, Map.of());
        Answer me = browser(signIn(person, "/").expect(302)).get("/api/v1/me");
        assertThat(me.json().get("roles").size()).isEqualTo(1);
        assertThat(me.text("roles/0/role")).isEqualTo("TENANT_ADMIN");
    }

    @Test
    void whoHasNoRoleIsNotLetInAndLeavesNoAccount() {
        PROVIDER.tells(person, Map.of("groups", List.of(group)));
        assertThat(signIn(person, "/").expect(403).text("code")).isEqualTo("forbidden");
        assertThat(owner.get("/api/v1/users?search=" + person)
                        .json()
                        .get("items")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aDisabledAccountStaysOut() {
        rule("groups", group, "AUDITOR", "");
        PROVIDER.tells(person, Map.of("groups", List.of(group)));
        Api browser = browser(signIn(person, "/").expect(302));
        Answer user = owner.get("/api/v1/users/" + browser.get("/api/v1/me").text("id"));
        owner.patch("/api/v1/users/" + user.text("id"), user.etag(), "{\"disabled\": true}")
                .expect(200);
        signIn(person, "/").expect(403);
        browser.get("/api/v1/me").expect(401);
    }

    @Test
    void theNameOfAnAccountWithAPasswordGivesNothing() {
        rule("groups", group, "AUDITOR", "");
        PROVIDER.tells(person, Map.of("groups", List.of(group), "preferred_username", "owner"));
        Answer me = browser(signIn(person, "/").expect(302)).get("/api/v1/me");
        assertThat(me.text("name")).isEqualTo("owner (" + person + ")");
        assertThat(me.text("roles/0/role")).isEqualTo("AUDITOR");
    }

    @Test
    void onlyTheBrowserThatBeganEndsIt() {
        rule("groups", group, "AUDITOR", "");
        PROVIDER.tells(person, Map.of("groups", List.of(group)));
        Answer begun = call(SERVER.address() + "/api/v1/oidc/sign-in", Map.of());
        URI callback = URI.create(call(begun.header("Location"), basic(person)).header("Location"));
        String cookie = cookie(begun, "keyway_oidc");
        assertThat(begun.header("Set-Cookie")).contains("HttpOnly", "SameSite=Lax");
        assertThat(begun.header("Location")).contains("code_challenge_method=S256", "nonce=", "state=");
        assertThat(call(callback.toString(), Map.of()).expect(401).text("code")).isEqualTo("oidc_refused");
        String another = cookie(call(SERVER.address() + "/api/v1/oidc/sign-in", Map.of()), "keyway_oidc");
        call(callback.toString(), Map.of("Cookie", another)).expect(401);
        call(callback.toString(), Map.of("Cookie", "keyway_oidc=!.x")).expect(401);
        call(callback.toString(), Map.of("Cookie", cookie)).expect(302);
        call(callback.toString(), Map.of("Cookie", cookie)).expect(401);
        call(SERVER.address() + "/api/v1/oidc/callback?error=access_denied", Map.of("Cookie", cookie))
                .expect(401);
    }

    @Test
    void anIdTokenWithAnotherNonceIsRefused() {
        assertThat(refusalWith(NONCE)).contains("invalid_nonce");
    }

    @Test
    void aCodeIsNotExchangedWithAnotherVerifier() {
        assertThat(refusalWith(VERIFIER)).contains("invalid_grant");
    }

    /** What the service says of a sign-in for which the browser brings something else than it was given. */
    private String refusalWith(int replaced) {
        rule("groups", group, "AUDITOR", "");
        PROVIDER.tells(person, Map.of("groups", List.of(group)));
        Answer begun = call(SERVER.address() + "/api/v1/oidc/sign-in", Map.of());
        String callback = call(begun.header("Location"), basic(person)).header("Location");
        List<String> parts = new ArrayList<>(Arrays.stream(cookie(begun, "keyway_oidc")
                        .substring("keyway_oidc=".length())
                        .split("\\."))
                .map(part -> new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8))
                .toList());
        parts.set(replaced, "another-of-the-same-length-0123456789-abcdef");
        String signed = SERVER.bean(AttemptCookie.class)
                .value(new Attempt(parts.get(0), parts.get(1), parts.get(2), parts.get(3), parts.get(4)));
        try (Said said = new Said(OidcSignIn.class)) {
            Answer refused = call(callback, Map.of("Cookie", "keyway_oidc=" + signed));
            assertThat(refused.expect(401).text("code")).isEqualTo("oidc_refused");
            assertThat(refused.headers().allValues("Set-Cookie"))
                    .noneMatch(cookie -> cookie.startsWith("keyway_session="));
            return said.text();
        }
    }

    @Test
    void theProvidersKeysAreCachedUntilItSignsWithAnother() {
        rule("groups", group, "AUDITOR", "");
        PROVIDER.tells(person, Map.of("groups", List.of(group)));
        try (AdminServer replica = AdminServer.shared().replica(settings("keyway.oidc.timeout", "2s"))) {
            PROVIDER.knows(replica.address() + "/api/v1/oidc/callback");
            signIn(replica, person, "/").expect(302);
            PROVIDER.isSilentAt("/oauth2/jwks");
            signIn(replica, person, "/").expect(302);
            PROVIDER.isSilentAt("");
            PROVIDER.replacesItsKey();
            signIn(replica, person, "/").expect(302);
        } finally {
            PROVIDER.isSilentAt("");
            PROVIDER.knows(SERVER.address() + "/api/v1/oidc/callback");
        }
    }

    @Test
    void aKeyUnderTheIdOfTheFormerOneIsReadAtOnceButNotTimeAfterTime() {
        rule("groups", group, "AUDITOR", "");
        PROVIDER.tells(person, Map.of("groups", List.of(group)));
        try (AdminServer replica = AdminServer.shared().replica(settings("keyway.oidc.timeout", "2s"))) {
            PROVIDER.knows(replica.address() + "/api/v1/oidc/callback");
            signIn(replica, person, "/").expect(302);
            PROVIDER.replacesItsKeyUnderTheSameId();
            signIn(replica, person, "/").expect(302);
            PROVIDER.replacesItsKeyUnderTheSameId();
            signIn(replica, person, "/").expect(401);
            PROVIDER.replacesItsKey();
            signIn(replica, person, "/").expect(302);
        } finally {
            PROVIDER.knows(SERVER.address() + "/api/v1/oidc/callback");
        }
    }

    @Test
    void signInsAtOnceDoNotWaitForEachOtherWhileTheKeysAreSilent() {
        rule("groups", group, "AUDITOR", "");
        PROVIDER.tells(person, Map.of("groups", List.of(group)));
        try (AdminServer impatient = AdminServer.shared().replica(settings("keyway.oidc.timeout", "6s"));
                ExecutorService browsers = Executors.newFixedThreadPool(4)) {
            PROVIDER.knows(impatient.address() + "/api/v1/oidc/callback");
            PROVIDER.isSilentAt("/oauth2/jwks");
            long asked = System.nanoTime();
            List<CompletableFuture<Answer>> answers = Stream.generate(
                            () -> CompletableFuture.supplyAsync(() -> signIn(impatient, person, "/"), browsers))
                    .limit(4)
                    .toList();
            for (CompletableFuture<Answer> answer : answers) {
                assertThat(answer.join().expect(503).text("code")).isEqualTo("oidc_unavailable");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(18));
        } finally {
            PROVIDER.isSilentAt("");
            PROVIDER.knows(SERVER.address() + "/api/v1/oidc/callback");
        }
    }

    @Test
    void aProviderThatKeepsSilentIsNotWaitedFor() {
        rule("groups", group, "AUDITOR", "");
        PROVIDER.tells(person, Map.of("groups", List.of(group)));
        try (AdminServer impatient = AdminServer.shared().replica(settings("keyway.oidc.timeout", "2s"))) {
            PROVIDER.knows(impatient.address() + "/api/v1/oidc/callback");
            PROVIDER.isSilentAt("/.well-known/openid-configuration");
            assertThat(impatient
                            .anonymous()
                            .get("/api/v1/oidc/sign-in")
                            .expect(503)
                            .text("code"))
                    .isEqualTo("oidc_unavailable");
            for (String path : List.of("/oauth2/token", "/oauth2/jwks", "/userinfo")) {
                PROVIDER.isSilentAt(path);
                long asked = System.nanoTime();
                assertThat(signIn(impatient, person, "/").expect(503).text("code"))
                        .as(path)
                        .isEqualTo("oidc_unavailable");
                assertThat(Duration.ofNanos(System.nanoTime() - asked)).as(path).isLessThan(WAITED_AT_MOST);
            }
            PROVIDER.isSilentAt("");
            signIn(impatient, person, "/").expect(302);
        } finally {
            PROVIDER.isSilentAt("");
            PROVIDER.knows(SERVER.address() + "/api/v1/oidc/callback");
        }
    }

    @Test
    void theBrowserGoesOnWithinThisServiceOnly() {
        for (String to : List.of(
                "//evil.example",
                "https://evil.example",
                "/%5Cevil.example",
                "evil",
                "/%09/evil.example",
                "/%25",
                "/%7Bx%7D",
                "/a%22b")) {
            assertThat(call(SERVER.address() + "/api/v1/oidc/sign-in?to=" + to, Map.of())
                            .expect(400)
                            .text("errors/0/field"))
                    .isEqualTo("to");
        }
    }

    @Test
    void anAttemptThatSomebodyPlantedIsNone() {
        String cookie = cookie(call(SERVER.address() + "/api/v1/oidc/sign-in", Map.of()), "keyway_oidc");
        String value = cookie.substring(cookie.indexOf('=') + 1);
        String[] parts = value.split("\\.");
        parts[4] = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("https://evil.example/phish".getBytes(StandardCharsets.UTF_8));
        for (String planted : List.of(
                String.join(".", parts),
                String.join(".", Arrays.copyOf(parts, 5)),
                String.join(".", Arrays.copyOf(parts, 6)) + ".")) {
            call(SERVER.address() + "/api/v1/oidc/callback?code=c&state=s", Map.of("Cookie", "keyway_oidc=" + planted))
                    .expect(401);
        }
    }

    @Test
    void whereToComeBackToIsNotForTheCallerToSay() throws IOException {
        try (Socket socket =
                new Socket(SERVER.address().getHost(), SERVER.address().getPort())) {
            socket.getOutputStream()
                    .write("GET /api/v1/oidc/sign-in HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 404")
                    .contains("KEYWAY_PUBLIC_URL");
        }
    }

    @Test
    void aPasswordBreaksTheGlassAndNoOther() {
        Api nobody = SERVER.anonymous();
        String login = "u" + UUID.randomUUID();
        owner.post(
                        "/api/v1/users",
                        "{\"login\": \"%s\", \"name\": \"U\", \"password\": \"a long password\"}".formatted(login))
                .expect(201);
        nobody.post("/api/v1/session", "{\"login\": \"%s\", \"password\": \"a long password\"}".formatted(login))
                .expect(401);
        nobody.post(
                        "/api/v1/session",
                        "{\"login\": \"owner\", \"password\": \"%s\"}".formatted(AdminServer.OWNER_PASSWORD))
                .expect(204);
        AdminServer.shared()
                .anonymous()
                .post("/api/v1/session", "{\"login\": \"%s\", \"password\": \"a long password\"}".formatted(login))
                .expect(204);
    }

    @Test
    void rulesAreMadeOnceByWhoMayGiveTheRole() {
        Answer made = rule("groups", group, "ADMIN", "");
        owner.post(RULES, body("groups", group, "ADMIN", "")).expect(409);
        assertThat(owner.post(RULES, body("groups", group, "MEMBER", ""))
                        .expect(400)
                        .text("errors/0/field"))
                .isEqualTo("tenantId");
        Api admin = SERVER.caller(world.grant(Role.ADMIN));
        assertThat(admin.post(RULES, body("groups", group, "OWNER", ""))
                        .expect(403)
                        .text("code"))
                .isEqualTo("beyond_own_role");
        assertThat(owner.get(RULES).expect(200).raw()).contains(group);
        owner.delete(RULES + "/" + made.text("id")).expect(204);
        assertThat(owner.get(RULES).raw()).doesNotContain(group);
    }

    @Test
    void withoutAProviderOrWithOneThatIsAwayTheServiceGoesOn() {
        AdminServer.shared().anonymous().get("/api/v1/oidc/sign-in").expect(404);
        try (AdminServer alone = AdminServer.shared()
                .replica(Map.of("keyway.oidc.issuer", "http://127.0.0.1:1", "keyway.oidc.client.id", "x"))) {
            assertThat(alone.anonymous().get("/api/v1/oidc/sign-in").expect(503).text("code"))
                    .isEqualTo("oidc_unavailable");
            owner.at(alone).get("/api/v1/me").expect(200);
        }
    }

    private static Map<String, String> settings(String name, String value) {
        return Map.of(
                "keyway.oidc.issuer",
                PROVIDER.issuer(),
                "keyway.oidc.client.id",
                IdentityProvider.CLIENT,
                "keyway.oidc.client.secret",
                IdentityProvider.CLIENT_SECRET,
                name,
                value);
    }

    private Answer rule(String claim, String value, String role, String more) {
        return owner.post(RULES, body(claim, value, role, more)).expect(201);
    }

    private static String body(String claim, String value, String role, String more) {
        return "{\"claim\": \"%s\", \"value\": \"%s\", \"role\": \"%s\"%s}".formatted(claim, value, role, more);
    }

    /** What this service answers when the browser comes back from the provider. */
    private static Answer signIn(String person, String to) {
        return signIn(SERVER, person, to);
    }

    private static Answer signIn(AdminServer server, String person, String to) {
        Answer begun = call(server.address() + "/api/v1/oidc/sign-in?to=" + to, Map.of())
                .expect(302);
        Answer signedIn = call(begun.header("Location"), basic(person)).expect(302);
        return call(signedIn.header("Location"), Map.of("Cookie", cookie(begun, "keyway_oidc")));
    }

    private static Api browser(Answer answer) {
        return SERVER.anonymous().with("Cookie", cookie(answer, "keyway_session"));
    }

    private static String cookie(Answer answer, String name) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(name + "="))
                .map(cookie -> cookie.split(";", 2)[0])
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> basic(String person) {
        return Map.of(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString((person + ":secret").getBytes(StandardCharsets.UTF_8)));
    }

    private static Answer call(String uri, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri));
        headers.forEach(request::header);
        try {
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
