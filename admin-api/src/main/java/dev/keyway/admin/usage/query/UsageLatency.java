package dev.keyway.admin.usage.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Latency of requests that were completed, or of attempts that did not fail if these are counted.
 *
 * @param duration from the arrival of the request, or the beginning of the attempt, to its end; null if there are none
 * @param firstByte from there to the first content; null if there are none
 */
record UsageLatency(
        @Nullable Percentiles duration, @Nullable Percentiles firstByte) {

    static final UsageLatency NONE = new UsageLatency(null, null);

    /**
     * Percentiles in milliseconds. Each is the end of the step of a histogram that the true value is in, and less than 20 percent above
     * it.
     *
     * @param count how many were measured
     */
    record Percentiles(long count, long p50Millis, long p95Millis, long p99Millis) {

        static Percentiles of(ResultSet row) throws SQLException {
            return new Percentiles(
                    row.getLong("count"),
                    millis(row.getInt("p50")),
                    millis(row.getInt("p95")),
                    millis(row.getInt("p99")));
        }

        /** The most whole milliseconds that are in a bucket of latency_bucket. */
        private static long millis(int bucket) {
            return (long) Math.ceil(Math.pow(2, bucket / 4.0) - 1e-9) - 1;
        }
    }

    UsageLatency with(String measure, Percentiles percentiles) {
        return measure.equals("DURATION")
                ? new UsageLatency(percentiles, firstByte)
                : new UsageLatency(duration, percentiles);
    }
}
