package dev.keyway.admin.token;

import dev.keyway.admin.label.LabelText;
import dev.keyway.admin.paging.Search;
import dev.keyway.contract.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds by an index the tokens that a search or a label means, if they are few. Where they are many, a page of them is found soon
 * in the order of the list.
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

    /**
     * Their ids, in the caller's transaction; empty if they are many, or if nothing of this is asked for.
     *
     * @param tenant null: of all that the caller sees
     */
    Optional<UUID[]> few(@Nullable UUID tenant, TokenFilter asked) {
        String search = asked.search();
        if (search != null && isSecret(search)) {
            return Optional.empty();
        }
        String text = search == null || search.strip().length() < SHORTEST ? null : search;
        if (text == null && asked.label() == null) {
            return Optional.empty();
        }
        List<UUID> found = jdbc.sql("SELECT tokens_matching(?, ?, ?, ?::jsonb, ?)")
                .params(Arrays.asList(
                        tenant,
                        text == null ? null : Search.containing(text),
                        text == null ? null : Search.ending(text),
                        asked.label() == null ? null : LabelText.wanted(asked.label()),
                        FEW + 1))
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
        return found.size() > FEW ? Optional.empty() : Optional.of(found.toArray(UUID[]::new));
    }

    /** Whether it is the whole secret of a token, which its digest finds at once. */
    private boolean isSecret(String search) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM proxy_token_secret WHERE digest = ?)")
                .param(Secret.of(search.strip()).digest())
                .query(Boolean.class)
                .single();
    }
}
