package dev.keyway.admin.usage.query;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.identity.Ids;
import dev.keyway.admin.usage.TestLog;
import dev.keyway.contract.usage.UsageAttempt;
import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.contract.usage.UsageOwner;
import dev.keyway.contract.usage.UsageRefusal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A call that a gateway ships to the books, with sane defaults. */
final class TestCall {

    private final UsageOwner owner;
    private final List<Attempt> attempts = new ArrayList<>();
    private Instant at = Instant.parse("2026-10-05T12:00:00Z");
    private String outcome = "COMPLETED";
    private String requestId = "req-" + UUID.randomUUID();
    private long refusals;
    private boolean estimated;

    private TestCall(UsageOwner owner) {
        this.owner = owner;
    }

    static TestCall of(UUID tenant, UUID team, UUID token) {
        return new TestCall(new UsageOwner(tenant, "T", team, "Team", token, "Token"));
    }

    TestCall at(Instant moment) {
        at = moment;
        return this;
    }

    TestCall outcome(String ended) {
        outcome = ended;
        return this;
    }

    TestCall requestId(String id) {
        requestId = id;
        return this;
    }

    TestCall estimated() {
        estimated = true;
        return this;
    }

    /** Refused so often instead of admitted. */
    TestCall refused(long times) {
        refusals = times;
        return outcome("REFUSED");
    }

    /** One more, that used so many images, which have no price; the last one is the one that answered. */
    TestCall attempt(UUID provider, UUID key, String model, long nanos, long images) {
        attempts.add(new Attempt(provider, key, model, nanos, images));
        return this;
    }

    /** One more, that used no images. */
    TestCall attempt(UUID provider, UUID key, String model, long nanos) {
        return attempt(provider, key, model, nanos, 0);
    }

    /** Ships it, and returns its id. */
    UUID book(TestLog log) {
        UsageEvent event = event();
        var unused = log.ship(List.of(event));
        return event.id();
    }

    /** Ships it, as of an earlier month of arrival. */
    UUID book(TestLog log, AdminServer server, Instant arrivedAt) {
        UUID id = book(log);
        Timestamp arrived = Timestamp.from(arrivedAt);
        for (String table : List.of("usage_event", "usage_attempt")) {
            var unused = server.sql()
                    .sql("SELECT keyway.ensure_months(?, ?::date, 1)")
                    .params(table, arrived)
                    .query(Integer.class)
                    .single();
        }
        server.sql()
                .sql("UPDATE keyway.usage_event SET arrived_at = ? WHERE id = ?")
                .params(arrived, id)
                .update();
        server.sql()
                .sql("UPDATE keyway.usage_attempt SET arrived_at = ? WHERE event_id = ?")
                .params(arrived, id)
                .update();
        return id;
    }

    UsageEvent event() {
        List<UsageAttempt> made = new ArrayList<>();
        for (Attempt attempt : attempts) {
            made.add(attempt(made.size() + 1, attempt));
        }
        boolean refused = refusals > 0;
        return new UsageEvent(
                id(),
                0,
                refused ? UsageEvent.REFUSAL : UsageEvent.REQUEST,
                at,
                0,
                LocalDate.ofInstant(at, ZoneOffset.UTC),
                owner,
                requestId,
                "chat_completions",
                "asked",
                null,
                false,
                outcome,
                200,
                null,
                null,
                0,
                null,
                100,
                0,
                attempts.stream().mapToLong(Attempt::nanos).sum(),
                estimated,
                made.isEmpty() ? null : made.size(),
                made,
                Map.of("feature", "chat"),
                null,
                refused ? new UsageRefusal("rate_limit_exceeded", "team", 1L, 1L, refusals) : null,
                null);
    }

    private UsageAttempt attempt(int number, Attempt attempt) {
        boolean failed = number < attempts.size();
        Map<String, Long> images = attempt.images() == 0 ? Map.of() : Map.of("image", attempt.images());
        Map<String, Long> units = new HashMap<>(images);
        units.putAll(Map.of("input", 7L, "output", 3L, "search", (long) number));
        return new UsageAttempt(
                number,
                attempt.provider(),
                "p",
                null,
                attempt.key(),
                attempt.model(),
                null,
                "standard",
                at,
                failed ? "FAILED" : outcome,
                failed ? 500 : 200,
                failed ? "SERVER" : null,
                "idle",
                failed ? "next_key" : null,
                null,
                50,
                units,
                attempt.nanos(),
                estimated,
                images,
                false,
                0);
    }

    private UUID id() {
        UUID least = Ids.least(at);
        UUID random = UUID.randomUUID();
        return new UUID(
                least.getMostSignificantBits() | (random.getMostSignificantBits() & 0xFFF),
                random.getLeastSignificantBits());
    }

    private record Attempt(UUID provider, UUID key, String model, long nanos, long images) {}
}
