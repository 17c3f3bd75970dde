package dev.keyway.admin.usage.unpriced;

import dev.keyway.admin.usage.query.UsageTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Finds usage that has no price to this day: what was repriced with all its units has one. */
@Service
class UnpricedUsage {

    private static final int MOST = 1000;
    private static final Duration USUAL = Duration.ofDays(92);
    private static final TypeReference<Map<String, Long>> BY_METER = new TypeReference<>() {};

    private static final String SELECT = """
            SELECT u.*, v.slug, m.id AS model_id, (
                SELECT p.id FROM price p WHERE p.model_id = m.id AND p.valid_from <= ? AND p.tier IN (u.tier, 'standard')
                ORDER BY p.tier = u.tier DESC, p.valid_from DESC, p.id LIMIT 1) AS price_list
            FROM (
                SELECT a.provider_id, max(a.provider) AS provider, a.model, a.tier, count(*) AS attempts, units_sum(a.unpriced) AS units,
                    min(a.at) AS first_at, max(a.at) AS last_at
                FROM usage_attempt a
                LEFT JOIN LATERAL (
                    SELECT d.price_list FROM usage_adjustment d
                    WHERE d.event_id = a.event_id AND d.attempt_number = a.number ORDER BY d.created_at DESC, d.id DESC LIMIT 1) AS d ON true
                WHERE a.unpriced IS NOT NULL AND a.at >= ? AND a.at < ?
                    AND (d.price_list IS NULL OR d.price_list IS NOT DISTINCT FROM a.price_list)
                GROUP BY a.provider_id, a.model, a.tier ORDER BY count(*) DESC, a.provider_id, a.model, a.tier LIMIT ?) AS u
            LEFT JOIN provider v ON v.id = u.provider_id
            LEFT JOIN model m ON m.provider_id = u.provider_id AND m.name = u.model AND m.deleted_at IS NULL
            ORDER BY u.attempts DESC, u.provider_id, u.model, u.tier""";

    private final JdbcClient jdbc;
    private final UsageTime time;
    private final JsonMapper json;
    private final Clock clock;

    UnpricedUsage(JdbcClient jdbc, UsageTime time, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.time = time;
        this.json = json;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Unpriced list(@Nullable Instant from, @Nullable Instant to) {
        Instant now = clock.instant();
        Instant end = to == null ? now : to;
        Instant start = from == null ? end.minus(USUAL) : from;
        List<UnpricedModel> found = time.bounded(() -> jdbc.sql(SELECT)
                .params(Timestamp.from(now), Timestamp.from(start), Timestamp.from(end), MOST + 1)
                .query(this::view)
                .list());
        return new Unpriced(found.stream().limit(MOST).toList(), found.size() > MOST);
    }

    private UnpricedModel view(ResultSet row, int number) throws SQLException {
        String slug = row.getString("slug");
        return new UnpricedModel(
                row.getObject("provider_id", UUID.class),
                slug == null ? row.getString("provider") : slug,
                row.getObject("model_id", UUID.class),
                row.getString("model"),
                row.getString("tier"),
                row.getLong("attempts"),
                new TreeMap<>(json.readValue(row.getString("units"), BY_METER)),
                row.getTimestamp("first_at").toInstant(),
                row.getTimestamp("last_at").toInstant(),
                row.getObject("price_list", UUID.class));
    }
}
