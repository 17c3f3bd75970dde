package dev.keyway.filters.provider;

import dev.keyway.catalogue.provider.Endpoint;
import dev.keyway.catalogue.provider.Protocol;
import dev.keyway.filters.sanitize.Sanitizer;
import dev.keyway.filters.upstream.AttemptLimits;

/**
 * An operation on one model of one provider, with all that can be known before a request comes.
 *
 * @param provider the provider
 * @param protocol how its answers and errors are spelled
 * @param model the provider's name for the model
 * @param endpoint how it is called there
 * @param url where it is served
 * @param sanitizer fits a request's body to it
 * @param streamLimits how long a stream may take
 * @param answerLimits how long an answer that is not streamed may take
 * @param contextTokens the model's context window in tokens, 0 if not known
 */
public record ServedModel(
        ConfiguredProvider provider,
        Protocol protocol,
        String model,
        Endpoint endpoint,
        String url,
        Sanitizer sanitizer,
        AttemptLimits streamLimits,
        AttemptLimits answerLimits,
        long contextTokens) {

    /** The limits of an attempt. */
    public AttemptLimits limits(boolean stream) {
        return stream ? streamLimits : answerLimits;
    }
}
