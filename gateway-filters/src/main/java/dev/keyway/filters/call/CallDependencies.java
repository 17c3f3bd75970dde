package dev.keyway.filters.call;

import dev.keyway.filters.failover.FailoverPolicy;
import dev.keyway.filters.metering.AnswerSizes;
import dev.keyway.filters.models.ModelDirectory;
import dev.keyway.filters.stored.StoredAnswers;
import java.time.InstantSource;

/**
 * Call dependencies: what all calls share.
 *
 * @param policy what follows from a failure
 * @param sizes how long answers are
 * @param models the models that each provider lists
 * @param stored remembers which account keeps which answer
 * @param clock the time
 */
public record CallDependencies(
        FailoverPolicy policy, AnswerSizes sizes, ModelDirectory models, StoredAnswers stored, InstantSource clock) {}
