package dev.keyway.filters.settings;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which of a provider's models may be used. A whitelist alone admits only what it names; beside an ignore list it
 * names the exceptions to it. {@code *} in a pattern stands for any run of characters.
 *
 * @param ignore patterns of models that may not be used
 * @param whitelist patterns of models that may be used whatever {@code ignore} says
 */
public record ModelFilter(List<String> ignore, List<String> whitelist) {

    /** Every model may be used. */
    public static final ModelFilter NONE = new ModelFilter(List.of(), List.of());

    public ModelFilter {
        ignore = List.copyOf(ignore);
        whitelist = List.copyOf(whitelist);
    }

    /**
     * Whether a model may be used.
     *
     * @param model the provider's name for it
     */
    public boolean allows(String model) {
        if (matchesAny(whitelist, model)) {
            return true;
        }
        if (ignore.isEmpty()) {
            return whitelist.isEmpty();
        }
        return !matchesAny(ignore, model);
    }

    private static boolean matchesAny(List<String> patterns, String model) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, model));
    }

    static boolean matches(String pattern, String model) {
        if (pattern.indexOf('*') < 0) {
            return pattern.equals(model);
        }
        String expression =
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.matches(expression, model);
    }
}
