package dev.keyway.filters.call;

import dev.keyway.filters.failover.FailoverPolicy;
import dev.keyway.filters.models.ModelDirectory;
import dev.keyway.filters.stored.StoredAnswers;
import dev.keyway.filters.usage.UsageLog;
import java.time.InstantSource;

/**
 * Call dependencies: what all calls share.
 *
 * @param policy what follows from a failure
 * @param usage opens a usage record for each attempt
 * @param models the models that each provider lists
 * @param stored remembers which account keeps which answer
 * @param clock the time
 */
public record CallDependencies(
        FailoverPolicy policy, UsageLog usage, ModelDirectory models, StoredAnswers stored, InstantSource clock) {}
