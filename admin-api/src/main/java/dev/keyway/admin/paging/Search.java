package dev.keyway.admin.paging;

import java.util.Locale;

/** What a caller looks for, as a pattern of SQL's LIKE with {@code !} as its escape character. */
public final class Search {

    private Search() {}

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
