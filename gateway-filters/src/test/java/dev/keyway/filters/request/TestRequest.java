package dev.keyway.filters.request;

import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.catalogue.provider.KnownProviders;
import dev.keyway.catalogue.provider.Operation;
import dev.keyway.filters.body.BodyBudget;
import dev.keyway.filters.body.BodyPace;
import dev.keyway.filters.body.BodyReader;
import dev.keyway.filters.body.BodyWatch;
import dev.keyway.filters.body.FormIndex;
import dev.keyway.filters.body.MemberIndex;
import dev.keyway.filters.body.RequestBody;
import dev.keyway.filters.call.FakePool;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.Policy;
import dev.keyway.filters.model.ProviderSettings;
import dev.keyway.filters.models.NamedModel;
import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.record.RequestHead;
import dev.keyway.filters.record.RequestObservation;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.filters.record.RequestTrack;
import dev.keyway.filters.record.TestHeaders;
import dev.keyway.filters.upstream.transport.FakeUpstream;
import dev.keyway.testkit.time.TestClock;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** A request in the stages before its call, without a server. */
public final class TestRequest {

    public static final Caller CALLER = new Caller("tests", "tests", null, List.of(), null, false, Policy.NONE, "");
    public static final RequestedOperation CHAT = new RequestedOperation.Common(Operation.CHAT);

    private static final PriceCatalogue PRICES = PriceCatalogue.load();

    public final List<RequestRecord> settled = new ArrayList<>();
    public final BodyBudget budget = new BodyBudget(1024 * 1024);
    public final Received received;

    /** Whether the observer of the end throws. */
    boolean observerFails;

    private final TestClock clock = TestClock.at("2026-03-01T12:00:00Z");

    public TestRequest() {
        this(new EmbeddedChannel().eventLoop());
    }

    /** @param loop the event loop on which it lives */
    TestRequest(EventLoop loop) {
        RequestTrack track = new RequestTrack(
                new RequestHead("req_1", clock.instant(), "POST", "/v1/chat/completions", TestHeaders.NONE),
                head -> new Observed());
        received = new Received(loop, track, new RequestLifecycle(track, loop));
    }

    private final class Observed implements RequestObservation {

        @Override
        public void onEnded(RequestRecord request) {
            if (observerFails) {
                throw new IllegalStateException("a defect");
            }
            settled.add(request);
        }
    }

    /** The request, resolved to one model of OpenAI's. */
    public Resolved resolved() {
        return Resolution.of(
                received.identified(CALLER),
                read("{\"model\":\"openai/gpt-5\",\"messages\":[]}"),
                CHAT,
                List.of(new NamedModel(provider("openai"), "gpt-5")));
    }

    /** The request, resolved to a model for an operation that takes JSON. */
    public Resolved resolved(Operation operation, String provider, String model, String json) {
        return Resolution.of(
                received.identified(CALLER),
                read(json),
                RequestedOperation.of(operation),
                List.of(new NamedModel(provider(provider), model)));
    }

    /**
     * The request of a transcript, resolved to a model.
     *
     * @param length of its file, in bytes
     */
    public Resolved transcription(String provider, String model, int length) {
        String type = "multipart/form-data; boundary=b";
        RequestBody body = received.lifecycle()
                .hold(body("--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n" + model
                        + "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.mp3\"\r\n\r\n"
                        + "x".repeat(length) + "\r\n--b--\r\n"));
        RequestFields form = new RequestFields.Form(FormIndex.of(body.bytes(), type), type);
        return Resolution.of(
                received.identified(CALLER),
                new LlmRequest(body, form, model, false),
                RequestedOperation.of(Operation.TRANSCRIPTION),
                List.of(new NamedModel(provider(provider), model)));
    }

    /** A JSON request, whose body the lifecycle owns. */
    public LlmRequest read(String json) {
        RequestBody body = received.lifecycle().hold(body(json));
        return new LlmRequest(body, MemberIndex.of(body.bytes()), "gpt-5", false);
    }

    /** A body that nobody owns yet. */
    RequestBody body(String json) {
        BodyReader reader = new BodyReader(
                256 * 1024,
                budget,
                PooledByteBufAllocator.DEFAULT,
                new BodyWatch(BodyPace.DEFAULT, clock),
                Schedulers.immediate());
        NettyDataBufferFactory buffers = new NettyDataBufferFactory(PooledByteBufAllocator.DEFAULT);
        return Objects.requireNonNull(
                reader.read(new HttpHeaders(), Flux.just(buffers.wrap(json.getBytes(StandardCharsets.UTF_8))), "")
                        .block());
    }

    /** A provider without keys. */
    ConfiguredProvider provider(String id) {
        return new ConfiguredProvider(
                new KnownProviders().declare(id, null, null),
                ProviderSettings.of(id, null, List.of()),
                new FakePool(),
                new FakeUpstream(),
                PRICES,
                clock);
    }
}
