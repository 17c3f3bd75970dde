package dev.keyway.filters.body;

import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.problem.GatewayException;
import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads request bodies into one piece of direct memory each, bounded one by one and all together. A body that is refused
 * is refused at once; what the client still sends is read and thrown away within bounds, since many clients read the
 * answer only after they have sent all.
 */
public final class BodyReader {

    private final int maxBody;
    private final BodyBudget budget;
    private final ByteBufAllocator allocator;

    /**
     * @param maxBody the most bytes that one body may have
     * @param budget the bound of all bodies together
     */
    public BodyReader(int maxBody, BodyBudget budget, ByteBufAllocator allocator) {
        this.maxBody = maxBody;
        this.budget = budget;
        this.allocator = allocator;
    }

    /**
     * Reads a body; whoever receives it releases it. Every network buffer is released here, whatever happens.
     *
     * <p>Ends with a {@link GatewayException}: {@code unsupported_encoding} where the body is compressed,
     * {@code request_too_large}, {@code gateway_overloaded} where the budget is used up, {@code invalid_json} where the
     * body ends before its {@code Content-Length}; or with a {@link ClientLeftException}.
     */
    public Mono<RequestBody> read(HttpHeaders headers, Flux<DataBuffer> content) {
        return Mono.<RequestBody>create(sink -> {
                    long length = headers.getContentLength();
                    GatewayException refusal = refusal(headers, length);
                    if (refusal != null && "100-continue".equalsIgnoreCase(headers.getFirst(HttpHeaders.EXPECT))) {
                        sink.error(refusal);
                        return;
                    }
                    BodyCollector collector =
                            new BodyCollector(sink, new BodyStore(length, maxBody, budget, allocator));
                    sink.onCancel(collector::cancel);
                    collector.refuse(refusal);
                    content.subscribe(collector);
                })
                .doOnDiscard(RequestBody.class, RequestBody::release);
    }

    private @Nullable GatewayException refusal(HttpHeaders headers, long length) {
        String encoding = headers.getFirst(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity")) {
            return new GatewayException(
                    ErrorCode.UNSUPPORTED_ENCODING,
                    "Compressed request bodies are not taken; send the body without Content-Encoding.");
        }
        return length > maxBody ? tooLarge(maxBody) : null;
    }

    static GatewayException tooLarge(int maxBody) {
        return new GatewayException(
                ErrorCode.REQUEST_TOO_LARGE, "The request body is larger than the " + maxBody + " bytes allowed.");
    }

    static GatewayException overloaded() {
        return new GatewayException(GatewayError.of(
                        ErrorCode.GATEWAY_OVERLOADED, "The gateway holds as many request bodies as it can; try again.")
                .retryAfter(Duration.ofSeconds(1)));
    }
}
