package dev.keyway.filters.request;

import dev.keyway.filters.model.Caller;
import dev.keyway.filters.provider.ServedModel;
import java.util.List;
import java.util.Map;

/**
 * Second stage: the caller is known.
 *
 * @param caller who calls
 * @param tags by which the request's usage can be summed, by name
 */
public record Identified(Received received, Caller caller, Map<String, String> tags) implements RequestStage {

    /** A request without tags. */
    public Identified(Received received, Caller caller) {
        this(received, caller, Map.of());
    }

    /** The same request with tags. */
    public Identified tagged(Map<String, String> read) {
        return new Identified(received, caller, read);
    }

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
