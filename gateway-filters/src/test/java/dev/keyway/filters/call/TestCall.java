package dev.keyway.filters.call;

import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.catalogue.provider.KnownProviders;
import dev.keyway.catalogue.provider.Operation;
import dev.keyway.filters.body.BodyBudget;
import dev.keyway.filters.body.BodyPace;
import dev.keyway.filters.body.BodyReader;
import dev.keyway.filters.body.BodyWatch;
import dev.keyway.filters.body.MemberIndex;
import dev.keyway.filters.body.RequestBody;
import dev.keyway.filters.caller.Callers;
import dev.keyway.filters.failover.FailoverPolicy;
import dev.keyway.filters.keypool.KeyPool;
import dev.keyway.filters.metering.AnswerSizes;
import dev.keyway.filters.model.CallerIndex;
import dev.keyway.filters.model.ProviderSettings;
import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.filters.models.ModelDirectory;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.provider.ServedModel;
import dev.keyway.filters.record.AttemptClosed;
import dev.keyway.filters.record.AttemptHead;
import dev.keyway.filters.record.AttemptObservation;
import dev.keyway.filters.record.AttemptOpened;
import dev.keyway.filters.record.AttemptRecord;
import dev.keyway.filters.record.RequestClosed;
import dev.keyway.filters.record.RequestHead;
import dev.keyway.filters.record.RequestObservation;
import dev.keyway.filters.record.RequestObservers;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.filters.record.RequestTrack;
import dev.keyway.filters.record.TestHeaders;
import dev.keyway.filters.record.UsageEntry;
import dev.keyway.filters.request.Admitted;
import dev.keyway.filters.request.Lease;
import dev.keyway.filters.request.LlmRequest;
import dev.keyway.filters.request.Preparation;
import dev.keyway.filters.request.Prepared;
import dev.keyway.filters.request.Received;
import dev.keyway.filters.request.RequestLifecycle;
import dev.keyway.filters.request.RequestedOperation;
import dev.keyway.filters.request.Resolved;
import dev.keyway.filters.snapshot.Providers;
import dev.keyway.filters.snapshot.Snapshot;
import dev.keyway.filters.stored.StoredAnswers;
import dev.keyway.filters.upstream.Response;
import dev.keyway.filters.upstream.transport.FakeUpstream;
import dev.keyway.testkit.time.TestClock;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** One call on a fake pool and fake exchanges, on a loop and a clock that only the test moves. */
final class TestCall implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final PriceCatalogue PRICES = PriceCatalogue.load();
    private static final String BODY = "{\"model\":\"gpt-5\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";

    /** A provider that serves the same operation. */
    static final String SECOND = "openrouter";

    final FakePool pool = new FakePool();

    /** The pool of the second provider, if there is one. */
    final FakePool second = new FakePool();

    final FakeUpstream upstream = new FakeUpstream();
    final TestClock clock = TestClock.at("2026-03-01T12:00:00Z");
    final List<AttemptRecord> reported = new ArrayList<>();
    final List<AttemptRecord> closed = new ArrayList<>();
    final List<String> received = new ArrayList<>();

    /** The request's usage record: its attempts, what followed from each, and its end. */
    final List<AttemptOpened> parts = new ArrayList<>();

    final List<String> next = new ArrayList<>();
    final List<RequestClosed> ends = new ArrayList<>();

    /** How many ends of requests were recorded when the client received each part of the response. */
    final List<Integer> endsAtEach = new ArrayList<>();

    /** How many usage records were closed when the client had all of its response. */
    int closedAtTheEnd = -1;

    int opened;
    boolean logIsFull;

    /** Whether a hard budget binds. */
    boolean isHard;

    /** The most that a budget holds for the request, in nano-dollars. */
    long covered = Long.MAX_VALUE;

    /** What was to be held before each attempt, in all. */
    final List<Long> holds = new ArrayList<>();

    /** What opening a usage record throws. */
    @Nullable
    Error openFails;

    /** Whether judging a failure throws. */
    boolean isBroken;

    @Nullable
    CallResponse response;

    @Nullable
    Throwable error;

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final BodyBudget budget = new BodyBudget(1024 * 1024);
    private final List<RequestRecord> settled = new ArrayList<>();
    private final RequestTrack track;
    private final RequestLifecycle lifecycle;
    private final RequestBody body;
    private final Call call;
    private final Disposable client;

    private TestCall(boolean stream, String... others) {
        this(new Asked(Operation.CHAT, BODY, stream), answers -> {}, null, null, others);
    }

    /** What is asked for. */
    private record Asked(Operation operation, String body, boolean stream) {}

    private TestCall(
            Asked asked,
            Consumer<StoredAnswers> remembered,
            @Nullable KeyPool firstPool,
            @Nullable KeyPool secondPool,
            String... others) {
        channel.freezeTime();
        StoredAnswers answers = StoredAnswers.inMemory(clock);
        remembered.accept(answers);
        track = new RequestTrack(
                new RequestHead("req_1", clock.instant(), "POST", "/v1/chat/completions", TestHeaders.NONE),
                new RequestObservers(List.of(head -> new Observed())));
        track.recordedIn(new Entry(), () -> {});
        List<ConfiguredProvider> providers =
                new ArrayList<>(List.of(provider("openai", firstPool == null ? pool : firstPool)));
        for (String other : others) {
            providers.add(provider(other, secondPool == null ? second : secondPool));
        }
        List<ServedModel> targets = providers.stream()
                .map(provider -> provider.serve(asked.operation(), "gpt-5"))
                .toList();
        body = body(asked.body());
        lifecycle = new RequestLifecycle(track, channel.eventLoop());
        Prepared prepared = prepared(body, asked, targets);
        CallRequest request = new CallRequest(
                channel.eventLoop(),
                prepared,
                provider -> new DefaultHttpHeaders(),
                clock.instant().plus(PATIENCE));
        CallDependencies dependencies = new CallDependencies(
                new FailoverPolicy(new Chance()),
                new AnswerSizes(),
                new ModelDirectory(new Providers(() -> snapshot(providers)), clock),
                answers,
                clock);
        call = new Call(request, dependencies);
        client = call.response().subscribe(this::receive, failure -> error = failure);
    }

    private final class Chance extends Random {

        private static final long serialVersionUID = 1;

        private Chance() {
            super(1);
        }

        @Override
        protected int next(int bits) {
            if (isBroken) {
                throw new IllegalStateException("a defect");
            }
            return super.next(bits);
        }
    }

    /** A request for a stream. */
    static TestCall stream() {
        return new TestCall(true);
    }

    /** A request for a response in one piece, which a second provider can serve too. */
    static TestCall plainOnTwoTargets() {
        return new TestCall(false, SECOND);
    }

    /** A request for a stream, which a second provider can serve too. */
    static TestCall streamOnTwoTargets() {
        return new TestCall(true, SECOND);
    }

    /** A request for a response in one piece. */
    static TestCall plain() {
        return new TestCall(false);
    }

    /** A request for a response in one piece, which two providers with these pools can serve. */
    static TestCall onPools(KeyPool first, KeyPool second) {
        return new TestCall(new Asked(Operation.CHAT, BODY, false), answers -> {}, first, second, SECOND);
    }

    /**
     * A request that goes on from a stored response, which two providers can serve.
     *
     * @param remembered what is remembered of earlier responses
     */
    static TestCall continued(String response, Consumer<StoredAnswers> remembered) {
        String body = "{\"model\":\"gpt-5\",\"input\":\"go on\",\"previous_response_id\":\"" + response + "\"}";
        return new TestCall(new Asked(Operation.RESPONSES, body, false), remembered, null, null, "xai");
    }

    /** How long the body is that is sent. */
    static int bodyBytes() {
        return BODY.length();
    }

    void pass(Duration time) {
        clock.advance(time);
        channel.advanceTimeBy(time.toNanos(), java.util.concurrent.TimeUnit.NANOSECONDS);
        channel.runPendingTasks();
    }

    /** The request lets its body and its payload go. */
    void releaseBodies() {
        lifecycle.releaseBodies();
    }

    /** The client leaves, as its connection's end shows. */
    void leave() {
        client.dispose();
        call.close();
    }

    /** The request is over, and its record is this. */
    RequestRecord settle() {
        call.close();
        track.settle(dev.keyway.filters.record.Outcome.COMPLETED);
        return settled.getFirst();
    }

    boolean isAnswered() {
        return response != null || error != null;
    }

    /** How many bytes of bodies are held, by the budget or by their buffer. */
    long held() {
        return Math.max(budget.held(), body.bytes().refCnt() > 0 ? body.size() : 0);
    }

    @Override
    public void close() {
        leave();
        channel.finishAndReleaseAll();
    }

    private final class Observed implements RequestObservation {

        @Override
        public AttemptObservation onAttempt(AttemptHead head, Supplier<ByteBuf> payload) {
            return new Ended(reported);
        }

        @Override
        public void onEnded(RequestRecord request) {
            settled.add(request);
        }
    }

    private record Ended(List<AttemptRecord> attempts) implements AttemptObservation {

        @Override
        public void onEnded(AttemptRecord attempt) {
            attempts.add(attempt);
        }
    }

    private final class Budgeted implements Lease {

        @Override
        public void settle(RequestRecord record) {}

        @Override
        public boolean isHard() {
            return isHard;
        }

        @Override
        public @Nullable GatewayException extend(long nanos) {
            holds.add(nanos);
            return nanos <= covered ? null : new GatewayException(ErrorCode.BUDGET_RESERVED, "no budget");
        }
    }

    /** The request's usage record. */
    private final class Entry implements UsageEntry {

        @Override
        public Attempt attempt(AttemptOpened attempt) {
            if (logIsFull) {
                throw new GatewayException(ErrorCode.ACCOUNTING_UNAVAILABLE, "full");
            }
            if (openFails != null) {
                throw openFails;
            }
            opened++;
            parts.add(attempt);
            return new Attempt() {
                @Override
                public void close(AttemptClosed ended) {
                    closed.add(ended.attempt());
                    next.add(String.valueOf(ended.next()));
                }
            };
        }

        @Override
        public void close(RequestClosed ended) {
            ends.add(ended);
        }
    }

    private Prepared prepared(RequestBody body, Asked asked, List<ServedModel> targets) {
        lifecycle.hold(body);
        LlmRequest request = new LlmRequest(body, MemberIndex.of(body.bytes()), "gpt-5", asked.stream());
        Resolved resolved = new Received(channel.eventLoop(), track, lifecycle)
                .anonymous()
                .resolved(request, RequestedOperation.of(asked.operation()), targets);
        Prepared prepared = Preparation.AS_SENT.prepare(new Admitted(resolved, new Budgeted()), resolved.first());
        lifecycle.hold(prepared.payload());
        return prepared;
    }

    private void receive(CallResponse answered) {
        response = answered;
        Response begun = answered.response();
        if (begun.length() >= 0) {
            take(Objects.requireNonNull(begun.body().whole().block()));
            closedAtTheEnd = closed.size();
        } else {
            Disposable unused = begun.body()
                    .flux()
                    .subscribe(this::take, failure -> received.add("cut"), () -> closedAtTheEnd = closed.size());
        }
    }

    private void take(ByteBuf bytes) {
        endsAtEach.add(ends.size());
        received.add(bytes.toString(StandardCharsets.UTF_8));
        bytes.release();
    }

    private ConfiguredProvider provider(String id, KeyPool its) {
        return new ConfiguredProvider(
                new KnownProviders().declare(id, null, null),
                ProviderSettings.of(id, null, List.of(FakePool.key("a"))),
                its,
                upstream,
                PRICES,
                clock);
    }

    private RequestBody body(String json) {
        BodyReader reader = new BodyReader(
                64 * 1024,
                budget,
                PooledByteBufAllocator.DEFAULT,
                new BodyWatch(BodyPace.DEFAULT, clock),
                Schedulers.immediate());
        NettyDataBufferFactory buffers = new NettyDataBufferFactory(PooledByteBufAllocator.DEFAULT);
        return Objects.requireNonNull(
                reader.read(new HttpHeaders(), Flux.just(buffers.wrap(json.getBytes(StandardCharsets.UTF_8))), "")
                        .block());
    }

    private static Snapshot snapshot(List<ConfiguredProvider> providers) {
        return Snapshot.of(
                RuntimeModel.of(
                        CallerIndex.EMPTY,
                        providers.stream().map(ConfiguredProvider::settings).toList(),
                        PRICES),
                new Callers(CallerIndex.EMPTY),
                providers);
    }
}
