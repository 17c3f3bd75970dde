package dev.keyway.admin.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first owner's password is made by chance, changed at once, and not lost for good. */
class OwnerIT {

    private static final String SESSION = "/api/v1/session";
    private static final String PASSWORD = "/api/v1/me/password";

    @TempDir
    private Path temporary;

    @Test
    void aRandomPasswordIsChangedFirstAndResetWhereItIsLost() throws IOException {
        Path folder = temporary.resolve("own");
        Map<String, String> settings = Map.of(
                "keyway.owner.password", "", "keyway.owner.folder", folder.toString(), "keyway.owner.token", "1h");
        try (AdminServer server = AdminServer.start(settings)) {
            String first = secret(folder, "owner.password");
            Api reader = server.anonymous().bearer(secret(folder, "owner.token"));
            reader.get("/api/v1/tenants").expect(200);
            reader.post("/api/v1/tenants", "{\"name\": \"T\"}").expect(403);

            Api owner = browser(server, first);
            Api other = browser(server, first);
            requirePasswordDue(owner);
            owner.put(PASSWORD, change("not the old one", "a new password, mine"))
                    .expect(400);
            owner.put(PASSWORD, change(first, first)).expect(400);
            owner.put(PASSWORD, change(first, "short")).expect(400);
            Path left = Files.writeString(folder.resolve("owner.password.1.new"), "of a service that was killed");
            Path unused = Files.setLastModifiedTime(left, FileTime.fromMillis(0));
            owner.put(PASSWORD, change(first, "a new password, mine")).expect(204);

            owner.get("/api/v1/tenants").expect(200);
            other.get(SESSION).expect(401);
            assertThat(folder.resolve("owner.password")).doesNotExist();
            assertThat(folder).isDirectoryNotContaining("glob:**.new");
            assertThat(signIn(server, first).status()).isEqualTo(401);

            String token = owner.post("/api/v1/me/access-tokens", "{\"name\": \"t\"}")
                    .expect(201)
                    .text("secret");
            try (AdminServer reset = server.replica(with(settings, "reset-owner"))) {
                for (Api before : new Api[] {owner, server.anonymous().bearer(token), reader}) {
                    before.get("/api/v1/tenants").expect(401);
                }
                assertThat(signIn(server, "a new password, mine").status()).isEqualTo(401);
                Api again = browser(reset, secret(folder, "owner.password"));
                requirePasswordDue(again);
                again.put(PASSWORD, change(secret(folder, "owner.password"), "another password, mine"))
                        .expect(204);
                assertThat(again.get("/api/v1/audit?action=password_reset")
                                .expect(200)
                                .text("items/0/actorKind"))
                        .isEqualTo("SYSTEM");
            }
            server.clock().advance(Duration.ofMinutes(61));
            server.anonymous()
                    .bearer(secret(folder, "owner.token"))
                    .get("/api/v1/tenants")
                    .expect(401);
        }
    }

    @Test
    void aResetThatTheDatabaseRefusesLeavesThePasswordAndItsFile() throws IOException {
        Path folder = temporary.resolve("own");
        Map<String, String> settings = Map.of("keyway.owner.password", "", "keyway.owner.folder", folder.toString());
        try (AdminServer server = AdminServer.start(settings)) {
            String first = secret(folder, "owner.password");
            int unused = server.sql()
                    .sql("ALTER TABLE keyway.user_account ADD CONSTRAINT refused CHECK (false) NOT VALID")
                    .update();
            requireRefused(server, settings);
            assertThat(folder).isDirectoryNotContaining("glob:**.new");
            assertThat(secret(folder, "owner.password")).isEqualTo(first);
            signIn(server, first).expect(204);

            int refusesLater = server.sql().sql("""
                            ALTER TABLE keyway.user_account DROP CONSTRAINT refused;
                            CREATE FUNCTION keyway.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$;
                            CREATE CONSTRAINT TRIGGER refused AFTER UPDATE ON keyway.user_account
                                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION keyway.refuse()""").update();
            requireRefused(server, settings);
            assertThat(folder)
                    .as("whether the commit was done is unknown to who gets no answer: %s", refusesLater)
                    .isDirectoryContaining("glob:**.new");
            assertThat(secret(folder, "owner.password")).isEqualTo(first);
            signIn(server, first).expect(204);
        }
    }

    private static void requireRefused(AdminServer server, Map<String, String> settings) {
        assertThatThrownBy(() -> server.replica(with(settings, "reset-owner")).close())
                .hasStackTraceContaining("refused");
    }

    @Test
    void aGivenPasswordNeedNotBeChangedAndEverybodyMayChangeTheirs() {
        AdminServer server = AdminServer.shared();
        String login = "changes-" + java.util.UUID.randomUUID();
        server.owner()
                .post(
                        "/api/v1/users",
                        "{\"login\": \"%s\", \"name\": \"C\", \"password\": \"the first password\"}".formatted(login))
                .expect(201);
        Api person = browser(server, login, "the first password");
        Api elsewhere = browser(server, login, "the first password");
        assertThat(person.get("/api/v1/me")
                        .expect(200)
                        .json()
                        .get("passwordDue")
                        .asBoolean())
                .isFalse();
        person.put(PASSWORD, change("the first password", "the second password"))
                .expect(204);
        person.get("/api/v1/me").expect(200);
        elsewhere.get("/api/v1/me").expect(401);
        assertThat(signIn(server, login, "the first password").status()).isEqualTo(401);
        browser(server, login, "the second password");
        assertThat(browser(server, "owner", AdminServer.OWNER_PASSWORD)
                        .get("/api/v1/tenants")
                        .status())
                .isEqualTo(200);
    }

    private static void requirePasswordDue(Api owner) {
        assertThat(owner.get(SESSION).expect(200).json().get("passwordDue").asBoolean())
                .isTrue();
        for (String path : new String[] {"/api/v1/me", "/api/v1/tenants", "/api/v1/audit", "/api/v1/nothing"}) {
            assertThat(owner.get(path).expect(403).text("code")).isEqualTo("password_change_required");
        }
        assertThat(owner.post("/api/v1/me/access-tokens", "{\"name\": \"t\"}")
                        .expect(403)
                        .text("code"))
                .isEqualTo("password_change_required");
    }

    private static Map<String, String> with(Map<String, String> settings, String option) {
        Map<String, String> more = new java.util.HashMap<>(settings);
        more.put(option, "");
        return more;
    }

    private static String secret(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        return Files.readString(file).strip();
    }

    private static String change(String old, String fresh) {
        return "{\"oldPassword\": \"%s\", \"newPassword\": \"%s\"}".formatted(old, fresh);
    }

    private static Api browser(AdminServer server, String password) {
        return browser(server, "owner", password);
    }

    private static Api browser(AdminServer server, String login, String password) {
        Answer begun = signIn(server, login, password).expect(204);
        String cookies = begun.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.replaceAll(";.*", ""))
                .collect(Collectors.joining("; "));
        return server.anonymous()
                .with("Cookie", cookies)
                .with("X-XSRF-TOKEN", cookies.replaceAll(".*XSRF-TOKEN=([^;]*).*", "$1"));
    }

    private static Answer signIn(AdminServer server, String password) {
        return signIn(server, "owner", password);
    }

    private static Answer signIn(AdminServer server, String login, String password) {
        return server.anonymous().post(SESSION, "{\"login\": \"%s\", \"password\": \"%s\"}".formatted(login, password));
    }
}
