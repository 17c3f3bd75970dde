/** What memory open streams and bodies under way take. */
@NullMarked
package dev.keyway.bench.memory;

import org.jspecify.annotations.NullMarked;
