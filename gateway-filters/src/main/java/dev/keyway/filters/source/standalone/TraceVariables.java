package dev.keyway.filters.source.standalone;

import dev.keyway.contract.Secret;
import dev.keyway.env.Variables;
import dev.keyway.filters.settings.HeaderText;
import dev.keyway.filters.settings.TraceSettings;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads where spans are sent, by the names that all of OpenTelemetry's SDKs know.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/protocol/exporter/">OTLP exporter</a>
 */
final class TraceVariables {

    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static final String PAIRS = "must be name=value, with commas between several";

    private final Variables variables;

    TraceVariables(Variables variables) {
        this.variables = variables;
    }

    /** Null if spans are not wanted, or something is wrong with what was set. */
    @Nullable
    TraceSettings settings() {
        Optional<URI> endpoint =
                variables.read(ENDPOINT, "must be an http or https address such as http://collector:4318", value -> {
                    URI address = URI.create(value);
                    return TraceSettings.isEndpoint(address) ? address : null;
                });
        boolean disabled = variables
                .read("OTEL_SDK_DISABLED", "must be true or false", StandaloneReader::yesOrNo)
                .orElse(false);
        if (endpoint.isEmpty() || disabled) {
            return null;
        }
        variables.read(
                "OTEL_EXPORTER_OTLP_PROTOCOL",
                "must be http/protobuf, whose port is usually 4318",
                value -> value.equals("http/protobuf") ? value : null);
        return new TraceSettings(
                endpoint.get(),
                headers(),
                variables.text("OTEL_SERVICE_NAME").orElse(TraceSettings.DEFAULT_SERVICE_NAME),
                variables
                        .read("OTEL_RESOURCE_ATTRIBUTES", PAIRS, TraceVariables::pairs)
                        .orElse(Map.of()),
                variables
                        .read("OTEL_TRACES_SAMPLER_ARG", "must be a number from 0 to 1", value -> {
                            double ratio = Double.parseDouble(value);
                            return TraceSettings.isRatio(ratio) ? ratio : null;
                        })
                        .orElse(1.0));
    }

    private Map<String, Secret> headers() {
        return variables
                .read("OTEL_EXPORTER_OTLP_HEADERS", PAIRS + "; values are percent-encoded", value -> {
                    Map<String, String> pairs = pairs(value);
                    boolean sound = pairs.entrySet().stream()
                            .allMatch(pair -> HeaderText.carries(pair.getKey()) && isPrintable(pair.getValue()));
                    return sound
                            ? pairs.entrySet().stream()
                                    .collect(Collectors.toMap(Map.Entry::getKey, pair -> Secret.of(pair.getValue())))
                            : null;
                })
                .orElse(Map.of());
    }

    private static boolean isPrintable(String value) {
        return !value.isBlank() && value.chars().allMatch(c -> c >= ' ' && c < 127);
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String item : text.split(",", -1)) {
            if (item.isBlank()) {
                continue;
            }
            int equals = item.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(PAIRS);
            }
            String value = item.substring(equals + 1).strip().replace("+", "%2B");
            pairs.put(item.substring(0, equals).strip(), URLDecoder.decode(value, StandardCharsets.UTF_8));
        }
        return pairs;
    }
}
