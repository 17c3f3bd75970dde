/** Many failovers and many streams, watched for hangs and for memory that grows. */
@NullMarked
package dev.keyway.bench.soak;

import org.jspecify.annotations.NullMarked;
