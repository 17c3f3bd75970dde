package dev.keyway.filters.source.managed.compile;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Table of one kind of resource, with an index by what each belongs to. Not thread-safe. */
final class Table<T> {

    private final Function<T, UUID> id;
    private final Function<T, UUID> owner;
    private final Map<UUID, T> rows = new LinkedHashMap<>();
    private final Map<UUID, Set<UUID>> byOwner = new HashMap<>();

    Table(Function<T, UUID> id, Function<T, UUID> owner) {
        this.id = id;
        this.owner = owner;
    }

    /** Adds a resource, or replaces the one of the same ID. @return the one before; null if there was none */
    @Nullable
    T put(T row) {
        T before = remove(id.apply(row));
        rows.put(id.apply(row), row);
        byOwner.computeIfAbsent(owner.apply(row), none -> new LinkedHashSet<>()).add(id.apply(row));
        return before;
    }

    /** Removes a resource. @return null if there was none */
    @Nullable
    T remove(UUID gone) {
        T before = rows.remove(gone);
        if (before != null) {
            Set<UUID> siblings = byOwner.get(owner.apply(before));
            if (siblings != null) {
                siblings.remove(gone);
                if (siblings.isEmpty()) {
                    byOwner.remove(owner.apply(before));
                }
            }
        }
        return before;
    }

    @Nullable
    T get(UUID wanted) {
        return rows.get(wanted);
    }

    /** What belongs to a resource, in the order of arrival. */
    List<T> of(UUID owning) {
        return byOwner.getOrDefault(owning, Set.of()).stream().map(rows::get).toList();
    }

    Collection<T> all() {
        return Collections.unmodifiableCollection(rows.values());
    }

    void clear() {
        rows.clear();
        byOwner.clear();
    }
}
