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

/** What teams' programs call the gateway with. Digests are stored, secrets are not. */
@Service
@Transactional
public class ProxyTokens {

    private final ProxyTokenRepository tokens;
    private final TokenSecrets secrets;
    private final TokenLife life;
    private final TokenOwners owners;
    private final Teams teams;
    private final Changes changes;
    private final CurrentCaller current;
    private final MergePatch patches;
    private final Ids ids;
    private final Clock clock;

    ProxyTokens(
            ProxyTokenRepository tokens,
            TokenSecrets secrets,
            TokenLife life,
            TokenOwners owners,
            Teams teams,
            Changes changes,
            CurrentCaller current,
            MergePatch patches,
            Ids ids,
            Clock clock) {
        this.tokens = tokens;
        this.secrets = secrets;
        this.life = life;
        this.owners = owners;
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

    /** Makes one; what is answered is the only place where its secret is ever shown. A member's has no secret yet. */
    public IssuedToken issue(UUID tenant, UUID team, NewToken request) {
        Scope scope = teams.holdUnblocked(tenant, team);
        requireFuture(request.expiresAt(), clock.instant());
        owners.requireServiceAccount(scope, request.serviceAccountId());
        owners.requireMember(scope, request.ownerId());
        return add(scope, request, request.ownerId() == null ? secrets.make() : null);
    }

    /**
     * Makes one with a secret that another system made, as an import does.
     *
     * @throws ProblemException if the secret must not be a token
     */
    public IssuedToken takeOver(UUID tenant, UUID team, NewToken request, String secret) {
        return add(teams.holdUnblocked(tenant, team), request, ForeignSecret.read(secret));
    }

    /** Whether it is the secret of a token, of whichever tenant. */
    @Transactional(readOnly = true)
    public boolean isKnown(Secret secret) {
        return secrets.isKnown(secret);
    }

    /** Adds one with this secret; null: with none yet. */
    IssuedToken add(Scope scope, NewToken request, @Nullable Secret secret) {
        Instant now = clock.instant();
        ProxyToken token =
                new ProxyToken(ids.next(), scope, request, current.get().id(), now);
        if (secret != null) {
            token.rotate(Tokens.last4(secret), now);
        }
        tokens.save(token);
        changes.flush();
        if (secret != null) {
            secrets.store(token, secret, now);
        }
        changes.record(Change.created(Subject.TOKEN, token.id(), scope, token.view(now)));
        return new IssuedToken(token.id(), token.view(now), secret == null ? null : secret.reveal());
    }

    TokenView change(UUID tenant, UUID team, UUID id, IfMatch version, JsonNode patch) {
        ProxyToken token = find(tenant, team, id);
        version.require(token.version());
        token.requireUsable();
        TokenSettings before = token.settings();
        TokenSettings settings = patches.apply(before, patch, TokenSettings.class, token.view(clock.instant()));
        if (settings.equals(before)) {
            return token.view(clock.instant());
        }
        if (!Objects.equals(settings.expiresAt(), before.expiresAt())) {
            requireFuture(settings.expiresAt(), clock.instant());
        }
        return life.change(token, settings);
    }

    /** Gives it another secret; the one before stays valid until its grace ends. */
    IssuedToken rotate(UUID tenant, UUID team, UUID id, Rotation rotation) {
        Duration grace = rotation.graceInRange();
        ProxyToken token = usable(tenant, team, id);
        TokenOwners.requireOfTeam(token);
        return life.renew(token, "rotated", grace);
    }

    /** Ends it for good, with all its secrets; its row stays for usage and audit, which name it. */
    void revoke(UUID tenant, UUID team, UUID id) {
        ProxyToken token = find(tenant, team, id);
        changes.requireVersion(Change.deleted(Subject.TOKEN, id, token.scope(), token.view(clock.instant())));
        token.requireUsable();
        life.revoke(token);
    }

    /**
     * Moves it to another team of its tenant; its limits and budgets must follow in the same transaction.
     *
     * @throws ProblemException if the caller may not change tokens there, or it belongs to somebody who is not of that team
     */
    public TokenView move(UUID tenant, UUID team, UUID id, UUID newTeam) {
        if (newTeam.equals(team)) {
            throw ProblemException.invalid("teamId", "must be another team");
        }
        if (!TokenRights.mayChange(current.get(), Scope.team(tenant, newTeam))) {
            throw ProblemException.of(ErrorCode.FORBIDDEN, "The caller may not change tokens of the other team.");
        }
        teams.holdUnblocked(tenant, team);
        Scope to = teams.holdUnblocked(tenant, newTeam);
        ProxyToken token = usable(tenant, team, id);
        owners.requireMovable(token, to);
        return life.move(token, newTeam);
    }

    static void requireFuture(@Nullable Instant expiresAt, Instant now) {
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw ProblemException.invalid("expiresAt", "must be in the future");
        }
    }

    private ProxyToken usable(UUID tenant, UUID team, UUID id) {
        ProxyToken token = find(tenant, team, id);
        token.requireUsable();
        return token;
    }

    private ProxyToken find(UUID tenant, UUID team, UUID id) {
        return tokens.find(tenant, team, id).orElseThrow(() -> ProblemException.notFound("token"));
    }
}
