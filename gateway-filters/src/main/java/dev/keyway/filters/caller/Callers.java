package dev.keyway.filters.caller;

import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.settings.CallerToken;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** The proxy tokens that may call, kept as digests only, so that a look-up tells nothing by the time it takes. */
public final class Callers {

    private static final String BEARER = "Bearer ";

    private final Map<ByteBuffer, Caller> byDigest;

    public Callers(List<CallerToken> tokens) {
        this.byDigest = tokens.stream()
                .collect(Collectors.toUnmodifiableMap(
                        token -> ByteBuffer.wrap(token.token().digest()),
                        token -> new Caller(token.name(), ""),
                        (first, same) -> first));
    }

    /**
     * The caller whose token a request carries as {@code Authorization: Bearer}, {@code x-api-key} or
     * {@code x-goog-api-key}.
     *
     * @throws GatewayException {@code missing_token} or {@code invalid_token}
     */
    public Caller authenticate(HttpHeaders headers) {
        String token = token(headers);
        if (token == null || token.isBlank()) {
            throw new GatewayException(
                    ErrorCode.MISSING_TOKEN,
                    "No proxy token. Send it as 'Authorization: Bearer <token>', 'x-api-key' or 'x-goog-api-key'.");
        }
        Caller caller = byDigest.get(ByteBuffer.wrap(sha256(token)));
        if (caller == null) {
            throw new GatewayException(
                    ErrorCode.INVALID_TOKEN, "This gateway does not know the proxy token that was sent.");
        }
        return caller;
    }

    private static @Nullable String token(HttpHeaders headers) {
        String authorization = headers.getFirst(HttpHeaders.AUTHORIZATION);
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return authorization.substring(BEARER.length()).strip();
        }
        String key = headers.getFirst("x-api-key");
        return key != null ? key.strip() : headers.getFirst("x-goog-api-key");
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
