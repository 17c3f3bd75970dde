package dev.keyway.filters.call;

import dev.keyway.filters.failover.FailoverPolicy;
import dev.keyway.filters.models.ModelDirectory;
import dev.keyway.filters.record.AttemptBooks;
import dev.keyway.filters.record.RequestObserver;
import java.time.InstantSource;
import java.util.List;

/**
 * What all calls share.
 *
 * @param policy what follows from a failure
 * @param books where attempts are written down
 * @param models tells which models a provider lists
 * @param observers are told of each attempt
 * @param clock the time
 */
public record CallDesk(
        FailoverPolicy policy,
        AttemptBooks books,
        ModelDirectory models,
        List<RequestObserver> observers,
        InstantSource clock) {}
