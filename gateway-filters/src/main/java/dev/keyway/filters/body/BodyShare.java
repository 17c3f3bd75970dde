package dev.keyway.filters.body;

import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.problem.GatewayException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What the bodies of one caller may take of a {@link BodyBudget}. */
final class BodyShare {

    private final BodyBudget budget;
    private final long bound;
    private final AtomicLong held = new AtomicLong();

    BodyShare(BodyBudget budget, long bound) {
        this.budget = budget;
        this.bound = bound;
    }

    /**
     * Takes so many bytes.
     *
     * @throws GatewayException {@code gateway_overloaded} if they are not left
     */
    void reserve(long bytes) {
        if (!BodyBudget.reserve(held, bytes, bound)) {
            throw bound < budget.bound()
                    ? overloaded("Your requests hold as much of the gateway's memory for bodies as one caller may have")
                    : overloaded();
        }
        if (!budget.reserve(bytes)) {
            held.addAndGet(-bytes);
            throw overloaded();
        }
    }

    /** Gives back what was reserved. */
    void giveBack(long bytes) {
        held.addAndGet(-bytes);
        budget.giveBack(bytes);
    }

    static GatewayException overloaded() {
        return overloaded("The gateway holds as many request bodies as it can");
    }

    private static GatewayException overloaded(String why) {
        return new GatewayException(GatewayError.of(ErrorCode.GATEWAY_OVERLOADED, why + "; try again.")
                .retryAfter(Duration.ofSeconds(1)));
    }
}
