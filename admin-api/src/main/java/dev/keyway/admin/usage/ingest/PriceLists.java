package dev.keyway.admin.usage.ingest;

import dev.keyway.catalogue.price.Meter;
import dev.keyway.catalogue.price.ModelPrices;
import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.catalogue.price.Price;
import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.contract.usage.PriceListId;
import dev.keyway.contract.usage.UsageAttempt;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Price lists that attempts were priced by. A list never changes, so those that were read are retained. */
@Component
class PriceLists {

    private static final int RETAINED = 5_000;
    private static final String NAME = "-";
    private static final String STANDARD = "standard";
    private static final List<String> METERS =
            Arrays.stream(Meter.values()).map(Meter::column).toList();

    private final Map<PriceListId, List<Row>> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<PriceListId, List<Row>> eldest) {
            return size() > RETAINED;
        }
    };

    /** Prices of an attempt by its list, its tier and the hour; empty if the list is not known, or prices nothing of it. */
    Optional<ModelPrices> of(JdbcClient transaction, UsageAttempt attempt) {
        List<Row> rows = attempt.priceList() == null ? List.of() : rows(transaction, attempt.priceList());
        List<Row> ofTier = tier(rows, attempt.tier());
        LocalTime time = LocalTime.ofInstant(attempt.at(), ZoneOffset.UTC);
        Map<List<Object>, Price> prices = new LinkedHashMap<>();
        for (Row row : ofTier) {
            if (row.from() == null) {
                prices.putIfAbsent(row.key(), row.price());
            } else if (row.holdsAt(time)) {
                prices.put(row.key(), row.price());
            }
        }
        try {
            return new PriceCatalogue(NAME, prices.values(), Map.of()).prices(NAME, NAME);
        } catch (IllegalArgumentException noneForSmallPrompts) {
            return Optional.empty();
        }
    }

    private static List<Row> tier(List<Row> rows, String tier) {
        List<Row> own = rows.stream().filter(row -> row.tier().equals(tier)).toList();
        return own.isEmpty()
                ? rows.stream().filter(row -> row.tier().equals(STANDARD)).toList()
                : own;
    }

    private List<Row> rows(JdbcClient transaction, String text) {
        PriceListId id;
        try {
            id = PriceListId.parse(text);
        } catch (IllegalArgumentException none) {
            return List.of();
        }
        synchronized (known) {
            List<Row> rows = known.get(id);
            if (rows != null) {
                return rows;
            }
        }
        List<Row> read = read(transaction, id);
        if (!read.isEmpty()) {
            synchronized (known) {
                known.put(id, read);
            }
        }
        return read;
    }

    private static List<Row> read(JdbcClient transaction, PriceListId id) {
        return transaction
                .sql("""
                        SELECT tier, meter, prompt_floor, hours_from, hours_to, nanos FROM price
                        WHERE model_id = ? AND valid_from = ? AND meter = ANY (?) ORDER BY id""")
                .params(id.modelId(), Timestamp.from(id.validFrom()), METERS.toArray(String[]::new))
                .query((row, n) -> new Row(
                        row.getString("tier"),
                        Meter.valueOf(row.getString("meter").toUpperCase(Locale.ROOT)),
                        row.getLong("prompt_floor"),
                        row.getObject("hours_from", LocalTime.class),
                        row.getObject("hours_to", LocalTime.class),
                        row.getLong("nanos")))
                .list();
    }

    /** @param from in these hours of UTC only; null: always */
    private record Row(
            String tier,
            Meter meter,
            long floor,
            @Nullable LocalTime from,
            @Nullable LocalTime to,
            long nanos) {

        List<Object> key() {
            return List.of(meter, floor);
        }

        Price price() {
            return new Price(NAME, NAME, meter, floor, Instant.MIN, new NanoDollars(nanos));
        }

        boolean holdsAt(LocalTime time) {
            if (from == null || to == null) {
                return true;
            }
            boolean since = !time.isBefore(from);
            boolean until = time.isBefore(to);
            return from.isBefore(to) ? since && until : since || until;
        }
    }
}
