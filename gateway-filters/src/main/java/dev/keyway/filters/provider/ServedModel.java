package dev.keyway.filters.provider;

import dev.keyway.catalogue.parameter.TuningMembers;
import dev.keyway.catalogue.provider.Endpoint;
import dev.keyway.catalogue.provider.Protocol;
import dev.keyway.catalogue.provider.Provider;
import dev.keyway.filters.body.MemberPath;
import dev.keyway.filters.model.RepairMode;
import dev.keyway.filters.model.Resource;
import dev.keyway.filters.sanitize.Sanitizer;
import dev.keyway.filters.upstream.AttemptLimits;
import java.net.URI;
import java.util.List;

/**
 * An operation on one model of one provider, with all that can be known before a request comes.
 *
 * @param provider the provider
 * @param protocol how its answers and errors are spelled
 * @param model the provider's name for the model
 * @param endpoint how it is called there
 * @param url where it is served
 * @param address tells where it is served elsewhere
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
        Address address,
        Sanitizer sanitizer,
        AttemptLimits streamLimits,
        AttemptLimits answerLimits,
        long contextTokens) {

    /** Where something is served. */
    @FunctionalInterface
    interface Address {
        /** The URL at a provider that is found there, of a model that goes by this name there. */
        String of(Provider there, String model);
    }

    /** Fits a request's body to it: by the catalogue's rules, and without what the provider was found to refuse. */
    public Sanitizer fitting() {
        RepairMode mode = provider.settings().repair();
        if (mode == RepairMode.OFF) {
            return sanitizer;
        }
        List<String> refused = provider.refused().of(this).stream()
                .filter(path -> mode == RepairMode.ALL || MemberPath.root(path).equals(TuningMembers.ADDED))
                .toList();
        return refused.isEmpty() ? sanitizer : sanitizer.without(refused);
    }

    /** Where it is served for the keys of a resource. */
    public String url(Resource resource) {
        if (resource.isShared()) {
            return url;
        }
        Provider declared = provider.declaration();
        URI base = resource.baseUrl();
        return address.of(base == null ? declared : declared.at(base), resource.nameOf(model));
    }

    /** The limits of an attempt. */
    public AttemptLimits limits(boolean stream) {
        return stream ? streamLimits : answerLimits;
    }
}
