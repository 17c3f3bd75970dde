package dev.keyway.admin.bulk;

import dev.keyway.catalogue.name.NearName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What lines of an import can name. Each name is looked up once; when the first is missing, all that are there are read, so that many
 * lines with unknown names ask the database once.
 *
 * @param <T> what has the names
 */
public final class NamesThere<T> {

    /** How many names are compared with all that are there, to find what was meant. */
    private static final int MOST_HINTS = 100;

    private final Function<String, Optional<T>> lookup;
    private final Supplier<List<String>> source;
    private final UnaryOperator<String> key;
    private final Map<String, Optional<T>> found = new HashMap<>();
    private final Set<String> keys = new HashSet<>();
    private @Nullable List<String> names;
    private int hints;

    /**
     * @param lookup what has a name
     * @param source all names that are there
     * @param key what is equal of two names that are the same
     */
    public NamesThere(Function<String, Optional<T>> lookup, Supplier<List<String>> source, UnaryOperator<String> key) {
        this.lookup = lookup;
        this.source = source;
        this.key = key;
    }

    /** What has this name. */
    public Optional<T> find(String name) {
        String same = key.apply(name);
        Optional<T> known = found.get(same);
        if (known != null) {
            return known;
        }
        Optional<T> there = names == null || keys.contains(same) ? lookup.apply(name) : Optional.empty();
        if (there.isEmpty()) {
            List<String> unused = names();
        }
        found.put(same, there);
        return there;
    }

    /** Adds one that was made. */
    public void add(String name, T made) {
        found.put(key.apply(name), Optional.of(made));
    }

    /** What may have been meant by a name that is missing, as the end of a sentence about it; otherwise the other end. */
    public String hint(String name, String otherwise) {
        if (++hints > MOST_HINTS) {
            return otherwise;
        }
        return NearName.of(name, names().stream())
                .map(near -> " (did you mean '%s'?)".formatted(near))
                .orElse(otherwise);
    }

    private List<String> names() {
        List<String> read = names;
        if (read == null) {
            read = source.get();
            names = read;
            read.forEach(name -> keys.add(key.apply(name)));
        }
        return read;
    }
}
