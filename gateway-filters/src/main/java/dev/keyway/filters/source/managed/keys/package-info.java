/** Provider keys of a managed gateway: opened if they came sealed, read if they are references. */
@NullMarked
package dev.keyway.filters.source.managed.keys;

import org.jspecify.annotations.NullMarked;
