package dev.keyway.admin.problem;

import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/** Every code that the API answers with; a code never changes its meaning. */
public enum ErrorCode {
    INVALID_JSON(HttpStatus.BAD_REQUEST, "The body is not valid JSON"),
    INVALID_YAML(HttpStatus.BAD_REQUEST, "The body is not valid YAML"),
    INVALID_REQUEST(HttpStatus.BAD_REQUEST, "Something in the request is not as it must be"),
    INVALID_CURSOR(HttpStatus.BAD_REQUEST, "The cursor is none that this list gave out"),
    NOT_SIGNED_IN(HttpStatus.UNAUTHORIZED, "Sign in, or send an access token"),
    INVALID_CREDENTIALS(HttpStatus.UNAUTHORIZED, "Login or password is wrong, or the account is disabled"),
    OIDC_REFUSED(HttpStatus.UNAUTHORIZED, "Signing in by OpenID Connect failed: begin anew"),
    INVALID_ACCESS_TOKEN(HttpStatus.UNAUTHORIZED, "The access token is unknown, expired or revoked"),
    INVALID_GATEWAY_CREDENTIAL(
            HttpStatus.UNAUTHORIZED, "The gateway's credential is unknown, rotated out, disabled or revoked"),
    FORBIDDEN(HttpStatus.FORBIDDEN, "The caller's roles do not allow this"),
    PASSWORD_CHANGE_REQUIRED(HttpStatus.FORBIDDEN, "Change the password first: PUT /api/v1/me/password"),
    CSRF(HttpStatus.FORBIDDEN, "The X-XSRF-TOKEN header is missing or does not belong to the session"),
    BEYOND_OWN_ROLE(HttpStatus.FORBIDDEN, "Nobody grants more than they hold"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such thing, or the caller may not see it"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "The path does not take this method"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "The path cannot answer in a type that is accepted"),
    REQUEST_TIMEOUT(HttpStatus.REQUEST_TIMEOUT, "The body did not arrive in time"),
    CONFLICT(HttpStatus.CONFLICT, "The state of the resource does not allow this"),
    NAME_TAKEN(HttpStatus.CONFLICT, "The name is taken"),
    NO_GATEWAY(HttpStatus.CONFLICT, "No gateway is connected that could do this"),
    NOT_REGISTERED(HttpStatus.CONFLICT, "The gateway must register its public key first"),
    REVISION_GONE(HttpStatus.GONE, "What changed since that revision is not known any more: read the snapshot"),
    VERSION_CHANGED(HttpStatus.PRECONDITION_FAILED, "Somebody else changed it: read it again"),
    REQUEST_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is larger than this path takes"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The path does not take this content type"),
    IDEMPOTENCY_KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, "The Idempotency-Key was used for another request"),
    VERSION_REQUIRED(HttpStatus.PRECONDITION_REQUIRED, "Send the ETag that was read as If-Match"),
    TOO_MANY_ATTEMPTS(HttpStatus.TOO_MANY_REQUESTS, "Too many failed attempts to sign in"),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "The service failed; its log tells more under the request id"),
    OIDC_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The OpenID Connect provider does not answer; try again"),
    DATABASE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The database does not answer; try again"),
    SERVICE_BUSY(HttpStatus.SERVICE_UNAVAILABLE, "The service has as much to do as it can at once; try again"),
    SNAPSHOTS_BUSY(HttpStatus.SERVICE_UNAVAILABLE, "As many snapshots as may be are under way; try again");

    private final HttpStatus status;
    private final String title;

    ErrorCode(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    /** As it stands in the answer. */
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
