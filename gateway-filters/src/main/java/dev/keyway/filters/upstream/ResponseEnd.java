package dev.keyway.filters.upstream;

import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.problem.GatewayError;

/** How a response ended that the client had begun to receive, or was about to. */
public sealed interface ResponseEnd {

    /** All of it was received. */
    record Complete() implements ResponseEnd {}

    /** The provider broke it off, or sent an error in the middle. */
    record Broken(Failure failure) implements ResponseEnd {}

    /** The gateway cut it off, with what the client is told. */
    record Cut(GatewayError error) implements ResponseEnd {}

    /** The client left, or stopped reading. */
    record ClientGone() implements ResponseEnd {}
}
