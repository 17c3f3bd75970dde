package dev.keyway.admin.change;

import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.edit.Versioned;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * Lifecycle of one kind of resource: creation, changes and deletion, each recorded with what was shown before and after.
 *
 * @param <S> settings, what can be changed of it
 * @param <V> view, what is shown of it
 */
public final class Lifecycle<S, V extends Versioned> {

    private final Lifecycles shared;
    private final Subject subject;
    private final Class<S> settings;
    private final Function<V, Scope> scope;

    Lifecycle(Lifecycles shared, Subject subject, Class<S> settings, Function<V, Scope> scope) {
        this.shared = shared;
        this.subject = subject;
        this.settings = settings;
        this.scope = scope;
    }

    /** Creates a row with a new ID, and records it; the row's view is read once it is written. */
    public V create(BiFunction<UUID, Instant, Supplier<V>> create) {
        V made = made(create);
        shared.changes().record(Change.created(subject, made.id(), scope.apply(made), made));
        return made;
    }

    /** Creates a row like {@link #create(BiFunction)}, and records it with another scope. */
    public V create(Scope in, BiFunction<UUID, Instant, Supplier<V>> create) {
        V made = made(create);
        shared.changes().record(Change.created(subject, made.id(), in, made));
        return made;
    }

    private V made(BiFunction<UUID, Instant, Supplier<V>> create) {
        Supplier<V> row = create.apply(shared.ids().next(), shared.clock().instant());
        shared.changes().flush();
        return row.get();
    }

    /** Applies a patch to the row if it has the version, and records the change; a patch that changes nothing does nothing. */
    public V change(Supplier<V> view, S current, IfMatch version, JsonNode patch, BiConsumer<S, Instant> write) {
        V before = view.get();
        version.require(before.version());
        S changed = shared.patches().apply(current, patch, settings, before);
        if (changed.equals(current)) {
            return before;
        }
        write.accept(changed, shared.clock().instant());
        shared.changes().flush();
        V after = view.get();
        shared.changes().record(Change.updated(subject, after.id(), scope.apply(after), before, after));
        return after;
    }

    /** Deletes a row, and records it. */
    public void delete(V before, Consumer<Instant> delete) {
        delete(before, delete, () -> {});
    }

    /**
     * Deletes a row, and records it.
     *
     * @param afterwards runs after the deletion is written and before it is recorded; if it throws, nothing is recorded
     */
    public void delete(V before, Consumer<Instant> delete, Runnable afterwards) {
        Change deletion = Change.deleted(subject, before.id(), scope.apply(before), before);
        Deletions.requireVersion(deletion);
        delete.accept(shared.clock().instant());
        shared.changes().flush();
        afterwards.run();
        shared.changes().record(deletion);
    }
}
