package dev.keyway.filters.request;

import dev.keyway.filters.model.Caller;
import dev.keyway.filters.provider.ServedModel;
import java.util.List;

/**
 * Third stage: the body is read, and the models that can serve it are known.
 *
 * @param request the body, and what it asks for
 * @param operation the operation that the path asks for
 * @param targets in the order in which they are tried, at least one
 */
public record Resolved(
        Identified identified, LlmRequest request, RequestedOperation operation, List<ServedModel> targets)
        implements RequestStage {

    public Resolved {
        targets = List.copyOf(targets);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("a resolved request has at least one target");
        }
    }

    /** The target that is tried first. */
    public ServedModel first() {
        return targets.getFirst();
    }

    @Override
    public Received received() {
        return identified.received();
    }

    @Override
    public Caller caller() {
        return identified.caller();
    }
}
