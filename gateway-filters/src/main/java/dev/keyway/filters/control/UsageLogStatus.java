package dev.keyway.filters.control;

import dev.keyway.contract.usage.LogStatus;
import org.jspecify.annotations.Nullable;

/** State of the usage log, which registrations and heartbeats report. */
public interface UsageLogStatus {

    /** No usage log. */
    UsageLogStatus NONE = () -> null;

    /** State now; null if there is no log yet. */
    @Nullable
    LogStatus now();
}
