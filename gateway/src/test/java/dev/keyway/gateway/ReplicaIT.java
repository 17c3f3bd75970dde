package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.admin.FakeAdmin;
import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway with the credential of a group enrols, and goes on with a credential of its own. */
class ReplicaIT {

    private static final String GROUP = "kwgg_" + "c".repeat(40);
    private static final String NEXT = "kwgg_" + "d".repeat(40);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private FakeAdmin admin;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        admin = FakeAdmin.start();
    }

    @AfterEach
    void stop() {
        admin.close();
    }

    @Test
    void enrolsOnceAndKeepsItsCredential() throws IOException {
        run(GROUP, () -> awaitSnapshot("kwg_enrolled-1"));
        FakeAdmin.Call enrolment = admin.calls("enrol").getFirst();
        assertThat(enrolment.authorization()).isEqualTo("Bearer " + GROUP);
        assertThat(enrolment.body().path("contract").asInt()).isEqualTo(1);
        Path stored = folder.resolve("state/gateway.credential");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(stored)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(stored, StandardCharsets.ISO_8859_1)).doesNotContain("kwg_");

        int registered = admin.calls("register").size();
        run(GROUP, () -> {
            Awaiting.until(
                    "the registration", PATIENCE, () -> admin.calls("register").size() > registered);
            assertThat(admin.calls("register").getLast().authorization()).isEqualTo("Bearer kwg_enrolled-1");
        });
        assertThat(admin.calls("enrol")).hasSize(1);
    }

    @Test
    void enrolsAgainIfItsIdentityIsGone() throws IOException {
        run(GROUP, () -> {
            awaitSnapshot("kwg_enrolled-1");
            admin.forgetEnrolled();
            Awaiting.until(
                    "the registration",
                    PATIENCE,
                    () -> admin.calls("register").getLast().authorization().equals("Bearer kwg_enrolled-2"));
        });
        assertThat(admin.calls("enrol"))
                .hasSize(2)
                .allSatisfy(call -> assertThat(call.authorization()).isEqualTo("Bearer " + GROUP));
    }

    @Test
    void doesNotEnrolAgainIfItIsDisabled() throws IOException {
        run(GROUP, () -> {
            awaitSnapshot("kwg_enrolled-1");
            admin.refuse(401, "{\"code\":\"gateway_disabled\"}");
            int before = admin.calls("register").size();
            Awaiting.until(
                    "two more tries", PATIENCE, () -> admin.calls("register").size() >= before + 2);
        });
        assertThat(admin.calls("enrol")).hasSize(1);
    }

    @Test
    void enrolsAgainUnderAnotherCredentialOfTheGroup() throws IOException {
        run(GROUP, () -> awaitSnapshot("kwg_enrolled-1"));
        run(NEXT, () -> awaitSnapshot("kwg_enrolled-2"));
        assertThat(admin.calls("enrol").getLast().authorization()).isEqualTo("Bearer " + NEXT);
    }

    private void awaitSnapshot(String credential) {
        admin.awaitCall("snapshot", call -> call.authorization().equals("Bearer " + credential));
    }

    private void run(String credential, Runnable meanwhile) throws IOException {
        TestGateway gateway = gateway(credential);
        try {
            meanwhile.run();
        } finally {
            gateway.close();
        }
    }

    private TestGateway gateway(String credential) throws IOException {
        Path env = folder.resolve("managed.env");
        Files.writeString(env, """
                        KEYWAY_ADMIN_URL=%s
                        KEYWAY_GATEWAY_CREDENTIAL=%s
                        KEYWAY_SHUTDOWN_SHIP=1
                        KEYWAY_STATE_DIR=%s
                        """.formatted(admin.origin(), credential, folder.resolve("state")));
        return TestGateway.builder()
                .set("keyway.standalone", true)
                .set("keyway.env-file", env)
                .start();
    }
}
