package dev.keyway.filters.trace;

import dev.keyway.contract.trust.TrustedCertificates;
import dev.keyway.filters.record.RequestHead;
import dev.keyway.filters.record.RequestObservation;
import dev.keyway.filters.record.RequestObserver;
import dev.keyway.filters.settings.NetworkSettings;
import dev.keyway.filters.settings.TraceSettings;
import dev.keyway.filters.upstream.transport.CompanyCertificates;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Sends spans to a collector by OTLP, in batches from a thread of its own. Where the collector is slower than the
 * requests, or away, spans are lost, and no request waits.
 */
public final class SpanExport implements RequestObserver, AutoCloseable {

    /** Spans that wait for the collector; more are lost. */
    private static final int QUEUE = 8_192;

    private static final Duration BATCH_DELAY = Duration.ofSeconds(1);
    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(10);

    /** How long the last spans may take to be sent at the end. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    private final SdkTracerProvider provider;
    private final RequestObserver traces;

    private SpanExport(SdkTracerProvider provider) {
        this.provider = provider;
        this.traces = new SpanTraces(provider.get("dev.keyway.gateway"));
    }

    /** Begins to send spans; the first batch shows whether the collector is there. */
    public static SpanExport to(TraceSettings settings, NetworkSettings network, MeterRegistry meters) {
        SpanCounts counts = new SpanCounts(meters);
        BatchSpanProcessor batches = BatchSpanProcessor.builder(counts.counting(exporter(settings, network)))
                .setMaxQueueSize(QUEUE)
                .setScheduleDelay(BATCH_DELAY)
                .setExporterTimeout(SEND_TIMEOUT)
                .build();
        return new SpanExport(SdkTracerProvider.builder()
                .setResource(resource(settings))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.samplingRatio())))
                .addSpanProcessor(counts)
                .addSpanProcessor(batches)
                .build());
    }

    private static OtlpHttpSpanExporter exporter(TraceSettings settings, NetworkSettings network) {
        String base = settings.endpoint().toString();
        OtlpHttpSpanExporterBuilder exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(base + (base.endsWith("/") ? "v1/traces" : "/v1/traces"))
                .setCompression("gzip")
                .setTimeout(SEND_TIMEOUT);
        settings.headers().forEach((name, value) -> exporter.addHeader(name, value.reveal()));
        Path caFile = network.caFile();
        if (caFile != null) {
            TrustedCertificates trusted = CompanyCertificates.in(caFile);
            exporter.setSslContext(trusted.sslContext(), trusted.trustManager());
        }
        return exporter.build();
    }

    private static Resource resource(TraceSettings settings) {
        AttributesBuilder attributes = Resource.getDefault().getAttributes().toBuilder();
        settings.resource().forEach((name, value) -> attributes.put(AttributeKey.stringKey(name), value));
        attributes.put(AttributeKey.stringKey("service.name"), settings.serviceName());
        return Resource.create(attributes.build());
    }

    @Override
    public RequestObservation begin(RequestHead head) {
        return traces.begin(head);
    }

    /** Sends what is left, for a few seconds at most. */
    @Override
    public void close() {
        provider.shutdown().join(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    }
}
