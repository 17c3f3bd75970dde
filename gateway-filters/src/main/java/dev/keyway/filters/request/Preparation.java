package dev.keyway.filters.request;

import dev.keyway.filters.body.RequestBody;
import dev.keyway.filters.provider.ServedModel;
import dev.keyway.filters.sanitize.SanitizedBody;
import dev.keyway.filters.sanitize.Sanitizer;
import java.util.List;

/** Preparation: the step from an admitted request to the body that one target is sent. The original body stays as it is. */
public enum Preparation {
    /** JSON as the target's sanitizer makes it, a form with no more than the model's name changed. */
    SANITIZED {
        @Override
        Sanitizer sanitizer(ServedModel target) {
            return target.fitting();
        }
    },
    /** As the client sent it but for the model's name. */
    AS_SENT {
        @Override
        Sanitizer sanitizer(ServedModel target) {
            return Sanitizer.of(List.of(), target.model());
        }
    };

    abstract Sanitizer sanitizer(ServedModel target);

    /**
     * Prepares a request for a target.
     *
     * @throws dev.keyway.filters.problem.GatewayException if the body cannot be sanitized
     */
    public Prepared prepare(Admitted admitted, ServedModel target) {
        LlmRequest request = admitted.request();
        RequestBody body = request.body();
        return switch (request.fields()) {
            case RequestFields.Json json -> {
                SanitizedBody sanitized = sanitizer(target).sanitize(json.index());
                Payload payload = new Payload(sanitized.bytes(), body, sanitized.usageForced());
                yield new Prepared(admitted, target, payload, sanitized.dropped());
            }
            case RequestFields.Form form ->
                new Prepared(
                        admitted,
                        target,
                        new Payload(form.index().with("model", target.model()), body, form.contentType()),
                        List.of());
        };
    }
}
