/** What every run needs: the gateway in a JVM of its own, a client, load on a schedule, and verdicts. */
@NullMarked
package dev.keyway.bench.rig;

import org.jspecify.annotations.NullMarked;
