package dev.keyway.filters.caller;

import dev.keyway.contract.Secret;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.CallerIndex;
import dev.keyway.filters.model.TokenDigest;
import dev.keyway.filters.model.TokenSecret;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Callers by the proxy tokens that requests carry. A look-up hashes what was sent and finds the digest; the time it takes says nothing
 * about a token, since nobody can choose the digest of a guess.
 */
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
     * @throws GatewayException {@code missing_token}, {@code invalid_token}, {@code revoked_token}, or {@code expired_token} for a
     *     secret whose grace period is over
     */
    public Caller authenticate(HttpHeaders headers, Instant now) {
        Finding best = Finding.MISSING;
        for (String header : HEADERS) {
            String token = token(headers, header);
            if (!token.isEmpty()) {
                TokenDigest digest = TokenDigest.of(Secret.of(token));
                Caller caller = index.byDigest(digest);
                if (caller != null && !isOver(caller, digest, now)) {
                    return caller;
                }
                best = best.orMoreTelling(finding(caller, digest, now));
            }
        }
        throw best.refusal();
    }

    private Finding finding(@Nullable Caller caller, TokenDigest digest, Instant now) {
        if (caller != null) {
            return Finding.ROTATED;
        }
        return index.isRevoked(digest, now) ? Finding.REVOKED : Finding.UNKNOWN;
    }

    private static boolean isOver(Caller caller, TokenDigest digest, Instant now) {
        for (TokenSecret secret : caller.secrets()) {
            if (secret.digest().equals(digest)) {
                return secret.isOver(now);
            }
        }
        return false;
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

    /** Finding about the tokens of a request that authenticate nobody; the later ones say more. */
    private enum Finding {
        MISSING(
                ErrorCode.MISSING_TOKEN,
                "No proxy token. Send it as 'Authorization: Bearer <token>', 'x-api-key' or 'x-goog-api-key'."),
        UNKNOWN(ErrorCode.INVALID_TOKEN, "This gateway does not know the proxy token that was sent."),
        ROTATED(
                ErrorCode.EXPIRED_TOKEN,
                "The proxy token was rotated, and the grace period of this secret is over. Use the new secret."),
        REVOKED(ErrorCode.REVOKED_TOKEN, CallerCheck.REVOKED);

        private final ErrorCode code;
        private final String message;

        Finding(ErrorCode code, String message) {
            this.code = code;
            this.message = message;
        }

        Finding orMoreTelling(Finding other) {
            return compareTo(other) < 0 ? other : this;
        }

        GatewayException refusal() {
            return new GatewayException(code, message);
        }
    }
}
