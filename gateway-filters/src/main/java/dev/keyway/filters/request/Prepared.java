package dev.keyway.filters.request;

import dev.keyway.filters.model.Caller;
import dev.keyway.filters.provider.ServedModel;
import java.util.List;

/**
 * Last stage before a call: the body is as one target accepts it.
 *
 * @param target what serves it
 * @param payload the bytes to send
 * @param dropped names of the members that were removed, fit for a header
 */
public record Prepared(Admitted admitted, ServedModel target, Payload payload, List<String> dropped)
        implements RequestStage {

    public Prepared {
        dropped = List.copyOf(dropped);
    }

    public LlmRequest request() {
        return admitted.request();
    }

    @Override
    public Received received() {
        return admitted.received();
    }

    @Override
    public Caller caller() {
        return admitted.caller();
    }
}
