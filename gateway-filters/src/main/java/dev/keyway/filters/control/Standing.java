package dev.keyway.filters.control;

import java.util.Set;

/**
 * Standing of the gateway with the admin service. A gateway that is refused twice in a row, with a code of the admin service's
 * own, may not serve any more until it is accepted again. Everything else that can go wrong is an outage.
 */
public final class Standing {

    private static final Set<String> REFUSALS =
            Set.of("gateway_unknown", "gateway_disabled", "invalid_gateway_credential");

    private static final int PROOFS = 2;

    private int refusals;
    private volatile String reason = "";

    /** Takes note of a response. */
    synchronized void saw(ControlResponse response) {
        if (response instanceof ControlResponse.Problem problem) {
            if (REFUSALS.contains(problem.code()) && ++refusals >= PROOFS) {
                reason = problem.code();
            }
        } else {
            refusals = 0;
            reason = "";
        }
    }

    /** Whether the admin service refuses this gateway. */
    public boolean isRefused() {
        return !reason.isEmpty();
    }

    /** The code with which the gateway is refused; empty if it is not. */
    public String reason() {
        return reason;
    }
}
