package dev.keyway.filters.limit;

import dev.keyway.filters.model.Level;
import java.time.LocalDate;

/**
 * A request that has ended, as the usage log has it.
 *
 * @param sequence of its end in the log
 * @param date its admission date
 * @param nanos its cost, in nano-dollars
 */
public record Ended(long sequence, String tenantId, String teamId, String tokenId, LocalDate date, long nanos) {

    String id(Level level) {
        return switch (level) {
            case TENANT -> tenantId;
            case TEAM -> teamId;
            case TOKEN -> tokenId;
        };
    }
}
