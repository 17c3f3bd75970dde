/** A real PostgreSQL for tests: one server for the whole JVM, a database of its own for each who asks. */
@NullMarked
package dev.keyway.testkit.postgres;

import org.jspecify.annotations.NullMarked;
