package dev.keyway.contract.control;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Spend report: what a gateway has spent of budgets, and what it needs. Answered by {@link SpendView}.
 *
 * @param contract the version that the gateway knows
 * @param instanceId of its registration
 * @param timeline of the installation, as the gateway knows it; null if it does not
 * @param logId its usage log
 * @param answered {@code number} of the latest answer that it applied; null: none, or it does not say. Only a report that has applied
 *     the latest answer gives back, so that a report which was overtaken takes nothing from a gateway that it still has
 * @param windows the windows of budgets that it asks for, at most {@link #MOST_WINDOWS}; none to ask only for the number of gateways
 */
public record SpendReport(
        int contract,
        @Nullable UUID instanceId,
        @Nullable UUID timeline,
        UUID logId,
        @Nullable Long answered,
        List<WindowReport> windows) {

    /** Windows in one report. */
    public static final int MOST_WINDOWS = 2_000;

    @SuppressWarnings("NullAway") // Readers leave out what is not there.
    public SpendReport {
        windows = windows == null ? List.of() : List.copyOf(windows);
    }

    /** One that does not say which answer was applied. */
    public SpendReport(
            int contract, @Nullable UUID instanceId, @Nullable UUID timeline, UUID logId, List<WindowReport> windows) {
        this(contract, instanceId, timeline, logId, null, windows);
    }
}
