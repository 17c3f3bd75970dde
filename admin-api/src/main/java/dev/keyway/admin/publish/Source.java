package dev.keyway.admin.publish;

import dev.keyway.admin.change.Subject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where a list of the configuration comes from.
 *
 * @param subject whose changes it shows
 * @param list its name in the configuration
 * @param sql the rows that gateways know, with {@code x.id} as the id
 */
record Source<T extends Record>(Subject subject, String list, String sql, Row<T> row) {

    private static final int FETCH = 1_000;

    /** What a gateway gets of a row. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Each there is. */
    void all(JdbcClient jdbc, Consumer<T> sink) {
        jdbc.sql(sql + " ORDER BY x.id").withFetchSize(FETCH).query(result -> {
            sink.accept(row.read(result));
        });
    }

    /** Each of these that there is. */
    void some(JdbcClient jdbc, UUID[] ids, BiConsumer<UUID, T> sink) {
        jdbc.sql(sql + " AND x.id = ANY (?) ORDER BY x.id")
                .param(ids)
                .withFetchSize(FETCH)
                .query(result -> {
                    sink.accept(id(result), row.read(result));
                });
    }

    static UUID id(ResultSet row) throws SQLException {
        return row.getObject("id", UUID.class);
    }

    static @Nullable UUID id(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        return instant(row.getTimestamp(column));
    }

    static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
