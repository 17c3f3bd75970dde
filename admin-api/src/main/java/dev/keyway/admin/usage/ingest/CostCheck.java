package dev.keyway.admin.usage.ingest;

import dev.keyway.admin.usage.cost.AttemptCost;
import dev.keyway.admin.usage.cost.PriceLists;
import dev.keyway.catalogue.price.Cost;
import dev.keyway.contract.usage.UsageAttempt;
import dev.keyway.contract.usage.UsageEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Computes the cost of attempts again, by the price list that they name. */
@Component
class CostCheck {

    private final PriceLists lists;

    CostCheck(PriceLists lists) {
        this.lists = lists;
    }

    /**
     * In nano-dollars; empty if it cannot be computed here.
     *
     * @param event that the attempt is of
     */
    OptionalLong expected(JdbcClient transaction, UsageEvent event, UsageAttempt attempt) {
        String list = attempt.priceList();
        if (attempt.statedCost()
                || list == null
                || attempt.units().isEmpty()
                || attempt.outcome().equals(AttemptCost.INTERRUPTED)) {
            return OptionalLong.empty();
        }
        Map<String, Long> priced = new HashMap<>(attempt.units());
        priced.keySet().removeAll(attempt.unpriced().keySet());
        AttemptCost used = new AttemptCost(priced, attempt.tier(), attempt.at().minusMillis(event.clockOffsetMillis()));
        return lists.named(transaction, list)
                .flatMap(used::by)
                .map(cost -> switch (cost) {
                    case Cost.Priced all -> OptionalLong.of(booked(all.amount().nanos(), attempt));
                    case Cost.Unpriced none -> OptionalLong.empty();
                })
                .orElse(OptionalLong.empty());
    }

    /** What hard budgets held is booked if that is more, and not all that was used has a price. */
    private static long booked(long priced, UsageAttempt attempt) {
        return attempt.unpriced().isEmpty() ? priced : Math.max(priced, attempt.heldNanos());
    }
}
