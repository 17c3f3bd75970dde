package dev.keyway.contract.control;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Spend view: the answer to a {@link SpendReport}, of one moment in the database.
 *
 * @param contract the version of this answer
 * @param timeline of the installation
 * @param logId the log that was asked for
 * @param mark the sequence up to which the events of the log are booked in these amounts
 * @param number of this answer among those to the log; the next report names it as {@code answered}
 * @param gateways connected gateways, this one included
 * @param now the clock of the admin service
 * @param windows the windows that were asked for; one is missing if its tenant, team or token is unknown
 */
public record SpendView(
        int contract,
        UUID timeline,
        UUID logId,
        long mark,
        long number,
        int gateways,
        Instant now,
        List<WindowSpend> windows) {

    @SuppressWarnings("NullAway") // Readers leave out what is not there.
    public SpendView {
        windows = windows == null ? List.of() : List.copyOf(windows);
    }

    /** One whose number is not told. */
    public SpendView(
            int contract, UUID timeline, UUID logId, long mark, int gateways, Instant now, List<WindowSpend> windows) {
        this(contract, timeline, logId, mark, 0, gateways, now, windows);
    }
}
