package dev.keyway.admin.price;

import dev.keyway.admin.paging.Filter;
import dev.keyway.admin.paging.Search;
import dev.keyway.catalogue.price.Meter;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which prices are asked for; what is null does not matter.
 *
 * @param provider the id of theirs
 * @param search a part of the model's name
 * @param at those in effect at this time
 */
record PriceFilter(
        @Nullable UUID provider,
        @Nullable String search,
        @Nullable Meter meter,
        @Nullable String tier,
        @Nullable Instant at) {

    Filter narrow(Filter filter) {
        Filter found = filter.and("m.provider_id = ?", provider)
                .and("p.meter = ?", meter == null ? null : meter.column())
                .and("p.tier = ?", tier)
                .and("""
                        p.valid_from = (SELECT max(o.valid_from) FROM price o
                            WHERE o.model_id = p.model_id AND o.tier = p.tier AND o.valid_from <= ?)""", at == null ? null : Timestamp.from(at));
        return search == null || search.isBlank()
                ? found
                : found.and("lower(m.name) LIKE ? ESCAPE '!'", Search.containing(search));
    }
}
