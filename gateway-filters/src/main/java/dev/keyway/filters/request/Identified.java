package dev.keyway.filters.request;

import dev.keyway.filters.model.Caller;
import dev.keyway.filters.provider.ServedModel;
import java.util.List;

/**
 * Second stage: the caller is known.
 *
 * @param caller who calls
 */
public record Identified(Received received, Caller caller) implements RequestStage {

    /**
     * The next stage: the body is read, and the models that can serve it are known.
     *
     * @param targets in the order in which they are tried, at least one
     */
    public Resolved resolved(LlmRequest request, RequestedOperation operation, List<ServedModel> targets) {
        Resolved next = new Resolved(this, request, operation, targets);
        ServedModel first = next.first();
        track().resolved(first.provider().id(), first.model(), request.stream());
        return next;
    }
}
