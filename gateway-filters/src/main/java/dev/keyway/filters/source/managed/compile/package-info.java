/** Compiler of the admin service's configuration into the runtime model: what a change leaves alone stays the same object. */
@NullMarked
package dev.keyway.filters.source.managed.compile;

import org.jspecify.annotations.NullMarked;
