package dev.keyway.admin.security;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CallerKind;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * Access by permissions.csv. What has no row has no handler either, which is checked at start: who is signed
 * in gets 404 or 405, others no hint.
 */
final class RouteAccess implements AuthorizationManager<RequestAuthorizationContext> {

    private final Permissions permissions;

    RouteAccess(Permissions permissions) {
        this.permissions = permissions;
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        if (!(authentication.get() instanceof SignedIn signedIn)) {
            return new AuthorizationDecision(false);
        }
        Caller caller = signedIn.getPrincipal();
        Optional<Permissions.Match> match = permissions.match(
                context.getRequest().getMethod(), context.getRequest().getRequestURI());
        match.ifPresent(found ->
                AccessLog.route(context.getRequest(), found.permission().path().getPatternString()));
        return new AuthorizationDecision(match.map(found -> found.permission().allows(caller, found.scope()))
                .orElse(caller.kind() != CallerKind.ANONYMOUS && !caller.passwordDue()));
    }
}
