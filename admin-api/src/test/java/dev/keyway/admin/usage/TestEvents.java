package dev.keyway.admin.usage;

import dev.keyway.contract.usage.UsageAttempt;
import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.contract.usage.UsageOwner;
import dev.keyway.contract.usage.UsageRefusal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Usage events of owners that nobody else has. */
public final class TestEvents {

    private static final List<String> OUTCOMES = List.of("COMPLETED", "FAILED", "BROKEN", "CANCELLED", "INTERRUPTED");

    private final RandomGenerator random;
    private final List<UsageOwner> owners = new ArrayList<>();
    private final List<UUID> providers = List.of(UUID.randomUUID(), UUID.randomUUID());
    private final List<UUID> keys = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());

    /** @param tenants each with two teams of two tokens */
    public TestEvents(RandomGenerator random, int tenants) {
        this.random = random;
        for (int i = 0; i < tenants; i++) {
            UUID tenant = UUID.randomUUID();
            for (String team : List.of("search", "support")) {
                UUID teamId = UUID.randomUUID();
                for (String token : List.of("batch", "chat\tand \\more")) {
                    owners.add(new UsageOwner(tenant, "Acme", teamId, team, UUID.randomUUID(), token));
                }
            }
        }
    }

    public List<UsageOwner> owners() {
        return List.copyOf(owners);
    }

    /** One that completed, of the first owner, with one attempt that cost so much. */
    public UsageEvent completed(Instant at, long nanos) {
        return request(id(at), owners.getFirst(), at, date(at), "COMPLETED", List.of(attempt(1, at, nanos, null)));
    }

    /** Any. */
    public UsageEvent any(Instant at) {
        UsageOwner owner = owners.get(random.nextInt(owners.size()));
        if (random.nextInt(8) == 0) {
            return refusal(owner, at, 1 + random.nextInt(30));
        }
        List<UsageAttempt> attempts = new ArrayList<>();
        for (int number = 1; number <= random.nextInt(4); number++) {
            attempts.add(attempt(
                    number,
                    at.plusSeconds(number * 400L),
                    random.nextLong(5_000_000_000L),
                    number == 1 ? "SERVER" : null));
        }
        return request(
                id(at),
                owner,
                at,
                date(at).plusDays(random.nextInt(2)),
                OUTCOMES.get(random.nextInt(OUTCOMES.size())),
                attempts);
    }

    public UsageEvent refusal(UsageOwner owner, Instant at, long count) {
        return new UsageEvent(
                id(at),
                0,
                UsageEvent.REFUSAL,
                at,
                0,
                date(at),
                owner,
                "",
                "chat_completions",
                "gpt-x",
                null,
                false,
                "REFUSED",
                429,
                "gateway",
                "rate_limit_exceeded",
                0,
                null,
                0,
                0,
                0,
                false,
                null,
                List.of(),
                Map.of(),
                null,
                new UsageRefusal("rate_limit_exceeded", "team", 600L, 600L, count),
                null);
    }

    public UsageEvent request(
            UUID id, UsageOwner owner, Instant at, LocalDate date, String outcome, List<UsageAttempt> attempts) {
        long cost = attempts.stream().mapToLong(UsageAttempt::costNanos).sum();
        return new UsageEvent(
                id,
                0,
                UsageEvent.REQUEST,
                at,
                0,
                date,
                owner,
                "req-" + id,
                "chat_completions",
                "small",
                "small",
                true,
                outcome,
                200,
                outcome.equals("COMPLETED") ? null : "provider",
                null,
                12,
                340L,
                2100,
                cost + 7,
                cost,
                false,
                attempts.isEmpty() ? null : attempts.size(),
                attempts,
                Map.of("feature", "a \"quoted\" one"),
                "ab12",
                null,
                null);
    }

    public UsageAttempt attempt(int number, Instant at, long nanos, @Nullable String failure) {
        return new UsageAttempt(
                number,
                providers.get(random.nextInt(2)),
                "openai",
                random.nextBoolean() ? UUID.randomUUID() : null,
                keys.get(random.nextInt(3)),
                "gpt-" + random.nextInt(2),
                null,
                "standard",
                at,
                failure == null ? "COMPLETED" : "FAILED",
                failure == null ? 200 : 500,
                failure,
                "idle",
                failure == null ? null : "next_key",
                random.nextLong(1, 2_000),
                random.nextLong(1, 60_000),
                Map.of(
                        "input",
                        random.nextLong(1, 5_000),
                        "output",
                        random.nextLong(100, 900),
                        "reasoning",
                        40L,
                        "image",
                        2L),
                nanos,
                random.nextInt(10) == 0,
                random.nextInt(10) == 0 ? Map.of("image", 2L) : Map.of(),
                false,
                0);
    }

    /** The same event under another sequence. */
    public static UsageEvent at(UsageEvent event, long sequence) {
        return new UsageEvent(
                event.id(),
                sequence,
                event.kind(),
                event.at(),
                event.clockOffsetMillis(),
                event.date(),
                event.owner(),
                event.requestId(),
                event.operation(),
                event.askedModel(),
                event.alias(),
                event.stream(),
                event.outcome(),
                event.status(),
                event.errorOrigin(),
                event.errorCode(),
                event.queuedMillis(),
                event.firstByteMillis(),
                event.durationMillis(),
                event.heldNanos(),
                event.costNanos(),
                event.estimated(),
                event.answeredBy(),
                event.attempts(),
                event.tags(),
                event.userHash(),
                event.refusal(),
                event.raw());
    }

    /** A UUIDv7 of a moment. */
    public UUID id(Instant at) {
        long high = (at.toEpochMilli() << 16) | 0x7000L | random.nextInt(0x1000);
        long low = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low);
    }

    private static LocalDate date(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
