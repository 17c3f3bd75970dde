package dev.keyway.admin.config;

import dev.keyway.admin.label.LabelSets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One form of what can be said in several, so that what is the same compares as the same. What is at its default is left out. */
final class Normal {

    private Normal() {}

    static @Nullable String text(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    static @Nullable Boolean flag(@Nullable Boolean flag) {
        return Boolean.TRUE.equals(flag) ? flag : null;
    }

    static @Nullable Map<String, String> labels(@Nullable Map<String, String> labels) {
        return labels == null || labels.isEmpty() ? null : LabelSets.of(labels);
    }

    static <T> @Nullable List<T> list(@Nullable List<T> list) {
        return list == null || list.isEmpty() ? null : list;
    }

    /** In alphabetical order: theirs has no meaning. What is missing is no name. */
    static @Nullable List<String> names(@Nullable List<String> names) {
        return names == null || names.isEmpty()
                ? null
                : names.stream().filter(Objects::nonNull).sorted().toList();
    }

    /** As it is stored: to the millisecond. */
    static @Nullable Duration duration(@Nullable Duration duration) {
        return duration == null ? null : duration.truncatedTo(ChronoUnit.MILLIS);
    }

    /** As it is stored: without a slash at its end. */
    static @Nullable String url(@Nullable String url) {
        if (url == null) {
            return null;
        }
        int end = url.length();
        while (end > 0 && url.charAt(end - 1) == '/') {
            end--;
        }
        return url.substring(0, end);
    }
}
