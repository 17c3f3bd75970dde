package dev.keyway.admin.config;

import dev.keyway.admin.change.Subject;
import dev.keyway.admin.edit.Resource;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Resource plan: how resources of one kind are identified, compared, and created, changed or deleted, by what their own endpoints call.
 *
 * @param list its name in the file
 * @param key identifies an entry
 * @param shown a resource as an entry of the file
 * @param same whether a resource, but for what is within it, is as an entry says
 */
record ResourcePlan<V extends Resource, E>(
        Subject kind,
        String list,
        Function<E, @Nullable String> key,
        Function<E, String> name,
        Function<V, E> shown,
        BiPredicate<V, E> same,
        Function<E, ? extends Resource> create,
        BiConsumer<V, E> change,
        Consumer<V> delete) {}
