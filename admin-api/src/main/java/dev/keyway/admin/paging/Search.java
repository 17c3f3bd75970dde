package dev.keyway.admin.paging;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a caller looks for, as a pattern of SQL's LIKE with {@code !} as its escape character. */
public final class Search {

    private static final int ENDING = 4;

    private Search() {}

    /** The text, if it can be the last 4 characters of something; otherwise null, which equals nothing. */
    public static @Nullable String ending(String text) {
        return text.strip().length() == ENDING ? text.strip() : null;
    }

    /** Anything that has these characters in it, whatever their case; all if there are none. */
    public static String containing(String text) {
        String escaped = text.strip()
                .toLowerCase(Locale.ROOT)
                .replace("!", "!!")
                .replace("%", "!%")
                .replace("_", "!_");
        return "%" + escaped + "%";
    }
}
