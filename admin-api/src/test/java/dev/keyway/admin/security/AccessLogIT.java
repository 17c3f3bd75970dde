package dev.keyway.admin.security;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.caller.Grant;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What each call leaves behind: a line, and an entry of the audit where something was refused or copied. */
class AccessLogIT {

    private final AdminServer server = AdminServer.shared();
    private final Logger access = (Logger) LoggerFactory.getLogger("keyway.access");
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent event) {
            // The request's id is that of the thread which logs, not of the one which reads it here.
            event.prepareForDeferredProcessing();
            super.append(event);
        }
    };
    private final ListAppender<ILoggingEvent> all = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.list = new CopyOnWriteArrayList<>();
        lines.start();
        access.addAppender(lines);
        all.list = new CopyOnWriteArrayList<>();
        all.start();
        root.addAppender(all);
    }

    @AfterEach
    void stop() {
        access.detachAppender(lines);
        root.detachAppender(all);
    }

    @Test
    void eachRequestIsALineWithoutItsSecrets() {
        Api owner = server.owner();
        String id = UUID.randomUUID().toString();
        Answer found = owner.get("/api/v1/users/" + id);
        assertThat(line(found))
                .containsEntry("method", "GET")
                .containsEntry("route", "/api/v1/users/{user}")
                .containsEntry("status", "404")
                .containsEntry("caller", "USER:" + owner.callerId())
                .containsEntry("address", "127.0.0.1")
                .containsKey("durationMs");
        assertThat(line(owner.get("/api/v1/users?search=CANARY-query")))
                .containsEntry("route", "/api/v1/users")
                .containsEntry("status", "200");
        Answer unknown = owner.get("/CANARY-path/x");
        assertThat(line(unknown)).containsEntry("route", "-").containsEntry("status", "404");
        Answer nobody = server.anonymous().bearer("CANARY-token").get("/api/v1/me");
        assertThat(line(nobody)).containsEntry("status", "401").containsEntry("caller", "ANONYMOUS");
        Answer refused = server.anonymous().get("/api/v1/users");
        assertThat(line(refused)).containsEntry("status", "401").containsEntry("route", "/api/v1/users");
        Answer signIn = server.anonymous()
                .post("/api/v1/session", "{\"login\": \"CANARY-login\", \"password\": \"CANARY-pw\"}");
        assertThat(line(signIn)).containsEntry("status", "401").containsEntry("route", "/api/v1/session");
        assertThat(lines.list.toString()
                        + lines.list.stream()
                                .map(ILoggingEvent::getKeyValuePairs)
                                .toList())
                .doesNotContain("CANARY");
        assertThat(all.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .allSatisfy(line -> assertThat(line).doesNotContain("CANARY"));
    }

    @Test
    void whatWasRefusedOrCopiedStandsInTheAudit() {
        Api owner = server.owner();
        server.clock().advance(Duration.ofMinutes(2));
        Api auditor = server.caller(new Grant(Role.AUDITOR, Scope.INSTALLATION));
        auditor.post("/api/v1/users", "{}").expect(403);
        auditor.get("/api/v1/audit/export").expect(200);
        assertThat(actions(owner, "actorId=" + auditor.callerId())).containsExactlyInAnyOrder("refused", "exported");
        String login = "audited-" + System.nanoTime();
        String user = owner.post(
                        "/api/v1/users",
                        "{\"login\": \"%s\", \"name\": \"A\", \"password\": \"a long password\"}".formatted(login))
                .expect(201)
                .text("id");
        String body = "{\"login\": \"%s\", \"password\": \"%s\"}";
        server.anonymous()
                .post("/api/v1/session", body.formatted(login, "CANARY-typed"))
                .expect(401);
        server.anonymous()
                .post("/api/v1/session", body.formatted("CANARY-typed", "x"))
                .expect(401);
        Answer begun = server.anonymous()
                .post("/api/v1/session", body.formatted(login, "a long password"))
                .expect(204);
        String cookies = begun.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.split(";", 2)[0])
                .collect(Collectors.joining("; "));
        String csrf = cookies.replaceAll(".*XSRF-TOKEN=(\\w+).*", "$1");
        server.anonymous()
                .with("Cookie", cookies)
                .with("X-XSRF-TOKEN", csrf)
                .delete("/api/v1/session")
                .expect(204);
        Answer entries = owner.get("/api/v1/audit?objectId=" + user).expect(200);
        assertThat(actions(owner, "objectId=" + user))
                .containsSubsequence("signed_out", "signed_in", "sign_in_failed", "created");
        assertThat(entries.raw() + owner.get("/api/v1/audit?limit=20").raw()).doesNotContain("CANARY");
    }

    @Test
    void noMoreThanSixtyAMinuteAreWritten() {
        Api owner = server.owner();
        server.clock().advance(Duration.ofMinutes(2));
        Api member = server.caller();
        for (int i = 0; i < 70; i++) {
            member.get("/api/v1/users").expect(403);
        }
        server.clock().advance(Duration.ofMinutes(2));
        member.get("/api/v1/users").expect(403);
        Answer entries = owner.get("/api/v1/audit?limit=100&actorId=" + member.callerId())
                .expect(200);
        assertThat(entries.json().get("items")).hasSize(61);
        assertThat(entries.json().at("/items/0/after/leftOutBefore").asInt()).isEqualTo(10);
    }

    private static List<String> actions(Api owner, String filter) {
        return owner.get("/api/v1/audit?" + filter)
                .expect(200)
                .json()
                .get("items")
                .valueStream()
                .map(entry -> entry.get("action").asString())
                .toList();
    }

    /** The line of an answer's request. It is written when the answer is on its way. */
    private Map<String, String> line(Answer answer) {
        String id = answer.header("X-Request-Id");
        long end = System.nanoTime() + 5_000_000_000L;
        while (System.nanoTime() < end) {
            for (ILoggingEvent event : lines.list) {
                if (id.equals(event.getMDCPropertyMap().get("requestId"))) {
                    return event.getKeyValuePairs().stream()
                            .collect(Collectors.toMap(pair -> pair.key, pair -> String.valueOf(pair.value)));
                }
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("no line for " + answer);
    }
}
