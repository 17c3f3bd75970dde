package dev.keyway.admin.policy;

import dev.keyway.admin.caller.CallerKind;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.edit.MergePatch;
import dev.keyway.admin.identity.Ids;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.FieldError;
import dev.keyway.admin.problem.ProblemException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** Limits of each level. A level gives nothing that the one above it does not have. */
@Service
@Transactional
public class Limits {

    private static final String SELECT = """
        SELECT tenant_id, team_id, requests_per_minute, tokens_per_minute, concurrent_requests, allowed_models,
            allowed_addresses::text[] AS allowed_addresses, version
        FROM limit_policy
        """;

    private final JdbcClient jdbc;
    private final Changes changes;
    private final CurrentCaller current;
    private final MergePatch patches;
    private final Ids ids;
    private final Clock clock;

    Limits(JdbcClient jdbc, Changes changes, CurrentCaller current, MergePatch patches, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.changes = changes;
        this.current = current;
        this.patches = patches;
        this.ids = ids;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    LimitView get(Target target) {
        return find(target)
                .orElseGet(() -> new LimitView(
                        target.id(),
                        target.tenant(),
                        target.team(),
                        target.token(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        0,
                        List.of()));
    }

    /** What is set of tenants and teams. */
    @Transactional(readOnly = true)
    public Map<Target, LimitView> ofTenantsAndTeams() {
        return jdbc
                .sql(SELECT + "WHERE token_id IS NULL")
                .query((row, n) -> view(
                        row,
                        new Target(row.getObject("tenant_id", UUID.class), row.getObject("team_id", UUID.class), null)))
                .list()
                .stream()
                .collect(Collectors.toMap(LimitView::target, limits -> limits));
    }

    public LimitView change(Target target, IfMatch version, JsonNode patch) {
        LimitView before = get(target);
        version.require(before.version());
        LimitSettings settings = patches.apply(before.settings(), patch, LimitSettings.class, before);
        List<FieldError> beyond = beyond(target, settings);
        if (!mayGoBeyond()) {
            List<FieldError> sent =
                    beyond.stream().filter(field -> patch.has(field.field())).toList();
            if (!sent.isEmpty()) {
                throw ProblemException.invalid(sent);
            }
        }
        if (settings.saysTheSameAs(before.settings())) {
            return before.withBeyond(beyond);
        }
        UUID row = write(target, settings, before.version());
        LimitView after = get(target);
        changes.record(Change.updated(Subject.LIMIT_POLICY, row, target.scope(), before, after));
        return after.withBeyond(beyond);
    }

    /**
     * Sets those of something that has just been made.
     *
     * @throws ProblemException if they are beyond what is above it, and the caller may not go beyond
     */
    void set(Target target, LimitSettings settings) {
        List<FieldError> beyond = beyond(target, settings);
        if (!mayGoBeyond() && !beyond.isEmpty()) {
            throw ProblemException.invalid(beyond.stream()
                    .map(field -> new FieldError("limits." + field.field(), field.message()))
                    .toList());
        }
        if (settings.saysTheSameAs(LimitSettings.NONE)) {
            return;
        }
        LimitView before = get(target);
        UUID row = write(target, settings, before.version());
        changes.record(Change.updated(Subject.LIMIT_POLICY, row, target.scope(), before, get(target)));
    }

    /** Owners and administrators may store more than the levels above give; the tightest of all levels applies. */
    private boolean mayGoBeyond() {
        return current.get().kind() == CallerKind.SYSTEM
                || !current.get().scopes(EnumSet.of(Role.OWNER, Role.ADMIN)).isEmpty();
    }

    private List<FieldError> beyond(Target target, LimitSettings settings) {
        return target.above().stream()
                .flatMap(above -> Beyond.of(settings, get(above).settings(), above.level()).stream())
                .toList();
    }

    /**
     * Follows a token that moved to another team.
     *
     * @throws ProblemException if they are beyond the new team's, and the caller may not go beyond
     */
    void follow(Target from, Target to) {
        Optional<LimitView> found = find(from);
        if (found.isEmpty()) {
            return;
        }
        LimitView before = found.get();
        List<FieldError> beyond = beyond(to, before.settings());
        if (!mayGoBeyond() && !beyond.isEmpty()) {
            throw ProblemException.invalid(beyond);
        }
        UUID row = jdbc.sql("UPDATE limit_policy SET team_id = ?, updated_at = ?, version = version + 1 WHERE "
                        + from.condition() + " RETURNING id")
                .params(Stream.concat(Stream.of(to.team(), Timestamp.from(clock.instant())), from.values().stream())
                        .toList())
                .query(UUID.class)
                .single();
        changes.record(Change.updated(Subject.LIMIT_POLICY, row, to.scope(), before, get(to)));
    }

    private UUID write(Target target, LimitSettings settings, long version) {
        Timestamp now = Timestamp.from(clock.instant());
        return jdbc.sql("""
                        INSERT INTO limit_policy AS known (id, tenant_id, team_id, token_id, requests_per_minute,
                            tokens_per_minute, concurrent_requests, allowed_models, allowed_addresses, created_at, updated_at, version)
                        SELECT ?::uuid, ?::uuid, ?::uuid, ?::uuid, ?::bigint, ?::bigint, ?::bigint, ?::text[], CASE WHEN a.texts IS NOT NULL THEN
                            ARRAY(SELECT network(t::inet)::cidr FROM unnest(a.texts) t) END, ?::timestamptz, ?::timestamptz, 1
                        FROM (SELECT ?::text[] AS texts) a
                        ON CONFLICT ON CONSTRAINT limit_policy_of_scope DO UPDATE SET
                            requests_per_minute = excluded.requests_per_minute,
                            tokens_per_minute = excluded.tokens_per_minute,
                            concurrent_requests = excluded.concurrent_requests,
                            allowed_models = excluded.allowed_models,
                            allowed_addresses = excluded.allowed_addresses,
                            updated_at = excluded.updated_at,
                            version = known.version + 1
                        WHERE known.version = ?
                        RETURNING id""")
                .params(Arrays.asList(
                        ids.next(),
                        target.tenant(),
                        target.team(),
                        target.token(),
                        settings.requestsPerMinute(),
                        settings.tokensPerMinute(),
                        settings.concurrentRequests(),
                        array(settings.allowedModels()),
                        now,
                        now,
                        array(settings.allowedAddresses()),
                        version))
                .query(UUID.class)
                .optional()
                .orElseThrow(() -> ProblemException.of(
                        ErrorCode.VERSION_CHANGED, "The resource was changed at the same time; read it again."));
    }

    private Optional<LimitView> find(Target target) {
        return jdbc.sql(SELECT + "WHERE " + target.condition())
                .params(target.values())
                .query((row, n) -> view(row, target))
                .optional();
    }

    private static LimitView view(ResultSet row, Target target) throws SQLException {
        return new LimitView(
                target.id(),
                target.tenant(),
                target.team(),
                target.token(),
                row.getObject("requests_per_minute", Long.class),
                row.getObject("tokens_per_minute", Long.class),
                row.getObject("concurrent_requests", Long.class),
                list(row.getArray("allowed_models")),
                list(row.getArray("allowed_addresses")),
                row.getLong("version"),
                List.of());
    }

    private static String @Nullable [] array(@Nullable List<String> values) {
        return values == null ? null : values.toArray(String[]::new);
    }

    private static @Nullable List<String> list(@Nullable Array values) throws SQLException {
        return values == null ? null : List.of((String[]) values.getArray());
    }
}
