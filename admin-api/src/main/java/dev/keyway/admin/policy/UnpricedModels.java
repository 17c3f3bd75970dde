package dev.keyway.admin.policy;

import static java.util.stream.Collectors.toSet;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.price.Hours;
import dev.keyway.catalogue.price.Meter;
import dev.keyway.catalogue.price.ModelFacts;
import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.catalogue.price.Price;
import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.catalogue.price.PriceCatalogue.ModelName;
import dev.keyway.catalogue.price.PublishedPrices;
import dev.keyway.catalogue.usage.Usage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds whether a hard budget refuses a model because it has no price, by the rules of gateways. */
@Component
class UnpricedModels {

    /** Whether calls of a model are refused for that. */
    enum Verdict {
        NONE,
        SOME,
        ALL
    }

    /** A name that begins with a provider is of that provider; an alias goes before a model's own name. */
    private static final String TARGETS = """
            WITH prefixed AS (
                SELECT slug, substr(?, length(slug) + 2) AS model FROM provider WHERE deleted_at IS NULL AND slug = lower(split_part(?, '/', 1))
                    AND position('/' IN ?) BETWEEN 2 AND length(?) - 1),
            aliased AS (
                SELECT v.slug, t.model FROM alias a JOIN alias_target t ON t.alias_id = a.id
                    JOIN provider v ON v.id = t.provider_id AND v.deleted_at IS NULL
                WHERE a.deleted_at IS NULL AND lower(a.name) = lower(?))
            SELECT slug, model FROM prefixed
            UNION SELECT slug, model FROM aliased WHERE NOT EXISTS (SELECT FROM prefixed)
            UNION SELECT v.slug, m.name FROM model m JOIN provider v ON v.id = m.provider_id AND v.deleted_at IS NULL
                WHERE m.deleted_at IS NULL AND m.name = ? AND NOT EXISTS (SELECT FROM prefixed) AND NOT EXISTS (SELECT FROM aliased)""";

    /** A dated snapshot has the prices of its family, whose name it begins with. */
    private static final String PRICES = """
            SELECT v.slug, m.name, m.unpriced_allowed, coalesce(m.context_window, 0) AS context, coalesce(m.max_output, 0) AS output,
                p.meter, p.tier, p.prompt_floor, p.hours_from, p.hours_to, p.valid_from, p.nanos
            FROM model m JOIN provider v ON v.id = m.provider_id AND v.deleted_at IS NULL
                LEFT JOIN price p ON p.model_id = m.id AND p.valid_from <= ?
            WHERE m.deleted_at IS NULL AND v.slug = ANY (?) AND (m.name = '*' OR EXISTS (
                SELECT FROM unnest(?::text[]) AS asked (name)
                WHERE starts_with(regexp_replace(lower(asked.name), '^models/', ''), lower(m.name))))
            ORDER BY p.id""";

    /** All but the request itself, which costs nothing unless a price says so. */
    private static final Set<Meter> UNITS = EnumSet.complementOf(EnumSet.of(Meter.REQUEST));

    private final JdbcClient jdbc;
    private final Clock clock;

    UnpricedModels(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param strict whether the budget is: then a model without a price is refused even if it is allowed without one */
    Verdict of(String asked, boolean strict) {
        Instant now = clock.instant();
        List<ModelName> targets = jdbc.sql(TARGETS)
                .params(asked, asked, asked, asked, asked, asked)
                .query((row, n) -> new ModelName(row.getString(1), row.getString(2)))
                .list();
        PriceCatalogue catalogue = catalogue(targets, now);
        Set<Verdict> verdicts = targets.stream()
                .map(target -> verdict(catalogue, target, strict, now))
                .collect(toSet());
        return switch (verdicts.size()) {
            case 0 -> Verdict.NONE;
            case 1 -> verdicts.iterator().next();
            default -> Verdict.SOME;
        };
    }

    private static Verdict verdict(PriceCatalogue catalogue, ModelName target, boolean strict, Instant now) {
        boolean isAllowed = catalogue
                .facts(target.provider(), target.model())
                .map(ModelFacts::unpricedAllowed)
                .orElse(false);
        boolean hasPrice = catalogue
                .prices(target.provider(), target.model())
                .flatMap(prices -> prices.mostPerMillion(UNITS, now))
                .isPresent();
        if (!hasPrice) {
            return strict || !isAllowed ? Verdict.ALL : Verdict.NONE;
        }
        Cost ofTokens = catalogue.cost(target.provider(), target.model(), Usage.of(1, 1), now);
        return isAllowed || ofTokens instanceof Cost.Priced ? Verdict.NONE : Verdict.SOME;
    }

    private PriceCatalogue catalogue(List<ModelName> targets, Instant now) {
        Map<ModelName, ModelFacts> facts = new HashMap<>();
        List<Price> prices = new ArrayList<>();
        jdbc.sql(PRICES)
                .params(
                        Timestamp.from(now),
                        targets.stream().map(ModelName::provider).toArray(String[]::new),
                        targets.stream().map(ModelName::model).toArray(String[]::new))
                .query(row -> {
                    ModelName name = new ModelName(row.getString("slug"), row.getString("name"));
                    ModelFacts known = new ModelFacts(
                            row.getInt("context"), row.getInt("output"), row.getBoolean("unpriced_allowed"));
                    if (!known.equals(new ModelFacts(0, 0, false))) {
                        facts.put(name, known);
                    }
                    String meter = row.getString("meter");
                    for (Meter of : Meter.values()) {
                        if (of.column().equals(meter)) {
                            prices.add(price(name, of, row));
                        }
                    }
                });
        return new PriceCatalogue("", PublishedPrices.usable(prices), facts);
    }

    private static Price price(ModelName name, Meter meter, ResultSet row) throws SQLException {
        return new Price(
                name.provider(),
                name.model(),
                meter,
                row.getString("tier"),
                row.getLong("prompt_floor"),
                Hours.between(row.getObject("hours_from", LocalTime.class), row.getObject("hours_to", LocalTime.class)),
                row.getTimestamp("valid_from").toInstant(),
                new NanoDollars(row.getLong("nanos")));
    }
}
