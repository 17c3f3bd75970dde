package dev.keyway.admin.token;

import dev.keyway.admin.user.AccessLost;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Blocks the tokens that belong to a person who is disabled or deleted, or has left their team: nobody else has their secrets. */
@Component
class StoppedOwners {

    private final ProxyTokenRepository tokens;
    private final TokenOwners owners;
    private final TokenLife life;

    StoppedOwners(ProxyTokenRepository tokens, TokenOwners owners, TokenLife life) {
        this.tokens = tokens;
        this.owners = owners;
        this.life = life;
    }

    @EventListener
    void block(AccessLost lost) {
        for (ProxyToken token : tokens.holdOfOwner(lost.user())) {
            if (!token.isBlocked() && !owners.reaches(lost.user(), token.scope())) {
                TokenView unused = life.change(token, token.settings().withBlocked(true));
            }
        }
    }
}
