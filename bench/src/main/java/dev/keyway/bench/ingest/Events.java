package dev.keyway.bench.ingest;

import dev.keyway.contract.usage.UsageAttempt;
import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.contract.usage.UsageOwner;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Usage events as a gateway reports them: completed chats with a priced model, one attempt each. Some tokens are used much more than
 * others (Zipf), and durations are log-normal.
 */
public final class Events {

    private static final int TENANTS = 20;
    private static final int TEAMS_PER_TENANT = 5;
    private static final int KEYS = 200;
    private static final double SPREAD = 0.5;
    private static final long INPUT_PRICE = 150;
    private static final long OUTPUT_PRICE = 600;

    private final RandomGenerator random;
    private final List<UsageOwner> owners;
    private final List<UUID> keys =
            IntStream.range(0, KEYS).mapToObj(i -> UUID.randomUUID()).toList();
    private final UUID provider;
    private final String priceList;

    /**
     * Events of a provider's model.
     *
     * @param priceList ID of its price list, with 0.15 dollars per million input tokens and 0.60 per million output tokens
     */
    public Events(RandomGenerator random, int tokens, UUID provider, String priceList) {
        this.random = random;
        this.provider = provider;
        this.priceList = priceList;
        List<UUID> tenants =
                IntStream.range(0, TENANTS).mapToObj(i -> UUID.randomUUID()).toList();
        List<UUID> teams = IntStream.range(0, TENANTS * TEAMS_PER_TENANT)
                .mapToObj(i -> UUID.randomUUID())
                .toList();
        this.owners = IntStream.range(0, tokens)
                .mapToObj(i -> {
                    int team = i % teams.size();
                    int tenant = team % TENANTS;
                    return new UsageOwner(
                            tenants.get(tenant),
                            "Tenant " + tenant,
                            teams.get(team),
                            "Team " + team,
                            UUID.randomUUID(),
                            "token " + i);
                })
                .toList();
    }

    /** The next one. */
    UsageEvent next(long sequence, Instant at) {
        long input = random.nextLong(50, 4_000);
        long output = random.nextLong(20, 900);
        long cost = input * INPUT_PRICE + output * OUTPUT_PRICE;
        long firstByte = millis(400);
        long duration = firstByte + millis(2_500);
        UUID id = version7(at);
        UsageAttempt attempt = new UsageAttempt(
                1,
                provider,
                "bench",
                null,
                keys.get(random.nextInt(KEYS)),
                "gpt-4o-mini",
                priceList,
                "standard",
                at,
                "COMPLETED",
                200,
                null,
                "idle",
                null,
                firstByte,
                duration,
                Map.of("input", input, "output", output),
                cost,
                false,
                Map.of(),
                false,
                0);
        return new UsageEvent(
                id,
                sequence,
                UsageEvent.REQUEST,
                at,
                0,
                at.atZone(ZoneOffset.UTC).toLocalDate(),
                owner(),
                "req_" + id,
                "chat_completions",
                "bench/gpt-4o-mini",
                null,
                random.nextBoolean(),
                "COMPLETED",
                200,
                null,
                null,
                0,
                firstByte,
                duration,
                cost,
                cost,
                false,
                1,
                List.of(attempt),
                Map.of(),
                null,
                null,
                null);
    }

    /** The token of rank r with a probability of about 1 / r. */
    private UsageOwner owner() {
        return owners.get((int) Math.pow(owners.size(), random.nextDouble()) - 1);
    }

    private long millis(double median) {
        return Math.round(median * Math.exp(SPREAD * random.nextGaussian()));
    }

    private UUID version7(Instant at) {
        long high = at.toEpochMilli() << 16 | 0x7000 | random.nextInt(0x1000);
        return new UUID(high, random.nextLong() >>> 2 | Long.MIN_VALUE);
    }
}
