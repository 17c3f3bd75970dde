package dev.keyway.admin.usage.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An instance that is refused, because another one runs with the credential, changes nothing by its reports. */
class SecondInstanceIT {

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[] {
        9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    });

    private final AdminServer server = AdminServer.shared();
    private final Api gateway = server.anonymous().bearer(server.credential()).with("Content-Type", "application/json");
    private final UUID instance = UUID.randomUUID();
    private final UUID log = UUID.randomUUID();
    private final UUID otherInstance = UUID.randomUUID();
    private final UUID otherLog = UUID.randomUUID();

    @Test
    void itsLogDoesNotReplaceThatOfTheOther() {
        register(instance, log).expect(200);
        register(otherInstance, otherLog).expect(409);
        assertThat(heartbeat(otherInstance, otherLog).expect(409).text("code")).isEqualTo("gateway_running");
        post("sign-off", otherInstance, otherLog).expect(204);
        heartbeat(instance, log).expect(204);
        register(instance, log).expect(200);
        assertThat(server.sql()
                        .sql("SELECT count(*) FROM keyway.usage_gap WHERE log_id IN (?, ?)")
                        .params(log, otherLog)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void itIsAcceptedOnceTheOtherIsSilentWhateverItReportsItself() {
        register(instance, log).expect(200);
        server.clock().advance(Duration.ofSeconds(30));
        heartbeat(otherInstance, otherLog).expect(409);
        register(otherInstance, otherLog).expect(409);
        server.clock().advance(Duration.ofSeconds(11));
        register(otherInstance, otherLog).expect(200);
        heartbeat(instance, log).expect(409);
        heartbeat(otherInstance, otherLog).expect(204);
    }

    private Answer register(UUID id, UUID logId) {
        return post("register", id, logId);
    }

    private Answer heartbeat(UUID id, UUID logId) {
        return post("heartbeats", id, logId);
    }

    private Answer post(String what, UUID id, UUID logId) {
        return gateway.post("/gateway/v1/" + what, """
                {"contract": 1, "version": "1", "publicKey": "%s", "instanceId": "%s", "startCount": 1, "revision": 1,
                 "startedAt": "2026-11-26T01:00:00Z", "inFlight": 0,
                 "log": {"logId": "%s", "lastSequence": 5, "shippedThrough": 0, "damaged": 0}}""".formatted(KEY, id, logId));
    }
}
