package dev.keyway.filters.model;

import dev.keyway.catalogue.glob.Glob;
import java.util.List;

/**
 * Which of a provider's models may be used. A whitelist alone admits only what it names; beside an ignore list it
 * names the exceptions to it.
 *
 * @param ignore patterns of models that may not be used
 * @param whitelist patterns of models that may be used whatever {@code ignore} says
 */
public record ModelFilter(List<Glob> ignore, List<Glob> whitelist) {

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

    private static boolean matchesAny(List<Glob> patterns, String model) {
        for (Glob pattern : patterns) {
            if (pattern.matches(model)) {
                return true;
            }
        }
        return false;
    }
}
