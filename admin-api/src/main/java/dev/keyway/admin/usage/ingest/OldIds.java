package dev.keyway.admin.usage.ingest;

import dev.keyway.contract.usage.UsageEvent;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Repeats that can no longer be found: an event at or below its log's mark whose ID is older than all IDs that are retained was
 * stored before.
 */
@Component
class OldIds {

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyyMM");
    private static final int TIME_SHIFT = 16;

    /** Those that may be new. */
    List<UsageEvent> without(JdbcClient transaction, long mark, List<UsageEvent> events) {
        if (events.stream().noneMatch(event -> event.sequence() <= mark)) {
            return events;
        }
        Optional<Instant> oldest = oldest(transaction);
        if (oldest.isEmpty()) {
            return events;
        }
        return events.stream()
                .filter(event -> event.sequence() > mark || !time(event.id()).isBefore(oldest.get()))
                .toList();
    }

    private static Optional<Instant> oldest(JdbcClient transaction) {
        return transaction
                .sql("""
                        SELECT right(min(relname), 6) FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
                        WHERE inhparent = 'usage_id'::regclass AND relname ~ '^usage_id_[0-9]{6}$'""")
                .query((row, n) -> Optional.ofNullable(row.getString(1)))
                .single()
                .map(month -> YearMonth.parse(month, MONTH)
                        .atDay(1)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant());
    }

    /** Of a UUIDv7: milliseconds in its first 48 bits. */
    private static Instant time(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> TIME_SHIFT);
    }
}
