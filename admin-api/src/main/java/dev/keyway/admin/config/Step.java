package dev.keyway.admin.config;

import dev.keyway.admin.change.Subject;
import dev.keyway.admin.edit.Resource;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How things of one kind are told apart, compared, and brought to be as the file says, by what their own endpoints call.
 *
 * @param list its name in the file
 * @param key what an entry is known by
 * @param shown what is there, as an entry says it
 * @param same whether a thing, but for what is within it, is as an entry says
 */
record Step<V extends Resource, E>(
        Subject kind,
        String list,
        Function<E, @Nullable String> key,
        Function<E, String> name,
        Function<V, E> shown,
        BiPredicate<V, E> same,
        Function<E, ? extends Resource> create,
        BiConsumer<V, E> change,
        Consumer<V> delete) {}
