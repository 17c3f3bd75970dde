package dev.keyway.admin.usage.query;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
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

    /** Nothing at all. */
    static final UsageRange EMPTY = new UsageRange(Instant.EPOCH, Instant.EPOCH);

    private static final long QUARTER = Duration.ofMinutes(15).toMillis();

    /** The quarter hours that are wholly within it; empty if there is none. */
    Optional<UsageRange> quarters() {
        Instant first = from == null ? null : quarter(from.plusMillis(QUARTER).minusNanos(1));
        Instant last = to == null ? null : quarter(to);
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

    /**
     * The period before, of the same length: as many months or days if it begins and ends with such, in the zone; or else exactly so
     * long.
     */
    static UsageRange before(Instant from, Instant to, ZoneId zone) {
        LocalDate first = LocalDate.ofInstant(from, zone);
        LocalDate last = LocalDate.ofInstant(to, zone);
        boolean days = start(first, zone).equals(from) && start(last, zone).equals(to);
        if (days && first.getDayOfMonth() == 1 && last.getDayOfMonth() == 1) {
            return new UsageRange(start(first.minusMonths(ChronoUnit.MONTHS.between(first, last)), zone), from);
        }
        return days
                ? new UsageRange(start(first.minusDays(ChronoUnit.DAYS.between(first, last)), zone), from)
                : new UsageRange(from.minus(Duration.between(from, to)), from);
    }

    private static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** The quarter hour that a moment is in. */
    static Instant quarter(Instant at) {
        return Instant.ofEpochMilli(Math.floorDiv(at.toEpochMilli(), QUARTER) * QUARTER);
    }
}
