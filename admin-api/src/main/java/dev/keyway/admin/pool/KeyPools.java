package dev.keyway.admin.pool;

import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.provider.ProviderView;
import dev.keyway.admin.provider.Providers;
import dev.keyway.admin.usage.query.UsageTime;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Counts the keys of providers by state and account. */
@Service
@Transactional(readOnly = true)
public class KeyPools {

    private static final int MOST_ACCOUNTS = 20;

    private static final String COUNTS = """
            SELECT k.provider_id, k.account_id, a.name,
                count(*) FILTER (WHERE state = 'READY') AS ready, count(*) FILTER (WHERE state = 'COOLING') AS cooling,
                count(*) FILTER (WHERE state = 'LOCKED') AS locked, count(*) FILTER (WHERE state = 'DISABLED') AS disabled,
                count(*) FILTER (WHERE state = 'UNUSABLE') AS unusable
            FROM\s""" + KeyStanding.KEYS + """

            LEFT JOIN provider_account a ON a.id = k.account_id
            GROUP BY k.provider_id, k.account_id, a.name ORDER BY count(*) DESC, a.name NULLS LAST, k.account_id""";

    private final JdbcClient jdbc;
    private final Providers providers;
    private final UsageTime time;
    private final Clock clock;

    KeyPools(JdbcClient jdbc, Providers providers, UsageTime time, Clock clock) {
        this.jdbc = jdbc;
        this.providers = providers;
        this.time = time;
        this.clock = clock;
    }

    Page<PoolView> page(PageRequest page, String search) {
        Page<ProviderView> found = providers.page(page, search);
        return found.with(of(found.items()));
    }

    /** The pools that have keys, those with most keys that should serve and do not first. */
    public List<PoolView> withKeys() {
        return of(providers.all()).stream()
                .filter(pool -> !pool.states().isEmpty())
                .sorted(Comparator.comparingLong((PoolView pool) -> -missing(pool.states()))
                        .thenComparing(PoolView::name))
                .toList();
    }

    private static long missing(StateCounts states) {
        return states.cooling() + states.locked() + states.unusable();
    }

    private List<PoolView> of(List<ProviderView> shown) {
        Map<UUID, List<Counted>> counted = time.bounded(() -> count(shown));
        return shown.stream()
                .map(provider -> view(provider, counted.getOrDefault(provider.id(), List.of())))
                .toList();
    }

    private Map<UUID, List<Counted>> count(List<ProviderView> shown) {
        return jdbc
                .sql(COUNTS)
                .params(
                        shown.stream().map(ProviderView::id).toArray(UUID[]::new),
                        shown.stream().map(provider -> provider.origin().text()).toArray(String[]::new),
                        shown.stream()
                                .map(provider -> provider.disabledAt() != null)
                                .toArray(Boolean[]::new),
                        Timestamp.from(clock.instant()))
                .query((row, n) -> new Counted(
                        row.getObject("provider_id", UUID.class),
                        row.getObject("account_id", UUID.class),
                        row.getString("name"),
                        StateCounts.of(row)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Counted::provider));
    }

    private static PoolView view(ProviderView provider, List<Counted> counted) {
        return new PoolView(
                provider.id(),
                provider.slug(),
                provider.name(),
                provider.baseUrl(),
                provider.disabledAt(),
                counted.stream().map(Counted::states).reduce(StateCounts.NONE, StateCounts::plus),
                counted.stream()
                        .limit(MOST_ACCOUNTS)
                        .map(one -> new PoolView.AccountStates(one.account(), one.name(), one.states()))
                        .toList(),
                counted.size() > MOST_ACCOUNTS);
    }

    private record Counted(
            UUID provider, @Nullable UUID account, @Nullable String name, StateCounts states) {}
}
