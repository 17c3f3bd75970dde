package dev.keyway.filters.requestlog;

import dev.keyway.contract.Secret;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes the value from every header that carries credentials: by its name, and by its value where that holds a token or
 * a key that the gateway knows. Used by the writer's thread only.
 */
final class Redaction {

    static final String REDACTED = "[redacted]";

    private static final Pattern CREDENTIALS = Pattern.compile(
            "authorization|cookie|token|secret|password|credential|session|signature|(^|-)(api)?-?key($|-)");

    private final KnownSecrets secrets;

    Redaction(KnownSecrets secrets) {
        this.secrets = secrets;
    }

    Map<String, Object> headers(Iterable<Map.Entry<String, String>> headers, @Nullable Secret key) {
        Map<String, Object> clean = new LinkedHashMap<>();
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            String value = isSecret(name, header.getValue(), key) ? REDACTED : header.getValue();
            clean.merge(name, value, (one, more) -> one + ", " + more);
        }
        return clean;
    }

    private boolean isSecret(String name, String value, @Nullable Secret key) {
        return (CREDENTIALS.matcher(name).find() && !name.contains("ratelimit"))
                || (key != null && value.contains(key.reveal()))
                || secrets.index().isIn(value);
    }
}
