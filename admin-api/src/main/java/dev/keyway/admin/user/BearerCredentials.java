package dev.keyway.admin.user;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.secret.TokenKind;
import dev.keyway.admin.secret.Tokens;
import dev.keyway.admin.security.Credentials;
import dev.keyway.contract.control.Enrolment;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** {@code Authorization: Bearer kwa_…}. Gateways' tokens are left to who knows them. */
@Component
@Order(10)
final class BearerCredentials implements Credentials {

    private static final String SCHEME = "bearer ";

    private final AccessTokens tokens;

    BearerCredentials(AccessTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Optional<Caller> caller(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            return Optional.empty();
        }
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw AccessTokens.invalid();
        }
        String token = header.substring(SCHEME.length()).strip();
        if (token.startsWith(TokenKind.GATEWAY.prefix()) || token.startsWith(Enrolment.CREDENTIAL_PREFIX)) {
            return Optional.empty();
        }
        return Optional.of(tokens.caller(Tokens.read(TokenKind.ACCESS, token).orElseThrow(AccessTokens::invalid)));
    }
}
