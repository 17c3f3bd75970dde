package dev.keyway.bench.usage;

import dev.keyway.bench.admin.AdminClient;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What the repricing of a day of usage took.
 *
 * @param requests those of the day that were priced
 */
record RepricedDay(long requests, Duration took) {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int POLL_MILLIS = 100;

    /**
     * Prices the usage of a day by other lists, and waits until it is done.
     *
     * @param kind a dry run computes the differences only
     * @throws IllegalStateException if it fails, or is not done within ten minutes
     */
    static RepricedDay of(AdminClient owner, LocalDate day, List<UUID> prices, Kind kind) throws InterruptedException {
        String lists = prices.stream().map(price -> "\"" + price + "\"").collect(Collectors.joining(", "));
        long start = System.nanoTime();
        String id = owner.post(
                        "/api/v1/prices/repricings", """
                        {"from": "%s", "to": "%s", "priceLists": [%s], "dryRun": %s, "reason": "bench"}""".formatted(day, day.plusDays(1), lists, kind == Kind.DRY_RUN))
                .path("id")
                .asString();
        while (true) {
            JsonNode now = owner.get("/api/v1/prices/repricings/" + id);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            switch (now.path("state").asString()) {
                case "RUNNING" -> {
                    if (took.compareTo(LONGEST) > 0) {
                        throw new IllegalStateException("the repricing is not done: " + now);
                    }
                    TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                }
                case "DONE" -> {
                    return new RepricedDay(now.path("requests").asLong(), took);
                }
                default -> throw new IllegalStateException("the repricing has failed: " + now);
            }
        }
    }

    double perSecond() {
        return requests * 1e9 / took.toNanos();
    }

    /** What is done with the differences. */
    enum Kind {
        DRY_RUN("dry run"),
        BOOKED("differences booked");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }
}
