package dev.keyway.admin.demo;

import dev.keyway.admin.usage.cost.PriceLists;
import dev.keyway.contract.usage.PriceListId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Models that the example company has called: those that have a price list. */
@Component
class DemoModels {

    private final JdbcClient jdbc;
    private final PriceLists lists;

    DemoModels(JdbcClient jdbc, PriceLists lists) {
        this.jdbc = jdbc;
        this.lists = lists;
    }

    /** Those of some models that are there, in their order. */
    List<DemoModel> find(List<String> names) {
        return names.stream().flatMap(name -> find(name).stream()).toList();
    }

    private Optional<DemoModel> find(String name) {
        String provider = name.substring(0, name.indexOf('/'));
        String model = name.substring(name.indexOf('/') + 1);
        return jdbc.sql("""
                        SELECT p.id, m.id AS model_id, max(x.valid_from) AS valid_from
                        FROM provider p JOIN model m ON m.provider_id = p.id JOIN price x ON x.model_id = m.id
                        WHERE p.slug = ? AND m.name = ? AND p.deleted_at IS NULL AND m.deleted_at IS NULL GROUP BY p.id, m.id""")
                .params(provider, model)
                .query((row, n) -> new Found(
                        row.getObject("id", UUID.class),
                        new PriceListId(
                                        row.getObject("model_id", UUID.class),
                                        row.getTimestamp("valid_from").toInstant())
                                .toString()))
                .optional()
                .flatMap(found -> lists.named(jdbc, found.list())
                        .map(prices -> new DemoModel(found.provider(), provider, model, found.list(), prices)));
    }

    private record Found(UUID provider, String list) {}
}
