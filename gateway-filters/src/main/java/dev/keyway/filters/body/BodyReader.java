package dev.keyway.filters.body;

import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayException;
import io.netty.buffer.ByteBufAllocator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Reads request bodies into one piece of direct memory each, bounded one by one and all together. A body that is refused
 * is refused at once; what the client still sends is read and thrown away within bounds, since many clients read the
 * answer only after they have sent all. Packed bodies are unpacked within the same bounds.
 */
public final class BodyReader {

    private final int maxBody;
    private final BodyBudget budget;
    private final ByteBufAllocator allocator;
    private final BodyWatch watch;
    private final Scheduler workers;

    /**
     * @param maxBody the most bytes that one body may have
     * @param budget the bound of all bodies together
     * @param watch ends those that come too slowly
     * @param workers where bodies are unpacked
     */
    public BodyReader(int maxBody, BodyBudget budget, ByteBufAllocator allocator, BodyWatch watch, Scheduler workers) {
        this.maxBody = maxBody;
        this.budget = budget;
        this.allocator = allocator;
        this.watch = watch;
        this.workers = workers;
    }

    /**
     * Reads a body; whoever receives it releases it, and has a {@link BodyHold} own it before it goes to another thread.
     * Every network buffer is released here, whatever happens.
     *
     * <p>Ends with a {@link GatewayException}: {@code unsupported_encoding} where it is packed in another way,
     * {@code request_too_large}, {@code gateway_overloaded} where the budget is used up, {@code invalid_json} where the
     * body ends before its {@code Content-Length}, {@code body_timeout} where it comes too slowly; or with a
     * {@link ClientLeftException}.
     *
     * @param caller whose share of the budget it takes; empty for one who shares it with nobody
     */
    public Mono<RequestBody> read(HttpHeaders headers, Flux<DataBuffer> content, String caller) {
        Mono<RequestBody> sent = asSent(headers, content, caller);
        if (!isPacked(headers)) {
            return sent;
        }
        return Mono.defer(() -> {
            BodyHold waiting = new BodyHold();
            return sent.map(waiting::hold)
                    .publishOn(workers)
                    .doOnCancel(waiting::release)
                    .map(packed -> unpack(packed, headers, caller));
        });
    }

    /** Whether a body is packed, so that it is handed over on a thread of the workers. */
    public static boolean isPacked(HttpHeaders headers) {
        String coding = headers.getFirst(HttpHeaders.CONTENT_ENCODING);
        return coding != null && !coding.isBlank() && !coding.strip().equalsIgnoreCase("identity");
    }

    private RequestBody unpack(RequestBody packed, HttpHeaders headers, String caller) {
        return Unpacking.unpack(
                packed,
                coding(headers).orElseThrow(Unpacking::unsupported),
                new BodyStore(-1, maxBody, budget.share(caller), allocator));
    }

    private static Optional<ContentCoding> coding(HttpHeaders headers) {
        return ContentCoding.of(String.join(",", headers.getOrEmpty(HttpHeaders.CONTENT_ENCODING)));
    }

    private Mono<RequestBody> asSent(HttpHeaders headers, Flux<DataBuffer> content, String caller) {
        return Mono.<RequestBody>create(sink -> {
                    long length = headers.getContentLength();
                    GatewayException refusal = refusal(headers, length);
                    if (refusal != null && "100-continue".equalsIgnoreCase(headers.getFirst(HttpHeaders.EXPECT))) {
                        sink.error(refusal);
                        return;
                    }
                    BodyCollector collector = new BodyCollector(
                            sink, new BodyStore(length, maxBody, budget.share(caller), allocator), watch);
                    sink.onCancel(collector::cancel);
                    collector.refuse(refusal);
                    content.subscribe(collector);
                })
                .doOnDiscard(RequestBody.class, RequestBody::release);
    }

    private @Nullable GatewayException refusal(HttpHeaders headers, long length) {
        if (isPacked(headers) && coding(headers).isEmpty()) {
            return Unpacking.unsupported();
        }
        return length > maxBody ? tooLarge(maxBody) : null;
    }

    static GatewayException tooLarge(int maxBody) {
        return new GatewayException(
                ErrorCode.REQUEST_TOO_LARGE, "The request body is larger than the " + maxBody + " bytes allowed.");
    }
}
