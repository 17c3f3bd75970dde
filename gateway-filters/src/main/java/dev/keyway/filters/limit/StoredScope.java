package dev.keyway.filters.limit;

import dev.keyway.contract.window.Period;
import dev.keyway.filters.model.Level;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the admin service last said of a scope, to be remembered across a restart.
 *
 * @param mark sequence up to which the amounts contain the events of the usage log
 */
public record StoredScope(String tenantId, Level level, String id, long mark, List<StoredWindow> windows) {

    public StoredScope {
        windows = List.copyOf(windows);
    }

    /**
     * A budget window, in nano-dollars.
     *
     * @param ceiling the most that may be spent here; null if nothing is granted
     */
    public record StoredWindow(
            Period period,
            LocalDate start,
            long booked,
            long bookedHere,
            @Nullable Long ceiling) {}
}
