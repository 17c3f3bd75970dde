package dev.keyway.admin.problem;

import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/** Every code that the API answers with; a code never changes its meaning. */
public enum ErrorCode {
    INVALID_JSON(HttpStatus.BAD_REQUEST, "The body is not valid JSON"),
    INVALID_YAML(HttpStatus.BAD_REQUEST, "The body is not valid YAML"),
    INVALID_REQUEST(HttpStatus.BAD_REQUEST, "The request is invalid"),
    INVALID_CURSOR(HttpStatus.BAD_REQUEST, "This cursor does not belong to this list"),
    NOT_AVAILABLE(HttpStatus.BAD_REQUEST, "This is not known for what is asked"),
    NOT_SIGNED_IN(HttpStatus.UNAUTHORIZED, "Sign in, or send an access token"),
    INVALID_CREDENTIALS(HttpStatus.UNAUTHORIZED, "The login or password is wrong, or the account is disabled"),
    OIDC_REFUSED(HttpStatus.UNAUTHORIZED, "OpenID Connect sign-in failed; start again"),
    INVALID_ACCESS_TOKEN(HttpStatus.UNAUTHORIZED, "The access token is unknown, expired or revoked"),
    INVALID_GATEWAY_CREDENTIAL(HttpStatus.UNAUTHORIZED, "The gateway's credential is unknown, replaced or revoked"),
    GATEWAY_DISABLED(HttpStatus.UNAUTHORIZED, "The gateway is disabled"),
    FORBIDDEN(HttpStatus.FORBIDDEN, "The caller's roles do not allow this"),
    PASSWORD_CHANGE_REQUIRED(HttpStatus.FORBIDDEN, "Change the password first: PUT /api/v1/me/password"),
    CSRF(HttpStatus.FORBIDDEN, "The X-XSRF-TOKEN header is missing or does not belong to the session"),
    BEYOND_OWN_ROLE(HttpStatus.FORBIDDEN, "You cannot grant a role above your own"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "The resource does not exist, or the caller may not see it"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "The path does not support this method"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "The path cannot respond with any of the accepted types"),
    REQUEST_TIMEOUT(HttpStatus.REQUEST_TIMEOUT, "The body did not arrive in time"),
    CONFLICT(HttpStatus.CONFLICT, "Conflict with the current state"),
    NAME_TAKEN(HttpStatus.CONFLICT, "The name is taken"),
    NO_GATEWAY(HttpStatus.CONFLICT, "No connected gateway can do this"),
    NOT_REGISTERED(HttpStatus.CONFLICT, "The gateway must register its public key first"),
    GATEWAY_RUNNING(HttpStatus.CONFLICT, "Another instance of this gateway is running"),
    GROUP_FULL(HttpStatus.CONFLICT, "As many gateways have enrolled as the group may have"),
    CONTRACT_UNKNOWN(HttpStatus.CONFLICT, "The message is of a later release; upgrade the admin service"),
    REVISION_GONE(HttpStatus.GONE, "The changes since that revision are no longer stored; read the snapshot"),
    VERSION_CHANGED(HttpStatus.PRECONDITION_FAILED, "The resource was changed in the meantime; read it again"),
    REQUEST_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is larger than this path allows"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The path does not support this content type"),
    IDEMPOTENCY_KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, "The Idempotency-Key was used for a different request"),
    QUERY_TOO_LARGE(
            HttpStatus.UNPROCESSABLE_CONTENT, "The query takes too long; shorten its range or narrow its filter"),
    VERSION_REQUIRED(HttpStatus.PRECONDITION_REQUIRED, "Send the resource's ETag as If-Match"),
    TOO_MANY_ATTEMPTS(HttpStatus.TOO_MANY_REQUESTS, "Too many failed attempts to sign in"),
    EXPORTS_BUSY(HttpStatus.TOO_MANY_REQUESTS, "Too many exports are in progress; try again"),
    TAILS_BUSY(HttpStatus.TOO_MANY_REQUESTS, "Usage is followed too often at once; close a stream or try again"),
    INTERNAL_ERROR(
            HttpStatus.INTERNAL_SERVER_ERROR, "The service failed; its log has the details under the request ID"),
    OIDC_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The OpenID Connect provider does not respond; try again"),
    DATABASE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The database does not respond; try again"),
    SERVICE_BUSY(HttpStatus.SERVICE_UNAVAILABLE, "The service is at its capacity; try again"),
    SNAPSHOTS_BUSY(HttpStatus.SERVICE_UNAVAILABLE, "Too many snapshots are in progress; try again");

    private final HttpStatus status;
    private final String title;

    ErrorCode(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    /** As it is in the response. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public HttpStatus status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The code for a status that the server or the framework chose. */
    static ErrorCode of(HttpStatusCode status) {
        return switch (status.value()) {
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 408 -> REQUEST_TIMEOUT;
            case 413 -> REQUEST_TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            default -> status.is4xxClientError() ? INVALID_REQUEST : INTERNAL_ERROR;
        };
    }
}
