package dev.keyway.admin.token;

import dev.keyway.admin.paging.Search;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds by an index the tokens that a search means, if they are few. Where they are many, a page of them is found soon in
 * the order of the list.
 */
@Component
class TokenSearch {

    private static final int FEW = 1000;

    /** Shorter ones are in too many names for an index to help. */
    private static final int SHORTEST = 3;

    private final JdbcClient jdbc;

    TokenSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Their ids, in the caller's transaction; empty if they are many. */
    Optional<UUID[]> few(UUID tenant, String search) {
        if (search.strip().length() < SHORTEST) {
            return Optional.empty();
        }
        List<UUID> found = jdbc.sql("SELECT tokens_found(?, ?, right(?, 4), ?)")
                .params(tenant, Search.containing(search), search, FEW + 1)
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
        return found.size() > FEW ? Optional.empty() : Optional.of(found.toArray(UUID[]::new));
    }
}
