package dev.keyway.filters.caller;

import dev.keyway.filters.model.Caller;
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
import org.springframework.http.HttpHeaders;

/** The proxy tokens that may call, kept as digests only, so that a look-up tells nothing by the time it takes. */
public final class Callers {

    /** SDKs of several providers in one program set more than one of them, some with another service's key. */
    private static final List<String> HEADERS = List.of(HttpHeaders.AUTHORIZATION, "x-api-key", "x-goog-api-key");

    private static final String BEARER = "Bearer ";

    private final Map<ByteBuffer, Caller> byDigest;

    public Callers(List<CallerToken> tokens) {
        this.byDigest = tokens.stream()
                .collect(Collectors.toUnmodifiableMap(
                        token -> ByteBuffer.wrap(token.token().digest()),
                        token -> new Caller(token.name(), token.name(), tokens.size() == 1 ? "" : token.name()),
                        (first, same) -> first));
    }

    /**
     * The caller whose token a request carries as {@code Authorization: Bearer}, {@code x-api-key} or
     * {@code x-goog-api-key}; one of them is enough, whatever the others hold.
     *
     * @throws GatewayException {@code missing_token} or {@code invalid_token}
     */
    public Caller authenticate(HttpHeaders headers) {
        boolean sent = false;
        for (String header : HEADERS) {
            String token = token(headers, header);
            if (!token.isEmpty()) {
                Caller caller = byDigest.get(ByteBuffer.wrap(sha256(token)));
                if (caller != null) {
                    return caller;
                }
                sent = true;
            }
        }
        throw sent
                ? new GatewayException(
                        ErrorCode.INVALID_TOKEN, "This gateway does not know the proxy token that was sent.")
                : new GatewayException(
                        ErrorCode.MISSING_TOKEN,
                        "No proxy token. Send it as 'Authorization: Bearer <token>', 'x-api-key' or 'x-goog-api-key'.");
    }

    /** The token in a header; empty if there is none. */
    private static String token(HttpHeaders headers, String header) {
        String value = headers.getFirst(header);
        if (value == null) {
            return "";
        }
        if (!header.equals(HttpHeaders.AUTHORIZATION)) {
            return value.strip();
        }
        return value.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? value.substring(BEARER.length()).strip()
                : "";
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
