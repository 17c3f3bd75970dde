package dev.keyway.admin.user;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.Credential;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.identity.Ids;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.secret.TokenKind;
import dev.keyway.admin.secret.Tokens;
import dev.keyway.contract.Secret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lets scripts call the API as a person or a service account. Digests are stored, tokens are not. */
@Service
@Transactional
public class AccessTokens {

    private static final Duration SEEN_TO = Duration.ofMinutes(1);
    private static final String SELECT =
            "SELECT id, name, last4, read_only, expires_at, created_at, used_at FROM access_token ";

    private final JdbcClient jdbc;
    private final Users users;
    private final ServiceAccountCallers serviceAccounts;
    private final SignedInAccess access;
    private final Changes changes;
    private final CurrentCaller current;
    private final Tokens tokens;
    private final Ids ids;
    private final Clock clock;

    AccessTokens(
            JdbcClient jdbc,
            Users users,
            ServiceAccountCallers serviceAccounts,
            SignedInAccess access,
            Changes changes,
            CurrentCaller current,
            Tokens tokens,
            Ids ids,
            Clock clock) {
        this.jdbc = jdbc;
        this.users = users;
        this.serviceAccounts = serviceAccounts;
        this.access = access;
        this.changes = changes;
        this.current = current;
        this.tokens = tokens;
        this.ids = ids;
        this.clock = clock;
    }

    /** Those that can still be used or are only expired. */
    @Transactional(readOnly = true)
    public Page<AccessTokenView> of(TokenOwner owner, PageRequest page) {
        List<AccessTokenView> rows = jdbc.sql(SELECT + "WHERE " + owner.column()
                        + " = ? AND revoked_at IS NULL AND id < ? ORDER BY id DESC LIMIT ?")
                .params(owner.id(), page.before(), page.fetch())
                .query(AccessTokens::view)
                .list();
        return Page.of(rows, page, AccessTokenView::id, token -> token);
    }

