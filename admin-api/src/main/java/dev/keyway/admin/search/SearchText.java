package dev.keyway.admin.search;

import dev.keyway.admin.paging.Search;
import dev.keyway.admin.problem.ProblemException;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text of a search.
 *
 * @param text as it was asked for, without blanks around it
 * @param id the text as an ID; null if it has not the form of one
 */
record SearchText(String text, @Nullable UUID id) {

    private static final int SHORTEST = 2;
    private static final int LONGEST = 200;
    private static final Pattern ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    /** @throws ProblemException if it is too short to mean something, or longer than any name */
    static SearchText of(String asked) {
        String text = asked.strip();
        if (text.length() < SHORTEST || text.length() > LONGEST) {
            throw ProblemException.invalid("q", "must have %d to %d characters".formatted(SHORTEST, LONGEST));
        }
        return new SearchText(text, ID.matcher(text).matches() ? UUID.fromString(text) : null);
    }

    String lower() {
        return text.toLowerCase(Locale.ROOT);
    }

    /** A pattern of SQL for names that contain it. */
    String pattern() {
        return Search.containing(text);
    }

    /** The text, if it can be the last 4 characters of a key; their case counts. */
    @Nullable
    String ending() {
        return Search.ending(text);
    }
}
