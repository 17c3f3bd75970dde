/** Benchmarks of single pieces of code. */
@NullMarked
package dev.keyway.bench.jmh;

import org.jspecify.annotations.NullMarked;
