package dev.keyway.filters.call;

import dev.keyway.filters.failover.FailoverPolicy;
import dev.keyway.filters.models.ModelDirectory;
import dev.keyway.filters.record.AttemptBooks;
import dev.keyway.filters.record.RequestObserver;
import dev.keyway.filters.stored.StoredAnswers;
import java.time.InstantSource;
import java.util.List;

/**
 * Call dependencies: what all calls share.
 *
 * @param policy what follows from a failure
 * @param books where attempts are written down
 * @param models tells which models a provider lists
 * @param stored remembers which account keeps which answer
 * @param observers receive each attempt
 * @param clock the time
 */
public record CallDependencies(
        FailoverPolicy policy,
        AttemptBooks books,
        ModelDirectory models,
        StoredAnswers stored,
        List<RequestObserver> observers,
        InstantSource clock) {}
