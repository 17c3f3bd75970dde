package dev.keyway.admin.demo;

import dev.keyway.admin.usage.cost.AttemptCost;
import dev.keyway.catalogue.price.Cost;
import dev.keyway.contract.usage.UsageAttempt;
import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.contract.usage.UsageOwner;
import dev.keyway.contract.usage.UsageRefusal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Requests of the example company: the same for the same seed. */
final class DemoRequests {

    private static final List<String> FEATURES = List.of("search", "summary", "chat", "translation");
    private static final List<String> STAGES = List.of("production", "production", "production", "staging");
    private static final int USERS = 40;

    private final Random random;

    DemoRequests(Random random) {
        this.random = random;
    }

    /**
     * A request.
     *
     * @param models the one that is called, and then those to which it may fail over
     * @param alias that was asked for; null: the first model by its name
     */
    UsageEvent request(UsageOwner owner, List<DemoModel> models, @Nullable String alias, Instant at) {
        int kind = random.nextInt(100);
        if (kind < 2) {
            return refusal(owner, models.getFirst(), alias, at);
        }
        boolean fails = kind < 3;
        boolean failsOver = kind < 7 && models.size() > 1;
        List<UsageAttempt> attempts = new ArrayList<>();
        if (fails || failsOver) {
            attempts.add(attempt(1, models.getFirst(), at, random.nextBoolean() ? "SERVER" : "OVERLOAD"));
        }
        if (!fails) {
            DemoModel model = failsOver ? models.get(1) : models.getFirst();
            attempts.add(attempt(attempts.size() + 1, model, at.plusMillis(attempts.size() * 900L), null));
        }
        boolean cancelled = !fails && kind == 7;
        long millis = attempts.stream().mapToLong(UsageAttempt::durationMillis).sum() + 20;
        return new UsageEvent(
                id(at),
                0,
                UsageEvent.REQUEST,
                at,
                0,
                date(at),
                owner,
                id(at).toString(),
                "chat_completions",
                alias == null ? models.getFirst().name() : alias,
                alias,
                random.nextInt(3) > 0,
                fails ? "FAILED" : cancelled ? "CANCELLED" : "COMPLETED",
                fails ? 502 : 200,
                fails ? "provider" : cancelled ? "client" : null,
                fails ? "provider_error" : null,
                random.nextInt(20),
                fails ? null : 200 + random.nextLong(600),
                millis,
                0,
                attempts.stream().mapToLong(UsageAttempt::costNanos).sum(),
                false,
                fails ? null : attempts.size(),
                attempts,
                Map.of(
                        "feature",
                        FEATURES.get(random.nextInt(FEATURES.size())),
                        "stage",
                        STAGES.get(random.nextInt(STAGES.size()))),
                user(owner),
                null,
                null);
    }

    private UsageEvent refusal(UsageOwner owner, DemoModel model, @Nullable String alias, Instant at) {
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
                alias == null ? model.name() : alias,
                alias,
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
                new UsageRefusal("rate_limit_exceeded", "team", 600L, 600L, 1 + random.nextInt(5)),
                null);
    }

    private UsageAttempt attempt(int number, DemoModel model, Instant at, @Nullable String failure) {
        Map<String, Long> units = failure == null ? units() : Map.of();
        long millis = failure == null ? 600 + random.nextLong(4_000) : 300 + random.nextLong(600);
        return new UsageAttempt(
                number,
                model.providerId(),
                model.provider(),
                null,
                UUID.nameUUIDFromBytes(
                        ("key of " + model.provider() + random.nextInt(2)).getBytes(StandardCharsets.UTF_8)),
                model.name(),
                model.priceList(),
                "standard",
                at,
                failure == null ? "COMPLETED" : "FAILED",
                failure == null ? 200 : 503,
                failure,
                "idle",
                failure == null ? null : "next_target",
                failure == null ? 150 + random.nextLong(500) : null,
                millis,
                units,
                cost(model, units, at),
                false,
                Map.of(),
                false,
                0);
    }

    private Map<String, Long> units() {
        long prompt = 400 + random.nextLong(6_000);
        long cached = random.nextInt(3) == 0 ? prompt * 3 / 4 : 0;
        return Map.of("input", prompt - cached, "cache_read", cached, "output", 50 + random.nextLong(900));
    }

    private static long cost(DemoModel model, Map<String, Long> units, Instant at) {
        return new AttemptCost(units, "standard", at)
                .by(model.prices())
                .map(cost -> switch (cost) {
                    case Cost.Priced all -> all.amount().nanos();
                    case Cost.Unpriced some -> some.priced().nanos();
                })
                .orElse(0L);
    }

    /** One of a few users, hashed as far as anybody can see. */
    private String user(UsageOwner owner) {
        return UUID.nameUUIDFromBytes((owner.teamId() + " " + random.nextInt(USERS)).getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }

    private UUID id(Instant at) {
        long high = (at.toEpochMilli() << 16) | 0x7000L | random.nextInt(0x1000);
        return new UUID(high, (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L);
    }

    private static LocalDate date(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
