package dev.keyway.admin.pool;

import dev.keyway.admin.money.Money;
import dev.keyway.admin.paging.Filter;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.paging.Search;
import dev.keyway.admin.provider.ProviderView;
import dev.keyway.admin.provider.Providers;
import dev.keyway.admin.providerkey.KeyStateView;
import dev.keyway.admin.providerkey.KeyView;
import dev.keyway.admin.providerkey.ProviderKeys;
import dev.keyway.admin.usage.query.UsageTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lists the keys of a pool, with how each stands and what it served lately. */
@Service
@Transactional(readOnly = true)
class PooledKeys {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private static final String KEYS = "SELECT k.id, k.account_id, a.name, state FROM " + KeyStanding.KEYS
            + " LEFT JOIN provider_account a ON a.id = k.account_id WHERE ";

    private static final String SERVED = """
            SELECT key_id,
                coalesce(sum(attempts) FILTER (WHERE lately), 0) AS attempts,
                coalesce(sum(attempts) FILTER (WHERE lately AND outcome_class NOT IN ('COMPLETED', 'CANCELLED')), 0) AS failed,
                coalesce(sum(attempts) FILTER (WHERE lately AND outcome_class IN ('RATE_SHORT', 'RATE_DAY')), 0) AS rate_limited,
                coalesce(sum(attempts) FILTER (WHERE lately AND outcome_class = 'AUTH'), 0) AS rejected,
                coalesce(sum(cost_nanos), 0)::bigint AS nanos
            FROM (SELECT *, quarter >= quarter_hour(?::timestamptz) AS lately FROM usage_supply_quarter
                WHERE key_id = ANY (?) AND quarter >= quarter_hour(?::timestamptz)) AS served
            GROUP BY key_id""";

    private static final String USED = """
            SELECT k.id, u.quarter FROM unnest(?::uuid[]) AS k (id) CROSS JOIN LATERAL (
                SELECT quarter FROM usage_supply_quarter WHERE key_id = k.id AND attempts > 0 ORDER BY quarter DESC LIMIT 1) AS u""";

    private final JdbcClient jdbc;
    private final Providers providers;
    private final ProviderKeys keys;
    private final UsageTime time;
    private final Clock clock;

    PooledKeys(JdbcClient jdbc, Providers providers, ProviderKeys keys, UsageTime time, Clock clock) {
        this.jdbc = jdbc;
        this.providers = providers;
        this.keys = keys;
        this.time = time;
        this.clock = clock;
    }

    /** @param search a part of the name, or exactly the last 4 characters */
    Page<PooledKeyView> page(
            UUID provider, PageRequest page, String search, @Nullable PooledState state, @Nullable UUID account) {
        ProviderView known = providers.get(provider);
        Instant now = clock.instant();
        Filter filter = Filter.where("k.id < ?", page.before())
                .and("state = ?", state == null ? null : state.name())
                .and("k.account_id = ?", account);
        if (!search.isBlank()) {
            filter.and(
                    "(lower(k.name) LIKE ? ESCAPE '!' OR k.last4 = ?)",
                    Arrays.asList(Search.containing(search), Search.ending(search)));
        }
        return time.bounded(() -> {
            List<Standing> found = found(known, filter, page.fetch(), now);
            Page<Standing> standing = Page.of(found, page, Standing::key, one -> one);
            return standing.with(views(provider, standing.items(), now));
        });
    }

    private List<Standing> found(ProviderView provider, Filter filter, int limit, Instant now) {
        List<Object> values = new ArrayList<>(List.of(
                new UUID[] {provider.id()},
                new String[] {provider.origin().text()},
                new Boolean[] {provider.disabledAt() != null},
                Timestamp.from(now)));
        values.addAll(filter.values(limit));
        return jdbc.sql(KEYS + filter.sql() + " ORDER BY k.id DESC LIMIT ?")
                .params(values)
                .query((row, n) -> new Standing(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        PooledState.valueOf(row.getString("state"))))
                .list();
    }

    private List<PooledKeyView> views(UUID provider, List<Standing> standing, Instant now) {
        UUID[] ids = standing.stream().map(Standing::key).toArray(UUID[]::new);
        Map<UUID, KeyView> shown =
                keys.all(provider, List.of(ids)).stream().collect(Collectors.toMap(KeyView::id, Function.identity()));
        Map<UUID, Served> served = served(ids, now);
        Map<UUID, Instant> used = used(ids);
        return standing.stream()
                .filter(one -> shown.containsKey(one.key()))
                .map(one -> view(
                        one,
                        Objects.requireNonNull(shown.get(one.key())),
                        served.getOrDefault(one.key(), Served.NOTHING),
                        used.get(one.key()),
                        now))
                .toList();
    }

    private Map<UUID, Served> served(UUID[] ids, Instant now) {
        Map<UUID, Served> served = new HashMap<>();
        jdbc.sql(SERVED)
                .params(Timestamp.from(now.minus(HOUR)), ids, Timestamp.from(now.minus(DAY)))
                .query(row -> {
                    served.put(row.getObject("key_id", UUID.class), Served.of(row));
                });
        return served;
    }

    private Map<UUID, Instant> used(UUID[] ids) {
        Map<UUID, Instant> used = new HashMap<>();
        jdbc.sql(USED).param(ids).query(row -> {
            used.put(
                    row.getObject("id", UUID.class), row.getTimestamp("quarter").toInstant());
        });
        return used;
    }

    private static PooledKeyView view(
            Standing standing, KeyView key, Served served, @Nullable Instant usedAt, Instant now) {
        List<KeyStateView> states = Objects.requireNonNullElse(key.states(), List.of());
        Optional<KeyStateView> why = states.stream()
                .filter(state -> explains(standing.state(), state, now))
                .max(Comparator.comparing(state -> Objects.requireNonNullElse(state.until(), Instant.MAX)));
        return new PooledKeyView(
                key,
                standing.account(),
                standing.state(),
                why.map(KeyStateView::reason)
                        .filter(reason -> !reason.isEmpty())
                        .orElse(null),
                why.map(KeyStateView::until).orElse(null),
                states.stream().mapToInt(KeyStateView::inFlight).sum(),
                served.lastHour(),
                Money.dollars(served.nanos()),
                usedAt);
    }

    private static boolean explains(PooledState state, KeyStateView reported, Instant now) {
        boolean runs = reported.until() == null || reported.until().isAfter(now);
        return switch (state) {
            case COOLING ->
                runs
                        && (reported.state() == KeyStateView.State.COOLING
                                || reported.state() == KeyStateView.State.PROBING);
            case LOCKED -> runs && reported.state() == KeyStateView.State.LOCKED;
            case UNUSABLE -> reported.state() == KeyStateView.State.UNUSABLE;
            case READY, DISABLED -> false;
        };
    }

    /** @param account name of its account */
    private record Standing(UUID key, @Nullable String account, PooledState state) {}

    private record Served(PooledKeyView.LastHour lastHour, long nanos) {

        static final Served NOTHING = new Served(PooledKeyView.LastHour.NONE, 0);

        static Served of(ResultSet row) throws SQLException {
            return new Served(
                    new PooledKeyView.LastHour(
                            row.getLong("attempts"),
                            row.getLong("failed"),
                            row.getLong("rate_limited"),
                            row.getLong("rejected")),
                    row.getLong("nanos"));
        }
    }
}
