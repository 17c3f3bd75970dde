package dev.keyway.admin.paging;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list, newest first.
 *
 * @param next the cursor of what follows; null at the end
 */
public record Page<T>(List<T> items, @Nullable String next) {

    /**
     * Of rows that were asked for with {@link PageRequest#fetch}.
     *
     * @param id of a row
     * @param view what is shown of it
     */
    public static <R, T> Page<T> of(List<R> rows, PageRequest request, Function<R, UUID> id, Function<R, T> view) {
        boolean more = rows.size() > request.limit();
        List<R> shown = more ? rows.subList(0, request.limit()) : rows;
        return new Page<>(
                shown.stream().map(view).toList(),
                more ? Cursor.text(id.apply(shown.getLast()), request.list()) : null);
    }
}
