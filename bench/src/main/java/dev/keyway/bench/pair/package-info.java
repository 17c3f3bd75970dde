/** Database, admin service, managed gateway and fake provider as processes, for tests that kill them. */
@NullMarked
package dev.keyway.bench.pair;

import org.jspecify.annotations.NullMarked;
