package dev.keyway.admin.providerkey;

import dev.keyway.admin.paging.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** States of keys at the current gateways. */
@Component
class KeyStateQueries {

    private final JdbcClient jdbc;

    KeyStateQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    KeyView shownWith(KeyView key) {
        return key.with(of(List.of(key)).getOrDefault(key.id(), List.of()));
    }

    Page<KeyView> shownWith(Page<KeyView> keys) {
        return keys.with(shownWith(keys.items()));
    }

    List<KeyView> shownWith(List<KeyView> keys) {
        Map<UUID, List<KeyStateView>> states = of(keys);
        return keys.stream()
                .map(key -> key.with(states.getOrDefault(key.id(), List.of())))
                .toList();
    }

    private Map<UUID, List<KeyStateView>> of(Collection<KeyView> keys) {
        return jdbc
                .sql("""
                        SELECT s.key_id, s.gateway_id, g.name, s.model, s.state, s.reason, s.since, s.until, s.in_flight,
                            s.successes, s.failures, s.reported_at
                        FROM key_state s JOIN gateway g ON g.id = s.gateway_id AND g.revoked_at IS NULL
                        WHERE s.key_id = ANY (?) ORDER BY s.key_id, g.name, s.model""")
                .param(keys.stream().map(KeyView::id).toArray(UUID[]::new))
                .query((row, n) -> new OfKey(row.getObject("key_id", UUID.class), view(row)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(OfKey::key, Collectors.mapping(OfKey::state, Collectors.toList())));
    }

    private static KeyStateView view(ResultSet row) throws SQLException {
        String model = row.getString("model");
        Timestamp until = row.getTimestamp("until");
        return new KeyStateView(
                row.getObject("gateway_id", UUID.class),
                row.getString("name"),
                model.isEmpty() ? null : model,
                KeyStateView.State.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getTimestamp("since").toInstant(),
                until == null ? null : until.toInstant(),
                row.getInt("in_flight"),
                row.getLong("successes"),
                row.getLong("failures"),
                row.getTimestamp("reported_at").toInstant());
    }

    private record OfKey(UUID key, KeyStateView state) {}
}
