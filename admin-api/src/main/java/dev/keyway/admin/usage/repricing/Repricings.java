package dev.keyway.admin.usage.repricing;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.identity.Ids;
import dev.keyway.admin.money.Money;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Repricings as people order and read them; {@link RepricingJob} does them. */
@Service
@Transactional
public class Repricings {

    static final UUID FIRST = new UUID(0, 0);

    /** How far an admission date may be from the moment, in any zone and with a wrong clock. */
    static final int DAYS_OFF = 3;

    private static final int LONGEST_DAYS = 366;
    private static final int MOST_TEAMS = 1000;
    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2999, 12, 31);
    private static final TypeReference<List<ChosenList>> LISTS = new TypeReference<>() {};

    private static final String SELECT = """
            SELECT r.*, coalesce(t.before_nanos, 0) AS before_nanos, coalesce(t.nanos, 0) AS nanos FROM repricing r
            LEFT JOIN LATERAL (SELECT sum(before_nanos)::bigint AS before_nanos, sum(nanos)::bigint AS nanos
                FROM repricing_team WHERE repricing_id = r.id) AS t ON true
            WHERE\s""";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Changes changes;
    private final CurrentCaller current;
    private final Ids ids;
    private final Clock clock;

    Repricings(JdbcClient jdbc, JsonMapper json, Changes changes, CurrentCaller current, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.changes = changes;
        this.current = current;
        this.ids = ids;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    Page<RepricingView> page(PageRequest page) {
        return Page.of(
                jdbc.sql(SELECT + "r.id < ? ORDER BY r.id DESC LIMIT ?")
                        .params(page.before(), page.fetch())
                        .query(this::view)
                        .list(),
                page,
                RepricingView::id,
                repricing -> repricing);
    }

    /** @throws ProblemException if there is none */
    @Transactional(readOnly = true)
    public RepricingView get(UUID id) {
        RepricingView found = jdbc.sql(SELECT + "r.id = ?")
                .param(id)
                .query(this::view)
                .optional()
                .orElseThrow(() -> ProblemException.notFound("repricing"));
        List<TeamDifference> teams =
                jdbc.sql("""
                        SELECT d.*, coalesce(n.name, '') AS tenant, coalesce(t.name, '') AS team FROM repricing_team d
                        LEFT JOIN tenant n ON n.id = d.tenant_id LEFT JOIN team t ON t.id = d.team_id
                        WHERE repricing_id = ? ORDER BY abs(nanos) DESC, d.tenant_id, d.team_id, month, booking_month LIMIT ?""").params(id, MOST_TEAMS + 1).query(Repricings::team).list();
        return found.with(teams.stream().limit(MOST_TEAMS).toList(), teams.size() > MOST_TEAMS);
    }

    /** @throws ProblemException if the range is invalid, or there is no such price, tenant or team */
    RepricingView create(NewRepricing request) {
        requireRange(request);
        requireOwner(request);
        List<ChosenList> lists =
                request.priceLists().stream().map(this::list).distinct().toList();
        Instant now = clock.instant();
        if (!request.dryRun()
                && lists.stream().anyMatch(list -> list.validFrom().isAfter(now))) {
            throw ProblemException.invalid(
                    "priceLists", "must be in effect; with a list that starts later, only a dry run is possible");
        }
        UUID id = ids.next();
        int unused = jdbc.sql("""
                        INSERT INTO repricing (id, state, dry_run, from_date, to_date, tenant_id, team_id, unpriced_only, price_lists, reason,
                            next_at, next_id, created_at, created_by)
                        VALUES (?, 'RUNNING', ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?)""")
                .params(Arrays.asList(
                        id,
                        request.dryRun(),
                        request.from(),
                        request.to(),
                        request.tenantId(),
                        request.teamId(),
                        Boolean.TRUE.equals(request.unpricedOnly()),
                        json.writeValueAsString(lists),
                        request.reason(),
                        Timestamp.from(request.from()
                                .minusDays(DAYS_OFF)
                                .atStartOfDay()
                                .toInstant(ZoneOffset.UTC)),
                        FIRST,
                        Timestamp.from(now),
                        current.get().name()))
                .update();
        RepricingView made = get(id);
        changes.record(Change.created(Subject.REPRICING, id, Scope.INSTALLATION, made));
        return made;
    }

    /** Ends one that has no usage left, or has failed; one of the replicas does. */
    void end(UUID id, @Nullable String failure) {
        int ended = jdbc.sql(
                        "UPDATE repricing SET state = ?, ended_at = ?, failure = ? WHERE id = ? AND state = 'RUNNING'")
                .params(Arrays.asList(
                        (failure == null ? RepricingState.DONE : RepricingState.FAILED).name(),
                        Timestamp.from(clock.instant()),
                        failure,
                        id))
                .update();
        if (ended == 1) {
            changes.record(new Change("ended", Subject.REPRICING, id, Scope.INSTALLATION, null, get(id)));
        }
    }

    private static void requireRange(NewRepricing request) {
        if (request.from().isBefore(EARLIEST) || request.to().isAfter(LATEST)) {
            throw ProblemException.invalid("from", "and to must be dates of the years 2000 to 2999");
        }
        if (!request.from().isBefore(request.to())
                || request.from().plusDays(LONGEST_DAYS).isBefore(request.to())) {
            throw ProblemException.invalid("to", "must be after from, at most %d days".formatted(LONGEST_DAYS));
        }
    }

    private void requireOwner(NewRepricing request) {
        UUID tenant = request.tenantId();
        UUID team = request.teamId();
        if (team != null && tenant == null) {
            throw ProblemException.invalid("teamId", "must be given with its tenantId");
        }
        if (tenant != null) {
            require("tenantId", "SELECT count(*) FROM tenant WHERE id = ?", tenant);
            if (team != null) {
                require("teamId", "SELECT count(*) FROM team WHERE id = ? AND tenant_id = ?", team, tenant);
            }
        }
    }

    private void require(String field, String count, Object... ids) {
        if (jdbc.sql(count).params(ids).query(Long.class).single() == 0) {
            throw ProblemException.invalid(field, "does not exist");
        }
    }

    private ChosenList list(UUID price) {
        return jdbc.sql("""
                        SELECT m.provider_id, v.slug, p.model_id, m.name, p.tier, p.valid_from FROM price p
                        JOIN model m ON m.id = p.model_id JOIN provider v ON v.id = m.provider_id WHERE p.id = ?""")
                .param(price)
                .query((row, n) -> new ChosenList(
                        row.getObject("provider_id", UUID.class),
                        row.getString("slug"),
                        row.getObject("model_id", UUID.class),
                        row.getString("name"),
                        row.getString("tier"),
                        row.getTimestamp("valid_from").toInstant()))
                .optional()
                .orElseThrow(() -> ProblemException.invalid(
                        "priceLists", "has %s, which is not the ID of a price".formatted(price)));
    }

    private RepricingView view(ResultSet row, int number) throws SQLException {
        long before = row.getLong("before_nanos");
        long difference = row.getLong("nanos");
        Timestamp ended = row.getTimestamp("ended_at");
        return new RepricingView(
                row.getObject("id", UUID.class),
                RepricingState.valueOf(row.getString("state")),
                row.getBoolean("dry_run"),
                row.getObject("from_date", LocalDate.class),
                row.getObject("to_date", LocalDate.class),
                row.getObject("tenant_id", UUID.class),
                row.getObject("team_id", UUID.class),
                row.getBoolean("unpriced_only"),
                json.readValue(row.getString("price_lists"), LISTS),
                row.getString("reason"),
                row.getTimestamp("next_at").toInstant(),
                row.getLong("requests"),
                row.getLong("repriced"),
                row.getLong("unchanged"),
                row.getLong("unknown"),
                row.getLong("without_price"),
                row.getLong("below_zero"),
                text(before),
                text(before + difference),
                text(difference),
                null,
                false,
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"),
                ended == null ? null : ended.toInstant(),
                row.getString("failure"));
    }

    private static TeamDifference team(ResultSet row, int number) throws SQLException {
        long before = row.getLong("before_nanos");
        long difference = row.getLong("nanos");
        return new TeamDifference(
                row.getObject("tenant_id", UUID.class),
                row.getString("tenant"),
                row.getObject("team_id", UUID.class),
                row.getString("team"),
                row.getObject("month", LocalDate.class),
                row.getObject("booking_month", LocalDate.class),
                row.getLong("attempts"),
                text(before),
                text(before + difference),
                text(difference));
    }

    private static String text(long nanos) {
        return Money.dollars(nanos).toPlainString();
    }
}
