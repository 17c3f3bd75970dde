/** How much processor time a request costs here, beside a bare route and nginx. */
@NullMarked
package dev.keyway.bench.cpu;

import org.jspecify.annotations.NullMarked;
