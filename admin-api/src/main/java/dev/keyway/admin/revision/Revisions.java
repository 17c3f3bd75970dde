package dev.keyway.admin.revision;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Raises the revision, and wakes every replica when the change is committed. */
@Component
public final class Revisions {

    /** The channel of NOTIFY; its payload is the revision. */
    public static final String CHANNEL = "keyway_revision";

    /** All at once: an import changes hundreds of things in a transaction. */
    private static final String INSERT = """
            INSERT INTO config_change (revision, at, kind, id, deleted)
            SELECT ?::bigint, ?::timestamptz, * FROM unnest(?::text[], ?::uuid[], ?::boolean[])""";

    private final Clock clock;

    Revisions(Clock clock) {
        this.clock = clock;
    }

    /** The latest revision that is committed. */
    public long current(JdbcClient jdbc) {
        return jdbc.sql("SELECT value FROM revision").query(Long.class).single();
    }

    /**
     * Raises it. The row stays locked until the transaction ends, which makes revisions come in the order of commits:
     * so this is the last write of a transaction.
     *
     * @param jdbc of the transaction
     */
    public long raise(JdbcClient jdbc, Collection<ConfigChange> changes) {
        long revision = jdbc.sql("UPDATE revision SET value = value + 1 RETURNING value")
                .query(Long.class)
                .single();
        Collection<ConfigChange> last = lastOfEach(changes);
        jdbc.sql(INSERT)
                .params(
                        revision,
                        Timestamp.from(clock.instant()),
                        last.stream().map(ConfigChange::kind).toArray(String[]::new),
                        last.stream().map(change -> change.id().toString()).toArray(String[]::new),
                        last.stream().map(ConfigChange::deleted).toArray(Boolean[]::new))
                .update();
        jdbc.sql("SELECT pg_notify(?, ?)")
                .params(CHANNEL, "" + revision)
                .query()
                .singleRow();
        return revision;
    }

    /** What was changed more than once is as it was left. */
    private static Collection<ConfigChange> lastOfEach(Collection<ConfigChange> changes) {
        Map<UUID, ConfigChange> last = new LinkedHashMap<>();
        changes.forEach(change -> last.put(change.id(), change));
        return last.values();
    }
}
