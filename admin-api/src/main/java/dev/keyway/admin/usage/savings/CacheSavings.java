package dev.keyway.admin.usage.savings;

import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.usage.cost.AttemptCost;
import dev.keyway.admin.usage.cost.PriceLists;
import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.price.ModelPrices;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sum of what prompt caches saved, attempt by attempt. */
final class CacheSavings {

    /** Each is priced twice. */
    static final int MOST = 1_000_000;

    private static final String INPUT = "input";
    private static final List<String> CACHED = List.of("cache_read", "cache_write_5m", "cache_write_1h");

    private final PriceLists lists;
    private final JdbcClient transaction;
    private long attempts;
    private long unknown;
    private long nanos;

    CacheSavings(PriceLists lists, JdbcClient transaction) {
        this.lists = lists;
        this.transaction = transaction;
    }

    /**
     * Adds an attempt that used a cache.
     *
     * @param list that priced it; null: none did
     * @param used without the units that had no price
     * @throws ProblemException if these are too many
     */
    void add(@Nullable String list, AttemptCost used) {
        attempts++;
        if (attempts > MOST) {
            throw ProblemException.of(
                    ErrorCode.QUERY_TOO_LARGE,
                    "More than %d attempts used a cache: shorten the range, or name a tenant, team or token."
                            .formatted(MOST));
        }
        OptionalLong saved = saved(list == null ? Optional.empty() : lists.named(transaction, list), used);
        if (saved.isEmpty()) {
            unknown++;
        } else {
            nanos = Math.addExact(nanos, saved.getAsLong());
        }
    }

    long attempts() {
        return attempts;
    }

    long unknown() {
        return unknown;
    }

    long nanos() {
        return nanos;
    }

    private static OptionalLong saved(Optional<ModelPrices> prices, AttemptCost used) {
        if (prices.isEmpty() || used.units().keySet().stream().noneMatch(CACHED::contains)) {
            return OptionalLong.empty();
        }
        OptionalLong without = nanos(fresh(used).by(prices.get()));
        OptionalLong with = nanos(used.by(prices.get()));
        return without.isEmpty() || with.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(without.getAsLong() - with.getAsLong());
    }

    /** The same with every cached token as a fresh one; the size of the prompt stays, so the same prices apply. */
    private static AttemptCost fresh(AttemptCost used) {
        Map<String, Long> units = new HashMap<>(used.units());
        CACHED.forEach(meter -> {
            Long cached = units.remove(meter);
            if (cached != null) {
                units.merge(INPUT, cached, Long::sum);
            }
        });
        return new AttemptCost(units, used.tier(), used.began());
    }

    private static OptionalLong nanos(Optional<Cost> cost) {
        return cost.map(known -> switch (known) {
                    case Cost.Priced all -> OptionalLong.of(all.amount().nanos());
                    case Cost.Unpriced none -> OptionalLong.empty();
                })
                .orElse(OptionalLong.empty());
    }
}
