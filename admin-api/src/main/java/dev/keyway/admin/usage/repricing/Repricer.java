package dev.keyway.admin.usage.repricing;

import dev.keyway.admin.identity.Ids;
import dev.keyway.admin.usage.cost.AttemptCost;
import dev.keyway.admin.usage.cost.PriceLists;
import dev.keyway.catalogue.price.Cost;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Prices recorded requests by chosen lists. The difference is that to the cost by price as it is now, so that it is nothing the second
 * time; by the list that an attempt names it costs what was recorded. What people adjusted stays beside it.
 */
@Component
class Repricer {

    private final PriceLists prices;
    private final Ids ids;

    Repricer(PriceLists prices, Ids ids) {
        this.prices = prices;
        this.ids = ids;
    }

    /** @param attempts those that a list may be for, by request */
    RepricedChunk reprice(
            JdbcClient transaction,
            RepricingChunks.Order order,
            List<RecordedRequest> requests,
            Map<UUID, List<RecordedAttempt>> attempts) {
        Map<UUID, Map<Integer, Adjusted>> adjusted = adjusted(transaction, attempts);
        Map<String, Boolean> tiers = new HashMap<>();
        Tally tally = new Tally();
        for (RecordedRequest request : requests) {
            Map<Integer, Adjusted> before = adjusted.getOrDefault(request.id(), Map.of());
            List<RepricedAttempt> repriced = new ArrayList<>();
            boolean isMeant = false;
            for (RecordedAttempt attempt : attempts.getOrDefault(request.id(), List.of())) {
                Adjusted now = before.getOrDefault(attempt.number(), Adjusted.NOTHING);
                Optional<ChosenList> list = order.lists().of(attempt, () -> hasOwnTier(transaction, attempt, tiers));
                if (list.isEmpty() || (order.unpricedOnly() && !isUnpriced(attempt, now))) {
                    continue;
                }
                isMeant = true;
                price(transaction, request, attempt, list.get(), tally)
                        .ifPresent(cost -> repriced.add(repriced(request, attempt, now, list.get(), cost)));
            }
            tally.requests += isMeant ? 1 : 0;
            long others = before.values().stream().mapToLong(Adjusted::nanos).sum();
            long difference =
                    repriced.stream().mapToLong(RepricedAttempt::difference).reduce(0, Math::addExact);
            if (difference < 0 && Math.addExact(Math.addExact(request.nanos(), others), difference) < 0) {
                tally.belowZero += repriced.size();
            } else {
                tally.repriced.addAll(repriced);
            }
        }
        return tally.chunk();
    }

    private OptionalLong price(
            JdbcClient transaction, RecordedRequest request, RecordedAttempt attempt, ChosenList list, Tally tally) {
        if (attempt.wasPricedBy(list.id())) {
            return OptionalLong.of(attempt.nanos());
        }
        if (attempt.isUnknown()) {
            tally.unknown++;
            return OptionalLong.empty();
        }
        AttemptCost used =
                new AttemptCost(attempt.units(), list.tier(), attempt.at().minusMillis(request.clockOffsetMillis()));
        Optional<Cost> cost = prices.named(transaction, list.id().toString()).flatMap(used::by);
        if (cost.isPresent() && cost.get() instanceof Cost.Priced priced) {
            return OptionalLong.of(priced.amount().nanos());
        }
        tally.withoutPrice++;
        return OptionalLong.empty();
    }

    private RepricedAttempt repriced(
            RecordedRequest request, RecordedAttempt attempt, Adjusted now, ChosenList list, long cost) {
        long before = Math.addExact(attempt.nanos(), now.nanos());
        long difference = Math.subtractExact(cost, before);
        String name = list.id().toString();
        boolean isPricedNow = attempt.isUnpriced() && !name.equals(now.list());
        return new RepricedAttempt(
                ids.next(), request, attempt.number(), before, difference, name, difference != 0 || isPricedNow);
    }

    /** Whether what it used has no price to this day. */
    private static boolean isUnpriced(RecordedAttempt attempt, Adjusted now) {
        return attempt.isUnpriced() && (now.list() == null || now.list().equals(attempt.priceList()));
    }

    private static boolean hasOwnTier(JdbcClient transaction, RecordedAttempt attempt, Map<String, Boolean> known) {
        String list = attempt.priceList();
        return list != null
                && known.computeIfAbsent(
                        list + " " + attempt.tier(), key -> PriceLists.hasTier(transaction, list, attempt.tier()));
    }

    /** Adjustments by request and attempt; those of a request as a whole have the number 0. */
    private static Map<UUID, Map<Integer, Adjusted>> adjusted(
            JdbcClient transaction, Map<UUID, List<RecordedAttempt>> attempts) {
        Map<UUID, Map<Integer, Adjusted>> adjusted = new HashMap<>();
        transaction.sql("""
                        SELECT event_id, coalesce(attempt_number, 0) AS number, sum(nanos)::bigint AS nanos,
                            (array_agg(price_list ORDER BY created_at DESC, id DESC))[1] AS list
                        FROM usage_adjustment WHERE event_id = ANY (?) GROUP BY 1, 2""").param(attempts.keySet().toArray(UUID[]::new)).query(row -> {
            adjusted.computeIfAbsent(row.getObject("event_id", UUID.class), id -> new HashMap<>())
                    .put(row.getInt("number"), new Adjusted(row.getLong("nanos"), row.getString("list")));
        });
        return adjusted;
    }

    /** @param list what priced it last; null: what it was recorded with */
    private record Adjusted(long nanos, @Nullable String list) {

        static final Adjusted NOTHING = new Adjusted(0, null);
    }

    private static final class Tally {

        private final List<RepricedAttempt> repriced = new ArrayList<>();
        private long requests;
        private long unknown;
        private long withoutPrice;
        private long belowZero;

        RepricedChunk chunk() {
            return new RepricedChunk(requests, List.copyOf(repriced), unknown, withoutPrice, belowZero);
        }
    }
}
