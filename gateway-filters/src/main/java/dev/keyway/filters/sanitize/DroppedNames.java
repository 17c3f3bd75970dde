package dev.keyway.filters.sanitize;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** Makes names that a client chose fit for a header: a name is shown only if it looks like a parameter's. */
public final class DroppedNames {

    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9_.\\[\\]-]{1,64}");
    private static final int MOST = 32;

    private DroppedNames() {}

    /** At most 32 names, in order; all that look strange are one {@code (other)}. */
    public static List<String> forHeader(Collection<String> names) {
        return names.stream()
                .map(name -> PARAMETER.matcher(name).matches() ? name : "(other)")
                .distinct()
                .limit(MOST)
                .toList();
    }
}
