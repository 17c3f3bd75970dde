package dev.keyway.filters.call;

import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.keypool.Refusal;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.problem.GatewayError.Origin;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Errors for the caller when no attempt was answered. A pool key's 401, 402, 403 or 429 is never the caller's status. */
final class CallErrors {

    /** Up to this, waiting is worth the caller's while. */
    private static final Duration WORTH_WAITING = Duration.ofSeconds(60);

    private CallErrors() {}

    static GatewayError of(Failure failure, String model) {
        return switch (failure.kind()) {
            case CONTEXT, FILTER, BAD_REQUEST -> fromProvider(failure, requestStatus(failure.status()));
            case TOO_BIG ->
                fromProvider(failure, ErrorCode.REQUEST_TOO_LARGE.status()).doNotRetry();
            case RATE_SHORT -> cooling(model, failure.retryAfter() == null ? WORTH_WAITING : failure.retryAfter());
            case TIMEOUT ->
                GatewayError.of(ErrorCode.PROVIDER_TIMEOUT, failure.message())
                        .fromProvider()
                        .doNotRetry();
            case SERVER, CONNECTION, OVERLOAD ->
                GatewayError.of(ErrorCode.PROVIDER_ERROR, failure.message())
                        .fromProvider()
                        .doNotRetry();
            case RATE_DAY -> unavailable(model, "every key has reached its daily limit");
            case QUOTA_HARD -> unavailable(model, "every key's account is out of quota");
            case AUTH -> unavailable(model, "the provider rejects every key");
            case PERMISSION ->
                failure.unexplained()
                        ? fromProvider(failure, requestStatus(failure.status()))
                        : unavailable(model, "no key may use this model");
        };
    }

    static GatewayError of(Refusal refusal, @Nullable Failure last, String model) {
        return switch (refusal) {
            case Refusal.Busy busy ->
                GatewayError.of(
                                ErrorCode.KEYS_BUSY,
                                "All keys for " + model + " are busy; try again in " + seconds(busy.retryAfter())
                                        + " s.")
                        .retryAfter(busy.retryAfter());
            case Refusal.Cooling cooling -> cooling(model, cooling.retryAfter());
            case Refusal.HeldBack held -> last == null ? cooling(model, held.retryAfter()) : of(last, model);
            case Refusal.Unavailable none -> {
                GatewayError error = unavailable(model, none.reason());
                yield none.retryAfter() == null ? error : error.retryAfter(none.retryAfter());
            }
            case Refusal.Exhausted all ->
                last == null ? unavailable(model, "no key may use this model") : of(last, model);
        };
    }

    /** The same error, saying that the keys in question are those of one account. */
    static GatewayError ofOneAccount(GatewayError error, String provider) {
        return error.origin() == Origin.PROVIDER
                ? error
                : error.withMessage("Only the account of '" + provider
                        + "' that stores what this request refers to can serve it. " + error.message());
    }

    /** For a stream that broke off: whatever the cause, the error says that the provider failed. */
    static GatewayError broken(Failure failure) {
        return GatewayError.of(ErrorCode.PROVIDER_ERROR, failure.message()).fromProvider();
    }

    private static GatewayError cooling(String model, Duration retryAfter) {
        if (retryAfter.compareTo(WORTH_WAITING) > 0) {
            return unavailable(model, "every key is cooling down for another " + seconds(retryAfter) + " s")
                    .retryAfter(retryAfter);
        }
        return GatewayError.of(
                        ErrorCode.KEYS_COOLING,
                        "All keys for " + model + " are cooling down; try again in " + seconds(retryAfter) + " s.")
                .retryAfter(retryAfter);
    }

    private static GatewayError unavailable(String model, String reason) {
        return GatewayError.of(ErrorCode.KEYS_UNAVAILABLE, "No key can serve " + model + ": " + reason + ".")
                .doNotRetry();
    }

    private static GatewayError fromProvider(Failure failure, int status) {
        String type = failure.type() == null ? "invalid_request_error" : failure.type();
        return new GatewayError(
                status, type, failure.code(), failure.message(), failure.param(), Origin.PROVIDER, null, null);
    }

    /** A refusal that is the request's fault keeps its status unless that would speak of a key or a rate. */
    private static int requestStatus(int status) {
        return switch (status) {
            case 401, 402, 403, 429 -> 400;
            default -> status >= 400 && status < 500 ? status : 400;
        };
    }

    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }
}
