package dev.keyway.filters.caller;

import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.Level;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.problem.GatewayException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Check of what a known caller may do. A refusal names a level, never another token, team or tenant. */
public final class CallerCheck {

    static final String REVOKED = "The proxy token was revoked.";

    private CallerCheck() {}

    /**
     * Passes if a caller may call now, from where it does.
     *
     * @param address of the client, null if it is unknown; asked for only if addresses are limited
     * @throws GatewayException {@code blocked_token}, {@code expired_token} or {@code address_not_allowed}
     */
    public static void requireAdmitted(Caller caller, Instant now, Supplier<@Nullable InetAddress> address) {
        Level blocked = caller.blockedAt();
        if (blocked != null) {
            throw new GatewayException(
                    ErrorCode.BLOCKED_TOKEN,
                    blocked == Level.TOKEN
                            ? "The proxy token is blocked."
                            : "The " + blocked.label() + " of the proxy token is blocked.");
        }
        if (caller.isExpired(now)) {
            throw new GatewayException(
                    ErrorCode.EXPIRED_TOKEN, "The proxy token expired at " + caller.expiresAt() + ".");
        }
        if (caller.limitsAddresses()) {
            requireAddress(caller, address.get());
        }
    }

    private static void requireAddress(Caller caller, @Nullable InetAddress address) {
        if (address == null || !caller.allowsAddress(address)) {
            throw new GatewayException(
                    ErrorCode.ADDRESS_NOT_ALLOWED,
                    "The proxy token may not be used from "
                            + (address == null ? "an unknown address" : address.getHostAddress()) + ".");
        }
    }

    /**
     * Passes if a caller may ask for a model.
     *
     * @param name as asked; on a provider's own paths the provider's ID, a slash and the name
     * @throws GatewayException {@code model_not_allowed}
     */
    public static void requireModel(Caller caller, String name) {
        if (!caller.allowsModel(name)) {
            throw new GatewayException(GatewayError.of(
                            ErrorCode.MODEL_NOT_ALLOWED,
                            "The proxy token may not use a model under this name. GET /v1/models lists those that it may use.")
                    .withParam("model"));
        }
    }

    /** What a caller is told whose token is revoked while its request is under way. */
    public static GatewayError revoked() {
        return GatewayError.of(ErrorCode.REVOKED_TOKEN, REVOKED).doNotRetry();
    }
}
