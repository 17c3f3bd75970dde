package dev.keyway.filters.trace;

import dev.keyway.filters.record.RequestTrace;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Begins the spans of requests, within the trace of the caller if it sends {@code traceparent}. */
final class SpanTraces implements RequestTrace.Traces {

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

    private final Tracer tracer;

    SpanTraces(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public RequestTrace begin(String method, String path, Function<String, @Nullable String> headers) {
        Context parent = W3C.extract(Context.root(), headers, Headers.INSTANCE);
        return new RequestSpan(tracer, parent, method, path);
    }

    /** Reads the headers of a request. */
    private enum Headers implements TextMapGetter<Function<String, @Nullable String>> {
        INSTANCE;

        @Override
        public Iterable<String> keys(Function<String, @Nullable String> headers) {
            return List.of();
        }

        @Override
        public @Nullable String get(@Nullable Function<String, @Nullable String> headers, String name) {
            return headers == null ? null : headers.apply(name.toLowerCase(Locale.ROOT));
        }
    }
}
