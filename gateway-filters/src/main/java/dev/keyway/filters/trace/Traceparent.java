package dev.keyway.filters.trace;

import io.opentelemetry.api.trace.SpanContext;

/**
 * The header that stands for a span.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">W3C Trace Context</a>
 */
final class Traceparent {

    private Traceparent() {}

    static String of(SpanContext span) {
        return "00-" + span.getTraceId() + '-' + span.getSpanId() + '-'
                + span.getTraceFlags().asHex();
    }
}
