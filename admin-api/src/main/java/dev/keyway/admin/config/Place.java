package dev.keyway.admin.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Position in the file, and the names of what is there.
 *
 * @param path such as {@code providers[2].accounts[0]}
 * @param names of it and of what it is in, outermost first
 */
record Place(String path, List<String> names) {

    static final Place ROOT = new Place("", List.of());

    /** @param name may be missing, which is refused elsewhere */
    @SuppressWarnings("NullAway")
    Place at(String list, int index, String name) {
        List<String> all = new ArrayList<>(names);
        all.add(name == null ? "" : name);
        return new Place(join(path, list) + "[" + index + "]", List.copyOf(all));
    }

    /** A member of it. */
    Place member(String member) {
        return new Place(join(path, member), names);
    }

    /** What it lacks of a list. */
    Place without(String list, String name) {
        return new Place(join(path, list), at(list, 0, name).names());
    }

    static String join(String path, String member) {
        return path.isEmpty() ? member : path + "." + member;
    }
}
