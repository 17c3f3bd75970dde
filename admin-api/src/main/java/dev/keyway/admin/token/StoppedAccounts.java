package dev.keyway.admin.token;

import dev.keyway.admin.tenant.ServiceAccountStopped;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Blocks the tokens of a service account that is stopped: what it calls the gateway with stops with it. */
@Component
class StoppedAccounts {

    private final ProxyTokenRepository tokens;
    private final TokenLife life;

    StoppedAccounts(ProxyTokenRepository tokens, TokenLife life) {
        this.tokens = tokens;
        this.life = life;
    }

    @EventListener
    void block(ServiceAccountStopped stopped) {
        for (ProxyToken token : tokens.holdOfServiceAccount(stopped.id())) {
            if (!token.isBlocked()) {
                TokenView unused = life.change(token, token.settings().withBlocked(true));
            }
        }
    }
}
