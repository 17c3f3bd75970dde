package dev.keyway.admin.statement;

import dev.keyway.admin.money.Money;
import dev.keyway.catalogue.price.Meter;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Price lists of the models that a tenant used in a month: those that began within it, and those before them that were in effect. */
@Component
class StatementPrices {

    private static final int MOST = 5_000;

    private static final String SELECT = """
            WITH used AS (
                SELECT DISTINCT provider_id, model FROM usage_consumer_day WHERE tenant_id = :tenant AND date >= :first AND date < :next),
            lists AS (
                SELECT DISTINCT v.slug, m.name, p.model_id, p.tier, p.valid_from
                FROM used u JOIN model m ON m.provider_id = u.provider_id AND m.name = u.model JOIN provider v ON v.id = m.provider_id
                JOIN price p ON p.model_id = m.id
                WHERE p.valid_from < :end AND p.valid_from >= coalesce((
                    SELECT max(o.valid_from) FROM price o WHERE o.model_id = p.model_id AND o.tier = p.tier AND o.valid_from <= :start),
                    '-infinity'))
            SELECT l.*, p.meter, p.prompt_floor, p.hours_from, p.hours_to, p.nanos
            FROM lists l JOIN price p ON p.model_id = l.model_id AND p.tier = l.tier AND p.valid_from = l.valid_from
            ORDER BY l.slug, l.name, l.tier, l.valid_from, p.id LIMIT %d""".formatted(MOST);

    private final JdbcClient jdbc;

    StatementPrices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<StatementPriceList> of(UUID tenant, YearMonth month) {
        Map<List<Object>, StatementPriceList> lists = new LinkedHashMap<>();
        jdbc.sql(SELECT)
                .params(Map.of(
                        "tenant",
                        tenant,
                        "first",
                        month.atDay(1),
                        "next",
                        month.plusMonths(1).atDay(1),
                        "start",
                        month.atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC),
                        "end",
                        month.plusMonths(1).atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC)))
                .query(row -> {
                    StatementPriceList list = new StatementPriceList(
                            row.getObject("model_id", UUID.class),
                            row.getString("slug"),
                            row.getString("name"),
                            row.getString("tier"),
                            row.getTimestamp("valid_from").toInstant(),
                            new ArrayList<>());
                    lists.computeIfAbsent(List.of(list.modelId(), list.tier(), list.validFrom()), key -> list)
                            .prices()
                            .add(new StatementPriceList.StatementPrice(
                                    Meter.valueOf(row.getString("meter").toUpperCase(Locale.ROOT))
                                            .column(),
                                    row.getLong("prompt_floor"),
                                    row.getObject("hours_from", LocalTime.class),
                                    row.getObject("hours_to", LocalTime.class),
                                    Money.dollars(row.getLong("nanos"))));
                });
        return List.copyOf(lists.values());
    }
}
