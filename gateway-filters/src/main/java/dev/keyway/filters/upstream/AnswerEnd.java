package dev.keyway.filters.upstream;

import dev.keyway.filters.failover.Failure;

/** How an answer that the client had begun to receive came to its end. */
public sealed interface AnswerEnd {

    /** All of it was received. */
    record Complete() implements AnswerEnd {}

    /** The provider broke it off, or sent an error in the middle. */
    record Broken(Failure failure) implements AnswerEnd {}

    /** The client left, or stopped reading. */
    record ClientGone() implements AnswerEnd {}
}
