package dev.keyway.admin.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.signin.Held;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Tokens that are changed, or made, while the person or service account that they belong to is stopped. */
class StoppedRaceIT {

    private static final String ROTATED = "UPDATE keyway.proxy_token SET version = version + 1 WHERE id = '%s'";
    private static final String UNBLOCKED =
            "UPDATE keyway.proxy_token SET version = version + 1, blocked_at = NULL, blocked_level = NULL WHERE id = '%s'";

    private final AdminServer server = AdminServer.shared();
    private final World world = World.in(server);
    private final Api owner = server.owner();
    private final Api member = server.caller(world.grant(Role.MEMBER));
    private final String tokens = world.teamPath() + "/tokens";
    private final String person = "/api/v1/users/" + member.callerId();
    private final String accounts = world.teamPath() + "/service-accounts";
    private final String account = owner.post(accounts, "{\"name\": \"ci\", \"role\": \"MEMBER\"}")
            .expect(201)
            .text("id");

    @Test
    void aTokenThatIsRotatedMeanwhileIsBlockedWithItsOwner() throws Exception {
        String token = ofMember();
        meanwhile(ROTATED.formatted(token), () -> set(person, "{\"disabled\": true}"))
                .expect(200);
        assertThat(status(token)).isEqualTo("BLOCKED");
    }

    @Test
    void aTokenThatIsRotatedMeanwhileIsBlockedWithItsServiceAccount() throws Exception {
        String token = ofAccount();
        meanwhile(ROTATED.formatted(token), () -> set(accounts + "/" + account, "{\"disabled\": true}"))
                .expect(200);
        assertThat(status(token)).isEqualTo("BLOCKED");
    }

    @Test
    void anUnblockUnderWayIsBlockedAgainWithTheOwner() throws Exception {
        String token = blocked(ofMember());
        meanwhile(UNBLOCKED.formatted(token), () -> set(person, "{\"disabled\": true}"))
                .expect(200);
        assertThat(status(token)).isEqualTo("BLOCKED");
        token = blocked(ofAccount());
        meanwhile(UNBLOCKED.formatted(token), () -> set(accounts + "/" + account, "{\"disabled\": true}"))
                .expect(200);
        assertThat(status(token)).isEqualTo("BLOCKED");
    }

    @Test
    void anUnblockThatWaitsForTheEndOfTheOwnersAccessIsRefused() throws Exception {
        String ofMember = blocked(ofMember());
        meanwhile(stops("user_account", member.callerId()) + held(ofMember), () -> unblock(ofMember))
                .expect(409);
        assertThat(status(ofMember)).isEqualTo("BLOCKED");
        String ofAccount = blocked(ofAccount());
        meanwhile(stops("service_account", UUID.fromString(account)) + held(ofAccount), () -> unblock(ofAccount))
                .expect(409);
        assertThat(status(ofAccount)).isEqualTo("BLOCKED");
    }

    @Test
    void noTokenIsMadeForWhoIsBeingStopped() throws Exception {
        assertThat(meanwhile(
                                "DELETE FROM keyway.role_grant WHERE user_id = '%s'".formatted(member.callerId()),
                                () -> owner.post(
                                        tokens, "{\"name\": \"n\", \"ownerId\": \"%s\"}".formatted(member.callerId())))
                        .expect(400)
                        .fields())
                .containsExactly("ownerId");
        assertThat(meanwhile(
                                stops("service_account", UUID.fromString(account)),
                                () -> owner.post(
                                        tokens, "{\"name\": \"n\", \"serviceAccountId\": \"%s\"}".formatted(account)))
                        .expect(400)
                        .fields())
                .containsExactly("serviceAccountId");
    }

    @Test
    void noAccessTokenIsMadeForAServiceAccountThatIsBeingStopped() throws Exception {
        String path = accounts + "/" + account + "/access-tokens";
        owner.post(path, "{\"name\": \"before\"}").expect(201);
        meanwhile(stops("service_account", UUID.fromString(account)), () -> owner.post(path, "{\"name\": \"late\"}"))
                .expect(409);
        owner.post(path, "{\"name\": \"later\"}").expect(409);
    }

    @Test
    void anAccessTokenThatIsBeingMadeEndsWithItsServiceAccount() throws Exception {
        String issues = """
                SELECT FROM keyway.service_account WHERE id = '%1$s' FOR UPDATE;
                INSERT INTO keyway.access_token (id, service_account_id, name, digest, last4, created_at)
                VALUES ('%2$s', '%1$s', 'early', decode(replace('%2$s', '-', '') || replace('%2$s', '-', ''), 'hex'), 'last', now())""".formatted(account, UUID.randomUUID());
        meanwhile(issues, () -> owner.delete(accounts + "/" + account)).expect(204);
        assertThat(server.sql()
                        .sql(
                                "SELECT count(*) FROM keyway.access_token WHERE service_account_id = ?::uuid AND revoked_at IS NULL")
                        .param(account)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aRoleThatTheCallerDoesNotSeeReachesTheTeamToo() {
        String token = ofMember();
        Api admin = server.caller(world.grant(Role.TENANT_ADMIN));
        owner.post(person + "/grants", "{\"role\": \"AUDITOR\"}").expect(201);
        String grant = admin.get(world.teamPath() + "/members")
                .json()
                .get("items")
                .valueStream()
                .filter(item ->
                        item.get("userId").asString().equals(member.callerId().toString()))
                .findFirst()
                .orElseThrow()
                .get("id")
                .asString();
        admin.delete(world.teamPath() + "/members/" + grant).expect(204);
        assertThat(status(token)).isNotEqualTo("BLOCKED");
        admin.patch(tokens + "/" + token, etag(tokens + "/" + token), "{\"blocked\": true}")
                .expect(200);
        admin.patch(tokens + "/" + token, etag(tokens + "/" + token), "{\"blocked\": false}")
                .expect(200);
    }

    /** What a request answers that comes while another transaction has done something and is not committed. */
    private Answer meanwhile(String statements, Supplier<Answer> request) throws Exception {
        try (Held held = Held.after(server, statements)) {
            CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(request);
            held.commitOnce(answer);
            return answer.join();
        }
    }

    private String ofMember() {
        return issue("{\"name\": \"laptop\", \"ownerId\": \"%s\"}".formatted(member.callerId()));
    }

    private String ofAccount() {
        return issue("{\"name\": \"ci\", \"serviceAccountId\": \"%s\"}".formatted(account));
    }

    private String issue(String body) {
        return owner.post(tokens, body).expect(201).text("id");
    }

    private String blocked(String token) {
        set(tokens + "/" + token, "{\"blocked\": true}").expect(200);
        return token;
    }

    private Answer unblock(String token) {
        return set(tokens + "/" + token, "{\"blocked\": false}");
    }

    private Answer set(String path, String patch) {
        return owner.patch(path, etag(path), patch);
    }

    private String etag(String path) {
        return owner.get(path).etag();
    }

    private String status(String token) {
        return owner.get(tokens + "/" + token).text("status");
    }

    private static String stops(String table, UUID id) {
        return "UPDATE keyway.%s SET disabled_at = now(), version = version + 1 WHERE id = '%s';".formatted(table, id);
    }

    private static String held(String token) {
        return "SELECT FROM keyway.proxy_token WHERE id = '%s' FOR UPDATE".formatted(token);
    }
}
