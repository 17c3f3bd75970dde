package dev.keyway.bench.usage;

import dev.keyway.bench.ingest.GatewayLog;
import dev.keyway.bench.rig.AdminService;
import dev.keyway.bench.rig.Percentiles;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Retention of a month while a gateway ships usage. */
final class RetainedMonth {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Pattern DROPPED = Pattern.compile("was closed in (\\d+) ms and dropped in (\\d+) ms");

    private RetainedMonth() {}

    /**
     * What it took.
     *
     * @param closeMillis to sum the month
     * @param dropMillis to drop it, waiting included
     * @param batches milliseconds of the batches that arrived meanwhile
     */
    record Result(long closeMillis, long dropMillis, Percentiles batches) {}

    /**
     * Ships batches until the service has dropped the month.
     *
     * @throws IllegalStateException if it does not within ten minutes
     */
    static Result watch(AdminService service, UsageMonth month, GatewayLog log, Batch batch) throws SQLException {
        long end = System.nanoTime() + LONGEST.toNanos();
        List<Long> millis = new ArrayList<>();
        Optional<Result> result = Optional.empty();
        while (result.isEmpty()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("the month was not dropped within " + LONGEST + ":\n" + service.log());
            }
            batch.add(log);
            long start = System.nanoTime();
            log.post(1);
            millis.add((System.nanoTime() - start) / 1_000_000);
            if (!month.isStored()) {
                result = read(service.log(), millis);
            }
        }
        return result.orElseThrow();
    }

    private static Optional<Result> read(String log, List<Long> millis) {
        Matcher found = DROPPED.matcher(log);
        if (!found.find()) {
            return Optional.empty();
        }
        return Optional.of(new Result(
                Long.parseLong(found.group(1)),
                Long.parseLong(found.group(2)),
                Percentiles.of(millis.stream().mapToLong(Long::longValue))));
    }

    /** Adds a batch to a log. */
    @FunctionalInterface
    interface Batch {
        void add(GatewayLog log);
    }
}
