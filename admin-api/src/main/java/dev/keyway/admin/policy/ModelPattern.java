package dev.keyway.admin.policy;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names of models, with * for any characters. */
final class ModelPattern {

    private ModelPattern() {}

    /** Whether whatever the inner pattern matches is matched by the outer one too; when in doubt, not. */
    static boolean covers(String outer, String inner) {
        String regex = Arrays.stream(outer.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.matches(regex, inner);
    }
}
