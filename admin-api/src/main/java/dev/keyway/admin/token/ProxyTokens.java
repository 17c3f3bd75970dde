package dev.keyway.admin.token;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.edit.MergePatch;
import dev.keyway.admin.identity.Ids;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.secret.Tokens;
import dev.keyway.admin.tenant.Teams;
import dev.keyway.contract.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** What teams' programs call the gateway with. Digests are kept, secrets are not. */
@Service
@Transactional
public class ProxyTokens {

    private final ProxyTokenRows tokens;
    private final TokenSecrets secrets;
    private final Teams teams;
    private final Changes changes;
    private final CurrentCaller current;
    private final MergePatch patches;
    private final Ids ids;
    private final Clock clock;

    ProxyTokens(
            ProxyTokenRows tokens,
            TokenSecrets secrets,
            Teams teams,
            Changes changes,
            CurrentCaller current,
            MergePatch patches,
            Ids ids,
            Clock clock) {
        this.tokens = tokens;
        this.secrets = secrets;
        this.teams = teams;
        this.changes = changes;
        this.current = current;
        this.patches = patches;
        this.ids = ids;
        this.clock = clock;
    }

    /** @throws ProblemException if there is none, or the caller may not see it */
    @Transactional(readOnly = true)
    public TokenView get(UUID tenant, UUID team, UUID id) {
        return find(tenant, team, id).view(clock.instant());
    }

    /** Makes one; what is answered is the only place where its secret is ever shown. */
    public IssuedToken issue(UUID tenant, UUID team, NewToken request) {
        Scope scope = teams.hold(tenant, team);
        Instant now = clock.instant();
        requireFuture(request.expiresAt(), now);
        if (request.serviceAccountId() != null
                && tokens.serviceAccounts(tenant, team, request.serviceAccountId()) == 0) {
            throw ProblemException.invalid("serviceAccountId", "must be a service account of the team");
        }
        Secret secret = secrets.make();
        ProxyToken token = new ProxyToken(
                ids.next(), scope, request, Tokens.last4(secret), current.get().id(), now);
        tokens.save(token);
        changes.flush();
        secrets.keep(token, secret, now);
        changes.record(Change.created(Subject.TOKEN, token.id(), scope, token.view(now)));
        return new IssuedToken(token.id(), token.view(now), secret.reveal());
    }

    TokenView change(UUID tenant, UUID team, UUID id, IfMatch version, JsonNode patch) {
        ProxyToken token = usable(tenant, team, id);
        version.require(token.version());
        Instant now = clock.instant();
        TokenView before = token.view(now);
        TokenSettings settings = patches.apply(token.settings(), patch, TokenSettings.class);
        if (!Objects.equals(settings.expiresAt(), before.expiresAt())) {
            requireFuture(settings.expiresAt(), now);
        }
        token.change(settings, now);
        changes.flush();
        changes.record(Change.updated(Subject.TOKEN, id, token.scope(), before, token.view(now)));
        return token.view(now);
    }

    /** Gives it another secret; the one before is good until its grace ends. */
    IssuedToken rotate(UUID tenant, UUID team, UUID id, Rotation rotation) {
        Duration grace = rotation.graceInRange();
        ProxyToken token = usable(tenant, team, id);
        Instant now = clock.instant();
        TokenView before = token.view(now);
        Secret secret = secrets.make();
        token.rotate(Tokens.last4(secret), now);
        changes.flush();
        secrets.end(token, now.plus(grace), now);
        secrets.keep(token, secret, now);
        changes.record(new Change("rotated", Subject.TOKEN, id, token.scope(), before, token.view(now)));
        return new IssuedToken(id, token.view(now), secret.reveal());
    }

    /** Ends it for good, with all its secrets; its row stays for usage and audit, which name it. */
    void revoke(UUID tenant, UUID team, UUID id) {
        ProxyToken token = usable(tenant, team, id);
        Instant now = clock.instant();
        TokenView before = token.view(now);
        token.revoke(now);
        changes.flush();
        secrets.end(token, now, now);
        changes.record(new Change("revoked", Subject.TOKEN, id, token.scope(), before, token.view(now)));
    }

    private static void requireFuture(@Nullable Instant expiresAt, Instant now) {
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw ProblemException.invalid("expiresAt", "must lie in the future");
        }
    }

    private ProxyToken usable(UUID tenant, UUID team, UUID id) {
        ProxyToken token = find(tenant, team, id);
        if (token.isRevoked()) {
            throw ProblemException.of(ErrorCode.CONFLICT, "The token is revoked, for good: issue another one.");
        }
        return token;
    }

    private ProxyToken find(UUID tenant, UUID team, UUID id) {
        return tokens.find(tenant, team, id).orElseThrow(() -> ProblemException.notFound("token"));
    }
}
