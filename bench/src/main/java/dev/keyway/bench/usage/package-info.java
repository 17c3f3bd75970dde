/** {@code bench books}: queries, statement, export and retention with millions of usage records. */
@NullMarked
package dev.keyway.bench.usage;

import org.jspecify.annotations.NullMarked;
