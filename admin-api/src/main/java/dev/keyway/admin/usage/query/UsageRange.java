package dev.keyway.admin.usage.query;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Range of time, split into whole quarter hours, which rollups have, and the rest at its ends, of which only records know.
 *
 * @param from null: from the beginning
 * @param to null: without an end
 */
record UsageRange(@Nullable Instant from, @Nullable Instant to) {

    private static final long QUARTER = Duration.ofMinutes(15).toMillis();

    /** The quarter hours that are wholly within it; empty if there is none. */
    Optional<UsageRange> quarters() {
        Instant first = from == null ? null : begun(from.plusMillis(QUARTER).minusNanos(1));
        Instant last = to == null ? null : begun(to);
        return first != null && last != null && !first.isBefore(last)
                ? Optional.empty()
                : Optional.of(new UsageRange(first, last));
    }

    /** What is left of it without some of its quarter hours. */
    List<UsageRange> without(UsageRange quarters) {
        List<UsageRange> left = new ArrayList<>();
        if (from != null && !from.equals(quarters.from())) {
            left.add(new UsageRange(from, quarters.from()));
        }
        if (to != null && !to.equals(quarters.to())) {
            left.add(new UsageRange(quarters.to(), to));
        }
        return left;
    }

    private static Instant begun(Instant at) {
        return Instant.ofEpochMilli(Math.floorDiv(at.toEpochMilli(), QUARTER) * QUARTER);
    }
}
