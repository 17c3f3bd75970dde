package dev.keyway.admin.paging;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list, newest first unless it was sorted otherwise.
 *
 * @param next the cursor of what follows; null at the end
 * @param total how many there are in all; there only where it was asked for
 * @param totalIsAtLeast whether there are more than {@code total}, which were not counted
 */
public record Page<T>(
        List<T> items,
        @Nullable String next,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer total,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean totalIsAtLeast) {

    /** The whole of a list that is short by its nature. */
    public static <T> Page<T> whole(List<T> items, ListRequest request) {
        return request.total() ? new Page<>(items, null, items.size(), false) : new Page<>(items, null, null, null);
    }

    /**
     * Of rows that were asked for with {@link PageRequest#fetch}.
     *
     * @param id of a row
     * @param view what is shown of it
     */
    public static <R, T> Page<T> of(List<R> rows, PageRequest request, Function<R, UUID> id, Function<R, T> view) {
        boolean more = rows.size() > request.limit();
        List<R> shown = more ? rows.subList(0, request.limit()) : rows;
        boolean uncounted = rows.size() > PageRequest.MAX_TOTAL;
        return new Page<>(
                shown.stream().map(view).toList(),
                more ? request.cursors().apply(id.apply(shown.getLast())) : null,
                request.total() ? Integer.valueOf(uncounted ? PageRequest.MAX_TOTAL : rows.size()) : null,
                request.total() ? Boolean.valueOf(uncounted) : null);
    }

    /** The same page with other views. */
    public <V> Page<V> with(List<V> views) {
        return new Page<>(views, next, total, totalIsAtLeast);
    }
}
