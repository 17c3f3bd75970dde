package dev.keyway.admin.paging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The conditions of a list that was asked for; those without a value are left out, so that an index can serve the rest. */
public final class Filter {

    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    /** With a condition that always holds. */
    public static Filter where(String condition, Object... values) {
        Filter filter = new Filter();
        filter.conditions.add(condition);
        filter.values.addAll(Arrays.asList(values));
        return filter;
    }

    /** One more, with a {@code ?} for each value. */
    public Filter and(String condition, Object first, Object second) {
        conditions.add(condition);
        values.add(first);
        values.add(second);
        return this;
    }

    /** One more, with a {@code ?} for each value, any of which may be null. */
    public Filter and(String condition, List<? extends @Nullable Object> some) {
        conditions.add(condition);
        values.addAll(some);
        return this;
    }

    /** One more, without values. */
    public Filter and(String condition) {
        conditions.add(condition);
        return this;
    }

    /** One more, with a {@code ?} for the value; none if there is no value. */
    public Filter and(String condition, @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            values.add(value);
        }
        return this;
    }

    /** The text after WHERE. */
    public String sql() {
        return String.join(" AND ", conditions);
    }

    /** The values of the condition's parameters, and then these. */
    public List<Object> values(Object... more) {
        List<Object> all = new ArrayList<>(values);
        all.addAll(Arrays.asList(more));
        return all;
    }
}
