/** Throughput of the ingest of usage events, compared with a plain COPY of the same rows. */
@NullMarked
package dev.keyway.bench.ingest;

import org.jspecify.annotations.NullMarked;
