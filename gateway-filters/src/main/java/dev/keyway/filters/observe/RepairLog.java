package dev.keyway.filters.observe;

import dev.keyway.filters.record.RepairRecord;
import dev.keyway.filters.record.RequestHead;
import dev.keyway.filters.record.RequestObservation;
import dev.keyway.filters.record.RequestObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line for each member of requests that a provider turns out to refuse. */
final class RepairLog implements RequestObserver, RequestObservation {

    private static final Logger LOG = LoggerFactory.getLogger(RepairLog.class);

    @Override
    public RequestObservation begin(RequestHead head) {
        return this;
    }

    @Override
    public void onRepaired(RepairRecord repair) {
        if (repair.remembered()) {
            LOG.info(
                    "{} refuses '{}' for model {}; requests for it omit this member for a day",
                    repair.provider(),
                    repair.member(),
                    printable(repair.model()));
        }
    }

    /** A caller chooses the model's name. */
    private static String printable(String model) {
        return model.replaceAll("[^\\x21-\\x7e]", "?");
    }
}
