package dev.keyway.admin.usage.export;

import dev.keyway.admin.database.Pipeline;
import dev.keyway.admin.usage.cost.AttemptCost;
import dev.keyway.admin.usage.cost.MeterCost;
import dev.keyway.admin.usage.cost.PriceLists;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Prices of exports: the parts of what attempts cost. */
@Component
final class FocusPrices {

    private final PriceLists lists;
    private final Pipeline pipeline;

    FocusPrices(PriceLists lists, Pipeline pipeline) {
        this.lists = lists;
        this.pipeline = pipeline;
    }

    /** @param list what priced the attempt; null, or not known: none of its parts has a price */
    List<MeterCost> parts(AttemptCost used, @Nullable String list) {
        return list == null
                ? used.unpriced()
                : lists.named(pipeline.jdbc(), list).map(used::parts).orElseGet(used::unpriced);
    }
}
