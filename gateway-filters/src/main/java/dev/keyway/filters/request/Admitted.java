package dev.keyway.filters.request;

import dev.keyway.filters.model.Caller;

/**
 * Fourth stage: the request may be sent.
 *
 * @param lease what it holds of limits and budgets until it ends
 */
public record Admitted(Resolved resolved, Lease lease) implements RequestStage {

    public LlmRequest request() {
        return resolved.request();
    }

    @Override
    public Received received() {
        return resolved.received();
    }

    @Override
    public Caller caller() {
        return resolved.caller();
    }
}
