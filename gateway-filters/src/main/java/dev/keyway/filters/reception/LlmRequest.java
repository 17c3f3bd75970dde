package dev.keyway.filters.reception;

import dev.keyway.filters.body.MemberIndex;
import dev.keyway.filters.body.RequestBody;

/**
 * A request for a model, read and understood.
 *
 * @param body the bytes; released at the end of the request, or when an answer is committed
 * @param index where the body's members are
 * @param model the model name as asked
 * @param stream whether a stream is asked for
 */
public record LlmRequest(RequestBody body, MemberIndex index, String model, boolean stream) {}
