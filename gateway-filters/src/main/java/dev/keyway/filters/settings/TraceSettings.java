package dev.keyway.filters.settings;

import dev.keyway.contract.Secret;
import dev.keyway.filters.model.ProviderSettings;
import java.net.URI;
import java.util.Map;

/**
 * Where spans are sent by OTLP over HTTP, and of how many requests.
 *
 * @param endpoint the collector's address, to which {@code /v1/traces} is added
 * @param headers sent with every batch, such as the collector's own key
 * @param serviceName what the gateway is called in traces
 * @param resource more that is said of the gateway, such as its environment
 * @param samplingRatio how many of the traces that begin at the gateway are kept, from 0 to 1; those that a caller has
 *     begun are kept as the caller decided
 */
public record TraceSettings(
        URI endpoint,
        Map<String, Secret> headers,
        String serviceName,
        Map<String, String> resource,
        double samplingRatio) {

    /** What the gateway is called in traces, unless told otherwise. */
    public static final String DEFAULT_SERVICE_NAME = "keyway-gateway";

    public TraceSettings {
        headers = Map.copyOf(headers);
        resource = Map.copyOf(resource);
    }

    /** Whether an address can be a collector's: {@code http} or {@code https}, with a host and no user in it. */
    public static boolean isEndpoint(URI address) {
        return ProviderSettings.isBaseUrl(address) && address.getUserInfo() == null && address.getQuery() == null;
    }

    /** Whether a number can be a ratio. */
    public static boolean isRatio(double number) {
        return number >= 0 && number <= 1;
    }
}
