package dev.keyway.admin.usage.ingest;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.usage.Usage;
import dev.keyway.contract.usage.UsageAttempt;
import dev.keyway.contract.usage.UsageEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Computes the cost of attempts again, by the price list that they name. */
@Component
class CostCheck {

    /** Booked at what was held at admission, as nobody knows what was used. */
    private static final String INTERRUPTED = "INTERRUPTED";

    private static final String CALLS = "request";

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
                || attempt.outcome().equals(INTERRUPTED)) {
            return OptionalLong.empty();
        }
        Map<String, Long> priced = new HashMap<>(attempt.units());
        priced.keySet().removeAll(attempt.unpriced().keySet());
        if (!priced.keySet().stream().allMatch(meter -> Units.METERS.contains(meter) || meter.equals(CALLS))) {
            return OptionalLong.empty();
        }
        Usage usage = usage(priced);
        // The gateway chose the prices of the hour by its own clock, right or wrong.
        Instant began = attempt.at().minusMillis(event.clockOffsetMillis());
        return lists.named(transaction, list)
                .map(prices -> switch (prices.cost(usage, attempt.tier(), began)) {
                    case Cost.Priced cost -> OptionalLong.of(cost.amount().nanos());
                    case Cost.Unpriced none -> OptionalLong.empty();
                })
                .orElse(OptionalLong.empty());
    }

    private static Usage usage(Map<String, Long> units) {
        List<Long> values = Units.METERS.stream()
                .map(meter -> units.getOrDefault(meter, 0L))
                .toList();
        long output = values.get(4);
        return new Usage(
                values.get(0),
                values.get(1),
                values.get(2),
                values.get(3),
                output,
                Math.min(values.get(5), output),
                values.get(6),
                values.get(7),
                values.get(8));
    }
}
