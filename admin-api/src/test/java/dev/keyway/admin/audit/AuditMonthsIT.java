package dev.keyway.admin.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Months of the audit come and go, and what stays can still be proved. */
@ExtendWith(OutputCaptureExtension.class)
class AuditMonthsIT {

    /** A month that is not as it was written is evidence: it stays, with all that follows. */
    @Test
    void aMonthThatWasChangedIsNotDropped() {
        try (AdminServer server = AdminServer.start(Map.of("keyway.audit.keep-months", "1"))) {
            AuditHours hours = server.bean(AuditHours.class);
            server.clock().advance(Duration.ofDays(-31 * 3));
            hours.tend();
            server.owner()
                    .post("/api/v1/users", "{\"login\": \"first\", \"name\": \"M\"}")
                    .expect(201);
            server.database()
                    .execute("UPDATE keyway.audit_entry SET actor_name = 'somebody else' WHERE kind = 'user' AND"
                            + " sequence = 2");
            server.clock().advance(Duration.ofDays(31 * 3));
            hours.tend();
            assertThat(server.sql()
                            .sql("SELECT count(*) FROM keyway.audit_entry WHERE sequence = 2")
                            .query(Long.class)
                            .single())
                    .isOne();
        }
    }

    @Test
    void whatFollowsADroppedMonthIsStillProved() {
        try (AdminServer server = AdminServer.start(Map.of("keyway.audit.keep-months", "1"))) {
            Api owner = server.owner();
            AuditHours hours = server.bean(AuditHours.class);
            ZonedDateTime first =
                    server.clock().instant().atZone(ZoneOffset.UTC).withDayOfMonth(1);
            for (int month = 6; month > 0; month--) {
                server.clock().set(first.minusMonths(month).toInstant());
                hours.tend();
                owner.post("/api/v1/users", "{\"login\": \"%s\", \"name\": \"M\"}".formatted(UUID.randomUUID()))
                        .expect(201);
            }
            server.clock().set(first.toInstant());
            hours.tend();
            owner.post("/api/v1/users", "{\"login\": \"last\", \"name\": \"M\"}")
                    .expect(201);
            assertThat(server.sql()
                            .sql("SELECT count(*) FROM keyway.audit_closing")
                            .query(Long.class)
                            .single())
                    .isGreaterThanOrEqualTo(3);
            Answer verified = owner.get("/api/v1/audit/verify").expect(200);
            assertThat(verified.json().get("intact").asBoolean())
                    .as("%s", verified)
                    .isTrue();
            assertThat(verified.json().get("entries").asLong()).isBetween(2L, 4L);

            server.database().execute("UPDATE keyway.audit_closing SET sequence = sequence - 1");
            assertThat(owner.get("/api/v1/audit/verify")
                            .expect(200)
                            .json()
                            .get("intact")
                            .asBoolean())
                    .isFalse();
        }
    }

    /** What happens to the audit past the service is never the fault of who calls it. */
    @Test
    void anAuditThatCannotBeWrittenIsTheServicesFault() {
        try (AdminServer server = AdminServer.start()) {
            Api owner = server.owner();
            String user = "{\"login\": \"%s\", \"name\": \"M\"}";
            server.database()
                    .execute("ALTER TABLE keyway.audit_entry ADD CONSTRAINT broken CHECK (kind <> 'user') NOT VALID");
            assertThat(owner.post("/api/v1/users", user.formatted("one"))
                            .expect(500)
                            .text("code"))
                    .isEqualTo("internal_error");
            server.database()
                    .execute("ALTER TABLE keyway.audit_entry DROP CONSTRAINT broken", "DELETE FROM keyway.audit_head");
            assertThat(owner.post("/api/v1/users", user.formatted("two"))
                            .expect(500)
                            .text("code"))
                    .isEqualTo("internal_error");
            Answer verified = owner.get("/api/v1/audit/verify").expect(200);
            assertThat(verified.json().get("intact").asBoolean()).isFalse();
            assertThat(verified.text("faults/0/message")).contains("the head of the audit is missing");
        }
    }

    /** Only a superuser can delete it; what is left is still copied, and each hour the log says what is wrong. */
    @Test
    void withoutItsHeadTheAuditIsStillExportedAndTheLogSaysThatItIsMissing(CapturedOutput log) {
        try (AdminServer server = AdminServer.start()) {
            Api owner = server.owner();
            owner.post("/api/v1/users", "{\"login\": \"first\", \"name\": \"M\"}")
                    .expect(201);
            server.database().execute("DELETE FROM keyway.audit_head");
            long entries = server.sql()
                    .sql("SELECT count(*) FROM keyway.audit_entry")
                    .query(Long.class)
                    .single();

            Answer export = owner.get("/api/v1/audit/export").expect(200);

            assertThat(export.raw().lines()).hasSize((int) entries);
            assertThat(export.headers().firstValue("X-Audit-Head")).isEmpty();
            server.anonymous()
                    .post("/api/v1/session", "{\"login\": \"first\", \"password\": \"wrong\"}")
                    .expect(401);
            server.caller().get("/api/v1/users").expect(403);
            server.bean(AuditHours.class).tend();
            assertThat(log.getAll().lines().filter(line -> line.contains("AuditHours")))
                    .last(InstanceOfAssertFactories.STRING)
                    .contains("ERROR", "the head of the audit is missing");
        }
    }
}
