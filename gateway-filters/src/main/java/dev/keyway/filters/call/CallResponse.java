package dev.keyway.filters.call;

import dev.keyway.filters.provider.ServedModel;
import dev.keyway.filters.upstream.Response;
import java.util.List;

/**
 * Response of a call.
 *
 * @param target what responded
 * @param dropped names of the members that it was not sent
 * @param response what it responded
 */
public record CallResponse(ServedModel target, List<String> dropped, Response response) {}
