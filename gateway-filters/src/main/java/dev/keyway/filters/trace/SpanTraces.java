package dev.keyway.filters.trace;

import dev.keyway.filters.record.RequestHead;
import dev.keyway.filters.record.RequestObservation;
import dev.keyway.filters.record.RequestObserver;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Begins the spans of requests, within the trace of the caller if it sends {@code traceparent}. */
final class SpanTraces implements RequestObserver {

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

    private final Tracer tracer;

    SpanTraces(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public RequestObservation begin(RequestHead head) {
        Context parent = W3C.extract(Context.root(), head.headers(), Headers.INSTANCE);
        return new RequestSpan(tracer, parent, head.method(), head.path());
    }

    /** Reads the headers of a request. */
    private enum Headers implements TextMapGetter<RequestHead.Headers> {
        INSTANCE;

        @Override
        public Iterable<String> keys(RequestHead.Headers headers) {
            return List.of();
        }

        @Override
        public @Nullable String get(RequestHead.@Nullable Headers headers, String name) {
            return headers == null ? null : headers.first(name);
        }
    }
}
