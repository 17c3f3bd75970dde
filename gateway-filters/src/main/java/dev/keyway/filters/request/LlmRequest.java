package dev.keyway.filters.request;

import dev.keyway.catalogue.provider.Operation;
import dev.keyway.filters.body.MemberIndex;
import dev.keyway.filters.body.RequestBody;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayException;

/**
 * A request for a model, read and understood.
 *
 * @param body the bytes; released at the end of the request, or when an answer is committed
 * @param fields what is in them
 * @param model the model name as asked
 * @param stream whether a stream is asked for
 */
public record LlmRequest(RequestBody body, RequestFields fields, String model, boolean stream) {

    /** A request in JSON. */
    public LlmRequest(RequestBody body, MemberIndex index, String model, boolean stream) {
        this(body, new RequestFields.Json(index), model, stream);
    }

    /** @throws GatewayException {@code invalid_request} if the operation takes a form and this is none, or the reverse */
    public void requireFitFor(Operation operation) {
        boolean form = fields instanceof RequestFields.Form;
        if (form != operation.takesForm()) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST,
                    form
                            ? "This endpoint takes JSON, not a form."
                            : "This endpoint takes a form: send the body as multipart/form-data with its boundary.");
        }
    }
}
