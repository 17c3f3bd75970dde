package dev.keyway.admin.token;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.secret.Tokens;
import dev.keyway.contract.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What happens to a token, each with its entry in the audit; within the caller's transaction. */
@Component
class TokenLife {

    private final TokenSecrets secrets;
    private final TokenOwners owners;
    private final CurrentCaller current;
    private final Changes changes;
    private final Clock clock;

    TokenLife(TokenSecrets secrets, TokenOwners owners, CurrentCaller current, Changes changes, Clock clock) {
        this.secrets = secrets;
        this.owners = owners;
        this.current = current;
        this.changes = changes;
        this.clock = clock;
    }

    /** @throws ProblemException if a block is lifted from below, or that of a service account that is stopped */
    TokenView change(ProxyToken token, TokenSettings settings) {
        Instant now = clock.instant();
        TokenView before = token.view(now);
        boolean unblocks = before.blockedAt() != null && !settings.blocked();
        if (unblocks) {
            owners.requireNotStopped(token);
        }
        token.change(settings, current.get().administers(token.scope()), now);
        changes.flush();
        if (unblocks) {
            // Once the row is held: who was stopped meanwhile is seen here, and who is stopped from now on waits for
            // it.
            owners.requireNotStopped(token);
        }
        changes.record(Change.updated(Subject.TOKEN, token.id(), token.scope(), before, token.view(now)));
        return token.view(now);
    }

    TokenView move(ProxyToken token, UUID team) {
        Instant now = clock.instant();
        TokenView before = token.view(now);
        token.move(team, now);
        changes.flush();
        changes.record(new Change("moved", Subject.TOKEN, token.id(), token.scope(), before, token.view(now)));
        return token.view(now);
    }

    /**
     * Gives it another secret, or its first.
     *
     * @param action as the audit has it
     * @param grace how long the one before stays valid
     */
    IssuedToken renew(ProxyToken token, String action, Duration grace) {
        Instant now = clock.instant();
        TokenView before = token.view(now);
        Secret secret = secrets.make();
        token.rotate(Tokens.last4(secret), now);
        changes.flush();
        secrets.end(token, now.plus(grace), now);
        secrets.store(token, secret, now);
        changes.record(new Change(action, Subject.TOKEN, token.id(), token.scope(), before, token.view(now)));
        return new IssuedToken(token.id(), token.view(now), secret.reveal());
    }

    /** Ends it for good, with all its secrets; its row stays for usage and audit, which name it. */
    void revoke(ProxyToken token) {
        Instant now = clock.instant();
        TokenView before = token.view(now);
        token.revoke(now);
        changes.flush();
        secrets.end(token, now, now);
        changes.record(new Change("revoked", Subject.TOKEN, token.id(), token.scope(), before, token.view(now)));
    }
}
