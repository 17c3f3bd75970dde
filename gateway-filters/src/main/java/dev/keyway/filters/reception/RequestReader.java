package dev.keyway.filters.reception;

import dev.keyway.filters.body.BodyReader;
import dev.keyway.filters.body.MemberIndex;
import dev.keyway.filters.body.RequestBody;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.problem.GatewayException;
import java.util.function.BiFunction;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Reads a request's body and finds in it which model is asked for. */
public final class RequestReader {

    /** No provider has longer names; what is kept and logged per name must not be as large as a body. */
    private static final int LONGEST_MODEL = 512;

    private final BodyReader bodies;

    public RequestReader(BodyReader bodies) {
        this.bodies = bodies;
    }

    /** The request, read once: whoever asks again gets the same. */
    public Mono<LlmRequest> read(ServerWebExchange exchange, Taken taken) {
        return read(
                exchange, taken, (body, index) -> new LlmRequest(body, index, model(index), index.isTrue("stream")));
    }

    /** The request, read once, of an API whose bodies say in a way of its own what they ask for. */
    public Mono<LlmRequest> read(
            ServerWebExchange exchange, Taken taken, BiFunction<RequestBody, MemberIndex, LlmRequest> understanding) {
        LlmRequest before = taken.request();
        if (before != null) {
            return Mono.just(before);
        }
        return bodies.read(
                        exchange.getRequest().getHeaders(),
                        exchange.getRequest().getBody())
                .map(body -> {
                    LlmRequest request = understand(body, understanding);
                    taken.read(request);
                    return request;
                });
    }

    private static LlmRequest understand(
            RequestBody body, BiFunction<RequestBody, MemberIndex, LlmRequest> understanding) {
        try {
            return understanding.apply(body, MemberIndex.of(body.bytes()));
        } catch (RuntimeException e) {
            body.release();
            throw e;
        }
    }

    /** The model that a body names as most APIs do. */
    public static String model(MemberIndex index) {
        String model = index.string("model");
        if (model != null && !model.isBlank() && model.length() <= LONGEST_MODEL) {
            return model;
        }
        String problem = !index.has("model")
                ? "The body names no model. Add a member 'model', for example \"openai/gpt-4o\"."
                : "The member 'model' must be a string that is not empty and has at most " + LONGEST_MODEL
                        + " characters.";
        throw new GatewayException(
                GatewayError.of(ErrorCode.INVALID_REQUEST, problem).withParam("model"));
    }
}
