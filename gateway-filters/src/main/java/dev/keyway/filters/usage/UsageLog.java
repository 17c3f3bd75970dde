package dev.keyway.filters.usage;

import dev.keyway.filters.record.RequestOpened;
import dev.keyway.filters.record.RequestRefused;
import dev.keyway.filters.record.UsageEntry;

/**
 * Usage log: a usage record is opened for each request when it is admitted, gets a part for each attempt before that is sent, and is
 * closed before the client has all of its response. Alone among the observers it can refuse a request.
 */
public interface UsageLog {

    /** Usage log of a host application without a state directory. */
    UsageLog NONE = new UsageLog() {
        @Override
        public UsageEntry open(RequestOpened opened) {
            return UsageEntry.NONE;
        }

        @Override
        public void refuse(RequestRefused refused) {
            // Nothing is stored.
        }
    };

    /**
     * Opens the usage record of a request, with room for its end.
     *
     * @throws dev.keyway.filters.problem.GatewayException with {@code accounting_unavailable} if there is no room
     */
    UsageEntry open(RequestOpened opened);

    /** Records a refusal, if there is room for more than what must not be lost. */
    void refuse(RequestRefused refused);
}
