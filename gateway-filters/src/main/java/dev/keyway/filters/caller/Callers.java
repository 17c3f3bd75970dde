package dev.keyway.filters.caller;

import dev.keyway.contract.Secret;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.CallerIndex;
import dev.keyway.filters.model.TokenDigest;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayException;
import java.util.List;
import org.springframework.http.HttpHeaders;

/** Callers by the proxy tokens that requests carry. A look-up is by digest and reveals nothing by the time that it takes. */
public final class Callers {

    /** SDKs of several providers in one program set more than one of them, some with another service's key. */
    private static final List<String> HEADERS = List.of(HttpHeaders.AUTHORIZATION, "x-api-key", "x-goog-api-key");

    private static final String BEARER = "Bearer ";

    private final CallerIndex index;

    public Callers(CallerIndex index) {
        this.index = index;
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
                Caller caller = index.byDigest(TokenDigest.of(Secret.of(token)));
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
}
