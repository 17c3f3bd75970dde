/** What a managed gateway stores in its state directory: who it is, and its configuration, encrypted. */
@NullMarked
package dev.keyway.filters.source.managed.store;

import org.jspecify.annotations.NullMarked;
