package dev.keyway.admin.policy;

import java.sql.Array;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The percentages of a budget at which it alerts, ascending, each once. */
public final class SoftThresholds {

    /** Default thresholds, in percent. */
    public static final List<Integer> DEFAULT = List.of(80);

    private SoftThresholds() {}

    /** In the one form in which they are stored and shown; the default if null. */
    public static List<Integer> of(@Nullable List<Integer> thresholds) {
        return thresholds == null
                ? DEFAULT
                : thresholds.stream().distinct().sorted().toList();
    }

    static Short[] column(@Nullable List<Integer> thresholds) {
        return of(thresholds).stream().map(Integer::shortValue).toArray(Short[]::new);
    }

    static List<Integer> read(Array column) throws SQLException {
        return Stream.of((Short[]) column.getArray()).map(Short::intValue).toList();
    }
}
