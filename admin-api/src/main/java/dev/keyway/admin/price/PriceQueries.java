package dev.keyway.admin.price;

import dev.keyway.admin.money.Money;
import dev.keyway.admin.paging.Filter;
import dev.keyway.catalogue.price.Meter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of prices. They are added, and withdrawn before they hold; never changed. */
@Component
class PriceQueries {

    private static final String SELECT = """
            SELECT p.id, m.provider_id, v.slug, p.model_id, m.name, p.meter, p.tier, p.prompt_floor, p.hours_from, p.hours_to,
                p.valid_from, p.nanos, p.source, p.created_at
            FROM price p JOIN model m ON m.id = p.model_id AND m.deleted_at IS NULL
                JOIN provider v ON v.id = m.provider_id AND v.deleted_at IS NULL
            """;

    private final JdbcClient jdbc;

    PriceQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<PriceView> page(Filter filter, int limit) {
        return jdbc.sql(SELECT + "WHERE " + filter.sql() + " ORDER BY p.id DESC LIMIT ?")
                .params(filter.values(limit))
                .query(PriceQueries::view)
                .list();
    }

    /** Those of one list, in the order in which they were added. */
    List<PriceView> list(UUID model, String tier, Instant validFrom) {
        return jdbc.sql(SELECT + "WHERE p.model_id = ? AND p.tier = ? AND p.valid_from = ? ORDER BY p.id")
                .params(model, tier, Timestamp.from(validFrom))
                .query(PriceQueries::view)
                .list();
    }

    List<PriceView> all() {
        return jdbc.sql(SELECT + "ORDER BY p.valid_from, p.id")
                .query(PriceQueries::view)
                .list();
    }

    Optional<PriceView> find(UUID model, UUID id) {
        return jdbc.sql(SELECT + "WHERE p.model_id = ? AND p.id = ?")
                .params(model, id)
                .query(PriceQueries::view)
                .optional();
    }

    /** When the list began that holds at a moment; empty if none does. */
    Optional<Instant> heldAt(UUID model, String tier, Instant at) {
        return jdbc.sql("SELECT max(valid_from) FROM price WHERE model_id = ? AND tier = ? AND valid_from <= ?")
                .params(model, tier, Timestamp.from(at))
                .query((row, n) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
                .single();
    }

    void add(UUID id, UUID model, Terms terms, NewPrice price, Instant now) {
        int unused = jdbc.sql("""
                        INSERT INTO price (id, model_id, meter, tier, prompt_floor, hours_from, hours_to, valid_from, nanos,
                            source, created_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(Arrays.asList(
                        id,
                        model,
                        price.meter().column(),
                        terms.tier(),
                        price.promptFloor(),
                        price.hoursFrom(),
                        price.hoursTo(),
                        Timestamp.from(terms.validFrom()),
                        Money.nanos("perMillion", price.perMillion()),
                        terms.source(),
                        Timestamp.from(now)))
                .update();
    }

    void remove(UUID id) {
        int unused = jdbc.sql("DELETE FROM price WHERE id = ?").param(id).update();
    }

    private static PriceView view(ResultSet row, int number) throws SQLException {
        return new PriceView(
                row.getObject("id", UUID.class),
                row.getObject("provider_id", UUID.class),
                row.getString("slug"),
                row.getObject("model_id", UUID.class),
                row.getString("name"),
                Meter.valueOf(row.getString("meter").toUpperCase(Locale.ROOT)),
                row.getString("tier"),
                row.getLong("prompt_floor"),
                row.getObject("hours_from", LocalTime.class),
                row.getObject("hours_to", LocalTime.class),
                row.getTimestamp("valid_from").toInstant(),
                Money.dollars(row.getLong("nanos")),
                row.getLong("nanos"),
                row.getString("source"),
                row.getTimestamp("created_at").toInstant());
    }
}
