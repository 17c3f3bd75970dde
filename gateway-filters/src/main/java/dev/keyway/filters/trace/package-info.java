/** Requests and their upstream calls as OpenTelemetry spans, sent by OTLP. Off unless it is switched on. */
@NullMarked
package dev.keyway.filters.trace;

import org.jspecify.annotations.NullMarked;