    /** Makes one; what is answered is the only place where the token itself is ever shown. */
    public IssuedAccessToken issue(TokenOwner owner, NewAccessToken request) {
        Instant now = clock.instant();
        if (request.expiresAt() != null && !request.expiresAt().isAfter(now)) {
            throw ProblemException.invalid("expiresAt", "must be in the future");
        }
        requireWithinCallers(owner, request.expiresAt());
        requireAccess(owner);
        Secret token = tokens.make(TokenKind.ACCESS);
        UUID id = ids.next();
        jdbc.sql("INSERT INTO access_token (id, " + owner.column()
                        + ", name, digest, last4, read_only, expires_at, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(Arrays.asList(
                        id,
                        owner.id(),
                        request.name(),
                        token.digest(),
                        Tokens.last4(token),
                        request.readOnly(),
                        timestamp(request.expiresAt()),
                        Timestamp.from(now)))
                .update();
        AccessTokenView view = jdbc.sql(SELECT + "WHERE id = ?")
                .param(id)
                .query(AccessTokens::view)
                .single();
        changes.record(Change.created(Subject.ACCESS_TOKEN, id, owner.scope(), view));
        return new IssuedAccessToken(id, view, token.reveal());
    }

    /** What a token makes does not outlive it, or a stolen one would never end. */
    private void requireWithinCallers(TokenOwner owner, @Nullable Instant expiresAt) {
        Caller caller = current.get();
        if (owner instanceof TokenOwner.ServiceAccount && owner.id().equals(caller.id())) {
            throw ProblemException.of(
                    ErrorCode.BEYOND_OWN_ROLE, "A service account makes no access tokens for itself.");
        }
        Instant ends = caller.ends();
        if (ends != null && (expiresAt == null || expiresAt.isAfter(ends))) {
            throw ProblemException.invalid(
                    "expiresAt", "must not be after %s, when the access token of this call expires".formatted(ends));
        }
    }

    /** Waits for what ends the access of the owner at this moment: nothing that it ends makes a token that it does not find. */
    private void requireAccess(TokenOwner owner) {
        boolean held = hold(owner);
        if (!held && owner instanceof TokenOwner.ServiceAccount) {
            throw ProblemException.of(
                    ErrorCode.CONFLICT,
                    "The service account is disabled or deleted: enable it first, or use another one.");
        }
        Credential used = current.get().credential();
        if (!held || (used != null && !access.isThere(used))) {
            throw ProblemException.of(
                    ErrorCode.NOT_SIGNED_IN, "Your access ended while this request was in progress: sign in again.");
        }
    }

    /** Whether the owner may have tokens, and then does until the transaction ends. */
    private boolean hold(TokenOwner owner) {
        return switch (owner) {
            case TokenOwner.Person person -> users.holdUnchanged(person.id(), null);
            case TokenOwner.ServiceAccount account -> serviceAccounts.holdUnchanged(account.id());
        };
    }

    /** Revokes all of an owner's, at somebody's wish. */
    public void revokeEach(TokenOwner owner) {
        boolean unused = hold(owner);
        int revoked = revokeAll(owner);
        changes.record(new Change(
                "access_tokens_revoked",
                owner.subject(),
                owner.id(),
                owner.scope(),
                null,
                Map.of("accessTokens", revoked)));
    }

    /** Revokes all of an owner's, because of what is done with the owner. */
    public int revokeAll(TokenOwner owner) {
        return jdbc.sql("UPDATE access_token SET revoked_at = ? WHERE revoked_at IS NULL AND " + owner.column()
                        + " = ?")
                .params(Timestamp.from(clock.instant()), owner.id())
                .update();
    }

    public void revoke(TokenOwner owner, UUID id) {
        AccessTokenView view = jdbc.sql(SELECT + "WHERE id = ? AND revoked_at IS NULL AND " + owner.column() + " = ?")
                .params(id, owner.id())
                .query(AccessTokens::view)
                .optional()
                .orElseThrow(() -> ProblemException.notFound("access token"));
        jdbc.sql("UPDATE access_token SET revoked_at = ? WHERE id = ?")
                .params(Timestamp.from(clock.instant()), id)
                .update();
        changes.record(Change.deleted(Subject.ACCESS_TOKEN, id, owner.scope(), view));
    }

    /**
     * Owner of a token as a caller. Runs as the service itself.
     *
     * @throws ProblemException if it is not valid, or its owner may not sign in
     */
    public Caller caller(Secret token) {
        Instant now = clock.instant();
        Row row = jdbc.sql("""
                        SELECT id, user_id, service_account_id, read_only, used_at, expires_at FROM access_token
                        WHERE digest = ? AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)""")
                .params(token.digest(), Timestamp.from(now))
                .query(AccessTokens::row)
                .optional()
                .orElseThrow(AccessTokens::invalid);
        if (row.usedAt() == null || row.usedAt().isBefore(now.minus(SEEN_TO))) {
            jdbc.sql("UPDATE access_token SET used_at = ? WHERE id = ?")
                    .params(Timestamp.from(now), row.id())
                    .update();
        }
        Optional<Caller> owner = row.user() != null
                ? users.caller(row.user())
                : Optional.ofNullable(row.serviceAccount()).flatMap(serviceAccounts::find);
        return owner.map(caller -> new Caller(
                        caller.kind(),
                        caller.id(),
                        caller.name(),
                        caller.grants(),
                        row.readOnly(),
                        "",
                        null,
                        false,
                        new Credential(row.id(), row.expiresAt())))
                .orElseThrow(AccessTokens::invalid);
    }

    static ProblemException invalid() {
        return ProblemException.of(
                ErrorCode.INVALID_ACCESS_TOKEN, "The access token is unknown, expired or revoked: make another one.");
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                row.getObject("user_id", UUID.class),
                row.getObject("service_account_id", UUID.class),
                row.getBoolean("read_only"),
                instant(row.getTimestamp("used_at")),
                instant(row.getTimestamp("expires_at")));
    }

    private static AccessTokenView view(ResultSet row, int number) throws SQLException {
        return new AccessTokenView(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("last4"),
                row.getBoolean("read_only"),
                instant(row.getTimestamp("expires_at")),
                row.getTimestamp("created_at").toInstant(),
                instant(row.getTimestamp("used_at")));
    }

    private record Row(
            UUID id,
            @Nullable UUID user,
            @Nullable UUID serviceAccount,
            boolean readOnly,
            @Nullable Instant usedAt,
            @Nullable Instant expiresAt) {}
}
