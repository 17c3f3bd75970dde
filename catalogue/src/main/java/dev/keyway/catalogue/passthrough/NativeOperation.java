package dev.keyway.catalogue.passthrough;

import dev.keyway.catalogue.provider.Endpoint;
import dev.keyway.catalogue.provider.Protocol;
import java.util.Set;

/**
 * A stateless operation that only a provider's own API has. It is asked with {@code POST} and a JSON object.
 *
 * @param endpoint its path below the provider's root and how it is called; the model's name stands in the path as
 *     {@code {model}}, or else in the body as {@code model}
 * @param query what the path is followed by, empty for nothing; tells operations of one path apart
 * @param protocol how its answers and errors are spelled
 * @param streaming when it streams
 * @param accountBound members of the body that name what belongs to one provider account, in every spelling
 */
public record NativeOperation(
        Endpoint endpoint, String query, Protocol protocol, Streaming streaming, Set<String> accountBound) {

    /** Where the model's name stands in a path. */
    public static final String MODEL = "{model}";

    public NativeOperation {
        accountBound = Set.copyOf(accountBound);
    }

    /** Whether the path, and not the body, names the model. */
    public boolean namesModelInPath() {
        return endpoint.path().contains(MODEL);
    }

    /** Its path and query for a model, whose name must be fit for a path. */
    public String target(String model) {
        String path = endpoint.path().replace(MODEL, model);
        return query.isEmpty() ? path : path + '?' + query;
    }
}
