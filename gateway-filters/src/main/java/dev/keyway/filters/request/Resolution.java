package dev.keyway.filters.request;

import dev.keyway.filters.models.NamedModel;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.provider.ServedModel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Resolution: the step from an identified request and its body to the targets that can serve it. */
public final class Resolution {

    private Resolution() {}

    /**
     * Resolves a request.
     *
     * @param models the models that its model name stands for, in the order in which they are tried
     * @throws GatewayException if the body has the wrong form, or if none of the models serves the operation
     */
    public static Resolved of(
            Identified identified, LlmRequest request, RequestedOperation operation, List<NamedModel> models) {
        operation.check(request);
        return identified.resolved(request, operation, targets(operation, models));
    }

    private static List<ServedModel> targets(RequestedOperation operation, List<NamedModel> models) {
        if (models.size() == 1) {
            return List.of(target(operation, models.getFirst()));
        }
        List<ServedModel> targets = new ArrayList<>(models.size());
        @Nullable GatewayException refused = null;
        for (NamedModel model : models) {
            try {
                targets.add(target(operation, model));
            } catch (GatewayException cannotServe) {
                refused = refused == null ? cannotServe : refused;
            }
        }
        if (targets.isEmpty() && refused != null) {
            throw refused;
        }
        return targets;
    }

    private static ServedModel target(RequestedOperation operation, NamedModel model) {
        return operation.servedBy(model.provider(), model.model());
    }
}
