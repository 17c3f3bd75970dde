package dev.keyway.filters.trace;

import dev.keyway.filters.record.AttemptHead;
import dev.keyway.filters.record.AttemptObservation;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.RequestObservation;
import dev.keyway.filters.record.RequestRecord;
import io.netty.buffer.ByteBuf;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The span of a request: kind {@code SERVER}, by the conventions for HTTP, with what Keyway knows beside it. */
final class RequestSpan implements RequestObservation {

    static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
    static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
    static final AttributeKey<String> SERVER_ADDRESS = AttributeKey.stringKey("server.address");
    static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");

    private static final AttributeKey<String> ID = AttributeKey.stringKey("keyway.request.id");
    private static final AttributeKey<String> CALLER = AttributeKey.stringKey("keyway.caller");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("keyway.outcome");
    private static final AttributeKey<String> CODE = AttributeKey.stringKey("keyway.error.code");
    private static final AttributeKey<Boolean> STREAM = AttributeKey.booleanKey("keyway.stream");
    private static final AttributeKey<Long> ATTEMPTS = AttributeKey.longKey("keyway.attempts");

    /** When nothing is known to be wrong with a status, it is below this. */
    private static final int SERVER_ERROR = 500;

    private final Tracer tracer;
    private final Span span;
    private final Context within;
    private final String method;
    private final String operation;

    RequestSpan(Tracer tracer, Context parent, String method, String path) {
        this.tracer = tracer;
        this.method = method;
        this.operation = GenAi.operation(path);
        this.span = tracer.spanBuilder(method)
                .setSpanKind(SpanKind.SERVER)
                .setParent(parent)
                .setAttribute(METHOD, method)
                .setAttribute(PATH, path)
                .startSpan();
        this.within = parent.with(span);
    }

    @Override
    public String traceparent() {
        return Traceparent.of(span.getSpanContext());
    }

    @Override
    public AttemptObservation onAttempt(AttemptHead head, Supplier<ByteBuf> payload) {
        URI address = URI.create(head.url());
        return new AttemptSpan(tracer.spanBuilder(operation + " " + head.model())
                .setSpanKind(SpanKind.CLIENT)
                .setParent(within)
                .setAttribute(GenAi.OPERATION, operation)
                .setAttribute(GenAi.PROVIDER, GenAi.provider(head.provider()))
                .setAttribute(GenAi.REQUEST_MODEL, head.model())
                .setAttribute(SERVER_ADDRESS, address.getHost())
                .setAttribute(SERVER_PORT, port(address))
                .setAttribute(AttemptSpan.NUMBER, (long) head.number())
                .setAttribute(AttemptSpan.KEY, head.keyId())
                .startSpan());
    }

    private static long port(URI address) {
        if (address.getPort() > 0) {
            return address.getPort();
        }
        return "https".equals(address.getScheme()) ? 443 : 80;
    }

    @Override
    public void onEnded(RequestRecord request) {
        String route = SpanRoutes.of(request.path(), request.provider());
        if (route != null) {
            span.updateName(method + " " + route);
            span.setAttribute(ROUTE, route);
        }
        span.setAttribute(ID, request.id());
        put(CALLER, request.caller());
        span.setAttribute(OUTCOME, request.outcome().label());
        span.setAttribute(ATTEMPTS, (long) request.attempts());
        put(CODE, request.code());
        if (request.status() > 0) {
            span.setAttribute(STATUS, (long) request.status());
        }
        if (request.provider() != null) {
            span.setAttribute(STREAM, request.stream());
        }
        Usages.tell(span, request.usage(), request.estimated());
        Usages.tell(span, request.cost());
        tellTimes(request);
        if (request.outcome() == Outcome.BROKEN || request.status() >= SERVER_ERROR) {
            String code = request.code();
            span.setAttribute(ERROR_TYPE, code == null ? request.outcome().label() : code);
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }

    private void tellTimes(RequestRecord request) {
        Duration firstByte = request.firstByte();
        if (firstByte != null) {
            long at = TimeUnit.MILLISECONDS.toNanos(request.start().toEpochMilli()) + firstByte.toNanos();
            span.addEvent("first byte", at, TimeUnit.NANOSECONDS);
        }
    }

    private void put(AttributeKey<String> key, @Nullable String value) {
        if (value != null) {
            span.setAttribute(key, value);
        }
    }
}
