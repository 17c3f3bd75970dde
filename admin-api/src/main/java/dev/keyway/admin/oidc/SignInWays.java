package dev.keyway.admin.oidc;

import org.springframework.stereotype.Component;

/** Ways to sign in, beside a password. */
@Component
public final class SignInWays {

    private final boolean openIdConnect;

    SignInWays(OidcSettings settings) {
        this.openIdConnect = !settings.issuer().isBlank();
    }

    public boolean openIdConnect() {
        return openIdConnect;
    }
}
