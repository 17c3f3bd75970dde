package dev.keyway.admin.erasure;

import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.identity.Ids;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.FieldError;
import dev.keyway.admin.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Erasures: names are overwritten in the transaction that puts them into the audit; {@link ErasureRuns} does the usage records. */
@Service
@Transactional
class Erasures {

    private static final String SELECT =
            "SELECT id, kind, tenant_id, user_id, user_hash, requested_at, records, erased_at FROM erasure ";

    private final JdbcClient jdbc;
    private final UserHashes hashes;
    private final Changes changes;
    private final Ids ids;
    private final Clock clock;

    Erasures(JdbcClient jdbc, UserHashes hashes, Changes changes, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.hashes = hashes;
        this.changes = changes;
        this.ids = ids;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    Page<ErasureView> page(PageRequest page) {
        return Page.of(
                jdbc.sql(SELECT + "WHERE id < ? ORDER BY id DESC LIMIT ?")
                        .params(page.before(), page.fetch())
                        .query(Erasures::view)
                        .list(),
                page,
                ErasureView::id,
                erasure -> erasure);
    }

    /**
     * One that was asked for before runs again.
     *
     * @throws ProblemException if whom it is of is unknown, or has not been deleted
     */
    ErasureView create(NewErasure erasure) {
        ErasureView wanted = view(erasure);
        requireDeleted(wanted);
        ErasureView stored = store(wanted).erasure();
        apply(stored, "created");
        return stored;
    }

    /** @throws ProblemException if one of them is not whole */
    ErasuresApplied replay(List<ErasureView> list) {
        int added = 0;
        for (ErasureView wanted : list) {
            requireWhole(wanted);
            Stored stored = store(wanted);
            apply(stored.erasure(), "replayed");
            added += stored.added();
        }
        return new ErasuresApplied(added, list.size() - added);
    }

    private ErasureView view(NewErasure erasure) {
        boolean ofRequests = erasure.kind() == ErasureKind.REQUEST_USER;
        boolean ofUser = erasure.kind() == ErasureKind.USER;
        requireAll(List.of(
                misfit("tenantId", !ofUser, erasure.tenantId(), erasure.kind()),
                misfit("userId", ofUser, erasure.userId(), erasure.kind()),
                misfit("requestUser", ofRequests, erasure.requestUser(), erasure.kind())));
        String hash = erasure.requestUser() == null || erasure.tenantId() == null
                ? null
                : hashes.of(erasure.tenantId(), erasure.requestUser());
        return new ErasureView(
                ids.next(), erasure.kind(), erasure.tenantId(), erasure.userId(), hash, clock.instant(), 0, null);
    }

    private static void requireWhole(ErasureView erasure) {
        boolean ofUser = erasure.kind() == ErasureKind.USER;
        requireAll(List.of(
                misfit("tenantId", !ofUser, erasure.tenantId(), erasure.kind()),
                misfit("userId", ofUser, erasure.userId(), erasure.kind()),
                misfit("userHash", erasure.kind() == ErasureKind.REQUEST_USER, erasure.userHash(), erasure.kind())));
    }

    /** Names all that does not fit at once. */
    private static void requireAll(List<Optional<FieldError>> misfits) {
        List<FieldError> errors = misfits.stream().flatMap(Optional::stream).toList();
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
    }

    private static Optional<FieldError> misfit(
            String field, boolean isWanted, @Nullable Object value, ErasureKind kind) {
        return isWanted == (value != null)
                ? Optional.empty()
                : Optional.of(
                        new FieldError(field, (isWanted ? "must be given for a " : "must be left out for a ") + kind));
    }

    /** Whoever is still there would be named again by the next request. */
    private void requireDeleted(ErasureView erasure) {
        if (erasure.kind() == ErasureKind.REQUEST_USER) {
            return;
        }
        boolean ofUser = erasure.kind() == ErasureKind.USER;
        String what = ofUser ? "user" : "tenant";
        boolean deleted = jdbc.sql("SELECT deleted_at IS NOT NULL FROM %s WHERE id = ?"
                        .formatted(ofUser ? "user_account" : "tenant"))
                .param(ofUser ? erasure.userId() : erasure.tenantId())
                .query(Boolean.class)
                .optional()
                .orElseThrow(() -> ProblemException.notFound(what));
        if (!deleted) {
            throw ProblemException.of(ErrorCode.CONFLICT, "The %s must be deleted first.".formatted(what));
        }
    }

    /** Stores it, or has the one that is there run again. */
    private Stored store(ErasureView wanted) {
        int added = jdbc.sql("""
                        INSERT INTO erasure (id, kind, tenant_id, user_id, user_hash, requested_at) VALUES (?, ?, ?, ?, ?, ?)
                        ON CONFLICT (kind, tenant_id, user_id, user_hash) DO NOTHING""")
                .params(Arrays.asList(
                        ids.next(),
                        wanted.kind().name(),
                        wanted.tenantId(),
                        wanted.userId(),
                        wanted.userHash(),
                        Timestamp.from(wanted.requestedAt())))
                .update();
        if (added == 0) {
            int unused = jdbc.sql(
                            "UPDATE erasure SET erased_at = NULL, next_at = '-infinity', next_id = ? WHERE id = ?")
                    .params(new UUID(0, 0), find(wanted).orElseThrow().id())
                    .update();
        }
        return new Stored(find(wanted).orElseThrow(), added);
    }

    private Optional<ErasureView> find(ErasureView wanted) {
        return jdbc.sql(SELECT + """
                        WHERE kind = ? AND tenant_id IS NOT DISTINCT FROM ? AND user_id IS NOT DISTINCT FROM ?
                            AND user_hash IS NOT DISTINCT FROM ?""")
                .params(Arrays.asList(wanted.kind().name(), wanted.tenantId(), wanted.userId(), wanted.userHash()))
                .query(Erasures::view)
                .optional();
    }

    private void apply(ErasureView erasure, String action) {
        UUID tenant = erasure.tenantId();
        if (erasure.kind() == ErasureKind.TENANT && tenant != null && isThere(tenant)) {
            // A backup may have it as it was before it was deleted: gateways must not serve it.
            changes.record(Change.deleted(Subject.TENANT, tenant, Scope.tenant(tenant), erasure));
        }
        if (erasure.userId() != null) {
            recordTokens(erasure);
        }
        changes.flush();
        Object unused = jdbc.sql("SELECT erase_names(?, ?)")
                .params(erasure.id(), Timestamp.from(clock.instant()))
                .query((row, n) -> erasure.id())
                .single();
        changes.record(new Change(action, Subject.ERASURE, erasure.id(), Scope.INSTALLATION, null, erasure));
    }

    /** Those of a user that a backup has as they were before. */
    private void recordTokens(ErasureView erasure) {
        jdbc.sql("SELECT id, tenant_id, team_id FROM proxy_token WHERE owner_id = ? AND revoked_at IS NULL")
                .param(erasure.userId())
                .query((row, n) -> new Change(
                        "revoked",
                        Subject.TOKEN,
                        row.getObject("id", UUID.class),
                        Scope.team(row.getObject("tenant_id", UUID.class), row.getObject("team_id", UUID.class)),
                        null,
                        erasure))
                .list()
                .forEach(changes::record);
    }

    private boolean isThere(UUID tenant) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM tenant WHERE id = ? AND deleted_at IS NULL)")
                .param(tenant)
                .query(Boolean.class)
                .single();
    }

    private static ErasureView view(ResultSet row, int number) throws SQLException {
        Timestamp erased = row.getTimestamp("erased_at");
        return new ErasureView(
                row.getObject("id", UUID.class),
                ErasureKind.valueOf(row.getString("kind")),
                row.getObject("tenant_id", UUID.class),
                row.getObject("user_id", UUID.class),
                row.getString("user_hash"),
                row.getTimestamp("requested_at").toInstant(),
                row.getLong("records"),
                erased == null ? null : erased.toInstant());
    }

    /** @param added 1 if it is new, otherwise 0 */
    private record Stored(ErasureView erasure, int added) {}
}
