package dev.keyway.filters.caller;

import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.Level;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.problem.RefusalDetail;
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
            String message = blocked == Level.TOKEN
                    ? "The proxy token is blocked."
                    : "The " + blocked.label() + " of the proxy token is blocked.";
            throw refused(GatewayError.of(ErrorCode.BLOCKED_TOKEN, message), blocked);
        }
        if (caller.isExpired(now)) {
            String message = "The proxy token expired at " + caller.expiresAt() + ".";
            throw refused(GatewayError.of(ErrorCode.EXPIRED_TOKEN, message), Level.TOKEN);
        }
        if (caller.limitsAddresses()) {
            requireAddress(caller, address.get());
        }
    }

    private static void requireAddress(Caller caller, @Nullable InetAddress address) {
        Level denied = address == null ? caller.widestAddressLimit() : caller.addressDeniedAt(address);
        if (denied != null) {
            String from = address == null ? "an unknown address" : address.getHostAddress();
            throw refused(
                    GatewayError.of(
                            ErrorCode.ADDRESS_NOT_ALLOWED, "The proxy token may not be used from " + from + "."),
                    denied);
        }
    }

    private static GatewayException refused(GatewayError error, Level level) {
        return new GatewayException(error, RefusalDetail.of(level.label()));
    }

    /**
     * Passes if a caller may ask for a model.
     *
     * @param name as asked; on a provider's own paths the provider's ID, a slash and the name
     * @throws GatewayException {@code model_not_allowed}
     */
    public static void requireModel(Caller caller, String name) {
        Level denied = caller.modelDeniedAt(name);
        if (denied != null) {
            GatewayError error = GatewayError.of(
                            ErrorCode.MODEL_NOT_ALLOWED,
                            "The proxy token may not use a model under this name. GET /v1/models lists those that it may use.")
                    .withParam("model");
            throw new GatewayException(error, RefusalDetail.of(denied.label()).forModel(name));
        }
    }

    /** What a caller is told whose token is revoked while its request is under way. */
    public static GatewayError revoked() {
        return GatewayError.of(ErrorCode.REVOKED_TOKEN, REVOKED).doNotRetry();
    }
}
