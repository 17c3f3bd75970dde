package dev.keyway.admin.bulk;

import dev.keyway.catalogue.name.NearName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The names that lines of an import can name. They are read when the first is missing, so that many lines with unknown names ask the
 * database once.
 */
public final class NamesThere {

    /** How many names are compared with all that are there, to find what was meant. */
    private static final int MOST_HINTS = 100;

    private final Supplier<List<String>> source;
    private final UnaryOperator<String> key;
    private final Set<String> keys = new HashSet<>();
    private @Nullable List<String> names;
    private int hints;

    /** @param key what is equal of two names that are the same */
    public NamesThere(Supplier<List<String>> source, UnaryOperator<String> key) {
        this.source = source;
        this.key = key;
    }

    /** Whether it is known by now that there is no such name. */
    public boolean lacks(String name) {
        return names != null && !keys.contains(key.apply(name));
    }

    /** Adds one that was made. */
    public void add(String name) {
        keys.add(key.apply(name));
    }

    /** What may have been meant by a name that is missing, as the end of a sentence about it; otherwise the other end. */
    public String hint(String name, String otherwise) {
        List<String> there = names == null ? read() : names;
        if (++hints > MOST_HINTS) {
            return otherwise;
        }
        return NearName.of(name, there.stream())
                .map(near -> " (did you mean '%s'?)".formatted(near))
                .orElse(otherwise);
    }

    private List<String> read() {
        List<String> read = source.get();
        names = read;
        read.forEach(this::add);
        return read;
    }
}
