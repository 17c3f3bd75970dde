package dev.keyway.admin.pool;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Number of keys in each state. */
public record StateCounts(long ready, long cooling, long locked, long disabled, long unusable) {

    static final StateCounts NONE = new StateCounts(0, 0, 0, 0, 0);

    static StateCounts of(ResultSet row) throws SQLException {
        return new StateCounts(
                row.getLong("ready"),
                row.getLong("cooling"),
                row.getLong("locked"),
                row.getLong("disabled"),
                row.getLong("unusable"));
    }

    StateCounts plus(StateCounts other) {
        return new StateCounts(
                ready + other.ready,
                cooling + other.cooling,
                locked + other.locked,
                disabled + other.disabled,
                unusable + other.unusable);
    }

    /** Whether a key that should serve does not. */
    public boolean lacksAny() {
        return cooling + locked + unusable > 0;
    }

    boolean isEmpty() {
        return ready + cooling + locked + disabled + unusable == 0;
    }
}
