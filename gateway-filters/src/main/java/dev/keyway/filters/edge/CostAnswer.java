package dev.keyway.filters.edge;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.price.Meter;
import dev.keyway.catalogue.price.ModelPrices;
import dev.keyway.catalogue.price.NanoDollars;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of a cost estimate. A model without a price has a cost of null and says so. */
final class CostAnswer {

    private static final List<Meter> SHOWN = List.of(Meter.INPUT, Meter.CACHE_READ, Meter.CACHE_WRITE_5M, Meter.OUTPUT);

    private CostAnswer() {}

    static Map<String, Object> of(String model, CostQuestion question, @Nullable ModelPrices prices, Instant at) {
        Cost cost = prices == null ? new Cost.Unpriced() : prices.cost(question.usage(), at);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", model);
        switch (cost) {
            case Cost.Priced priced -> {
                body.put("cost", plain(priced.amount()));
                body.put("currency", "USD");
                body.put("pricing", prices == null ? null : pricing(question, prices, at));
                body.put("source", "price list " + priced.priceVersion());
                body.put("unpriced", false);
            }
            case Cost.Unpriced unknown -> {
                body.put("cost", null);
                body.put("currency", "USD");
                body.put("pricing", null);
                body.put("source", null);
                body.put("unpriced", true);
            }
        }
        return body;
    }

    /** Dollars for a million tokens, as they hold for a prompt of that size. */
    private static Map<String, Object> pricing(CostQuestion question, ModelPrices prices, Instant at) {
        Map<String, Object> perMillion = new LinkedHashMap<>();
        for (Meter meter : SHOWN) {
            prices.perMillion(meter, question.usage().promptTokens(), at)
                    .ifPresent(price -> perMillion.put(name(meter), plain(price)));
        }
        return perMillion;
    }

    private static String name(Meter meter) {
        return switch (meter) {
            case CACHE_WRITE_5M -> "cache_creation_per_million";
            default -> meter.column() + "_per_million";
        };
    }

    private static BigDecimal plain(NanoDollars amount) {
        return new BigDecimal(amount.toString());
    }
}
