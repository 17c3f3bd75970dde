package dev.keyway.admin.usage.cost;

import dev.keyway.catalogue.price.Hours;
import dev.keyway.catalogue.price.Meter;
import dev.keyway.catalogue.price.ModelPrices;
import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.catalogue.price.Price;
import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.catalogue.price.PublishedPrices;
import dev.keyway.contract.usage.PriceListId;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Price lists that attempts were priced by. A list never changes, so those that were read are retained. */
@Component
public class PriceLists {

    private static final int RETAINED = 5_000;
    private static final String NAME = "-";
    private static final List<String> METERS =
            Arrays.stream(Meter.values()).map(Meter::column).toList();

    private final Map<String, ModelPrices> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ModelPrices> eldest) {
            return size() > RETAINED;
        }
    };

    /** The prices of a list, of all tiers; empty if the list is not known. */
    public Optional<ModelPrices> named(JdbcClient transaction, String text) {
        synchronized (known) {
            ModelPrices prices = known.get(text);
            if (prices != null) {
                return Optional.of(prices);
            }
        }
        PriceListId id;
        try {
            id = PriceListId.parse(text);
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
        Optional<ModelPrices> read = read(transaction, id);
        if (read.isPresent()) {
            synchronized (known) {
                known.put(text, read.get());
            }
        }
        return read;
    }

    /** Whether a list has prices of a tier. */
    public static boolean hasTier(JdbcClient transaction, String text, String tier) {
        PriceListId id;
        try {
            id = PriceListId.parse(text);
        } catch (IllegalArgumentException none) {
            return false;
        }
        return transaction
                .sql("SELECT EXISTS (SELECT FROM price WHERE model_id = ? AND valid_from = ? AND tier = ?)")
                .params(id.modelId(), Timestamp.from(id.validFrom()), tier)
                .query(Boolean.class)
                .single();
    }

    private static Optional<ModelPrices> read(JdbcClient transaction, PriceListId id) {
        List<Price> prices = transaction
                .sql("""
                        SELECT tier, meter, prompt_floor, hours_from, hours_to, nanos FROM price
                        WHERE model_id = ? AND valid_from = ? AND meter = ANY (?) ORDER BY id""")
                .params(id.modelId(), Timestamp.from(id.validFrom()), METERS.toArray(String[]::new))
                .query((row, n) -> new Price(
                        NAME,
                        NAME,
                        Meter.valueOf(row.getString("meter").toUpperCase(Locale.ROOT)),
                        row.getString("tier"),
                        row.getLong("prompt_floor"),
                        Hours.between(
                                row.getObject("hours_from", LocalTime.class),
                                row.getObject("hours_to", LocalTime.class)),
                        Instant.MIN,
                        new NanoDollars(row.getLong("nanos"))))
                .list();
        return new PriceCatalogue(NAME, PublishedPrices.usable(prices), Map.of()).prices(NAME, NAME);
    }
}
