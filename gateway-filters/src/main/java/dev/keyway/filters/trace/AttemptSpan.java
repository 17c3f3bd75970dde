package dev.keyway.filters.trace;

import dev.keyway.filters.record.AttemptObservation;
import dev.keyway.filters.record.AttemptRecord;
import dev.keyway.filters.record.AttemptUsage;
import dev.keyway.filters.record.Outcome;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/** The span of an upstream call: kind {@code CLIENT}, by the conventions for generative AI. */
final class AttemptSpan implements AttemptObservation {

    static final AttributeKey<Long> NUMBER = AttributeKey.longKey("keyway.attempt");
    static final AttributeKey<String> KEY = AttributeKey.stringKey("keyway.key.id");

    private static final AttributeKey<String> RESULT = AttributeKey.stringKey("keyway.result");
    private static final AttributeKey<Long> WAITED = AttributeKey.longKey("keyway.key.wait_ms");

    private final Span span;

    AttemptSpan(Span span) {
        this.span = span;
    }

    @Override
    public String traceparent() {
        return Traceparent.of(span.getSpanContext());
    }

    @Override
    public void onResponse() {
        span.addEvent("first byte");
    }

    @Override
    public void onEnded(AttemptRecord attempt) {
        span.setAttribute(RESULT, attempt.result());
        span.setAttribute(WAITED, attempt.waited().toMillis());
        if (attempt.status() > 0) {
            span.setAttribute(RequestSpan.STATUS, (long) attempt.status());
        }
        AttemptUsage usage = attempt.usage();
        Usages.tell(span, usage.tokens(), usage.estimated());
        Usages.tell(span, usage.cost());
        if (attempt.outcome() == Outcome.FAILED || attempt.outcome() == Outcome.BROKEN) {
            span.setAttribute(RequestSpan.ERROR_TYPE, attempt.result());
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }
}
