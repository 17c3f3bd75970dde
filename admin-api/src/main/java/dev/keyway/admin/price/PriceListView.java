package dev.keyway.admin.price;

import dev.keyway.admin.edit.Resource;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a model costs from a moment on, until the next list of its tier.
 *
 * @param id that of its first price; any of its prices names it
 */
public record PriceListView(
        UUID id, UUID modelId, String tier, Instant validFrom, String source, List<PriceView> prices)
        implements Resource {

    /** @param prices of one model, tier and moment; not empty */
    static PriceListView of(List<PriceView> prices) {
        PriceView first = prices.getFirst();
        return new PriceListView(
                first.id(), first.modelId(), first.tier(), first.validFrom(), first.source(), List.copyOf(prices));
    }
}
