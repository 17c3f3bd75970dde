package dev.keyway.filters.spend;

import dev.keyway.contract.control.SpendReport;
import dev.keyway.contract.control.SpendView;
import java.io.IOException;

/** Posts spend reports to the admin service. */
@FunctionalInterface
interface SpendPost {

    /**
     * Waits for the answer.
     *
     * @throws IOException if there is none, or a refusal
     * @throws InterruptedException if the thread is to end
     */
    SpendView post(SpendReport report) throws IOException, InterruptedException;
}
