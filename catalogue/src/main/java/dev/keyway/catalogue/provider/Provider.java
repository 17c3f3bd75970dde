package dev.keyway.catalogue.provider;

import dev.keyway.catalogue.parameter.ParameterRules;
import dev.keyway.catalogue.usage.UsageStyle;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * The declaration of a provider: all that the gateway needs to know to call it.
 *
 * @param id the name in {@code provider/model} and in settings, lower case
 * @param baseUrl where its API lives, without a trailing slash
 * @param endpoints the operations it serves
 * @param models how it lists its models
 * @param parameters what becomes of request parameters
 * @param errors how it spells errors
 * @param usage how it reports token usage
 */
public record Provider(
        String id,
        URI baseUrl,
        Map<Operation, Endpoint> endpoints,
        Endpoint models,
        ParameterRules parameters,
        ErrorStyle errors,
        UsageStyle usage) {

    public Provider {
        endpoints = Map.copyOf(endpoints);
    }

    /** Where it serves an operation, if it does. */
    public Optional<Endpoint> endpoint(Operation operation) {
        return Optional.ofNullable(endpoints.get(operation));
    }

    /** The same provider at another address. */
    public Provider at(URI url) {
        return new Provider(id, url, endpoints, models, parameters, errors, usage);
    }
}
