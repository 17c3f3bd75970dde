package dev.keyway.filters.limit;

import reactor.core.publisher.Mono;

/** Grants of budgets: what the admin service lets this gateway spend. */
public interface Grants {

    /** Asks for what requests have found lacking. Ends when there is an answer, or when none can be expected soon; never fails. */
    Mono<Void> ask();
}
